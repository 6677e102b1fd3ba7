/** Counts what an export is made of while it is made. */
import type { SampleItem } from '../catalogue/item.ts'
import type { ScannedSample } from '../catalogue/scan.ts'
import type { Batches } from './format.ts'

/** What was counted. */
export interface Tally {
  samples: number
  /** Samples per source; a sample that several describe counts for each. */
  readonly sources: Map<string, number>
}

export const createTally = (): Tally => ({ samples: 0, sources: new Map() })

/**
 * The rows of a scan, counted as they pass. Throws when `signal` is aborted, and at the end when there were not `total`
 * of them: an export that lacks samples must break rather than look whole.
 */
export async function* counted(
  batches: AsyncIterable<readonly ScannedSample[]>,
  total: number,
  tally: Tally,
  signal?: AbortSignal,
): Batches {
  for await (const batch of batches) {
    signal?.throwIfAborted()
    const rows = batch.map(sample => ({ ...sample, item: JSON.parse(sample.json) as SampleItem }))
    tally.samples += rows.length
    for (const { item } of rows)
      for (const id of item.sources) tally.sources.set(id, (tally.sources.get(id) ?? 0) + 1)
    yield rows
  }
  signal?.throwIfAborted()
  if (tally.samples !== total)
    throw new Error(`the export came to ${tally.samples} samples, but ${total} were counted at its beginning`)
}
