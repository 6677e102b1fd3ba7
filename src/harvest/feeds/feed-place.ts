/** How far the reading of a feed got, kept as text between two harvests. Each feed has a place of its own form. */

import { z } from 'zod'
import type { FeedPosition } from '../../model/feed.ts'

/** A day in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000

/** Everything is listed again after this many days: a change or a deletion that was missed does not stay missed. */
export const FULL_AFTER_DAYS = 30

/** What every place has. */
export const anyPlace = z.object({
  /** When everything is, or was last, listed. */
  full: z.iso.datetime(),
  /** Whether an earlier reading had listed the beginning: what it listed is not listed now, and yet not absent. */
  carried: z.boolean(),
  /** Whether something could not be read. */
  faulty: z.boolean(),
})

type AnyPlace = z.infer<typeof anyPlace>

/**
 * Reads what was written of a place. Undefined for anything else: it is of another version or another kind of feed, and
 * reading everything again is always right.
 */
export const readPlace = <T>(schema: z.ZodType<T>, text: string | undefined): T | undefined => {
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    // Nothing is lost but time.
    return undefined
  }
}

/** The place as text of a checkpoint. */
export const writePlace = (where: AnyPlace): string => JSON.stringify(where)

/**
 * Where a reading begins: at its checkpoint; at the place where a failure broke the last one off; or as `fresh` makes it,
 * told what the last complete reading left, which is nothing when everything is due again.
 */
export const beginningAt = <P extends AnyPlace, S extends { readonly full: string }>(
  position: FeedPosition,
  schemas: { readonly place: z.ZodType<P>; readonly since: z.ZodType<S> },
  now: number,
  fresh: (last: S | undefined) => P,
): P => {
  const resumed = readPlace(schemas.place, position.resume)
  if (resumed) return resumed
  const carried = readPlace(schemas.place, position.since)
  if (carried) return { ...carried, carried: true }
  const last = readPlace(schemas.since, position.since)
  const isDue = !last || now - Date.parse(last.full) >= FULL_AFTER_DAYS * DAY
  return fresh(isDue ? undefined : last)
}

/**
 * Where the next reading may begin after one that a failure broke off: it goes on there when that one got anywhere, and
 * with everything when it already was the second attempt at the same place.
 */
export const afterFailure = (where: AnyPlace, advanced: boolean): { since?: string } => {
  if (advanced) return { since: writePlace(where) }
  return where.carried ? { since: '' } : {}
}
