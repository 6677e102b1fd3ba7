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

/** The rows as they are, counted as they pass. */
export async function* tallied(batches: Batches, tally: Tally): Batches {
  for await (const rows of batches) {
    tally.samples += rows.length
    for (const { item } of rows)
      for (const id of item.sources) tally.sources.set(id, (tally.sources.get(id) ?? 0) + 1)
    yield rows
  }
}

/**
 * The rows of a scan. Throws when `signal` is aborted, and at the end when there were not `total` of them: an export that
 * lacks samples must break rather than look whole.
 */
export async function* rowsOf(
  batches: AsyncIterable<readonly ScannedSample[]>,
  total: number,
  signal?: AbortSignal,
): Batches {
  let read = 0
  for await (const batch of batches) {
    signal?.throwIfAborted()
    read += batch.length
    yield batch.map(sample => ({ ...sample, item: JSON.parse(sample.json) as SampleItem }))
  }
  signal?.throwIfAborted()
  if (read !== total)
    throw new Error(`the export came to ${read} samples, but ${total} were counted at its beginning`)
}
