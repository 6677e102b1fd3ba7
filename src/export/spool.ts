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
  /** Bytes of finished exports that are kept. */
  readonly keptBytes: number
  /** Milliseconds for which an export is kept after it was last asked for. */
  readonly keptMs: number
  /** Bytes that must stay free on the disk, which is the archive's as well. */
  readonly freeBytes: number
}

export const SPOOL_LIMITS: SpoolLimits = {
  making: 2,
  keptBytes: 4_000_000_000,
  keptMs: 24 * 3_600_000,
  freeBytes: 500_000_000,
}

/** How often the disk is looked at, in bytes written. */
const LOOK_EVERY = 32 * 1024 * 1024

export interface Spool {
  /**
   * The export of the state `generation`, made now unless it is kept or under way. Problem `too-many-exports` when as many
   * as may be are being made.
   */
  job(request: ExportRequest, generation: number): Result<Job>
  /** The export of an earlier state, if it is kept. */
  kept(request: ExportRequest, generation: number): Job | undefined
}

interface Kept {
  readonly job: Job
  /** The state that it was started for: the one that it shows, unless the catalogue moved on at that moment. */
  readonly wanted: number
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
    let bytes = all.reduce((sum, { job }) => sum + job.bytes(), 0)
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
  const start = (request: ExportRequest, generation: number): Job => {
    mkdirSync(folder, { recursive: true })
    const name = createHash('sha256').update(request.query).digest('hex').slice(0, 16)
    const path = join(folder, `${generation}-${name}-${++made}${request.format.extension}`)
    const job = startJob(origin, request, path, diskGuard(folder, limits))
    all.push({ job, wanted: generation, used: now() })
    return job
  }
  return {
    kept: find,
    job: (request, generation) => {
      const found = find(request, generation)
      if (found) return ok(found)
      tidy()
      const making = all.filter(({ job }) => !job.manifest()).length
      if (making < limits.making) return ok(start(request, generation))
      return failed({
        stage: 'serve',
        code: 'too-many-exports',
        subject: request.format.name,
        detail: `${making} exports are being made already; try again in some seconds`,
      })
    },
  }
}
