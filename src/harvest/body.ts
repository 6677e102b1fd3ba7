/** Reads the body of an answer: content decoding, with every dimension bounded. */

import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { isGzip, withFirst } from './chunks.ts'

/** The content codings that `openBody` undoes, for `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br'

/** Whether a `Content-Encoding` field names no coding at all. */
export const isPlain = (contentEncoding: string | undefined): boolean =>
  contentEncoding === undefined || /^(?:[\s,]|identity)*$/i.test(contentEncoding)

// Two codings one upon the other are a misconfigured server; more are an attack.
const MAX_ENCODINGS = 2

/** Why a body could not be read to its end; thrown by `readBody` only, where streams leave no other way. */
export class BodyError extends Error {
  readonly code: 'too-large' | 'bad-encoding'
  constructor(code: 'too-large' | 'bad-encoding', message: string) {
    super(message)
    this.code = code
  }
}

/** `deflate` means zlib (RFC 1950), but some servers send the bare stream of RFC 1951: told by the first byte. */
const inflaterFor = (first: number): Transform =>
  (first & 0x0f) === 8 ? createInflate() : createInflateRaw()

const decoderFor = (encoding: string, first: number): Transform => {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return inflaterFor(first)
  if (encoding === 'br') return createBrotliDecompress()
  throw new BodyError('bad-encoding', `content encoding "${encoding}" was not asked for and cannot be read`)
}

/** Counts what passes and ends with `too-large` as soon as it is more than `maxBytes`. */
async function* bounded(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new BodyError('too-large', `more than ${maxBytes} bytes`)
    yield chunk
  }
}

/** Undoes one coding; an empty body stays empty whatever its coding says. */
async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  codingOf: (first: Uint8Array) => string,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  let first = await iterator.next()
  while (!first.done && first.value.byteLength === 0) first = await iterator.next()
  if (first.done) return
  const source = withFirst(first.value, iterator)
  const coding = codingOf(first.value)
  if (coding === 'identity' || coding === '') {
    yield* source
    return
  }
  const decoder = decoderFor(coding, first.value[0] ?? 0)
  // The decoder carries the source's error (and a cancelled reader ends the source), so nothing is to do here.
  pipeline(source, decoder, () => undefined)
  yield* decoder as AsyncIterable<Uint8Array>
}

/**
 * The content of an answer, chunk by chunk, after undoing the codings of `contentEncoding` (RFC 9110, 8.4) and, with
 * `gunzip`, a gzip file within (told by its magic bytes, whatever its name). Both what is received and what comes
 * out at each step are limited to `maxBytes`, so that a bomb is dropped when it starts to unfold. Iterating throws
 * a `BodyError`, or the error of zlib or of the connection.
 */
export const readBody = (
  body: Readable,
  options: { contentEncoding: string | undefined; maxBytes: number; gunzip: boolean },
): AsyncIterable<Uint8Array> => {
  const codings = (options.contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map(coding => coding.trim())
  const applied = codings.filter(coding => coding !== '' && coding !== 'identity')
  if (applied.length > MAX_ENCODINGS)
    throw new BodyError('bad-encoding', `${applied.length} content encodings, one upon the other`)
  let chunks = bounded(body as AsyncIterable<Uint8Array>, options.maxBytes)
  for (const coding of applied.reverse())
    chunks = bounded(
      decoded(chunks, () => coding),
      options.maxBytes,
    )
  if (!options.gunzip) return chunks
  return bounded(
    decoded(chunks, first => (isGzip(first) ? 'gzip' : 'identity')),
    options.maxBytes,
  )
}
