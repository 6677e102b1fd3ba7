/** /api/sources/{id}/runs and /sources/{id}: a source over time. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { HarvestRun, RunFigures } from '../../src/model/harvest-run.ts'
import { shellWord } from '../../src/registry/shell-word.ts'
import { mountSources } from '../../src/serve/routes/sources.ts'
import { historyOf, pinCommand } from '../../src/serve/views/source-history.ts'
import { recordOf, rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'
import { demoSource, openPortal } from './portal-house.ts'

/** Answers of the API, as far as the tests look into them. */
interface Answer {
  readonly source: string
  readonly detail: string
  readonly summary: { readonly unmapped: Record<string, number> }
  readonly runs: readonly HarvestRun[]
}

const answerOf = async (response: Response): Promise<Answer> => (await response.json()) as Answer

const HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'

const figuresOf = (over: Partial<RunFigures> = {}): RunFigures => ({
  ...{ endings: {}, states: {}, problems: {}, repairs: {}, unmapped: {}, strings: {}, contexts: {} },
  ...{ deadLinks: [], leavesPresent: 0, leavesReached: 0, requests: 0, bytes: 0 },
  ...over,
})

const runOf = (
  number: number,
  over: Partial<HarvestRun> = {},
  figures: Partial<RunFigures> = {},
): HarvestRun => ({
  source: 'demo',
  number,
  startedAt: `2026-01-${String(number).padStart(2, '0')}T03:00:00Z`,
  endedAt: `2026-01-${String(number).padStart(2, '0')}T03:01:30Z`,
  listing: 'complete',
  figures: figuresOf(figures),
  ...over,
})

/** Newest first, as the archive gives them. */
const runs: readonly HarvestRun[] = [
  runOf(
    4,
    {},
    {
      endings: { unchanged: 90, written: 8, failed: 2 },
      deadLinks: ['https://repository.example/dead'],
      leavesPresent: 100,
      leavesReached: 97,
    },
  ),
  runOf(3, { listing: 'failed' }),
  runOf(
    2,
    { listing: 'partial' },
    { endings: { written: 40, withdrawn: 1 }, contexts: { 'https://contexts.example/a': 3 } },
  ),
  runOf(
    1,
    {},
    {
      endings: { written: 100 },
      repairs: { 'trailing-comma-removed': 7, 'entities-decoded': 9 },
      unmapped: { 'a.b[].c': 5 },
      strings: { [`material: ${HOSTILE}`]: 2 },
      contexts: { 'https://contexts.example/a': 5, 'not a url': 1 },
      problems: { gone: 4 },
      leavesPresent: 200,
      leavesReached: 180,
    },
  ),
]

const open = async (history: readonly HarvestRun[] | undefined) => {
  const feed = memoryFeed()
  feed.write([recordOf('https://repository.example/core', [{ iri: 'https://doi.org/10.60510/demo-core' }])])
  const vocabularies = { ...rockVocabularies(), quads: [], schemes: () => [] }
  const catalogue = await openCatalogue({ feed, vocabularies, sources: [demoSource] })
  await catalogue.catchUp()
  const app = new OpenAPIHono()
  const nothing = async () => undefined
  mountSources(app, {
    ...{ catalogue, sources: [demoSource], profiles: [], vocabularies, base: 'http://localhost:3030' },
    archive: {
      ...{
        generation: () => feed.generation(),
        changeHeads: async () => [],
        versions: async () => [],
        identity: async () => 'memory',
        record: nothing,
        body: nothing,
      },
      recordsOfSample: async () => [],
      statistics: async () => [{ source: 'demo', accepted: 1, rejected: 0, unreadable: 0, withdrawn: 0 }],
      ...(history && { runs: async (_: string, limit: number) => history.slice(0, limit) }),
    },
  })
  return app
}

describe('/api/sources/{id}/runs', () => {
  it('gives the newest runs with their figures, and what they say together', async () => {
    const answer = await (await open(runs)).request('/api/sources/demo/runs')
    expect(answer.status).toBe(200)
    const { source, summary, runs: listed } = await answerOf(answer)
    expect([source, listed.map(({ number }) => number)]).toEqual(['demo', [4, 3, 2, 1]])
    expect(listed[0]?.figures.endings).toEqual({ unchanged: 90, written: 8, failed: 2 })
    expect(summary).toMatchObject({
      ...{ runs: 4, availability: 0.5, coverage: { first: 0.9, last: 0.97 } },
      repairs: { 'entities-decoded': 9, 'trailing-comma-removed': 7 },
      deadLinks: ['https://repository.example/dead'],
      contexts: [
        {
          url: 'https://contexts.example/a',
          records: 5,
          command: 'lodestone contexts pin https://contexts.example/a --fetch',
        },
        { url: 'not a url', records: 1 },
      ],
    })
  })

  it('takes a limit, and refuses what is none', async () => {
    const app = await open(runs)
    expect((await answerOf(await app.request('/api/sources/demo/runs?limit=2'))).runs).toHaveLength(2)
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'limt=3', 'limit=1&limit=2'])
      expect([query, (await app.request(`/api/sources/demo/runs?${query}`)).status]).toEqual([query, 400])
  })

  it('answers 404 for a source that there is not, with the one that was probably meant', async () => {
    const answer = await (await open(runs)).request('/api/sources/dmeo/runs')
    expect([answer.status, (await answerOf(answer)).detail]).toEqual([404, expect.stringContaining('demo')])
  })

  it('bounds what one run can say', async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`key-${i}`, i + 1]))
    const app = await open([runOf(1, {}, { unmapped: many })])
    const { runs: listed, summary } = await answerOf(await app.request('/api/sources/demo/runs'))
    expect(Object.keys(listed[0]?.figures.unmapped ?? {})).toHaveLength(50)
    expect(listed[0]?.figures.unmapped['key-199']).toBe(200)
    expect(Object.keys(summary.unmapped)).toHaveLength(100)
  })

  it('is described in OpenAPI', async () => {
    const { paths } = (await open(runs)).getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: '', version: '' },
    })
    expect(Object.keys(paths ?? {})).toContain('/api/sources/{id}/runs')
  })
})

