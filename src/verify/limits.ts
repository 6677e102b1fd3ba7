/** What one document may take: every one of these is reached by hostile files only. */

/** Bounds of reading one document. */
export interface Limits {
  /** Characters of text that are read. */
  readonly characters: number
  /** Bytes that the parts of a zip file may unpack to, together. */
  readonly unpackedBytes: number
  /** Unpacked / packed size of one part above which a zip file is refused, once the part is larger than a megabyte. */
  readonly ratio: number
  /** Nested elements of an XML part. */
  readonly depth: number
  readonly pages: number
  /** Cells of all sheets together. */
  readonly cells: number
  /** Identifiers that are told of. */
  readonly findings: number
}

/** Ten times what a long book has. */
export const LIMITS: Limits = {
  characters: 20_000_000,
  unpackedBytes: 100_000_000,
  ratio: 200,
  depth: 256,
  pages: 5_000,
  cells: 1_000_000,
  findings: 10_000,
}

/** Seconds after which reading is given up. */
export const DEADLINE_MS = 60_000
/** JavaScript heap of the thread that reads, in megabytes. */
export const MEMORY_MB = 512
/** What the program may grow by while documents are read, in megabytes: buffers of a thread count to no heap. */
export const GROWTH_MB = 1_500
