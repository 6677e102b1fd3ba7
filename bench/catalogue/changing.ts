/** What applying changes costs beside a full catalogue, and whether searches wait for it. */
import { applyChanges, type Surroundings } from '../../src/catalogue/apply.ts'
import { openDatabase, rows } from '../../src/catalogue/database.ts'
import type { RecordFacts } from '../../src/catalogue/records.ts'
import type { Change } from '../../src/model/change.ts'
import type { StoredRecord } from '../../src/model/record.ts'
import { syntheticRecord } from '../synthetic/record.ts'
import { triplesOf } from '../synthetic/triples.ts'

export interface ChangeTimes {
  readonly records: number
  readonly ms: number
  readonly slowestRead: number
}

const SIZES = [1, 100, 2_000]

/** Records spread over the whole corpus, each with another name than before. */
const changesOf = (count: number, samples: number, make: (i: number) => RecordFacts): Change[] =>
  Array.from({ length: count }, (_, n) => {
    const i = Math.floor(((n + 0.5) * samples) / count)
    const { url, source, seq, facts } = make(i)
    const [sample, said] = facts[0] ?? ['', undefined]
    if (!said) throw new Error(`record ${i} describes nothing`)
    const renamed = { ...said, names: [[`renamed core ${n}`, 'en']] as const }
    const after = {
      ...{ ...syntheticRecord(i), url, source, seq, samples: [sample], reports: [] },
      kernelTriples: triplesOf(sample, renamed),
    } as unknown as StoredRecord
    return { seq: samples + 1 + n, at: '2026-01-01T00:00:00.000Z', url, after }
  })

/** Applies changes of several sizes to the catalogue in `dataDir`, one transaction each, while a reader counts samples. */
export const changeTimes = async (
  dataDir: string,
  samples: number,
  make: (i: number) => RecordFacts,
  surroundings: Surroundings,
): Promise<ChangeTimes[]> => {
  const database = await openDatabase(dataDir)
  const all: ChangeTimes[] = []
  for (const records of SIZES) {
    const changes = changesOf(Math.min(records, samples), samples, make)
    const began = performance.now()
    let writing = true
    const write = database
      .write(connection => applyChanges(connection, changes, surroundings))
      .then(() => {
        writing = false
      })
    let slowestRead = 0
    while (writing) {
      const asked = performance.now()
      await database.read(connection => rows(connection, 'SELECT f4, count(*) FROM sample GROUP BY f4'))
      slowestRead = Math.max(slowestRead, performance.now() - asked)
    }
    await write
    all.push({ records, ms: performance.now() - began, slowestRead })
  }
  await database.close()
  return all
}
