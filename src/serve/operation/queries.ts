/** The queries that run, and those that ended a short while ago. */

import type { QueryForm } from '../../graph/store.ts'
import type { Outcome } from './outcome.ts'

/** `waiting`: for other queries of the same client. */
export type QueryState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** What is known of a query from the beginning. */
export interface Asked {
  readonly id: string
  /** Pseudonym of the client. */
  readonly client: string
  readonly form: QueryForm | undefined
  /** SHA-256 of the query without comments and white space, shortened. */
  readonly digest: string
  readonly text: string
  readonly deadlineMs: number
  /** Generation of the graph when it was asked. */
  readonly generation: number
}

/** What is known of it in the end. */
export interface Ending {
  readonly outcome: Outcome
  /** Code of the problem, when it failed. */
  readonly code?: string
  readonly ms: number
  readonly generation?: number
  readonly bytes?: number
  readonly rows?: number
  readonly mediaType?: string
}

/** One query. Times are milliseconds since the epoch. */
export interface Query extends Asked {
  readonly state: QueryState
  readonly askedAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly ending?: Ending
}

/** The query's own side of its entry. */
export interface Entry {
  readonly signal: AbortSignal
  /** Whether it was cancelled by who knows its name. */
  readonly cancelled: () => boolean
  run(): void
  end(ending: Ending): void
  /** Forgets it: it never ran. */
  drop(): void
}

export interface QueriesOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** How long a query is remembered after its end. */
  readonly keepMs?: number
  /** How many are, at most. */
  readonly keep?: number
  /** How many may be under way. */
  readonly most?: number
}

const KEPT_TEXT = 2000
const STATES: Partial<Record<Outcome, QueryState>> = {
  done: 'done',
  cancelled: 'cancelled',
  left: 'cancelled',
}

/** How many of them are under way, by state. */
const countStates = (active: readonly Query[]): { readonly waiting: number; readonly running: number } => {
  const waiting = active.filter(({ state }) => state === 'waiting').length
  return { waiting, running: active.length - waiting }
}

/** A book of queries. Holds at most `most` under way and `keep` that ended. */
export const createQueries = ({ now, keepMs = 600_000, keep = 1000, most = 5000 }: QueriesOptions) => {
  const active = new Map<string, { query: Query; abort: AbortController }>()
  const ended = new Map<string, Query>()
  const forget = (): void => {
    for (const [id, { endedAt = 0 }] of ended) {
      if (ended.size <= keep && endedAt + keepMs > now()) return
      ended.delete(id)
    }
  }
  const find = (id: string): Query | undefined => {
    forget()
    return active.get(id)?.query ?? ended.get(id)
  }
  const underWay = (): Query[] => [...active.values()].map(({ query }) => query)
  return {
    find,
    /** Whether a query of this name is known. */
    taken: (id: string): boolean => find(id) !== undefined,
    /** Whether no more can be taken on. */
    full: (): boolean => active.size >= most,
    /** Takes on a query; its id must not be taken. */
    open(asked: Asked): Entry {
      const { id } = asked
      const abort = new AbortController()
      const text = asked.text.slice(0, KEPT_TEXT)
      const entry = { query: { ...asked, text, state: 'waiting', askedAt: now() } as Query, abort }
      active.set(id, entry)
      return {
        signal: abort.signal,
        cancelled: () => abort.signal.aborted,
        run() {
          entry.query = { ...entry.query, state: 'running', startedAt: now() }
        },
        end(ending) {
          if (!active.delete(id)) return
          const state = STATES[ending.outcome] ?? 'failed'
          ended.set(id, { ...entry.query, state, endedAt: now(), ending })
          forget()
        },
        drop() {
          active.delete(id)
        },
      }
    },
    /** Ends a query that is under way; false when there is none of this name. */
    cancel(id: string): boolean {
      const entry = active.get(id)
      entry?.abort.abort()
      return entry !== undefined
    },
    /** All that are known, the newest first. */
    all(): readonly Query[] {
      forget()
      return [...ended.values(), ...underWay()].reverse()
    },
    /** How many are under way, by state. */
    counts: () => countStates(underWay()),
  }
}

export type Queries = ReturnType<typeof createQueries>
