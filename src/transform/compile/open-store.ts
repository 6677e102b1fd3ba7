/** Oxigraph for what compiled rules leave to it: loaded at the first need, for a thread that never asks is 20 MB smaller. */
import { createRequire } from 'node:module'
import type { Store } from 'oxigraph'

const load = createRequire(import.meta.url)

/** An empty store. */
export const openStore = (): Store => {
  const oxigraph: typeof import('oxigraph') = load('oxigraph')
  return new oxigraph.Store()
}
