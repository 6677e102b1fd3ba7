import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DATACITE_LIMITS, type DataciteLimits, readDatacite } from '../../../src/harvest/feeds/datacite.ts'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import { type FakeDatacite, startFakeDatacite, withList } from '../../support/fake-datacite.ts'
import { type Collecting, collect, DAY, NOW } from './delivered-house.ts'
import { quickFetcher } from './feed-house.ts'

const record = (n: number, more: object = {}) => ({
  doi: `10.60510/DEMO${String(n).padStart(3, '0')}`,
  url: `https://repository.example/sample/${n}`,
  state: 'findable',
  isActive: true,
  updated: new Date(NOW - (100 - n) * DAY).toISOString(),
  titles: [{ title: `Demo sample ${n}` }],
  ...more,
})
const records = (count: number) => Array.from({ length: count }, (_, i) => record(i + 1))
const SMALL: DataciteLimits = { ...DATACITE_LIMITS, sizes: [3, 1], maxPages: 50 }

let api: FakeDatacite
let fetcher: Fetcher

const read = (options: Collecting = {}, limits = SMALL, now = NOW) =>
  collect(readDatacite(fetcher, { limits, now: () => now }), { kind: 'datacite', url: api.url }, options)
const nameOf = (n: number): string => `${api.url}/10.60510/demo${String(n).padStart(3, '0')}`

beforeEach(async () => {
  api = await startFakeDatacite(records(7))
  fetcher = quickFetcher()
})
afterEach(async () => {
  await fetcher.close()
  await api.close()
})

describe('the feed of the DataCite REST API', () => {
  it('delivers every record of all pages as a page of its own, named by its address in the API', async () => {
    const { pages, urls, end, codes } = await read()
    expect(urls).toEqual([1, 2, 3, 4, 5, 6, 7].map(nameOf))
    expect(codes).toEqual([])
    expect(end?.complete).toBe(true)
    expect(pages[0]?.mediaType).toBe('application/vnd.datacite.datacite+json')
    expect(pages[0]?.lastModified).toBe(record(1).updated)
    expect(JSON.parse(Buffer.from(pages[0]?.body ?? []).toString()).attributes).toEqual(record(1))
  })

  it('asks for IGSN catalogues with affiliations, or for the client that the feed names', async () => {
    await read()
    expect(Object.fromEntries(api.asked[0] ?? [])).toMatchObject({
      'client-type': 'igsnCatalog',
      affiliation: 'true',
      publisher: 'true',
      'page[cursor]': '1',
    })
    const feed = {
      kind: 'datacite',
      url: `${api.url}?query=demo`,
      client: 'demo.repo',
      query: 'basalt',
    } as const
    await collect(readDatacite(fetcher), feed)
    const last = Object.fromEntries(api.asked.at(-1) ?? [])
    expect(last).toMatchObject({ 'client-id': 'demo.repo', query: 'basalt' })
    expect(last['client-type']).toBeUndefined()
  })

  it('asks the next time only for what was updated, and for everything again after 30 days', async () => {
    const since = (await read()).end?.since
    if (since === undefined) throw new Error('a complete reading says where the next one starts')
    api.records = [...records(7), record(8, { updated: new Date(NOW).toISOString() })]
    const later = await read({ position: { since } }, SMALL, NOW + 2 * DAY)
    expect(later.urls).toContain(nameOf(8))
    expect(later.urls).not.toContain(nameOf(1))
    expect(later.end?.complete).toBe(false)
    const third = later.end?.since ?? ''
    const muchLater = await read({ position: { since: third } }, SMALL, NOW + 31 * DAY)
    expect(muchLater.urls).toHaveLength(8)
    expect(muchLater.end?.complete).toBe(true)
  })

  it('goes on at a checkpoint after it was broken off, and lists everything once', async () => {
    const first = await read({ stopAfter: 1 })
    const rest = await read({ position: { resume: first.checkpoints[0] ?? '' } })
    expect([...first.urls, ...rest.urls]).toEqual([1, 2, 3, 4, 5, 6, 7].map(nameOf))
    expect(rest.end?.complete).toBe(true)
  })

  it('reads everything again when a position is not its own', async () => {
    const { urls } = await read({ position: { since: '{"seq":4}', resume: 'nonsense' } })
    expect(urls).toHaveLength(7)
  })

  it('calls records deleted that are no longer findable or were deactivated', async () => {
    api.records = [record(1, { state: 'registered' }), record(2, { isActive: false }), record(3)]
    const { deleted, urls } = await read()
    expect(deleted).toEqual([nameOf(1), nameOf(2)])
    expect(urls).toEqual([nameOf(3)])
  })

  it('stops with the first abort', async () => {
    const { items, end } = await read({ signal: AbortSignal.abort() })
    expect(items).toEqual([])
    expect(end).toEqual({ complete: false })
  })
})

