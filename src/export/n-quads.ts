/** N-Quads: the records that describe the samples, each in the graph of its name, and their kernel statements in the default graph. */
import type { RecordVersion } from '../catalogue/scan.ts'
import type { Batches, ExportContext, ExportFormat, ExportRow } from './format.ts'
import { createNumberSet, type NumberSet } from './number-set.ts'

/** Records whose statements are held at once. */
const RECORDS_AT_ONCE = 200

/** The records of these samples that were not written before. */
const newRecords = (rows: readonly ExportRow[], written: NumberSet): RecordVersion[] =>
  rows.flatMap(({ records }) => records.filter(({ seq }) => written.add(seq)))

const lines = (text: string): string[] => text.split('\n').filter(line => line !== '')

async function* write(batches: Batches, context: ExportContext): AsyncGenerator<Uint8Array> {
  const written = createNumberSet()
  for await (const rows of batches) {
    const records = newRecords(rows, written)
    for (let from = 0; from < records.length; from += RECORDS_AT_ONCE) {
      const some = await context.versions(records.slice(from, from + RECORDS_AT_ONCE))
      // Records of the same sample say some things alike. They come together, so that most of it is said once.
      const kernel = new Set(some.flatMap(({ kernelTriples }) => lines(kernelTriples)))
      const own = some.map(({ recordQuads }) => recordQuads).join('')
      yield Buffer.from(`${[...kernel].map(line => `${line}\n`).join('')}${own}`)
    }
  }
}

export const N_QUADS: ExportFormat = {
  name: 'nquads',
  title: 'N-Quads',
  mediaType: 'application/n-quads',
  extension: '.nq',
  records: true,
  write,
}
