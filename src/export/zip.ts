/** A zip file as a stream (fflate), its entries read from files. */
import { createReadStream } from 'node:fs'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** One entry: bytes, or a file on disk. */
export interface ZipEntry {
  readonly name: string
  readonly content: Uint8Array | { readonly file: string }
}

/** Without the extension Zip64, which many programs lack, offsets in a zip file have 32 bits. */
const LARGEST = 0xff_ff_ff_ff

async function* bytesOf(content: ZipEntry['content']): AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) yield content
  else yield* createReadStream(content.file) as AsyncIterable<Buffer>
}

/**
 * The bytes of a zip file with these entries, dated `date`, so that equal entries make equal bytes. Throws when the file
 * would be larger than 4 GB.
 */
export async function* zipOf(entries: readonly ZipEntry[], date: Date): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let size = 0
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
    size += chunk.length
  })
  const take = (): Uint8Array[] => {
    if (size > LARGEST)
      throw new Error(
        'the crate would be larger than 4 GB, which zip files cannot be; export N-Quads instead',
      )
    const chunks = ready
    ready = []
    return chunks
  }
  for (const { name, content } of entries) {
    // What stands first is read by programs that look into a crate without unpacking it.
    const entry =
      content instanceof Uint8Array ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    entry.mtime = date
    zip.add(entry)
    for await (const chunk of bytesOf(content)) {
      entry.push(chunk)
      yield* take()
    }
    entry.push(new Uint8Array(0), true)
    yield* take()
  }
  zip.end()
  yield* take()
}