describe('a DataCite API that misbehaves', () => {
  it('whose cursor comes again is left at the repetition', async () => {
    api.misbehave = answer =>
      withList(answer, list => {
        list.links.next = `${api.url}?page[cursor]=same`
      })
    const { codes, end, urls } = await read()
    expect(codes).toEqual(['endless-list'])
    expect(end).toEqual({ complete: false })
    expect(new Set(urls).size).toBe(urls.length)
    expect(api.asked.length).toBeLessThan(5)
  })

  it('whose cursor never ends is left after some pages with nothing new', async () => {
    api.misbehave = (answer, { nth }) =>
      withList(answer, list => {
        list.data = [{ id: '10.60510/demo001', attributes: record(1) }]
        list.links.next = `${api.url}?page[cursor]=c${nth}`
      })
    const { codes, end } = await read()
    expect(codes).toEqual(['endless-list'])
    expect(end?.since).toBeUndefined()
    expect(api.asked.length).toBe(4)
  })

  it('that makes up new records without end is stopped by the limit of records', async () => {
    api.misbehave = (answer, { nth }) =>
      withList(answer, list => {
        list.data = [{ attributes: record(nth) }]
        list.links.next = `${api.url}?page[cursor]=c${nth}`
      })
    const { codes, urls } = await read({}, { ...SMALL, maxRecords: 20 })
    expect(urls).toHaveLength(20)
    expect(codes).toEqual(['endless-list'])
  })

  it('that gives a next link after the last page is read to its end all the same', async () => {
    api.misbehave = (answer, { nth }) =>
      withList(answer, list => {
        list.links.next ??= `${api.url}?page[cursor]=${btoa(String(100 + nth))}`
      })
    const { codes, end } = await read()
    expect(codes).toEqual([])
    expect(end?.complete).toBe(true)
  })

  it('that fails on a later page (datacite#941) is asked for fewer records, then left for the next harvest', async () => {
    const failing = (params: URLSearchParams): boolean =>
      params.get('page[cursor]') !== '1' && params.get('page[size]') === '3'
    api.misbehave = (answer, { params }) =>
      failing(params) ? { ...answer, status: 500, body: 'oops' } : answer
    const patient = await read()
    expect(patient.urls).toHaveLength(7)
    expect(patient.end?.complete).toBe(true)

    api.misbehave = (answer, { params }) =>
      params.get('page[cursor]') === '1' ? answer : { ...answer, status: 500, body: 'oops' }
    const broken = await read()
    expect(broken.urls).toHaveLength(3)
    expect(broken.end?.complete).toBe(false)
    expect(broken.codes).toEqual(['server-error'])
    const second = await read({ position: { since: broken.end?.since ?? 'none' } })
    expect([second.urls, second.end]).toEqual([[], { complete: false, since: '' }])
    api.misbehave = answer => answer
    const later = await read({ position: { since: broken.end?.since ?? 'none' } })
    expect(later.urls).toHaveLength(4)
    expect(later.end?.complete).toBe(false)
    const rest = await read({ position: { resume: broken.checkpoints.at(-1) ?? '' } })
    expect([...broken.urls, ...rest.urls]).toHaveLength(7)
  })

  it('whose total changes while paging is not taken at its word', async () => {
    api.misbehave = (answer, { nth }) =>
      withList(answer, list => {
        list.meta.total = nth === 1 ? 9 : 7
      })
    expect((await read()).end?.complete).toBe(true)
  })

  it('that lists fewer records than it has keeps what is absent alive', async () => {
    api.misbehave = answer =>
      withList(answer, list => {
        list.meta.total = 900
      })
    const { codes, end } = await read()
    expect(codes).toEqual(['fewer-than-announced'])
    expect(end?.complete).toBe(false)
    expect(end?.since).toBeDefined()
  })

  it('that answers 429 with Retry-After gets its pause and then the same request', async () => {
    api.misbehave = (answer, { nth }) =>
      nth === 2 ? { status: 429, headers: { 'retry-after': '3' }, body: '' } : answer
    const { urls, codes } = await read()
    expect(urls).toHaveLength(7)
    expect(codes).toEqual([])
  })

  it('with records without DOI, without attributes, or null delivers the others', async () => {
    api.misbehave = answer =>
      withList(
        answer,
        list => void list.data.push(null, 'x', { attributes: { titles: null } }, { id: '10.5072/\ud800' }),
      )
    api.records = [record(1, { url: null, creators: null, subjects: null })]
    const { urls, codes, end } = await read()
    expect(urls).toEqual([nameOf(1)])
    expect(codes).toEqual(Array(4).fill('record-without-doi'))
    expect(end?.complete).toBe(false)
  })

  it('that repeats records on the next page delivers them once', async () => {
    api.misbehave = answer => withList(answer, list => void list.data.unshift({ attributes: record(1) }))
    const { urls } = await read()
    expect(urls).toHaveLength(7)
  })

  it('with a page that is too large is asked for smaller ones', async () => {
    api.records = records(6).map(each => ({ ...each, note: 'x'.repeat(20_000) }))
    const { urls, codes, end } = await read({}, { ...SMALL, maxBytes: 30_000 })
    expect(urls).toHaveLength(6)
    expect(codes).toEqual([])
    expect(end?.complete).toBe(true)
  })

  it('with JSON that is cut off, or a web page with status 200, is a problem that says so', async () => {
    api.misbehave = answer => ({ ...answer, body: answer.body.slice(0, -40) })
    const cut = await read()
    expect(cut.codes).toEqual(['invalid-json'])
    expect(cut.end).toEqual({ complete: false })
    api.misbehave = answer => ({ ...answer, body: '<html><h1>Maintenance</h1></html>' })
    const html = await read()
    expect(html.codes).toEqual(['not-datacite'])
    expect(html.problems[0]?.detail).toContain('<html>')
  })

  it('that refuses the request is quoted', async () => {
    api.misbehave = answer => ({ ...answer, status: 400, body: '{"errors":[{"title":"bad query"}]}' })
    const { problems, end } = await read()
    expect(problems[0]).toMatchObject({ code: 'request-refused', stage: 'gate' })
    expect(problems[0]?.detail).toContain('bad query')
    expect(end?.complete).toBe(false)
  })

  it('that no longer takes an old cursor is read from the beginning', async () => {
    const { checkpoints } = await read({ stopAfter: 1 })
    const old = new URLSearchParams(JSON.parse(checkpoints[0] ?? '{}').next).get('page[cursor]')
    api.misbehave = (answer, { params }) =>
      params.get('page[cursor]') === old && api.asked.length === 2
        ? { ...answer, status: 400, body: 'cursor' }
        : answer
    const { urls, end } = await read({ position: { resume: checkpoints[0] ?? '' } })
    expect(urls).toHaveLength(7)
    expect(end?.complete).toBe(true)
  })

  it('whose records are from the future does not hide what changes until then', async () => {
    api.records = [record(1, { updated: '2999-01-01T00:00:00.000Z' })]
    const since = JSON.parse((await read()).end?.since ?? '{}')
    expect(since.updated).toBe(new Date(NOW).toISOString())
  })
})
