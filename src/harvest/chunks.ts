/** Streams of bytes of which the beginning was looked at. */

/** A stream again: the chunk that was looked at, then the rest. Ends the rest when the reader stops. */
export async function* withFirst(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Whether bytes begin like a gzip file (RFC 1952, 2.3.1), whatever its name. */
export const isGzip = (first: Uint8Array): boolean => first[0] === 0x1f && first[1] === 0x8b
