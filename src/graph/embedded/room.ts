/** How many threads that hold a whole graph there is memory for. */

import { totalmem } from 'node:os'

const MEGABYTE = 2 ** 20
/** A quad in Oxigraph 0.5.11's store takes 400 to 460 bytes when there are 100,000 and more. */
const QUAD_BYTES = 460
/** What a thread takes beside its graph. */
const THREAD_BYTES = 60 * MEGABYTE
/** Share of the memory that the graph may take; the rest is the archive's, the catalogue's and the system's. */
const SHARE = 0.6

/** Memory that this process may take, in bytes: the machine's, or less in a container. */
export const memoryAtHand = (): number => {
  const constrained = process.constrainedMemory()
  // Without a limit the system says an absurd number, or nothing.
  return constrained && constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

/** A quarter of the memory for all queries of `workers` threads together, between 64 MB and 256 MB each. */
export const queryBytesFor = (workers: number, memory: number): number =>
  Math.max(64 * MEGABYTE, Math.min(256 * MEGABYTE, memory / 4 / workers))

/**
 * Threads for long queries that fit beside the keeper and `standby` clones of a graph of `quads` quads: at most `most`,
 * and at least one, without which a long query could never be answered.
 */
export const roomForSlow = (
  { quads, standby, most, queryBytes }: { quads: number; standby: number; most: number; queryBytes: number },
  memory: number,
): number => {
  const graph = quads * QUAD_BYTES + THREAD_BYTES
  const left = memory * SHARE - graph - standby * (graph + queryBytes)
  return Math.max(1, Math.min(most, Math.floor(left / (graph + queryBytes))))
}
