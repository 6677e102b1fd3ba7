/** Files as streams of bytes, unpacked when they are gzipped, wherever they come from. */

import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isGzip, withFirst } from '../chunks.ts'

/** A file that can be read as often as needed. */
export interface Input {
  /** Relative path, segments divided by slashes; hostile in archives, and never used to open anything. */
  readonly path: string
  /** Bytes as stored. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modifiedAt?: number
  /** Media type, when a server gave one. */
  readonly mediaType?: string
  open(): AsyncIterable<Uint8Array>
}

/** Why a file could not be read to its end: thrown by its stream, where nothing else ends one, and told by the feed. */
export class InputError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** What gzip can save of text is far below; zip bombs are far above. */
const MOST_UNPACKING = 200
const UNPACKED_ALWAYS = 256 * 1024 * 1024

/** What was found in a file; problems are told by a code and a sentence, the feed knows the subject. */
export type Found =
  | {
      readonly kind: 'record'
      /** The http(s) address by which the record names itself, as written. */
      readonly name?: string
      /** Where it was found, for a name under the feed's `base`. */
      readonly path: string
      readonly mediaType: string
      readonly body: Uint8Array
      readonly modifiedAt?: number
    }
  /** A page that is only listed. */
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'problem'; readonly code: string; readonly detail: string }

/** How large what is read may be, in bytes. */
export interface FileLimits {
  /** One record. */
  readonly maxRecord: number
  /** What is kept in memory of a whole file; more goes to temporary files. */
  readonly maxMemory: number
}

/** What a record has from its file. */
export const placeIn = ({ path, modifiedAt }: Input): { path: string; modifiedAt?: number } => ({
  path,
  ...(modifiedAt !== undefined && { modifiedAt }),
})

/** A file on disk. */
export const fileInput = (
  file: string,
  about: Pick<Input, 'path' | 'size' | 'modifiedAt' | 'mediaType'>,
): Input => ({
  ...about,
  open: () => createReadStream(file, { highWaterMark: 256 * 1024 }),
})

/** A file in memory. */
export const bytesInput = (bytes: Uint8Array, about: Pick<Input, 'path' | 'modifiedAt'>): Input => ({
  ...about,
  size: bytes.byteLength,
  open: async function* () {
    yield bytes
  },
})

async function* bounded(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > most)
      throw new InputError(
        'file-unfolds',
        `it unpacks to more than ${most} bytes, ${MOST_UNPACKING} times its size`,
      )
    yield chunk
  }
}

/**
 * The content of a file, unpacked when it is gzip (RFC 1952), which its first bytes tell and not its name. Throws
 * `InputError` for bombs, and the errors of zlib and of the file system.
 */
export async function* contentOf(input: Input): AsyncGenerator<Uint8Array> {
  const iterator = input.open()[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const chunks = withFirst(first.value, iterator)
  if (!isGzip(first.value)) yield* chunks
  else {
    const gunzip = createGunzip({ chunkSize: 256 * 1024 })
    // The errors of the file come out of the decoder, and a reader that stops ends the file.
    pipeline(chunks, gunzip, () => undefined)
    const most = Math.max(UNPACKED_ALWAYS, input.size * MOST_UNPACKING)
    yield* bounded(gunzip as AsyncIterable<Uint8Array>, most)
  }
}

/** The whole content, when it has at most `most` bytes; undefined when it is larger. Throws like `contentOf`. */
export const wholeOf = async (input: Input, most: number): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of contentOf(input)) {
    bytes += chunk.byteLength
    if (bytes > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
