/** Does to a copy of a store what was done to the store. */

import type { Store } from 'oxigraph'
import type { EngineScript } from './engine.ts'
import type { Operation } from './journal.ts'

const N_QUADS = { format: 'application/n-quads', lenient: true } as const

/** Carries the operations out in their order. */
export const replay = (
  { parse }: Pick<EngineScript, 'parse'>,
  store: Store,
  operations: readonly Operation[],
): void => {
  for (const { add, lines } of operations) {
    if (add) {
      store.load(lines, N_QUADS)
      continue
    }
    for (const quad of parse(lines, N_QUADS)) {
      store.delete(quad)
      // The engine's objects hold its memory until they are freed.
      ;(quad as unknown as { free(): void }).free()
    }
  }
}