describe('the page of a source', () => {
  const pageOf = async (history: readonly HarvestRun[] | undefined, path = '/sources/demo') => {
    const core = recordOf('https://repository.example/core', [{ iri: 'https://doi.org/10.60510/demo-core' }])
    const { get } = await openPortal([core], { ...(history && { runs: history }) })
    const answer = await get(path)
    return {
      status: answer.status,
      page: await answer.text(),
      policy: answer.headers.get('content-security-policy'),
    }
  }

  it('draws availability, coverage and endings, each with its table, without a script', async () => {
    const { status, page, policy } = await pageOf(runs)
    expect([status, policy]).toEqual([200, expect.stringContaining("default-src 'self'")])
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page).not.toMatch(/<script(?![^>]* src=)| on[a-z]+="|style="|undefined|NaN|\[object Object\]/)
    for (const name of [
      'Listings of 4 runs, oldest first: 2 complete ones',
      'Coverage over time, 97 % at last',
      'How visits ended, 4 runs',
    ])
      expect(page).toContain(`aria-label="${name}`)
    expect(page.match(/<details class="as-table">/g)).toHaveLength(3)
    expect(page).toContain('<title>3 January 2026, 03:00 UTC: listing could not be read</title>')
    expect(page).toContain('50 % of the listings were complete')
    expect(page).toContain('trailing-comma-removed')
    expect(page).toContain('a.b[].c')
    expect(page).toContain('href="https://repository.example/dead"')
    expect(page).toContain('lodestone contexts pin https://contexts.example/a --fetch')
  })

  it('shows harvested text as text', async () => {
    const { page } = await pageOf([
      runOf(
        1,
        {},
        {
          deadLinks: ['javascript:alert(1)'],
          unmapped: { [HOSTILE]: 1 },
          contexts: { [HOSTILE]: 1 },
          problems: { [HOSTILE]: 1 },
        },
      ),
    ])
    expect(page).not.toMatch(/<script>alert|<img src=x|href="javascript:/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('says so when no harvest was noted, also by an archive that keeps no history', async () => {
    for (const history of [[], undefined]) {
      const { status, page } = await pageOf(history)
      expect([status, page]).toEqual([
        200,
        expect.stringContaining('No harvest of this source was noted yet'),
      ])
    }
  })

  it('answers 404 for a source that there is not', async () => {
    const { status, page } = await pageOf(runs, `/sources/${encodeURIComponent(HOSTILE)}`)
    expect(status).toBe(404)
    expect(page).not.toContain('<script>alert')
    expect((await pageOf(runs, '/sources/dmeo')).page).toMatch(/did you mean \S*demo/)
  })
})

describe('the history of a source', () => {
  it('counts only runs that read a listing for availability, and only runs that converted for coverage', () => {
    const retried = historyOf([runOf(2, {}), { ...runOf(1), listing: undefined } as unknown as HarvestRun])
    expect([retried.availability, retried.coverage]).toEqual([1, undefined])
    expect(historyOf([])).toMatchObject({ runs: 0, deadLinks: [] })
  })

  it('takes dead links from the newest run that ended', () => {
    const underWay = runOf(3, {}, { deadLinks: ['https://repository.example/first'] })
    const { endedAt: _, ...open } = underWay
    const ended = runOf(2, {}, { deadLinks: ['https://repository.example/dead'] })
    expect(historyOf([open, ended]).deadLinks).toEqual(['https://repository.example/dead'])
  })
})

describe('a command that is suggested', () => {
  it('runs nothing but itself, whatever a page said', () => {
    expect(shellWord("a'; rm -rf ~; '")).toBe(`'a'\\''; rm -rf ~; '\\'''`)
    expect(pinCommand('https://contexts.example/$(id)`id`')).toBe(
      "lodestone contexts pin 'https://contexts.example/$(id)%60id%60' --fetch",
    )
    expect(pinCommand('javascript:alert(1)')).toBeUndefined()
    expect(pinCommand('context.jsonld')).toBeUndefined()
  })
})
