/** The feed of the DataCite REST API: DOI records themselves, page by page with a cursor. */

import type { FeedContext, FeedEnd, FeedItem, ReadFeed } from '../../model/feed.ts'
import type { Result } from '../../model/problem.ts'
import type { Feed } from '../../model/source.ts'
import type { Fetcher } from '../fetcher.ts'
import { DATACITE_JSON } from '../formats/read-format.ts'
import { askDatacite, type DataciteAnswer, type DataciteRecord, recordUrl } from './datacite-answers.ts'
import { beginningOf, type DatacitePlace, requestKey, requestOf, writeSince } from './datacite-place.ts'
import { deliveredRecord, type FewProblems, readSparingly } from './delivered-record.ts'
import { afterFailure, DAY, writePlace } from './feed-place.ts'

/** How much one reading may be told. */
export interface DataciteLimits {
  /** Records asked for at once, and how many when that fails: one that the server cannot serve keeps back few others. */
  readonly sizes: readonly number[]
  /** Bytes of one page of results. */
  readonly maxBytes: number
  /** Pages and records of one reading, those before an interruption not counted. */
  readonly maxPages: number
  readonly maxRecords: number
  /** Pages in a row with nothing new, after which a listing is taken to be endless. */
  readonly maxIdlePages: number
}

/** DataCite has some 100 million DOIs; igsnCatalog repositories hold about one in ten. */
export const DATACITE_LIMITS: DataciteLimits = {
  sizes: [500, 50, 5],
  maxBytes: 64 * 1024 * 1024,
  maxPages: 200_000,
  maxRecords: 20_000_000,
  maxIdlePages: 3,
}

/** What a reading is made with; everything is for tests. */
export interface DataciteOptions {
  readonly limits?: DataciteLimits
  readonly now?: () => number
}

// Names of this many records are remembered, to leave out what comes again on the following pages.
const REMEMBERED = 20_000

interface Reading {
  readonly fetcher: Pick<Fetcher, 'get'>
  readonly feed: Extract<Feed, { kind: 'datacite' }>
  readonly context: FeedContext
  readonly limits: DataciteLimits
  readonly now: () => number
  readonly problems: FewProblems
  /** Names of the records that came last. */
  readonly recent: Set<string>
  place: DatacitePlace
}

/** Whether smaller pages may help: the answer was too large, took too long, or could not be made. */
const WORTH_LESS = new Set(['too-large', 'timeout', 'truncated', 'server-error', 'invalid-json'])

const askPage = async (reading: Reading): Promise<Result<DataciteAnswer>> => {
  const { fetcher, feed, context, limits, place } = reading
  let answer: Result<DataciteAnswer> | undefined
  for (const size of limits.sizes) {
    const url = requestOf(feed, place, size).href
    answer = await askDatacite(fetcher, url, context.source, limits.maxBytes)
    if (answer.ok || !WORTH_LESS.has(answer.problem.code) || context.signal?.aborted) return answer
  }
  if (!answer) throw new Error('limits.sizes is empty')
  return answer
}

const remember = (recent: Set<string>, name: string): boolean => {
  if (recent.has(name)) return false
  recent.add(name)
  if (recent.size > REMEMBERED) for (const oldest of recent) return recent.delete(oldest)
  return true
}

const itemOf = (record: DataciteRecord, url: string, reading: Reading): FeedItem | undefined => {
  if (!record.findable) return { kind: 'deleted', url }
  const text = JSON.stringify(record.json)
  const { source } = reading.context
  if (text.length > source.politeness.maxPageBytes) {
    const detail = `the record has ${text.length} characters, more than politeness.maxPageBytes (${source.politeness.maxPageBytes})`
    reading.problems.tell('record-too-large', url, detail)
    return undefined
  }
  return deliveredRecord({
    source: source.id,
    url,
    listedIn: reading.feed.url,
    mediaType: DATACITE_JSON,
    text,
    lastModified: record.updated,
    fetchedAt: new Date(reading.now()).toISOString(),
  })
}

/** The records of one page that did not come before. Returns how many there were. */
function* itemsOf(answer: DataciteAnswer, reading: Reading): Generator<FeedItem, number> {
  let fresh = 0
  const latest = reading.now() + DAY
  for (const record of answer.records) {
    const url = record && recordUrl(reading.feed.url, record.doi)
    if (!record || url === undefined) {
      reading.problems.tell(
        'record-without-doi',
        reading.feed.url,
        'a record of the listing has no DOI to name it by',
      )
      reading.place = { ...reading.place, faulty: true }
      continue
    }
    if (!remember(reading.recent, url)) continue
    fresh++
    const { updated } = record
    // A time that is still to come would hide everything that changes before it.
    if (updated !== undefined && Date.parse(updated) <= latest && updated > (reading.place.updated ?? ''))
      reading.place = { ...reading.place, updated }
    const item = itemOf(record, url, reading)
    if (item) yield item
    else reading.place = { ...reading.place, faulty: true }
  }
  return fresh
}

