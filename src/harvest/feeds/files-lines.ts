/** Splits bytes into lines. */

const LF = 10

/** A line without its end; `tooLong` in place of one that has more bytes than allowed. Numbers count from 1. */
export type Line =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly tooLong: true }

/** The lines of a text in an encoding that keeps ASCII, of at most `most` bytes each; memory is bounded by one line. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Line> {
  let start: Buffer[] = []
  let startBytes = 0
  let number = 0
  const finish = (rest: Buffer): Line => {
    number++
    const tooLong = startBytes + rest.length > most
    const bytes = start.length === 0 ? rest : Buffer.concat([...start, rest])
    start = []
    startBytes = 0
    return tooLong ? { number, tooLong } : { number, bytes }
  }
  for await (const one of chunks) {
    const chunk = Buffer.from(one.buffer, one.byteOffset, one.byteLength)
    let at = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, at)) {
      yield finish(chunk.subarray(at, end))
      at = end + 1
    }
    const rest = chunk.subarray(at)
    startBytes += rest.length
    // Of a line that is too long only the length counts.
    if (startBytes > most) start = []
    else if (rest.length > 0) start.push(rest)
  }
  if (startBytes > 0) yield finish(Buffer.alloc(0))
}
