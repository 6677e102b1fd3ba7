/** Reads tar archives while they arrive: POSIX ustar and pax (POSIX.1-2001), and GNU's long names. */

import { type FileLimits, InputError } from './files-input.ts'

/** One regular file of an archive; `bytes` is absent when it has more than allowed. Its path is a name, nothing else. */
export interface Member {
  readonly path: string
  readonly size: number
  readonly modifiedAt?: number
  readonly bytes?: Buffer
}

const BLOCK = 512
/** Extended headers hold a path or two. */
const MOST_HEADER = 64 * 1024

/** Hands out bytes in the portions that are asked for. */
class Portions {
  private readonly chunks: AsyncIterator<Uint8Array>
  private rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next bytes, up to `count` of them; none at the end. */
  private async some(count: number): Promise<Buffer | undefined> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next()
      if (next.done) return undefined
      this.rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    const part = this.rest.subarray(0, count)
    this.rest = this.rest.subarray(part.length)
    return part
  }

  /** Exactly `count` bytes; undefined at a clean end. Throws `InputError` when they end in between. */
  async take(count: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    let missing = count
    while (missing > 0) {
      const part = await this.some(missing)
      if (!part && missing === count) return undefined
      if (!part) throw new InputError('archive-truncated', 'the tar archive ends in the middle of a file')
      parts.push(part)
      missing -= part.length
    }
    return Buffer.concat(parts)
  }

  async skip(count: number): Promise<void> {
    for (let missing = count; missing > 0; ) {
      const part = await this.some(missing)
      if (!part) throw new InputError('archive-truncated', 'the tar archive ends in the middle of a file')
      missing -= part.length
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.()
  }
}

const text = (header: Buffer, from: number, length: number): string => {
  const field = header.subarray(from, from + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

/** A number in octal, or in base 256 when its first bit is set (GNU). */
const number = (header: Buffer, from: number, length: number): number => {
  if (((header[from] ?? 0) & 0x80) !== 0) {
    const value = header.subarray(from + 1, from + length).reduce((sum, byte) => sum * 256 + byte, 0)
    return Number.isSafeInteger(value) ? value : Number.NaN
  }
  const digits = text(header, from, length).trim()
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN
}

const isChecked = (header: Buffer): boolean => {
  let sum = 0
  // The field itself counts as spaces.
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0)
  return sum === number(header, 148, 8)
}

/** pax: lines of `length key=value`. */
const readPax = (bytes: Buffer): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const length = space < 0 ? Number.NaN : Number(bytes.toString('latin1', at, space))
    if (!(length > space - at + 1) || at + length > bytes.length) break
    const record = bytes.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    if (equals > 0) fields.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return fields
}

const pathOf = (header: Buffer): string => {
  const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : ''
  const name = text(header, 0, 100)
  return prefix === '' ? name : `${prefix}/${name}`
}

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK

const memberOf = async (
  portions: Portions,
  header: Buffer,
  extended: ReadonlyMap<string, string>,
  limits: FileLimits,
): Promise<Member> => {
  const stated = extended.get('size')
  const size = stated === undefined ? number(header, 124, 12) : Number(stated)
  if (!Number.isSafeInteger(size) || size < 0)
    throw new InputError('not-an-archive', 'a tar header gives no usable size; what follows cannot be found')
  const path = extended.get('path') ?? pathOf(header)
  const seconds = Number(extended.get('mtime') ?? number(header, 136, 12))
  const about = { path, size, ...(seconds > 0 && { modifiedAt: Math.floor(seconds * 1000) }) }
  if (size > limits.maxMemory) {
    await portions.skip(padded(size))
    return about
  }
  const bytes = size === 0 ? Buffer.alloc(0) : await portions.take(size)
  await portions.skip(padded(size) - size)
  if (!bytes) throw new InputError('archive-truncated', 'the tar archive ends before its last file')
  return { ...about, bytes }
}

/** Fields for the next member only: long names of GNU (`L`) and pax headers (`x`). Other helpers of tar say nothing of use. */
const readExtended = (type: string, bytes: Buffer): ReadonlyMap<string, string> =>
  type === 'L' ? new Map([['path', bytes.toString().replace(/\0.*$/s, '')]]) : readPax(bytes)

/**
 * The regular files of a tar archive, in their order; directories, links and devices are passed over. One file of at
 * most `maxMemory` bytes is in memory at a time. Throws `InputError` (`not-an-archive`, `archive-truncated`).
 */
export async function* membersOf(
  chunks: AsyncIterable<Uint8Array>,
  limits: FileLimits,
): AsyncGenerator<Member> {
  const portions = new Portions(chunks)
  let extended: ReadonlyMap<string, string> = new Map()
  try {
    for (;;) {
      const header = await portions.take(BLOCK)
      // Two blocks of zeros end an archive, and so does its end.
      if (!header || header.every(byte => byte === 0)) return
      if (!isChecked(header))
        throw new InputError(
          'not-an-archive',
          'a tar header has a wrong checksum; what follows cannot be found',
        )
      const type = String.fromCharCode(header[156] ?? 0)
      if (type === '0' || type === '\0' || type === '7') {
        yield await memberOf(portions, header, extended, limits)
        extended = new Map()
        continue
      }
      const size = number(header, 124, 12)
      if (!Number.isSafeInteger(size) || size < 0)
        throw new InputError(
          'not-an-archive',
          'a tar header gives no usable size; what follows cannot be found',
        )
      const wanted = (type === 'x' || type === 'L') && size > 0 && size <= MOST_HEADER
      if (wanted) {
        extended = new Map([
          ...extended,
          ...readExtended(type, (await portions.take(size)) ?? Buffer.alloc(0)),
        ])
        await portions.skip(padded(size) - size)
      } else {
        await portions.skip(padded(size))
        if (type !== 'g' && type !== 'K') extended = new Map()
      }
    }
  } finally {
    await portions.close()
  }
}
