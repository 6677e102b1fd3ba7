/** How far an OAI-PMH list was read, and which requests go on from there. */

import { z } from 'zod'
import type { FeedPosition } from '../../model/feed.ts'
import type { Feed } from '../../model/source.ts'
import { webUrl } from '../web-url.ts'
import { anyPlace, beginningAt, DAY } from './feed-place.ts'

type OaiFeed = Extract<Feed, { kind: 'oai-pmh' }>

const datestamp = z.string().regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/)

const since = z.object({
  /** Datestamp to begin with. */
  from: datestamp,
  /** When everything was listed for the last time. */
  full: z.iso.datetime(),
})

const place = anyPlace.extend({
  /** Token of the next request; empty for the first one of a list. */
  token: z.string().max(4096),
  /** Datestamp that the list begins with. */
  from: datestamp.optional(),
  /** Whether the reading lists changes only. */
  changes: z.boolean(),
  /** Datestamp that the next reading may begin with. */
  next: datestamp.optional(),
  /** The newest datestamp of all records so far, and the oldest of the last answer. */
  newest: datestamp.optional(),
  oldest: datestamp.optional(),
  /** Whether datestamps never went back so far. */
  ordered: z.boolean(),
  count: z.int().min(0),
  /** What the server says the list has; unknown after it was begun anew. */
  size: z.int().min(0).optional(),
  /** Whether the server wants dates without time. */
  days: z.boolean().optional(),
  /** How often the list was begun anew at the same datestamp. */
  stuck: z.int().min(0),
})

/** Where a reading stands: all that has to be known to go on. */
export type OaiPlace = z.infer<typeof place>

/** Where a reading begins: at its checkpoint, with what changed since the last one, or with everything. */
export const beginningOf = (position: FeedPosition, now: number): OaiPlace =>
  beginningAt<OaiPlace, z.infer<typeof since>>(position, { place, since }, now, last => {
    const fresh = { token: '', ordered: true, count: 0, faulty: false, carried: false, stuck: 0 }
    if (!last) return { ...fresh, changes: false, full: new Date(now).toISOString() }
    return { ...fresh, changes: true, from: last.from, full: last.full }
  })

/** Where the next reading may begin. */
export const writeSince = ({ next, full }: OaiPlace, now: number): string =>
  JSON.stringify({ from: next ?? startOfNext(undefined, now), full } satisfies z.infer<typeof since>)

/** A datestamp in UTC to the second, when the text is one (OAI-PMH 3.3.1), also with white space around it. */
export const readDatestamp = (text: string | undefined): string | undefined => {
  const tidy = text?.trim() ?? ''
  if (!datestamp.safeParse(tidy).success) return undefined
  const time = Date.parse(tidy)
  const known = Number.isNaN(time) ? undefined : new Date(time).toISOString()
  // 2024-02-30 would become the first of March.
  return known?.startsWith(tidy.slice(0, 10)) ? `${known.slice(0, 19)}Z` : undefined
}

/** The next list begins a day before this one was made: clocks differ, and records are entered late. */
export const startOfNext = (responseDate: string | undefined, now: number): string => {
  const said = Date.parse(readDatestamp(responseDate) ?? '')
  const made = Math.abs(said - now) < 2 * DAY ? said : now
  return `${new Date(made - DAY).toISOString().slice(0, 19)}Z`
}

const request = (feed: OaiFeed, parameters: readonly (readonly [string, string | undefined])[]): string => {
  const url = new URL(feed.url)
  for (const [name, value] of parameters) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/** The request that a place leads to. */
export const requestOf = (feed: OaiFeed, where: OaiPlace): string =>
  where.token !== ''
    ? request(feed, [
        ['verb', 'ListRecords'],
        ['resumptionToken', where.token],
      ])
    : request(feed, [
        ['verb', 'ListRecords'],
        ['metadataPrefix', feed.prefix],
        ['set', feed.set],
        ['from', where.days ? where.from?.slice(0, 10) : where.from],
      ])

/** The request that asks what the server can do. */
export const identifyRequest = (feed: OaiFeed): string => request(feed, [['verb', 'Identify']])

/** The request that asks in which formats there is metadata. */
export const formatsRequest = (feed: OaiFeed): string => request(feed, [['verb', 'ListMetadataFormats']])

/** The record's name: the request that gets it alone. Undefined when that makes no address. */
export const recordUrl = (feed: OaiFeed, identifier: string): string | undefined => {
  const href = request(feed, [
    ['verb', 'GetRecord'],
    ['metadataPrefix', feed.prefix],
    ['identifier', identifier],
  ])
  const url = webUrl(href, { stage: 'gate', subject: feed.url })
  return url.ok ? url.value : undefined
}

/**
 * The list begun anew where it broke off: at the newest datestamp when records come in their order, else at the oldest
 * of the last answer, in which case others may be missed. `stuck` counts beginnings that did not get any further.
 */
export const begunAnew = (where: OaiPlace): OaiPlace => {
  const { size: _, ...rest } = where
  const reached = where.ordered ? where.newest : where.oldest
  const from = reached !== undefined && reached > (where.from ?? '') ? reached : where.from
  const stuck = from === where.from ? where.stuck + 1 : 0
  return {
    ...rest,
    token: '',
    ...(from !== undefined && { from }),
    stuck,
    faulty: where.faulty || !where.ordered,
  }
}
