/** How far a DataCite listing was read, and which requests go on from there. */

import { z } from 'zod'
import type { FeedPosition } from '../../model/feed.ts'
import type { Feed } from '../../model/source.ts'

type DataciteFeed = Extract<Feed, { kind: 'datacite' }>

/** After the last complete reading. */
const since = z.object({
  /** The newest `updated` that was seen. */
  updated: z.iso.datetime(),
  /** When everything was listed for the last time. */
  full: z.iso.datetime(),
})

const place = z.object({
  /** The query part of the next request; empty for the first one. */
  next: z.string().max(8192),
  /** Only records updated from here on are listed. */
  from: z.iso.datetime().optional(),
  /** When everything is, or was last, listed. */
  full: z.iso.datetime(),
  updated: z.iso.datetime().optional(),
  /** Records handed over so far. */
  listed: z.int().min(0),
  /** The smallest total that the server gave. */
  total: z.int().min(0).optional(),
  /** Whether an earlier reading had listed the beginning: what it listed is not listed now, and yet not absent. */
  carried: z.boolean(),
  /** Whether something could not be read. */
  faulty: z.boolean(),
})

/** Where a reading stands: all that has to be known to go on. */
export type DatacitePlace = z.infer<typeof place>

const DAY = 24 * 60 * 60 * 1000
/** Everything is listed again after this many days: a change that was missed does not stay missed. */
export const FULL_AFTER_DAYS = 30
// Records come to DataCite's index late; what is asked for twice is recognised by its digest.
const OVERLAP = DAY

const parsed = <T>(schema: z.ZodType<T>, text: string | undefined): T | undefined => {
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    // Of another version or another kind of feed: reading everything again is always right.
    return undefined
  }
}

/** Where a reading begins: at its checkpoint, with what changed since the last one, or with everything. */
export const beginningOf = (position: FeedPosition, now: number): DatacitePlace => {
  const resumed = parsed(place, position.resume)
  if (resumed) return resumed
  const carried = parsed(place, position.since)
  if (carried) return { ...carried, carried: true }
  const last = parsed(since, position.since)
  const started = new Date(now).toISOString()
  const fresh = { next: '', listed: 0, faulty: false, carried: false }
  if (!last || now - Date.parse(last.full) >= FULL_AFTER_DAYS * DAY) return { ...fresh, full: started }
  const from = new Date(Date.parse(last.updated) - OVERLAP).toISOString()
  return { ...fresh, from, full: last.full, updated: last.updated }
}

/**
 * Where the next reading may begin after one that a failure broke off: it goes on there when that one got anywhere, and
 * with everything when it already was the second attempt at the same place.
 */
export const afterFailure = (where: DatacitePlace, advanced: boolean): { since?: string } => {
  if (advanced) return { since: writePlace(where) }
  return where.carried ? { since: '' } : {}
}

/** The place as text of a checkpoint. */
export const writePlace = (where: DatacitePlace): string => JSON.stringify(where)

/** Where the next reading may begin. */
export const writeSince = ({ updated, full }: DatacitePlace): string =>
  JSON.stringify({ updated: updated ?? full, full } satisfies z.infer<typeof since>)

/**
 * The first request of a listing (DataCite REST API, "Pagination", "Queries and filtering"). Parameters of the feed's own
 * URL win. IGSN catalogues are asked for unless the feed names a client.
 */
export const firstRequest = (feed: DataciteFeed, from: string | undefined, size: number): URL => {
  const url = new URL(feed.url)
  const params = url.searchParams
  const standard = (name: string, value: string): void => {
    if (!params.has(name)) params.set(name, value)
  }
  if (feed.client !== undefined) params.set('client-id', feed.client)
  else standard('client-type', 'igsnCatalog')
  const queries = [
    ...(feed.query !== undefined ? [feed.query] : params.getAll('query')),
    ...(from === undefined ? [] : [`updated:[${from} TO *]`]),
  ].filter(query => query.trim() !== '')
  if (queries.length > 0)
    params.set(
      'query',
      queries.length === 1 ? queries.join('') : queries.map(query => `(${query})`).join(' AND '),
    )
  standard('affiliation', 'true')
  standard('publisher', 'true')
  standard('disable-facets', 'true')
  params.set('page[size]', String(size))
  params.set('page[cursor]', '1')
  return url
}

/** The request that a place leads to, for `size` records. Only the query of `links.next` is followed, never its host. */
export const requestOf = (feed: DataciteFeed, where: DatacitePlace, size: number): URL => {
  if (where.next === '') return firstRequest(feed, where.from, size)
  const url = new URL(feed.url)
  url.search = where.next
  url.searchParams.set('page[size]', String(size))
  return url
}

/** What tells one request of a listing from another: everything but the number of records asked for. */
export const requestKey = (search: string): string => {
  const params = new URLSearchParams(search)
  params.delete('page[size]')
  params.sort()
  return params.toString()
}
