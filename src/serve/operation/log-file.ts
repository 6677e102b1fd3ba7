/** A file of lines that is begun anew every day (UTC) and before it gets long, with a bound on all of them together. */

import { appendFile, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

export interface LogFileOptions {
  readonly folder: string
  /** `queries`: writes queries.jsonl, and keeps the earlier ones as queries-2026-01-31-0001.jsonl. */
  readonly name: string
  /** Most bytes of all of them. */
  readonly maxBytes: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Shares of the bound that one file may have. */
const SHARES = 5

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** Appends to the newest file, one call at a time; rejects as the file system does (disk full, no permission). */
export const createLogFile = ({ folder, name, maxBytes, now }: LogFileOptions) => {
  const file = join(folder, `${name}.jsonl`)
  const isEarlier = new RegExp(`^${name}-\\d{4}-\\d\\d-\\d\\d-\\d{4,}\\.jsonl$`)
  let current: { day: string; bytes: number } | undefined
  const earlier = async (): Promise<string[]> =>
    (await readdir(folder)).filter(entry => isEarlier.test(entry)).sort()
  const prune = async (): Promise<void> => {
    const files = await Promise.all(
      (await earlier()).map(async entry => ({ entry, size: (await stat(join(folder, entry))).size })),
    )
    // The file that is written may get as long as its share.
    let total = files.reduce((sum, { size }) => sum + size, maxBytes / SHARES)
    for (const { entry, size } of files) {
      if (total <= maxBytes) return
      await unlink(join(folder, entry))
      total -= size
    }
  }
  const look = async (): Promise<{ day: string; bytes: number }> => {
    try {
      const { size, mtimeMs } = await stat(file)
      return { day: dayOf(mtimeMs), bytes: size }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      return { day: dayOf(now()), bytes: 0 }
    }
  }
  const turnOver = async (day: string): Promise<void> => {
    const before = (await earlier()).filter(entry => entry.startsWith(`${name}-${day}-`)).at(-1)
    const number = before === undefined ? 1 : Number(/(\d+)\.jsonl$/.exec(before)?.[1]) + 1
    await rename(file, join(folder, `${name}-${day}-${String(number).padStart(4, '0')}.jsonl`))
    await prune()
  }
  return {
    async append(text: string): Promise<void> {
      const today = dayOf(now())
      current ??= await look()
      const bytes = Buffer.byteLength(text)
      const long = current.bytes + bytes > maxBytes / SHARES
      if (current.bytes > 0 && (long || current.day !== today)) {
        const { day } = current
        // Should it fail half way, the next call looks again.
        current = undefined
        await turnOver(day)
        current = { day: today, bytes: 0 }
      }
      await appendFile(file, text, { mode: 0o600 })
      current = { day: today, bytes: current.bytes + bytes }
    },
  }
}