const advance = (reading: Reading, answer: DataciteAnswer, fresh: number): void => {
  const { place } = reading
  const totals = [place.total, answer.total].filter(total => total !== undefined)
  reading.place = {
    ...place,
    listed: place.listed + fresh,
    ...(totals.length > 0 && { total: Math.min(...totals) }),
    next: answer.next ?? place.next,
  }
}

/** Why a listing is not followed further, or undefined. `idle` counts pages with nothing new, `pages` all of them. */
const endless = (
  reading: Reading,
  asked: ReadonlySet<string>,
  pages: number,
  idle: number,
): string | undefined => {
  const { limits, place } = reading
  if (asked.has(requestKey(place.next))) return 'the next page is one that was read already'
  if (idle >= limits.maxIdlePages) return `${idle} pages in a row had nothing new`
  if (pages >= limits.maxPages) return `it has more than ${limits.maxPages} pages`
  if (reading.place.listed >= limits.maxRecords) return `it has more than ${limits.maxRecords} records`
  return undefined
}

const ended = (reading: Reading): FeedEnd => {
  const { place, feed, problems } = reading
  const missing = (place.total ?? 0) - place.listed
  if (missing > 0) {
    const detail = `${place.listed} records were listed, but there are ${place.total} as the server says; absent ones are kept`
    problems.tell('fewer-than-announced', feed.url, detail)
  }
  return {
    complete: place.from === undefined && !place.faulty && !place.carried && missing <= 0,
    since: writeSince(place),
  }
}

async function* read(reading: Reading): AsyncGenerator<FeedItem, FeedEnd> {
  const { context, feed, problems } = reading
  const asked = new Set<string>()
  const broken = (advanced: boolean): FeedEnd => ({
    complete: false,
    ...afterFailure(reading.place, advanced),
  })
  let idle = 0
  for (let pages = 1; !context.signal?.aborted; pages++) {
    asked.add(requestKey(requestOf(feed, reading.place, 1).search))
    const answer = await askPage(reading)
    if (!answer.ok) {
      context.onProblem(answer.problem)
      // A cursor of long ago that the server no longer takes: everything of this listing again.
      if (pages > 1 || reading.place.next === '' || answer.problem.code !== 'request-refused')
        return broken(pages > 1)
      reading.place = { ...reading.place, next: '', listed: 0, carried: false }
      asked.clear()
      continue
    }
    const fresh = yield* itemsOf(answer.value, reading)
    advance(reading, answer.value, fresh)
    idle = fresh > 0 ? 0 : idle + 1
    const { records, next } = answer.value
    const allThere = records.length === 0 && reading.place.listed >= (reading.place.total ?? Infinity)
    if (next === undefined || allThere) return ended(reading)
    const why = endless(reading, asked, pages, idle)
    if (why !== undefined) {
      problems.tell('endless-list', feed.url, `the listing does not come to its end: ${why}`)
      return broken(false)
    }
    yield { kind: 'checkpoint', resume: writePlace(reading.place) }
  }
  return { complete: false }
}

/**
 * Reads the DataCite REST API (support.datacite.org/docs/api): every DOI of igsnCatalog repositories, or of the feed's
 * client, is a record, written as JSON again from the page of results it came with. After the first time only what was
 * updated is asked for, and everything again every 30 days. DOIs that are no longer findable are `deleted`. Problems:
 * those of the fetcher, `not-datacite`, `request-refused`, `invalid-json`, `json-too-deep`, `record-without-doi`,
 * `record-too-large`, `fewer-than-announced` and `endless-list`. A reading that a failure broke off
 * goes on where it was at the next harvest, and with everything when that gets no further.
 */
export const readDatacite =
  (
    fetcher: Pick<Fetcher, 'get'>,
    { limits = DATACITE_LIMITS, now = Date.now }: DataciteOptions = {},
  ): ReadFeed<'datacite'> =>
  (feed, context) =>
    readSparingly(feed, context, problems => {
      const place = beginningOf(context.position, now())
      return read({ fetcher, feed, context, limits, now, problems, recent: new Set(), place })
    })
