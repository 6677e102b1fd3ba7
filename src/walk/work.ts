/** The pages that this process takes from the frontier, until nothing is left for anybody. */
import { setTimeout } from 'node:timers/promises'
import type { Assignment, Frontier, Run, Standing } from '../archive/frontier.ts'
import type { Books } from './books.ts'

/** What taking work needs. */
export interface WorkDeps {
  readonly frontier: Frontier
  readonly onStanding?: (standing: Standing) => void
  readonly signal?: AbortSignal
}

/** Pages claimed at once: few enough that another process finds some, too. */
const CLAIM = 64
/** How often to look again while others plan or visit, or while everything waits, in milliseconds. */
const LOOK_AGAIN_MS = 200
const LONGEST_NAP_MS = 2000
const TELL_EVERY_MS = 1000

const nap = async (standing: Standing, signal: AbortSignal | undefined): Promise<void> => {
  const until = standing.underWay === 0 && standing.planned ? (standing.nextAt ?? 0) - Date.now() : 0
  const ms = Math.min(LONGEST_NAP_MS, Math.max(LOOK_AGAIN_MS, until))
  // Rejects only when aborted, which the caller sees for itself.
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
}

/** Claims pages as they are asked for. Ends when everything is planned and visited, by whomever, or when interrupted. */
export async function* visitsToMake(run: Run, deps: WorkDeps, books: Books): AsyncGenerator<Assignment> {
  const { frontier, signal, onStanding } = deps
  let told = Date.now()
  for (;;) {
    if (signal?.aborted) return
    if (onStanding && Date.now() - told > TELL_EVERY_MS) {
      told = Date.now()
      onStanding(await frontier.standing(run))
    }
    const assignments = await frontier.claim(run, CLAIM)
    for (const assignment of assignments) {
      if (signal?.aborted) return
      yield assignment
    }
    if (assignments.length > 0) continue
    await books.flush()
    const standing = await frontier.standing(run)
    onStanding?.(standing)
    if (standing.planned && standing.queued + standing.underWay === 0) return
    await nap(standing, signal)
  }
}
