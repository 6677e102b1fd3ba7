/** Whether a listed page is visited: pure, so that the rules can be read and tried in one place. */

import type { Refresh } from '../../model/source.ts'
import { digestOfBytes } from '../content.ts'
import type { PageState } from './schema.ts'

const dayMs = 86_400_000

/** What is remembered of a page that is listed again. */
export interface Known {
  readonly state: PageState
  readonly visited_at: number | null
  /** Date of the listing at the last successful visit. */
  readonly visited_modified_at: number | null
  /** Latest date of the listings of the run before. */
  readonly modified_at: number | null
  readonly pipeline: string | null
}

/** What it is compared with. */
export interface Rules {
  readonly refresh: Refresh
  /** As `shortDigest` gives it. */
  readonly pipeline: string
  readonly now: number
}

/** `visit`: ask for the page; `convert`: only the pipeline changed; `leave`: nothing to do. */
export type Decision = 'visit' | 'convert' | 'leave'

/** Enough of a digest's digest to tell pipelines apart; a million pages keep it. */
export const shortDigest = (digest: string): string => digestOfBytes(digest).slice(0, 16)

/** The date of a listing, when it can be used: not one that lies more than a day in the future. */
export const usableDate = (modifiedAt: number | undefined, now: number): number | null =>
  modifiedAt !== undefined && Number.isFinite(modifiedAt) && modifiedAt <= now + dayMs
    ? Math.trunc(modifiedAt)
    : null

/** A page whose date differs, in either direction, from the one it was visited with has changed; so has one that got a later one since. */
const isDatedAnew = (
  modifiedAt: number,
  { visited_modified_at: visited, modified_at: last }: Known,
): boolean => modifiedAt !== visited || (last ?? modifiedAt) > modifiedAt

/** Decides about a page that is listed with `modifiedAt` (null: without a usable date). */
export function decide(known: Known | undefined, modifiedAt: number | null, rules: Rules): Decision {
  const { refresh, pipeline, now } = rules
  if (!known || known.visited_at === null || known.state === 'failed' || known.state === 'gone')
    return 'visit'
  const days = (now - known.visited_at) / dayMs
  // A visit in the future: the clock was wrong then, and nobody knows when it really was.
  if (days >= refresh.days || days < -1) return 'visit'
  if (modifiedAt === null ? days >= refresh.withoutLastmodDays : isDatedAnew(modifiedAt, known))
    return 'visit'
  return known.pipeline === pipeline ? 'leave' : 'convert'
}
