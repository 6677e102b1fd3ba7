/** What a harvest tells at its end: findings below the table, and reports in files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunReport } from '../../src/cli/harvest-account.ts'
import { personJson, sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { lodestone } from './run-cli.ts'

const TIMEOUT = { timeout: 180_000 }
const CONTEXT = 'https://contexts.example/demo.jsonld'
/** What runs when the command is pasted into a shell, unless it is quoted. */
const HOSTILE = 'https://contexts.example/$(id)'

let agent: FakeAgent
let folder: string
beforeEach(async () => {
  agent = await startFakeAgent()
  folder = mkdtempSync(join(tmpdir(), 'lodestone-report-'))
  agent.page('/good', sampleJson('good', { material: 'demo <b>granite</b>' }))
  agent.page('/held', { ...sampleJson('held'), '@context': CONTEXT })
  agent.page('/held-too', { ...sampleJson('held-too'), '@context': CONTEXT })
  agent.page('/hostile', { ...sampleJson('hostile'), '@context': HOSTILE })
  agent.page('/person', personJson)
  agent.on('/comma', {
    headers: { 'content-type': 'text/html' },
    body: `<script type="application/ld+json">${JSON.stringify(sampleJson('comma')).replace(/}$/, ',}')}</script>`,
  })
  agent.sitemap('/sitemap.xml', ['/good', '/held', '/held-too', '/hostile', '/person', '/comma', '/gone'])
  const source = {
    id: 'demo',
    name: 'Demo <i>collection</i>',
    sitemaps: [`${agent.origin}/sitemap.xml`],
    allowPrivateAddresses: true,
    politeness: { delayMs: 0 },
  }
  writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources: [source] }))
})
afterEach(async () => {
  await agent.close()
  rmSync(folder, { recursive: true, force: true })
})

const harvest = (...args: string[]) => lodestone(folder, ['harvest', '--workers', '0', ...args])
const written = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('the end of a harvest', () => {
  it(
    'names unknown contexts, what each holds back and the command that pins it, safe to paste',
    TIMEOUT,
    async () => {
      const { stdout } = await harvest('--data', 'my data')
      expect(stdout).toContain(`      2  ${CONTEXT}\n`)
      expect(stdout).toContain(`lodestone contexts pin ${CONTEXT} --fetch --data 'my data'`)
      expect(stdout).toContain(`lodestone contexts pin '${new URL(HOSTILE).href}' --fetch`)
    },
  )

  it(
    'says why records were rejected, and how often which problem came up, with one that shows it',
    TIMEOUT,
    async () => {
      const { stdout } = await harvest()
      expect(stdout).toMatch(/rejected, because:\n +1 {2}No sample was found in this record/)
      expect(stdout).toMatch(/problems:\n +3 {2}unknown-context, e\.g\. /)
      expect(stdout).toContain(`      1  gone, e.g. ${agent.origin}/gone: the server answers 404`)
    },
  )

  it(
    'comes without a request to the host of a context, which may fail or have enough of it (gleaner#21, comunica#1635, ropensci/jsonld#20)',
    TIMEOUT,
    async () => {
      const context = `${agent.origin}/context.jsonld`
      agent.on('/context.jsonld', { status: 429 })
      agent.page('/held', { ...sampleJson('held'), '@context': context })
      agent.sitemap('/sitemap.xml', ['/held'])
      const { stdout } = await harvest()
      expect(stdout).toContain(`lodestone contexts pin ${context} --fetch`)
      expect(agent.count('/context.jsonld')).toBe(0)
    },
  )

  it('says nothing more when all is well', TIMEOUT, async () => {
    agent.sitemap('/sitemap.xml', ['/good'])
    const { stdout } = await harvest()
    expect(stdout.trim().split('\n')).toHaveLength(3)
  })
})

