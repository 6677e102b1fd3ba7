/** RO-Crate: the samples as CSV, JSON Lines and N-Quads in one zip file, described by ro-crate-metadata.json. */
import { join } from 'node:path'
import { type CrateFile, crateMetadata } from './crate-metadata.ts'
import { crateReadme } from './crate-readme.ts'
import { CSV } from './csv.ts'
import { writeFileFrom } from './file-digest.ts'
import type { Batches, ExportContext, ExportFormat } from './format.ts'
import { JSON_LINES } from './json-lines.ts'
import { N_QUADS } from './n-quads.ts'
import { createTally, tallied } from './tally.ts'
import { splitStream } from './tee.ts'
import { zipOf } from './zip.ts'

const PARTS = [CSV, JSON_LINES, N_QUADS]

async function* write(batches: Batches, context: ExportContext): AsyncGenerator<Uint8Array> {
  const tally = createTally()
  const streams = splitStream(tallied(batches, tally), PARTS.length)
  const files = await Promise.all(
    PARTS.map(async (part, index): Promise<CrateFile> => {
      const name = `samples${part.extension}`
      const rows = streams[index] as Batches
      const digest = await writeFileFrom(part.write(rows, context), join(context.scratch, name))
      return { name, title: `The samples as ${part.title}`, mediaType: part.mediaType, ...digest }
    }),
  )
  const text = (content: string) => Buffer.from(content)
  yield* zipOf(
    [
      { name: 'ro-crate-metadata.json', content: text(crateMetadata(context, tally, files)) },
      { name: 'README.txt', content: text(crateReadme(context, tally)) },
      ...files.map(({ name }) => ({ name, content: { file: join(context.scratch, name) } })),
    ],
    new Date(context.date),
  )
}

export const RO_CRATE_ZIP: ExportFormat = {
  name: 'ro-crate',
  title: 'RO-Crate',
  mediaType: 'application/zip',
  extension: '.crate.zip',
  records: true,
  write,
}
