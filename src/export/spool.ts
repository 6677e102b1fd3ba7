/** Exports as files: made at the speed of the disk, read at the speed of each client, kept for a while to be resumed. */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { failed, ok, type Result } from '../model/problem.ts'
import { type Job, startJob } from './job.ts'
import type { ExportOrigin, ExportRequest } from './make.ts'

export interface SpoolLimits {
  /** Exports that are made at once. */
  readonly making: number
  /** Of these, how many for one client. */
  readonly makingOfOne: number
  /** Bytes of finished exports that are kept; with more being read by slow clients, none is begun. */
  readonly keptBytes: number
  /** Milliseconds for which an export is kept after it was last asked for. */
  readonly keptMs: number
  /** Bytes that must stay free on the disk, which is the archive's as well. */
  readonly freeBytes: number
}

export const SPOOL_LIMITS: SpoolLimits = {
  making: 3,
  makingOfOne: 2,
  keptBytes: 4_000_000_000,
  keptMs: 24 * 3_600_000,
  freeBytes: 500_000_000,
}

/** How often the disk is looked at, in bytes written. */
const LOOK_EVERY = 32 * 1024 * 1024

export interface Spool {
  /**
   * The export of the state `generation`, made now unless it is kept or under way. Problem `too-many-exports` when as many
   * as may be are being made, for all or for this client, or those that are being read fill the room.
   */
  job(request: ExportRequest, generation: number, client?: string): Result<Job>
  /** The export of an earlier state, if it is kept. */
  kept(request: ExportRequest, generation: number): Job | undefined
}

interface Kept {
  readonly job: Job
  /** The state that it was started for: the one that it shows, unless the catalogue moved on at that moment. */
  readonly wanted: number
  /** Who asked for it first. */
  readonly client: string
  used: number
}

const diskGuard = (folder: string, { freeBytes }: SpoolLimits) => {
  let next = 0
  return async (bytes: number): Promise<void> => {
    if (bytes < next) return
    next = bytes + LOOK_EVERY
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < freeBytes)
      throw new Error('the disk of the data folder is nearly full; no export is made')
  }
}

const bytesOf = (some: readonly Kept[]): number => some.reduce((sum, { job }) => sum + job.bytes(), 0)

/** Why no export can be begun for a client. */
const fullness = (all: readonly Kept[], limits: SpoolLimits, client: string): string | undefined => {
  const making = all.filter(({ job }) => !job.manifest())
  if (making.length >= limits.making) return `${making.length} exports are being made already`
  const own = making.filter(each => each.client === client).length
  if (own >= limits.makingOfOne) return `${own} exports are being made for you already`
  return bytesOf(all) > limits.keptBytes
    ? 'the exports that are being read fill the room for them'
    : undefined
}

/** An empty spool in `folder`, which is its own: what an earlier process left there is removed. */
export const openSpool = (
  folder: string,
  origin: ExportOrigin,
  limits: SpoolLimits = SPOOL_LIMITS,
  now: () => number = Date.now,
): Spool => {
  rmSync(folder, { recursive: true, force: true })
  let all: Kept[] = []
  let made = 0
  const discard = (gone: readonly Kept[]): void => {
    for (const { job } of gone) rmSync(job.path, { force: true })
    all = all.filter(each => !gone.includes(each))
  }
  const tidy = (): void => {
    all = all.filter(({ job }) => !job.broken())
    const idle = all.filter(({ job }) => job.manifest() && !job.held()).sort((a, b) => a.used - b.used)
    let bytes = bytesOf(all)
    discard(
      idle.filter(({ job, used }) => {
        const goes = now() - used > limits.keptMs || bytes > limits.keptBytes
        if (goes) bytes -= job.bytes()
        return goes
      }),
    )
  }
  const find = ({ format, query }: ExportRequest, generation: number): Job | undefined => {
    const found = all.find(
      ({ job, wanted }) =>
        job.query === `${format.name}?${query}` &&
        !job.broken() &&
        (job.generation() ?? wanted) === generation,
    )
    if (found) found.used = now()
    return found?.job
  }
  const start = (request: ExportRequest, generation: number, client: string): Job => {
    mkdirSync(folder, { recursive: true })
    const name = createHash('sha256').update(request.query).digest('hex').slice(0, 16)
    const path = join(folder, `${generation}-${name}-${++made}${request.format.extension}`)
    const job = startJob(origin, request, path, diskGuard(folder, limits))
    all.push({ job, wanted: generation, client, used: now() })
    return job
  }
  return {
    kept: find,
    job: (request, generation, client = '') => {
      const found = find(request, generation)
      if (found) return ok(found)
      tidy()
      const why = fullness(all, limits, client)
      if (why === undefined) return ok(start(request, generation, client))
      return failed({
        stage: 'serve',
        code: 'too-many-exports',
        subject: request.format.name,
        detail: `${why}; try again in some seconds`,
      })
    },
  }
}
