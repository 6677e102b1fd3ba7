/** Chosen parts of a zip file (docx, xlsx, odt), with bounds against zip bombs. */
import { unzipSync } from 'fflate'
import { ok, type Result } from '../model/problem.ts'
import type { Limits } from './limits.ts'
import { unreadable } from './problem.ts'

const MEGABYTE = 1_000_000

/**
 * The parts whose names `wanted` chooses. The sizes that the directory of the file states are checked before anything is
 * unpacked, and no part is given more room than it states. Problems: `zip-bomb`, `encrypted`, `damaged`.
 */
export const unpack = (
  name: string,
  bytes: Uint8Array,
  wanted: (part: string) => boolean,
  limits: Limits,
): Result<ReadonlyMap<string, Uint8Array>> => {
  let total = 0
  let bomb: string | undefined
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name: part, size, originalSize }) => {
        if (bomb !== undefined || !wanted(part)) return false
        // A part that is not compressed is as large as it is packed, whatever is stated; parts may lie over each other.
        total += Math.max(size, originalSize)
        const ratio = originalSize / Math.max(1, size)
        if (total > limits.unpackedBytes || (originalSize > MEGABYTE && ratio > limits.ratio)) bomb = part
        return bomb === undefined
      },
    })
    if (bomb !== undefined) {
      const most = `${limits.unpackedBytes / MEGABYTE} MB`
      return unreadable(
        'zip-bomb',
        name,
        `"${bomb.slice(0, 100)}" in it unpacks to far more than it should; at most ${most} are read`,
      )
    }
    return ok(new Map(Object.entries(parts)))
  } catch (error) {
    // fflate throws for whatever it cannot follow; encrypted parts look like unknown compression to it.
    const detail = error instanceof Error ? error.message : String(error)
    return unreadable(
      'damaged',
      name,
      `the file is no whole zip file (${detail}); save it anew and send it again`,
    )
  }
}
