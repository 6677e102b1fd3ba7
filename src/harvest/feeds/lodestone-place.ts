/** How far another Lodestone's changes were read. */

import { z } from 'zod'
import { readPlace } from './feed-place.ts'
import { type RemoteChange, remoteChange } from './lodestone-answers.ts'

/**
 * Everything up to change `seq` was looked at. `seen` is the last change that came: when its number no longer has its
 * time, the server has another archive now.
 */
export interface ChangePlace {
  readonly seq: number
  readonly seen?: { readonly seq: number; readonly at: string } | undefined
}

/** Where a reading stands. */
export interface Standing {
  /** Where it began: 0 when it lists everything. */
  readonly from: number
  readonly place: ChangePlace
  /** Changes whose pages could not be had, to be asked for again. */
  readonly missed: readonly RemoteChange[]
  /** When those are too many to remember: the place before the first that is not among them. */
  readonly back?: ChangePlace | undefined
  /** Whether a change could not be understood. */
  readonly faulty: boolean
}

/** Before the first change. */
export const BEGINNING: Standing = { from: 0, place: { seq: 0 }, missed: [], faulty: false }

/** More of a server's pages are not remembered one by one. */
export const MOST_MISSED = 100

const place = z.object({
  seq: z.int().min(0),
  seen: z.object({ seq: z.int().min(0), at: z.string() }).optional(),
})

const standing = z.object({
  from: z.int().min(0),
  place,
  missed: z.array(remoteChange).max(MOST_MISSED),
  back: place.optional(),
  faulty: z.boolean(),
})

/** Writes a standing as the text of `FeedPosition`. */
export const writeStanding = (where: Standing): string => JSON.stringify(where)

/** Reads what `writeStanding` wrote; undefined for anything else. */
export const readStanding = (text: string | undefined): Standing | undefined => readPlace(standing, text)

/** Where the reading after this one begins. */
export const following = ({ place, missed, back }: Standing): Standing =>
  back
    ? { from: back.seq, place: back, missed: [], faulty: false }
    : { from: place.seq, place, missed, faulty: false }
