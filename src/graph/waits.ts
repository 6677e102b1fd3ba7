/** Who waits for which generation of the graph. */

import { failed, ok, type Problem, type Result } from '../model/problem.ts'

/** What a wait looks at. */
export interface Reached {
  /** Whether anything can answer now. */
  readonly answers: boolean
  readonly generation: number
  /** What does not pass by itself. */
  readonly problem?: Problem | undefined
}

/** Waits over a source of progress. */
export const createWaits = (progress: () => Reached) => {
  const waits = new Set<{ generation: number; resolve: (result: Result<void>) => void }>()
  return {
    /** Ends the waits that are over, all of them when `ended` says why. */
    check(ended?: Problem): void {
      if (waits.size === 0) return
      const { answers, generation, problem } = progress()
      const reason = ended ?? problem
      for (const wait of [...waits]) {
        const reached = answers && generation >= wait.generation
        if (!reached && !reason) continue
        waits.delete(wait)
        wait.resolve(reached || !reason ? ok(undefined) : failed(reason))
      }
    },
    /** Resolves when every answer shows at least the generation. */
    wait: (generation: number): Promise<Result<void>> =>
      new Promise(resolve => waits.add({ generation, resolve })),
  }
}
