/** How far a DataCite listing was read, and which requests go on from there. */

import { z } from 'zod'
import type { FeedPosition } from '../../model/feed.ts'
import type { Feed } from '../../model/source.ts'
import { anyPlace, beginningAt, DAY } from './feed-place.ts'

type DataciteFeed = Extract<Feed, { kind: 'datacite' }>

/** After the last complete reading. */
const since = z.object({
  /** The newest `updated` that was seen. */
  updated: z.iso.datetime(),
  /** When everything was listed for the last time. */
  full: z.iso.datetime(),
})

const place = anyPlace.extend({
  /** The query part of the next request; empty for the first one. */
  next: z.string().max(8192),
  /** Only records updated from here on are listed. */
  from: z.iso.datetime().optional(),
  updated: z.iso.datetime().optional(),
  /** Records handed over so far. */
  listed: z.int().min(0),
  /** The smallest total that the server gave. */
  total: z.int().min(0).optional(),
})

/** Where a reading stands: all that has to be known to go on. */
export type DatacitePlace = z.infer<typeof place>

// Records come to DataCite's index late; what is asked for twice is recognised by its digest.
const OVERLAP = DAY

/** Where a reading begins: at its checkpoint, with what changed since the last one, or with everything. */
export const beginningOf = (position: FeedPosition, now: number): DatacitePlace =>
  beginningAt<DatacitePlace, z.infer<typeof since>>(position, { place, since }, now, last => {
    const fresh = { next: '', listed: 0, faulty: false, carried: false }
    if (!last) return { ...fresh, full: new Date(now).toISOString() }
    const from = new Date(Date.parse(last.updated) - OVERLAP).toISOString()
    return { ...fresh, from, full: last.full, updated: last.updated }
  })

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
