/** What a listing comes to, given what is stored of the page. */

import { decide, type Rules } from './decide.ts'
import type { Entry, Row } from './entries.ts'
import type { PageState } from './schema.ts'

/** What a listed page becomes. */
export interface Next {
  readonly state: PageState
  readonly freshAttempts: boolean
  readonly fromArchive: boolean
  /** Whether this process holds it, because it has what the feed delivers. */
  readonly mine: boolean
}

/** In which list of the answer the URL goes, and what the page becomes. */
export interface Verdict {
  readonly list: 'queued' | 'unchanged' | 'none'
  readonly next: Next
}

/** Whether a page is to be visited, or is being visited. */
export const isWaiting = ({ state }: Row): boolean => state === 'queued' || state === 'claimed'

/** What a listing comes to, for a page that waits for its visit already: it stays where it is, unless the feed delivers it. */
function judgeWaiting(row: Row, entry: Entry, number: number, rules: Rules): Verdict {
  const stays = decide(row, entry.modifiedAt, rules) !== 'visit' && row.from_archive === 1
  return {
    list: row.listed_run < number && !entry.delivered ? 'queued' : 'none',
    next: { state: row.state, freshAttempts: row.turn < number, fromArchive: stays, mine: false },
  }
}

/** What a listing comes to, for a page of this source. */
export function judge(row: Row | undefined, entry: Entry, number: number, rules: Rules): Verdict {
  const { delivered } = entry
  const wanted: Next = {
    state: delivered ? 'claimed' : 'queued',
    freshAttempts: true,
    fromArchive: false,
    mine: delivered,
  }
  if (!row) return { list: 'queued', next: wanted }
  if (isWaiting(row) && !(delivered && row.state === 'queued')) return judgeWaiting(row, entry, number, rules)
  // Counted by this run already: listed before, or settled without having been listed.
  if (!isWaiting(row) && row.turn === number) {
    return { list: 'none', next: { ...wanted, state: row.state, freshAttempts: false, mine: false } }
  }
  const decision = delivered ? 'visit' : decide(row, entry.modifiedAt, rules)
  if (decision === 'leave') return { list: 'unchanged', next: { ...wanted, state: 'idle' } }
  return { list: 'queued', next: { ...wanted, fromArchive: decision === 'convert' } }
}
