/** The keeper's store on disk, so that a start need not read the whole archive: its memory, compressed, with what makes it valid. */

import { createHash } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { StoreImage } from './image.ts'
import type { ProjectionState } from './projection.ts'
import type { UnionState } from './union.ts'

/** What is kept. */
export interface SavedGraph {
  readonly generation: number
  /** Identifies the archive by its change of that generation; another archive may have the same numbers. */
  readonly mark: string
  readonly image: StoreImage
  readonly state: ProjectionState
}

/** First line of the file, as JSON; the rest are the memory and the table of the union, in chunks that are compressed each by itself. */
interface Head extends Omit<SavedGraph, 'image' | 'state'>, Omit<StoreImage, 'memory'> {
  /** Digest of everything that the content follows from besides the archive. */
  readonly key: string
  readonly memoryBytes: number
  readonly tableBytes: number
  /** Bytes of each chunk in the file, and their digest. */
  readonly chunks: readonly (readonly [bytes: number, digest: string])[]
  readonly state: Omit<ProjectionState, 'union'> & { readonly union: Omit<UnionState, 'table'> }
}

const HEAD_BYTES = 64 * 1024
/** The largest memory that there can be comes to some 500 chunks, of which the head has room for a thousand. */
const CHUNK_BYTES = 8 * 2 ** 20
/** The digest of the head stands before it, in this many bytes. */
const DIGEST_BYTES = 64

const nameIn = (dataDir: string): string => join(dataDir, 'graph.image')

const [compress, expand] = [promisify(deflateRaw), promisify(inflateRaw)]

const digestOf = (bytes: Uint8Array, encoding: 'hex' | 'base64url'): string =>
  createHash('sha256').update(bytes).digest(encoding)

const piecesOf = function* (...parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts)
    for (let at = 0; at < part.length; at += CHUNK_BYTES) yield part.subarray(at, at + CHUNK_BYTES)
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array<ArrayBufferLike>): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** Writes the pieces behind the head, one after the other: saving takes no more than one processor from the queries. */
const writeChunks = async (file: FileHandle, pieces: Iterable<Uint8Array>): Promise<Head['chunks']> => {
  const chunks: [number, string][] = []
  let at = DIGEST_BYTES + HEAD_BYTES
  for (const piece of pieces) {
    const chunk = await compress(piece, { level: 1 })
    await file.write(chunk, 0, chunk.length, at)
    at += chunk.length
    chunks.push([chunk.length, digestOf(chunk, 'base64url')])
  }
  return chunks
}

/** Writes the file anew, in place of the one before when it is complete. Rejects when the folder cannot be written. */
export const saveGraph = async (dataDir: string, key: string, saved: SavedGraph): Promise<void> => {
  const { image, state, ...rest } = saved
  const { memory, ...place } = image
  const { table, ...union } = state.union
  const draft = `${nameIn(dataDir)}.${process.pid}.new`
  const file = await open(draft, 'w')
  try {
    const chunks = await writeChunks(file, piecesOf(new Uint8Array(memory), bytesOf(table)))
    const sizes = { memoryBytes: memory.byteLength, tableBytes: table.byteLength, chunks }
    const head: Head = { ...rest, ...place, ...sizes, key, state: { ...state, union } }
    const line = Buffer.from(`${JSON.stringify(head)}\n`)
    if (line.length > HEAD_BYTES) throw new Error(`a head of ${line.length} bytes`)
    const padded = Buffer.concat([line, Buffer.alloc(HEAD_BYTES - line.length, ' ')])
    await file.write(Buffer.concat([Buffer.from(digestOf(padded, 'hex')), padded]), 0, null, 0)
    await file.sync()
    await file.close()
    await rename(draft, nameIn(dataDir))
  } catch (error) {
    await file.close().catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
}

const DRAFT = /^graph\.image\.(\d+)\.new$/

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of somebody else may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Removes what processes that were killed in the middle of saving have left. */
export const removeDrafts = async (dataDir: string): Promise<void> => {
  for (const name of await readdir(dataDir)) {
    const pid = DRAFT.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(dataDir, name), { force: true })
  }
}

/** So many bytes of a file from a place on; throws when there are fewer. */
const readAt = async (file: FileHandle, position: number, bytes: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(bytes), position })
  if (bytesRead < bytes) throw new Error(`the file ends ${bytes - bytesRead} bytes too early`)
  return buffer
}

/** The head, or undefined when it is not as it was written. */
const readHead = async (file: FileHandle): Promise<Head | undefined> => {
  const stated = await readAt(file, 0, DIGEST_BYTES)
  const head = await readAt(file, DIGEST_BYTES, HEAD_BYTES)
  return digestOf(head, 'hex') === stated.toString() ? (JSON.parse(head.toString()) as Head) : undefined
}

/** Several chunks at a time, on as many processors; throws at the first that is not as it was written. */
const readBody = async (
  file: FileHandle,
  { memoryBytes, tableBytes, state, chunks }: Head,
): Promise<[SharedArrayBuffer, ProjectionState]> => {
  const memory = new SharedArrayBuffer(memoryBytes)
  const table = new Uint32Array(tableBytes / Uint32Array.BYTES_PER_ELEMENT)
  const places = [...piecesOf(new Uint8Array(memory), bytesOf(table))]
  if (places.length !== chunks.length) throw new Error(`${chunks.length} chunks for ${places.length} places`)
  let position = DIGEST_BYTES + HEAD_BYTES
  const all = chunks.map(([bytes, digest], n) => {
    const at = position
    position += bytes
    return { at, bytes, digest, place: places[n] ?? new Uint8Array() }
  })
  const lane = async (): Promise<void> => {
    for (let next = all.shift(); next; next = all.shift()) {
      const chunk = await readAt(file, next.at, next.bytes)
      if (digestOf(chunk, 'base64url') !== next.digest) throw new Error(`the chunk at ${next.at} is damaged`)
      const piece = await expand(chunk, { maxOutputLength: next.place.length, chunkSize: CHUNK_BYTES })
      if (piece.length !== next.place.length) throw new Error(`the chunk at ${next.at} is too short`)
      next.place.set(piece)
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane))
  return [memory, { ...state, union: { ...state.union, table } }]
}

/**
 * The graph that was saved under this key; undefined when there is none, or the file is another version's or damaged: the
 * archive has everything, so the reason does not matter.
 */
export const readGraph = async (dataDir: string, key: string): Promise<SavedGraph | undefined> => {
  let file: FileHandle | undefined
  try {
    file = await open(nameIn(dataDir))
    const head = await readHead(file)
    if (head?.key !== key) return undefined
    const [memory, state] = await readBody(file, head)
    const { generation, mark, pointer, tableLength, strings, size } = head
    return { generation, mark, state, image: { memory, pointer, tableLength, strings, size } }
  } catch {
    return undefined
  } finally {
    await file?.close()
  }
}
