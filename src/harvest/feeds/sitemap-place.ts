/** Where the reading of a tree of sitemaps stands: which children of which indexes were read. */

import { hash } from 'node:crypto'

/** How far one index was read. `digest` is the chain over the first `done` addresses as the index gives them. */
export interface IndexProgress {
  readonly index: string
  readonly done: number
  readonly digest: string
}

/** A checkpoint: the indexes from the outermost to the one being read, and whether nothing was missed up to there. */
export interface SitemapCheckpoint {
  readonly indexes: readonly IndexProgress[]
  readonly complete: boolean
}

const isProgress = (value: unknown): value is IndexProgress => {
  const { index, done, digest } = (value ?? {}) as Record<string, unknown>
  return typeof index === 'string' && Number.isSafeInteger(done) && typeof digest === 'string'
}

/** Short mark of an address: 20,000 of them stay small however long the addresses are. */
export const markOf = (address: string): string => hash('sha256', address, 'base64url').slice(0, 22)

/** The chain over one more address. */
export const chained = (digest: string, address: string): string => markOf(`${digest}\n${address}`)

/** The chain over a list of addresses. */
export const chainOver = (addresses: readonly string[]): string => addresses.reduce(chained, '')

/** Writes a checkpoint as the text of `FeedItem.resume`. */
export const writeCheckpoint = ({ indexes, complete }: SitemapCheckpoint): string =>
  JSON.stringify({ indexes, complete })

/** Reads what `writeCheckpoint` wrote; any other text is the beginning. */
export const readCheckpoint = (text: string | undefined): SitemapCheckpoint => {
  const start: SitemapCheckpoint = { indexes: [], complete: true }
  if (text === undefined) return start
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Left by another kind of feed or another version: reading everything again is always right.
    return start
  }
  const { indexes, complete } = (value ?? {}) as Record<string, unknown>
  if (!Array.isArray(indexes) || typeof complete !== 'boolean' || !indexes.every(isProgress)) return start
  return { indexes, complete }
}
