/** The records of OAI-PMH answers as items of the feed, and how far the reading is after them. */

import type { FeedContext, FeedItem } from '../../model/feed.ts'
import type { Feed } from '../../model/source.ts'
import type { Fetcher } from '../fetcher.ts'
import { quote } from '../web-url.ts'
import { deliveredRecord, type FewProblems } from './delivered-record.ts'
import { DAY } from './feed-place.ts'
import type { OaiAnswer, OaiRecord } from './oai-pmh-answers.ts'
import { type OaiPlace, readDatestamp, recordUrl, startOfNext } from './oai-pmh-place.ts'

/** How much one reading may be told. */
export interface OaiLimits {
  /** Bytes of one answer. */
  readonly maxBytes: number
  /** Answers and records of one reading, those before an interruption not counted. */
  readonly maxAnswers: number
  readonly maxRecords: number
  /** Answers in a row without a record, after which a list is taken to be endless. */
  readonly maxIdleAnswers: number
  /** How often a list may be begun anew without getting any further. */
  readonly maxStuck: number
}

/** The largest IGSN repository has some millions of records. */
export const OAI_LIMITS: OaiLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxAnswers: 500_000,
  maxRecords: 20_000_000,
  maxIdleAnswers: 5,
  maxStuck: 2,
}

/** What a reading is made with; everything is for tests. */
export interface OaiOptions {
  readonly limits?: OaiLimits
  readonly now?: () => number
}

/** One reading of a feed. */
export interface Reading {
  readonly fetcher: Pick<Fetcher, 'get'>
  readonly feed: Extract<Feed, { kind: 'oai-pmh' }>
  readonly context: FeedContext
  readonly limits: OaiLimits
  readonly now: () => number
  readonly problems: FewProblems
  /** Tokens of the list that is read. */
  readonly tokens: Set<string>
  place: OaiPlace
  answers: number
  idle: number
}

const itemOf = (record: OaiRecord, url: string, reading: Reading): FeedItem | undefined => {
  if (record.deleted) return { kind: 'deleted', url }
  const { feed, context, problems } = reading
  const { maxPageBytes } = context.source.politeness
  if (record.metadata === undefined) {
    problems.tell(
      'record-without-metadata',
      url,
      `the record has no metadata in the format ${quote(feed.prefix)}`,
    )
    return undefined
  }
  if (record.metadata.length > maxPageBytes) {
    const detail = `the record has ${record.metadata.length} characters, more than politeness.maxPageBytes (${maxPageBytes})`
    problems.tell('record-too-large', url, detail)
    return undefined
  }
  return deliveredRecord({
    source: context.source.id,
    url,
    listedIn: feed.url,
    mediaType: 'application/xml',
    text: record.metadata,
    lastModified: readDatestamp(record.datestamp),
    fetchedAt: new Date(reading.now()).toISOString(),
  })
}

/** Follows the datestamps, from which a list is begun anew; what is no date, or is still to come, does not count. */
const followed = (place: OaiPlace, datestamps: readonly (string | undefined)[], now: number): OaiPlace => {
  const latest = new Date(now + DAY).toISOString()
  const known = datestamps.map(readDatestamp).filter(stamp => stamp !== undefined && stamp <= latest)
  let { newest = '', ordered } = place
  for (const stamp of known) {
    if (stamp === undefined) continue
    ordered &&= stamp >= newest
    if (stamp > newest) newest = stamp
  }
  const [oldest] = [...known].sort()
  return { ...place, ordered, ...(newest !== '' && { newest }), ...(oldest !== undefined && { oldest }) }
}

/** The items of an answer's records, which the reading then has behind it. */
export function* itemsOf(answer: OaiAnswer, reading: Reading): Generator<FeedItem> {
  const { feed, problems } = reading
  for (const record of answer.records) {
    const { identifier } = record
    const url = identifier === undefined ? undefined : recordUrl(feed, identifier)
    if (record.datestamp !== undefined && readDatestamp(record.datestamp) === undefined)
      problems.tell(
        'bad-datestamp',
        url ?? feed.url,
        `${quote(record.datestamp, 40)} is no UTC datestamp; it is not used`,
      )
    if (url === undefined)
      problems.tell(
        'record-without-identifier',
        feed.url,
        'a record of the list has no identifier to name it by',
      )
    const item = url === undefined ? undefined : itemOf(record, url, reading)
    if (item) yield item
    else reading.place = { ...reading.place, faulty: true }
  }
  const datestamps = answer.records.map(({ datestamp }) => datestamp)
  const place = followed(reading.place, datestamps, reading.now())
  const { completeListSize } = answer
  reading.place = {
    ...place,
    count: place.count + answer.records.length,
    next: place.next ?? startOfNext(answer.responseDate, reading.now()),
    // Later answers may say otherwise; what it begins with is compared in the end.
    ...(place.size === undefined &&
      place.token === '' &&
      completeListSize !== undefined && { size: completeListSize }),
  }
}