describe('--report', () => {
  it('writes several files, each in the form that its name asks for', TIMEOUT, async () => {
    const args = ['r.jsonl', 'r.json', 'r.html'].flatMap(name => ['--report', name])
    await harvest(...args)
    expect(written('r.jsonl').trim().split('\n')).toHaveLength(7)
    const { form, interrupted, sources } = JSON.parse(written('r.json')) as RunReport
    expect([form, interrupted, sources.length]).toEqual(['lodestone-harvest-report/1', false, 1])
    const [demo] = sources
    expect(demo?.figures.endings).toEqual({ written: 6, failed: 1 })
    expect(demo?.pages).toMatchObject({ listed: 7, accepted: 2, rejected: 1, unreadable: 3, failed: 1 })
    expect(demo?.figures.repairs).toEqual({ 'trailing-comma-removed': 1 })
    expect(demo?.figures.strings).toEqual({ 'material: demo <b>granite</b>': 1 })
    expect(demo?.contexts[0]).toEqual({
      url: CONTEXT,
      records: 2,
      command: `lodestone contexts pin ${CONTEXT} --fetch`,
    })
    expect(demo?.problems.find(({ code }) => code === 'gone')).toMatchObject({
      count: 1,
      example: { subject: `${agent.origin}/gone` },
    })
    expect(written('r.html')).toMatch(/^<!doctype html>/)
  })

  it(
    'makes HTML that is whole by itself: no script, nothing loaded, harvested text shown as text',
    TIMEOUT,
    async () => {
      await harvest('--report', 'r.html')
      const page = written('r.html')
      expect(page).not.toMatch(/<script|<link|<img|@import|url\(|javascript:/i)
      expect(page).not.toMatch(/undefined|NaN|\[object Object\]/)
      expect(page).toContain('Demo &lt;i&gt;collection&lt;/i&gt;')
      expect(page).toContain('material: demo &lt;b&gt;granite&lt;/b&gt;')
      expect(page).toContain(`href="${agent.origin}/gone"`)
      expect(page).toContain('trailing-comma-removed')
      for (const svg of page.match(/<svg[^>]*>/g) ?? [])
        expect(svg).toMatch(/aria-label="[^"]+"|aria-hidden="true"/)
    },
  )

  it('leaves the report of an earlier run alone when the registry is wrong', TIMEOUT, async () => {
    writeFileSync(join(folder, 'r.json'), 'earlier')
    writeFileSync(join(folder, 'sources.yaml'), 'sources: 1')
    expect((await harvest('--report', 'r.json')).code).toBe(2)
    expect(written('r.json')).toBe('earlier')
  })
})

describe('what was noted of harvests', () => {
  it(
    'is shown by sources history and sources dead-letters, with the command that tries again',
    TIMEOUT,
    async () => {
      agent.on('/broken', { status: 403 })
      agent.sitemap('/sitemap.xml', ['/good', '/broken', '/held', '/gone'])
      await harvest()
      agent.page('/good', sampleJson('good', { name: 'changed' }))
      agent.on('/sitemap.xml', {
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Oops</title>',
      })
      await harvest()
      const { code, stdout } = await lodestone(folder, ['sources', 'history', 'demo'])
      expect(code).toBe(0)
      const rows = stdout.split('\n\n')[0]?.split('\n').slice(2) ?? []
      expect(rows.map(row => row.trim().split(/ {2,}/)[1])).toEqual([
        expect.stringMatching(/failed|partial/),
        'complete',
      ])
      expect(stdout).toContain('50 % of the listings were complete')
      expect(stdout).toContain(`lodestone contexts pin ${CONTEXT} --fetch`)
      const json = await lodestone(folder, ['sources', 'history', 'demo', '--format', 'json', '--runs', '1'])
      expect(JSON.parse(json.stdout)).toMatchObject({ source: 'demo', summary: { runs: 1, availability: 0 } })

      const letters = await lodestone(folder, ['sources', 'dead-letters', 'demo'])
      expect(letters.code).toBe(1)
      expect(letters.stdout).toContain(`${agent.origin}/broken`)
      expect(letters.stdout).toContain('lodestone harvest --source demo --retry-failed')
      const lines = await lodestone(folder, ['sources', 'dead-letters', '--format', 'jsonl'])
      expect(
        lines.stdout
          .trim()
          .split('\n')
          .map(line => JSON.parse(line).url),
      ).toContain(`${agent.origin}/broken`)
    },
  )

  it('is missing for a source that was never harvested, and in a folder that is none', TIMEOUT, async () => {
    await harvest()
    const unknown = await lodestone(folder, ['sources', 'history', 'dmeo'])
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('harvested were: demo')])
    for (const action of [['history', 'demo'], ['dead-letters']]) {
      const nowhere = await lodestone(folder, ['sources', ...action, '--data', 'nowhere'])
      expect([action, nowhere.code]).toEqual([action, 2])
      expect(nowhere.stderr).toContain('nowhere')
    }
    const none = await lodestone(folder, ['sources', 'dead-letters', 'no-such'])
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('no dead letters')])
  })

  it('is asked for with values that make sense', TIMEOUT, async () => {
    for (const args of [
      ['history', 'demo', '--runs', '0'],
      ['dead-letters', '--limit', 'many'],
      ['check', 'demo', '--format', 'xml'],
    ]) {
      const { code, stderr } = await lodestone(folder, ['sources', ...args])
      expect([args, code]).toEqual([args, 2])
      expect(stderr).toContain('Usage: lodestone sources')
    }
  })
})
