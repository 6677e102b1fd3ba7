/** Brings the store up to the archive's generation and keeps it there. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ChangeFeed } from '../../model/change.ts'
import { failed, ok, type Result } from '../../model/problem.ts'
import type { Delivery } from './deliver.ts'
import { clearStore, loadSnapshot, refreshFixed, STEP } from './fill.ts'
import type { Ledger } from './ledger.ts'
import type { Watermark } from './store-side.ts'

/** What is loaded beside the records. */
export interface LoaderSettings {
  readonly base: string
  readonly vocabulary: string
  readonly fixed: string
}

export interface Loader {
  /** Whether the store shows one whole generation. */
  ready(): boolean
  /**
   * Decides by the store's watermark whether to go on or to begin anew. Problem `store-taken`: another Lodestone has begun to
   * fill the store since this one did.
   */
  check(delivery: Delivery, found: Watermark | undefined): Result<void>
  /** Works until the store shows what the feed has. The problems are those of delivering, and `starting`. */
  catchUp(feed: ChangeFeed, delivery: Delivery): Promise<Result<void>>
}

const follow = async (feed: ChangeFeed, ledger: Ledger, delivery: Delivery): Promise<Result<void>> => {
  for (;;) {
    const changes = await feed.changesSince(ledger.generation(), STEP)
    const last = changes.at(-1)
    if (!last) return ok(undefined)
    const taken = await ledger.take(
      delivery,
      difference => {
        for (const { before, after } of changes) difference.change(before, after)
      },
      last.seq,
    )
    if (!taken.ok) return taken
    await nextTurn()
  }
}

/** A loader that goes on where the ledger ends. */
export const createLoader = (ledger: Ledger, settings: LoaderSettings): Loader => {
  let ours = false
  let ready = false
  return {
    ready: () => ready,
    check(delivery, found) {
      const phase = ledger.phase()
      const filling = phase === 'loading' || phase === 'following'
      if (ours && filling && found && found.load !== ledger.load())
        return failed({
          stage: 'graph',
          code: 'store-taken',
          subject: delivery.query,
          detail:
            'another Lodestone fills this store now; give each a store of its own, or stop the other and start this one again',
        })
      const goesOn = ledger.fits(delivery) && (phase === 'clearing' || (filling && ledger.matches(found)))
      if (!goesOn) {
        ready = false
        ledger.restart(delivery)
      }
      return ok(undefined)
    },
    async catchUp(feed, delivery) {
      if (ledger.phase() === 'clearing') {
        const cleared = await clearStore(delivery, settings.base, settings.fixed, ledger.load())
        if (!cleared.ok) return cleared
        ledger.turnTo('loading')
      }
      ours = true
      const steps = [
        () => ledger.flush(delivery),
        () => refreshFixed(ledger, delivery, settings),
        async () => (ledger.phase() === 'loading' ? loadSnapshot(feed, ledger, delivery) : ok(undefined)),
        () => {
          ready = true
          return follow(feed, ledger, delivery)
        },
      ]
      for (const step of steps) {
        const done = await step()
        if (!done.ok) return done
      }
      return ok(undefined)
    },
  }
}
