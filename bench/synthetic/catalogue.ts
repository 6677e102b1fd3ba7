/** Fills a catalogue with the corpus by the catalogue's own functions; only the parsing of statements is left out. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { createAll, mergeAll, type Surroundings } from '../../src/catalogue/apply.ts'
import type { Database } from '../../src/catalogue/database.ts'
import { appendFacts, type RecordFacts } from '../../src/catalogue/records.ts'

/** Records appended at once. */
const STEP = 5_000

export interface Filling {
  readonly samples: number
  readonly make: (i: number) => RecordFacts
  readonly surroundings: Surroundings
  readonly onProgress?: (done: number) => void
}

/** Makes the tables as `rebuild` would from an archive with the records 0 to `samples` - 1. */
export const fillCatalogue = async (
  database: Database,
  { samples, make, surroundings, onProgress }: Filling,
): Promise<void> =>
  database.write(async (connection: DuckDBConnection) => {
    await createAll(connection)
    for (let first = 0; first < samples; first += STEP) {
      const count = Math.min(STEP, samples - first)
      await appendFacts(
        connection,
        Array.from({ length: count }, (_, i) => make(first + i)),
      )
      onProgress?.(first + count)
    }
    await mergeAll(connection, surroundings, samples)
  })
