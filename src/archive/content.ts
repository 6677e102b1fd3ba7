/** Content-addressed bytes: compressed once, stored once, checked when read. */

import { hash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import { chunks } from './chunks.ts'
import type { ContentRow, Tables } from './schema.ts'

/** Largest body or text the archive keeps, in bytes; the porch's limit for pages is far below. */
export const largestContent = 256 * 1024 * 1024

/** Below this many bytes compression saves less than it costs. */
const worthCompressing = 128

/** SHA-256, hexadecimal. */
export const digestOfBytes = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex')

/**
 * Compresses bytes whose digest is known; tiny or incompressible ones stay as they are. zlib at level 3, measured on pages and
 * quads of 4 to 12 kB: level 6 takes nearly twice as long to save another 4 (pages) to 16 (quads) percent, brotli is no
 * better at equal time, and any shell can undo zlib. Synchronous, because handing a few kilobytes to libuv's thread pool
 * costs more of this thread's time than compressing them.
 */
export function packed(bytes: Uint8Array, digest: string): ContentRow {
  if (bytes.length > largestContent) {
    throw new RangeError(
      `content ${digest} has ${bytes.length} bytes; the archive keeps at most ${largestContent}`,
    )
  }
  if (bytes.length >= worthCompressing) {
    // A small output buffer: making node's 16 kB one takes a noticeable part of the time.
    const smaller = deflateSync(bytes, { level: 3, chunkSize: bytes.length < 65_536 ? 2048 : 65_536 })
    if (smaller.length < bytes.length) {
      return { digest, encoding: 'zlib', size: bytes.length, bytes: smaller }
    }
  }
  return { digest, encoding: 'identity', size: bytes.length, bytes }
}

/**
 * Undoes `packed`, never producing more than the recorded size. Throws when the bytes are damaged: zlib's format ends with
 * a checksum, which costs a tenth of computing the digest again.
 */
export function unpacked(row: ContentRow): Uint8Array {
  if (row.encoding === 'identity') return row.bytes
  const size = Math.min(row.size, largestContent)
  const bytes = inflateSync(row.bytes, { maxOutputLength: size, chunkSize: Math.max(size, 64) })
  if (bytes.length !== row.size) {
    throw new Error(
      `the archive is damaged: content ${row.digest} has ${bytes.length} of its ${row.size} bytes`,
    )
  }
  return bytes
}

/** Adds rows that are not there yet. */
export async function addContents(db: Kysely<Tables>, rows: readonly ContentRow[]): Promise<void> {
  for (const some of chunks(rows)) {
    await db
      .insertInto('content')
      .values(some)
      .onConflict(conflict => conflict.column('digest').doNothing())
      .execute()
  }
}

/** Reads contents by digest. Digests that are not there are left out. */
export async function readContents(
  db: Kysely<Tables>,
  digests: Iterable<string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>()
  for (const some of chunks([...new Set(digests)])) {
    const rows = await db.selectFrom('content').selectAll().where('digest', 'in', some).execute()
    for (const row of rows) contents.set(row.digest, unpacked(row))
  }
  return contents
}
