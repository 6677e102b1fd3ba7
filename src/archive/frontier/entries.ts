/** What a feed lists beside what is stored of it. */

import { sql } from 'kysely'
import type { Listing } from '../frontier.ts'
import type { Tx } from './context.ts'
import { type Known, usableDate } from './decide.ts'

/** What is stored of a page that is listed. */
export interface Row extends Known {
  readonly id: number
  readonly url: string
  readonly source: string
  readonly listed_run: number
  readonly turn: number
  readonly from_archive: number
  readonly misses: number
}

/** A listing, its date checked; one per URL of a batch. */
export interface Entry {
  readonly url: string
  readonly place: number
  readonly modifiedAt: number | null
  readonly delivered: boolean
}

/** The later of two dates, either of which may be missing. */
export const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

/** One entry per URL; of several the latest date counts, and the feed that delivers. */
export function merged(
  listings: readonly Listing[],
  places: ReadonlyMap<string, number>,
  now: number,
): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const { url, listedIn, modifiedAt, delivered = false } of listings) {
    const before = entries.get(url)
    const date = usableDate(modifiedAt, now)
    entries.set(url, {
      url,
      place: before?.place ?? places.get(listedIn) ?? 0,
      modifiedAt: before ? later(before.modifiedAt, date) : date,
      delivered: delivered || (before?.delivered ?? false),
    })
  }
  return entries
}

/** Ids of what lists pages: few texts, so each is kept once. */
export async function placesOf(db: Tx, listings: readonly Listing[]): Promise<Map<string, number>> {
  const urls = JSON.stringify([...new Set(listings.map(({ listedIn }) => listedIn))])
  await sql`insert into place (url) select value from json_each(${urls}) where true on conflict (url) do nothing`.execute(
    db,
  )
  const { rows } = await sql<{ id: number; url: string }>`
    select place.id, place.url from json_each(${urls}) as wanted join place on place.url = wanted.value`.execute(
    db,
  )
  return new Map(rows.map(({ id, url }) => [url, id]))
}

/** What is stored of these URLs, by URL. */
export async function rowsOf(db: Tx, urls: readonly string[]): Promise<Map<string, Row>> {
  const { rows } = await sql<Row>`
    select page.id, page.url, page.source, page.listed_run, page.turn, page.state, page.visited_at, page.visited_modified_at,
      page.modified_at, page.pipeline, page.from_archive, page.misses
    from json_each(${JSON.stringify(urls)}) as wanted cross join page on page.url = wanted.value`.execute(db)
  return new Map(rows.map(row => [row.url, row]))
}
