import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig, settingNames, variableOf } from '../src/config.ts'

describe('settings', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lodestone-config-'))
    file = join(folder, 'lodestone.yaml')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('need not be given: the defaults listen on loopback only', () => {
    const config = readConfig({}, {})
    expect(config).toMatchObject({
      ok: true,
      value: { host: '127.0.0.1', port: 3030, base: 'http://localhost:3030' },
    })
  })

  it('come from the file, over it the environment, over it the command line', () => {
    writeFileSync(file, 'port: 1\nworkers: 1\nqueryTimeoutMs: 100\n')
    const environment = { LODESTONE_CONFIG: file, LODESTONE_PORT: '2', LODESTONE_WORKERS: '2' }
    expect(readConfig({ port: '3' }, environment)).toMatchObject({
      ok: true,
      value: { port: 3, workers: 2, queryTimeoutMs: 100 },
    })
  })

  it('say where the graph lives: here, or in a store with its addresses', () => {
    expect(readConfig({}, {})).toMatchObject({ value: { graph: { kind: 'embedded' } } })
    writeFileSync(
      file,
      'graph: {kind: sparql, query: "http://store.example/q", update: "http://store.example/u"}\n',
    )
    const environment = {
      LODESTONE_CONFIG: file,
      LODESTONE_GRAPH_USER: 'demo',
      LODESTONE_GRAPH_PASSWORD: 'x',
    }
    expect(readConfig({}, environment)).toMatchObject({
      value: { graph: { kind: 'sparql', query: 'http://store.example/q' }, graphUser: 'demo' },
    })
    expect(readConfig({}, { ...environment, LODESTONE_GRAPH: 'embedded' })).toMatchObject({
      value: { graph: { kind: 'embedded' } },
    })
    writeFileSync(file, 'graph: {kind: sparql, query: "http://store.example/q"}\n')
    expect(readConfig({}, environment)).toMatchObject({
      ok: false,
      problem: { detail: expect.stringContaining('graph.update') },
    })
  })

  it('that are misspelt are named, with the likely one', () => {
    writeFileSync(file, 'portt: 1\n')
    expect(readConfig({}, { LODESTONE_CONFIG: file })).toMatchObject({
      ok: false,
      problem: { subject: file, detail: 'unknown setting "portt", did you mean "port"?' },
    })
  })

  it.each([
    [{ LODESTONE_PORT: 'x' }, 'port'],
    [{ LODESTONE_PORT: '70000' }, 'port'],
    [{ LODESTONE_BASE: 'ftp://somewhere' }, 'base'],
    [{ LODESTONE_WORKERS: '-1' }, 'workers'],
  ])('that cannot be are refused: %j', (environment, name) => {
    const config = readConfig({}, environment)
    expect(config.ok).toBe(false)
    expect(!config.ok && config.problem.detail).toContain(name)
  })

  it('list endpoints for SERVICE as a sequence, or apart by commas or spaces', () => {
    const listed = ['https://query.example/sparql', 'https://other.example/']
    expect(readConfig({ federation: listed }, {})).toMatchObject({ value: { federation: listed } })
    expect(readConfig({}, { LODESTONE_FEDERATION: listed.join(', ') })).toMatchObject({
      value: { federation: listed },
    })
    expect(readConfig({}, { LODESTONE_FEDERATION: 'file:///etc/passwd' })).toMatchObject({ ok: false })
  })

  it('lose the slash at the end of the base', () => {
    expect(readConfig({ base: 'https://graph.example//' }, {})).toMatchObject({
      value: { base: 'https://graph.example' },
    })
  })

  it('are all in the README, by name and by variable', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    expect(settingNames.filter(name => !readme.includes(`\`${name}\``))).toEqual([])
    expect(settingNames.filter(name => !readme.includes(`\`${variableOf(name)}\``))).toEqual([])
  })
})
