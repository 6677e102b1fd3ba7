/** Formats, packed by gzip. */
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { ExportFormat } from './format.ts'

/** The same format, packed; a failure of the writer fails the packed stream. */
export const gzipped = (format: ExportFormat): ExportFormat => ({
  ...format,
  extension: `${format.extension}.gz`,
  async *write(batches, context) {
    const source = Readable.from(format.write(batches, context))
    const packer = createGzip()
    source.on('error', error => packer.destroy(error))
    try {
      yield* source.pipe(packer) as AsyncIterable<Buffer>
    } finally {
      source.destroy()
    }
  },
})
