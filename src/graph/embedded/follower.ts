/** Brings a projection up to the archive's generation and keeps it there. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ChangeFeed } from '../../model/change.ts'
import type { Problem } from '../../model/problem.ts'
import { TOLD } from '../record-statements.ts'
import type { Projection } from './projection.ts'

/** Changes applied between two turns of the event loop. */
const STEP = 200

/** Follows one feed. */
export interface Follower {
  /** Whether the projection shows one whole generation. */
  ready(): boolean
  generation(): number
  latest(): number
  /** Whether the projection shows no part of a generation: false while the first one is read. */
  whole(): boolean
  /** Set when the projection must not grow any further. */
  full(): Problem | undefined
  /** Applies whatever is new; the first time everything there is. */
  catchUp(feed: ChangeFeed): Promise<void>
}

/** How a follower begins, and who watches it. */
export interface FollowerOptions {
  /** The generation that the projection shows already. */
  readonly from?: number
  /** Called after every step, before anything else can happen: the projection shows one whole generation. */
  readonly onStep?: (generation: number) => void
}

const overCapacity = (maxQuads: number, url: string): Problem => ({
  stage: 'graph',
  code: 'over-capacity',
  subject: url,
  detail:
    `the embedded graph would grow beyond ${maxQuads} quads and stays as it was; raise graphMaxQuads if there is memory ` +
    '(about 400 bytes a quad and worker thread), or use an external SPARQL store',
})

/** A follower of a projection that holds no record yet, or those `from` a generation. */
export const createFollower = (
  projection: Projection,
  maxQuads: number,
  { from, onStep = () => {} }: FollowerOptions = {},
): Follower => {
  let ready = from !== undefined
  let generation = from ?? 0
  let latest = generation
  let whole = true
  let full: Problem | undefined

  const start = async (feed: ChangeFeed): Promise<void> => {
    generation = await feed.snapshot(async (records, of) => {
      latest = of
      whole = false
      if (full) return
      const tooMuch = projection.load(records)
      if (tooMuch) full = overCapacity(maxQuads, tooMuch.url)
      await nextTurn()
    }, TOLD)
    latest = generation
    // Part of a snapshot is no generation: such a projection never answers.
    ready = full === undefined
    whole = ready
    if (ready) onStep(generation)
  }

  const proceed = async (feed: ChangeFeed): Promise<void> => {
    for (;;) {
      const changes = await feed.changesSince(generation, STEP)
      for (const { before, after, seq } of changes) {
        if (!projection.apply(before, after)) {
          full = overCapacity(maxQuads, after.url)
          break
        }
        generation = seq
      }
      if (changes.length > 0) onStep(generation)
      latest = changes.length < STEP && !full ? generation : await feed.generation()
      if (changes.length < STEP || full) return
      await nextTurn()
    }
  }

  return {
    ready: () => ready,
    generation: () => generation,
    latest: () => latest,
    whole: () => whole,
    full: () => full,
    async catchUp(feed) {
      if (!full && !ready) await start(feed)
      if (full) latest = await feed.generation()
      else await proceed(feed)
    },
  }
}
