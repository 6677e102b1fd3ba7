/** Settlements on their way to the frontier: gathered, so that a page does not cost a transaction. */
import type { Frontier, Run, Settlement } from '../archive/frontier.ts'

/** Settles in batches; what is lost when the process dies is visited again, which does no harm. */
export interface Settler {
  add(settlement: Settlement): Promise<void>
  flush(): Promise<void>
}

const MOST = 200

/** Opens the settler of one run. */
export const openSettler = (frontier: Frontier, run: Run): Settler => {
  let waiting: Settlement[] = []
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return
    const settlements = waiting
    waiting = []
    await frontier.settle(run, settlements)
  }
  return {
    add: async settlement => {
      waiting.push(settlement)
      if (waiting.length >= MOST) await flush()
    },
    flush,
  }
}
