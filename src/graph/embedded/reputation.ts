/** What is remembered of queries by their text and shape: harm is not done again and again, and who did none goes first. */

import { createHash } from 'node:crypto'
import type { CloneQuery } from './messages.ts'
import { shapeOf } from './query-shape.ts'

/** Deeds of a text, or of all texts of a shape, in the last minutes. */
interface Deeds {
  /** How often it ended its clone by itself. */
  readonly crashes: number
  /** How often it ran long: moved aside, or ended at its deadline. */
  readonly long: number
  /** How often it was answered soon. */
  readonly short: number
}

const NONE: Deeds = { crashes: 0, long: 0, short: 0 }
const MOST_REMEMBERED = 2000
const FORGET_AFTER_MS = 120_000

/** A bounded memory; what was not heard of for two minutes is forgotten, for data and load change. */
const createMemory = (now: () => number) => {
  const known = new Map<string, Deeds & { readonly at: number }>()
  const of = (key: string): Deeds => {
    const found = known.get(key)
    return found && now() - found.at < FORGET_AFTER_MS ? found : NONE
  }
  return {
    of,
    note(key: string, what: keyof Deeds): void {
      const { crashes, long, short } = of(key)
      const next = { crashes, long, short, at: now() }
      // Put at the end: the first of a map is the one that was heard of least recently.
      known.delete(key)
      known.set(key, { ...next, [what]: next[what] + 1 })
      if (known.size > MOST_REMEMBERED)
        for (const oldest of [...known.keys()].slice(0, 1)) known.delete(oldest)
    },
  }
}

/** What a text is known for. */
export interface Reputation {
  readonly crashes: number
  readonly long: number
  /** Whether it is held to be short: all of its shape were. */
  readonly trusted: boolean
  /** Whether it is held to be long: it was, or all of its shape were. */
  readonly suspect: boolean
}

/** Keys of a query: its own, and that of its shape. */
export interface QueryKeys {
  readonly text: string
  readonly shape: string
}

export const createReputations = (now: () => number = () => performance.now()) => {
  const texts = createMemory(now)
  const shapes = createMemory(now)
  const note =
    (what: keyof Deeds) =>
    ({ text, shape }: QueryKeys): void => {
      texts.note(text, what)
      shapes.note(shape, what)
    }
  return {
    of({ text, shape }: QueryKeys): Reputation {
      const own = texts.of(text)
      const all = shapes.of(shape)
      const harm = all.long + all.crashes
      return {
        crashes: own.crashes,
        long: own.long,
        trusted: all.short > 0 && harm === 0,
        // A shape that has been short as well is not slowed down: else one could do that to another's.
        suspect: own.long > 0 || (harm > 0 && all.short === 0),
      }
    },
    crashed: note('crashes'),
    wasLong: note('long'),
    wasShort: note('short'),
  }
}

const digest = (value: string): string => createHash('sha256').update(value).digest('base64')

/** Same text key, same query: text, dataset and format. White space is folded, which costs an attacker more than us. */
export const queryKeys = (query: CloneQuery): QueryKeys => ({
  text: digest(JSON.stringify({ ...query, text: query.text.replace(/\s+/g, ' ') })),
  shape: digest(shapeOf(query.text)),
})
