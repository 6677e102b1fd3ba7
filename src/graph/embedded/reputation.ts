/** What is remembered of queries that did harm, by their text: enough not to let the same one do it again and again. */

import { createHash } from 'node:crypto'
import type { CloneQuery } from './messages.ts'

/** A query's record in the last minutes. */
export interface Reputation {
  /** How often it ended its clone by itself. */
  readonly crashes: number
  /** How often it ran long: moved aside, or ended at its deadline. */
  readonly long: number
}

const CLEAN: Reputation = { crashes: 0, long: 0 }
const MOST_TEXTS = 2000
const FORGET_AFTER_MS = 120_000

/** A bounded memory; what was not heard of for two minutes is forgotten, for data and load change. */
export const createReputations = (now: () => number = () => performance.now()) => {
  const known = new Map<string, Reputation & { readonly at: number }>()
  const of = (key: string): Reputation => {
    const found = known.get(key)
    return found && now() - found.at < FORGET_AFTER_MS ? found : CLEAN
  }
  const note = (key: string, what: keyof Reputation): void => {
    const { crashes, long } = of(key)
    const next = { crashes, long, at: now() }
    // Put at the end: the first of a map is the one that was heard of least recently.
    known.delete(key)
    known.set(key, { ...next, [what]: next[what] + 1 })
    if (known.size > MOST_TEXTS) for (const oldest of [...known.keys()].slice(0, 1)) known.delete(oldest)
  }
  return {
    of,
    crashed: (key: string): void => note(key, 'crashes'),
    wasLong: (key: string): void => note(key, 'long'),
  }
}

/** Same key, same query: text, dataset and format. White space is folded, which costs an attacker more than us. */
export const queryKey = (query: CloneQuery): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...query, text: query.text.replace(/\s+/g, ' ') }))
    .digest('base64')
