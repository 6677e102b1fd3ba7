/** Content-addressed bytes: compressed once, stored once, checked when read. */

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import { chunks } from './chunks.ts'
import type { ContentRow, Tables } from './schema.ts'

/** Largest body or text the archive keeps, in bytes; the porch's limit for pages is far below. */
export const largestContent = 256 * 1024 * 1024

/** SHA-256, hexadecimal. */
export const digestOfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const deflate = promisify(deflateRaw)

/**
 * Compresses bytes whose digest is known; tiny or incompressible ones stay as they are. Deflate level 6: brotli (quality 5)
 * saves some 8 percent of a page but takes about half as long again, and brings nothing for quads. Runs in libuv's thread pool, off the
 * event loop.
 */
export async function packed(bytes: Uint8Array, digest: string): Promise<ContentRow> {
  if (bytes.length > largestContent) {
    throw new RangeError(
      `content ${digest} has ${bytes.length} bytes; the archive keeps at most ${largestContent}`,
    )
  }
  const smaller = await deflate(bytes, { level: 6 })
  return smaller.length < bytes.length
    ? { digest, encoding: 'deflate-raw', size: bytes.length, bytes: smaller }
    : { digest, encoding: 'identity', size: bytes.length, bytes }
}

/** Undoes `packed`, never producing more than the recorded size. Throws when the bytes are not what the digest says. */
export function unpacked(row: ContentRow): Uint8Array {
  const size = Math.min(row.size, largestContent)
  const bytes =
    row.encoding === 'identity'
      ? row.bytes
      : inflateRawSync(row.bytes, { maxOutputLength: Math.max(size, 1) })
  if (digestOfBytes(bytes) !== row.digest) {
    throw new Error(
      `the archive is damaged: content ${row.digest} does not have that digest; restore a backup`,
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
