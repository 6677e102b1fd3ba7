import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answering, type Endpoint, startEndpoint, storeOf } from '../graph/federation/stores.ts'
import { lodestone } from './run-cli.ts'

const PREFIX = 'PREFIX e: <http://e/> '

describe('lodestone query', () => {
  let folder: string
  let endpoint: Endpoint
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lodestone-query-'))
    writeFileSync(
      join(folder, 'names.ttl'),
      '@prefix e: <http://e/> . e:s1 e:name "one" . e:s2 e:name "\u001b[31mtwo" .',
    )
    writeFileSync(join(folder, 'papers.nt'), '<http://e/s1> <http://e/paper> <http://e/p1> .\n')
    writeFileSync(join(folder, 'who.jsonld'), '{"@id": "http://e/p1", "http://e/by": "Demo One"}')
    writeFileSync(
      join(folder, 'all.rq'),
      `${PREFIX}SELECT ?n ?by { ?s e:name ?n ; e:paper ?p . ?p e:by ?by }`,
    )
    endpoint = await startEndpoint(
      '127.0.0.77',
      answering(storeOf('e:s1 e:paper e:p1 . e:p1 e:by "Demo One" .')),
    )
  })
  afterAll(async () => {
    await endpoint.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('merges files and writes what is asked for', async () => {
    const sources = ['names.ttl', 'papers.nt', 'who.jsonld'].flatMap(file => ['--source', file])
    const { code, stdout } = await lodestone(folder, ['query', 'all.rq', ...sources, '--format', 'csv'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'n,by\r\none,Demo One\r\n' })
  }, 60_000)

  it('shows a table that no text in it can get out of', async () => {
    const text = `${PREFIX}SELECT ?n { ?s e:name ?n } ORDER BY ?s`
    const { stdout } = await lodestone(folder, ['query', text, '--source', 'names.ttl', '--format', 'table'])
    expect(stdout).toBe('?n\n────────\none\n [31mtwo\n2 rows\n')
  }, 60_000)

  it('ends its answer with the end of a line, whatever the format', async () => {
    const ask = ['query', `${PREFIX}ASK { ?s e:name "one" }`, '--source', 'names.ttl']
    for (const format of ['json', 'xml', 'csv']) {
      const { stdout } = await lodestone(folder, [...ask, '--format', format])
      expect([format, stdout.endsWith('\n'), stdout.endsWith('\n\n')]).toEqual([format, true, false])
    }
  }, 60_000)

  it('points at a mistake', async () => {
    const text = 'SELECT * {\n  ?s schema:name ?n ]}'
    const { code, stderr } = await lodestone(folder, ['query', text, '--source', 'names.ttl'])
    expect(code).toBe(2)
    expect(stderr).toContain('line 2, column')
    expect(stderr).toMatch(/2 \| {3}\?s schema:name \?n \]\}\n +\^/)
  }, 60_000)

  it('asks several sources together and tells what each gave', async () => {
    const sources = ['--source', 'names.ttl', '--source', endpoint.url]
    const { code, stdout, stderr } = await lodestone(folder, [
      'query',
      'all.rq',
      ...sources,
      '--format',
      'csv',
      '--explain',
    ])
    expect(stdout.trim().split(/\r?\n/)[1]?.split(',').sort()).toEqual(['Demo One', 'one'])
    expect(code).toBe(0)
    expect(stderr).toContain('names.ttl')
    expect(stderr).toContain(endpoint.url)
  }, 60_000)

  it('asks a source that is named twice once', async () => {
    const sources = [endpoint.url, endpoint.url, 'names.ttl', './names.ttl'].flatMap(one => ['--source', one])
    const { stdout } = await lodestone(folder, ['query', 'all.rq', ...sources, '--format', 'csv'])
    expect(stdout.trim().split(/\r?\n/)).toHaveLength(2)
  }, 60_000)

  it('fails when one of several sources does', async () => {
    const sources = ['--source', 'names.ttl', '--source', 'http://127.0.0.77:1/sparql']
    const { code, stderr } = await lodestone(folder, ['query', 'all.rq', ...sources])
    expect(code).toBe(2)
    expect(stderr).toContain('http://127.0.0.77:1/sparql')
  }, 60_000)

  it('asks by SERVICE only who is named', async () => {
    const text = `${PREFIX}ASK { ?s e:name ?n SERVICE <${endpoint.url}> { ?s e:paper ?p } }`
    const args = ['query', text, '--source', 'names.ttl', '--format', 'csv']
    const before = endpoint.queries.length
    const refused = await lodestone(folder, args)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('--allow')
    expect(endpoint.queries).toHaveLength(before)
    expect(await lodestone(folder, [...args, '--allow', endpoint.url])).toMatchObject({
      code: 0,
      stdout: 'true\n',
    })
  }, 60_000)

  it('says no by its exit code, and names a source that is not there', async () => {
    const no = await lodestone(folder, ['query', 'ASK { ?s ?p "nothing" }', '--source', 'names.ttl'])
    expect(no.code).toBe(1)
    const lost = await lodestone(folder, ['query', 'ASK {}', '--source', 'lost.ttl'])
    expect(lost.code).toBe(2)
    expect(lost.stderr).toContain('lost.ttl')
  }, 60_000)
})
