/** `lodestone harvest` as a process: exit codes, messages, outputs. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { personJson, sampleIri, sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { type Ended, lodestone } from './run-cli.ts'

const TIMEOUT = { timeout: 60_000 }

let agent: FakeAgent
let folder: string
beforeEach(async () => {
  agent = await startFakeAgent()
  folder = mkdtempSync(join(tmpdir(), 'lodestone-cli-'))
  agent.page('/good', sampleJson('good'))
  agent.sitemap('/sitemap.xml', ['/good'])
  register({})
})
afterEach(async () => {
  await agent.close()
  rmSync(folder, { recursive: true, force: true })
})

/** JSON is YAML. */
const register = (changes: object, ...others: object[]): void => {
  const source = {
    id: 'demo',
    name: 'Demo collection',
    sitemaps: [`${agent.origin}/sitemap.xml`],
    allowPrivateAddresses: true,
    politeness: { delayMs: 0 },
    ...changes,
  }
  writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources: [source, ...others] }, undefined, 1))
}

const harvest = (...args: string[]): Promise<Ended> =>
  lodestone(folder, ['harvest', '--workers', '0', ...args])

describe('lodestone harvest', () => {
  it(
    'ends with 0 when every page was accepted, now or before, and shows a row per source',
    TIMEOUT,
    async () => {
      for (const [fetched, unchanged] of [
        ['1', '0'],
        ['0', '1'],
      ]) {
        const { code, stdout } = await harvest()
        const [header, , row] = stdout.split('\n').map(line => line.trim().split(/\s+/))
        expect(header?.slice(0, 5)).toEqual(['source', 'listed', 'fetched', 'unchanged', 'accepted'])
        expect(row?.slice(0, 5)).toEqual(['demo', '1', fetched, unchanged, '1'])
        expect(code).toBe(0)
      }
    },
  )

  it(
    'ends with 1 when a page was not accepted, and says in --documents and --report why',
    TIMEOUT,
    async () => {
      agent.page('/person', personJson)
      agent.sitemap('/sitemap.xml', ['/good', '/person', '/gone'])
      register({ sitemaps: [`${agent.origin}/sitemap.xml`, `${agent.origin}/no-sitemap.xml`] })
      const { code, stdout, stderr } = await harvest('--documents', '--report', 'report.jsonl')
      expect(code).toBe(1)
      expect(stdout).toMatch(/\/good +written +accepted +1\.00/)
      expect(stdout).toMatch(/\/person +written +rejected .*No sample was found in this record/)
      expect(stdout).toMatch(/\/gone +failed +no record .*gone: the server answers 404/)
      expect(stderr).toContain(`gone: ${agent.origin}/no-sitemap.xml`)
      const lines = readFileSync(join(folder, 'report.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      const byPath = Object.fromEntries(lines.map(line => [new URL(line.url).pathname, line]))
      expect(lines).toHaveLength(4)
      expect(byPath['/good']).toMatchObject({
        ...{ source: 'demo', ending: 'written', state: 'accepted', problems: [] },
        samples: [sampleIri('good')],
      })
      expect(byPath['/good'].coverage.reached).toBe(byPath['/good'].coverage.present)
      expect(byPath['/person'].results.map(({ profile }: { profile: string }) => profile)).toContain('kernel')
      expect(byPath['/gone']).toMatchObject({
        ending: 'failed',
        problems: [{ stage: 'porch', code: 'gone' }],
      })
      expect(byPath['/no-sitemap.xml']).toMatchObject({ ending: 'listing', problems: [{ stage: 'gate' }] })
    },
  )

  it('visits only the sources that were named', TIMEOUT, async () => {
    const other = { id: 'other', name: 'Other', sitemaps: ['http://127.0.0.1:1/sitemap.xml'] }
    register({}, other)
    const { code, stdout } = await harvest('--source', 'demo')
    expect(code).toBe(0)
    expect(stdout).not.toContain('other')
  })

  it('ends with 2 for a source that there is not, and names those that there are', TIMEOUT, async () => {
    const { code, stderr } = await harvest('--source', 'dmeo')
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'lodestone harvest: there is no source "dmeo"; there are: demo',
    ])
  })

  it('ends with 2 for a registry that is wrong, and names the line', TIMEOUT, async () => {
    writeFileSync(
      join(folder, 'sources.yaml'),
      'sources:\n  - id: demo\n    name: Demo\n    sitemaps: [ftp://demo.example/sitemap.xml]\n    profile: [geology]\n',
    )
    const { code, stderr } = await harvest()
    expect(code).toBe(2)
    expect(stderr).toContain('sources.yaml:4: ')
    expect(stderr).toContain('sources.yaml:5: unknown key "profile"')
    expect(agent.received).toEqual([])
    expect((await harvest('--registry', 'no.yaml')).code).toBe(2)
  })

  it('ends with 2 for options that there are not and values that make no sense', TIMEOUT, async () => {
    for (const args of [['--sourec', 'demo'], ['stray'], ['--workers', 'many'], ['--base', 'demo']]) {
      const { code, stderr } = await harvest(...args)
      expect([args, code]).toEqual([args, 2])
      expect(stderr).toContain('Usage: lodestone harvest')
    }
  })

  it(
    'ends with 2 before it asks anybody when the report or the archive cannot be written',
    TIMEOUT,
    async () => {
      const report = await harvest('--report', join('no', 'such', 'folder'))
      expect([report.code, report.stderr]).toEqual([2, expect.stringContaining('cannot write the report')])
      mkdirSync(join(folder, 'data'))
      writeFileSync(join(folder, 'data', 'archive.db'), 'this is no database, and it is long enough to tell')
      const archive = await harvest()
      expect([archive.code, archive.stderr]).toEqual([2, expect.stringContaining('archive.db')])
      expect(agent.received).toEqual([])
    },
  )

  it('keeps an archive to the base that it was made for', TIMEOUT, async () => {
    expect((await harvest('--base', 'http://one.example/')).code).toBe(0)
    const asked = agent.received.length
    const { code, stderr } = await harvest('--base', 'http://two.example')
    expect([code, stderr.trim()]).toEqual([
      2,
      'base: this archive was made for http://one.example, not for http://two.example: harvest with --base http://one.example, or into another --data folder',
    ])
    expect(agent.received).toHaveLength(asked)
    const opened = await openArchive(join(folder, 'data'), { readOnly: true })
    if (!opened.ok) throw new Error(opened.problem.detail)
    expect(await opened.value.setting('base')).toBe('http://one.example')
    await opened.value.close()
  })

  it('ends with 2 soon after an interruption, and says how to go on', TIMEOUT, async () => {
    agent.sitemap('/sitemap.xml', ['/good', '/silent', '/later'])
    register({ politeness: { delayMs: 0, concurrency: 1, timeoutMs: 50_000 } })
    const { code, stderr, stdout } = await lodestone(folder, ['harvest', '--workers', '1'], child => {
      agent.on('/silent', () => child.kill('SIGINT'))
    })
    expect(code).toBe(2)
    expect(stderr).toContain('run the same command again to go on')
    expect(stdout).toMatch(/demo +1 +1 +0 +1 /)
    expect(agent.count('/later')).toBe(0)
  })
})
