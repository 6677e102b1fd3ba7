/** The keeper's store on disk, so that a start need not read the whole archive: its memory, compressed, with what makes it valid. */

import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
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

/** First line of the file, as JSON; the rest is gzip of the memory, followed by the table of the union. */
interface Head extends Omit<SavedGraph, 'image' | 'state'>, Omit<StoreImage, 'memory'> {
  /** Digest of everything that the content follows from besides the archive. */
  readonly key: string
  readonly memoryBytes: number
  readonly tableBytes: number
  readonly state: Omit<ProjectionState, 'union'> & { readonly union: Omit<UnionState, 'table'> }
}

const HEAD_BYTES = 64 * 1024
const CHUNK_BYTES = 2 ** 20
/** The digest of what follows stands at the beginning, in this many bytes. */
const DIGEST_BYTES = 64

const nameIn = (dataDir: string): string => join(dataDir, 'graph.image')

const piecesOf = function* (...parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts)
    for (let at = 0; at < part.length; at += CHUNK_BYTES) yield part.subarray(at, at + CHUNK_BYTES)
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array<ArrayBufferLike>): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const digesting = (hash: Hash) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      hash.update(piece)
      yield piece
    }
  }

/** Writes the file anew, in place of the one before when it is complete. Rejects when the folder cannot be written. */
export const saveGraph = async (dataDir: string, key: string, saved: SavedGraph): Promise<void> => {
  const { image, state, ...rest } = saved
  const { memory, ...place } = image
  const { table, ...union } = state.union
  const sizes = { memoryBytes: memory.byteLength, tableBytes: table.byteLength }
  const head: Head = { ...rest, ...place, ...sizes, key, state: { ...state, union } }
  const line = Buffer.from(`${JSON.stringify(head)}\n`)
  if (line.length > HEAD_BYTES) throw new Error(`a head of ${line.length} bytes`)
  const padded = Buffer.concat([line, Buffer.alloc(HEAD_BYTES - line.length, ' ')])
  const hash = createHash('sha256').update(padded)
  const draft = `${nameIn(dataDir)}.${process.pid}.new`
  const file = await open(draft, 'w')
  try {
    await file.write(Buffer.alloc(DIGEST_BYTES, ' '))
    await file.write(padded)
    const pieces = piecesOf(new Uint8Array(memory), bytesOf(table))
    await pipeline(pieces, createGzip({ level: 1 }), digesting(hash), async source => {
      for await (const piece of source) await file.write(piece)
    })
    await file.write(hash.digest('hex'), 0)
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

/** The digest of a file's content, and the digest that stands in it. */
const digestsOf = async (name: string): Promise<readonly [found: string, stated: string]> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(name, { start: DIGEST_BYTES })) hash.update(piece as Buffer)
  const file = await open(name)
  try {
    const stated = await file.read({ buffer: Buffer.alloc(DIGEST_BYTES), position: 0 })
    return [hash.digest('hex'), stated.buffer.toString()]
  } finally {
    await file.close()
  }
}

const readHead = async (name: string): Promise<Head> => {
  const file = await open(name)
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES), position: DIGEST_BYTES })
    return JSON.parse(buffer.toString()) as Head
  } finally {
    await file.close()
  }
}

const readBody = async (
  name: string,
  { memoryBytes, tableBytes, state }: Head,
): Promise<[SharedArrayBuffer, ProjectionState]> => {
  const memory = new SharedArrayBuffer(memoryBytes)
  const table = new Uint32Array(tableBytes / Uint32Array.BYTES_PER_ELEMENT)
  let place: Uint8Array = new Uint8Array(memory)
  const body = createReadStream(name, { start: DIGEST_BYTES + HEAD_BYTES, highWaterMark: CHUNK_BYTES })
  await pipeline(body, createGunzip({ chunkSize: CHUNK_BYTES }), async source => {
    for await (const piece of source as AsyncIterable<Buffer>) {
      const share = piece.subarray(0, place.length)
      place.set(share)
      place = place.subarray(share.length)
      const rest = piece.subarray(share.length)
      if (rest.length === 0) continue
      // The memory is complete; what does not fit into the table either throws.
      if (place.buffer === memory) place = bytesOf(table)
      place.set(rest)
      place = place.subarray(rest.length)
    }
  })
  return [memory, { ...state, union: { ...state.union, table } }]
}

/**
 * The graph that was saved under this key; undefined when there is none, or the file is another version's or damaged: the
 * archive has everything, so the reason does not matter.
 */
export const readGraph = async (dataDir: string, key: string): Promise<SavedGraph | undefined> => {
  const name = nameIn(dataDir)
  try {
    const head = await readHead(name)
    if (head.key !== key) return undefined
    const [found, stated] = await digestsOf(name)
    if (found !== stated) return undefined
    const [memory, state] = await readBody(name, head)
    const { generation, mark, pointer, tableLength, strings, size } = head
    return { generation, mark, state, image: { memory, pointer, tableLength, strings, size } }
  } catch {
    return undefined
  }
}
