/** Opens the frontier of a data directory. */

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join as joinPath, resolve } from 'node:path'
import { failed, ok, type Result } from '../../model/problem.ts'
import type { Frontier } from '../frontier.ts'
import { openSqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { adopt } from './adopting.ts'
import { claim, release } from './claims.ts'
import { type Context, lastEnd } from './context.ts'
import { hostLedger } from './hosts.ts'
import { list } from './listing.ts'
import { frontierSchema } from './migrations.ts'
import { checkpoint, planned } from './planning.ts'
import { bury, heartbeat } from './processes.ts'
import { deadLetters, standing } from './reading.ts'
import { confirmRemovals, finish, withdrawn } from './removals.ts'
import { join } from './runs.ts'
import type { FrontierTables } from './schema.ts'
import { settle } from './settling.ts'

/** How to open a frontier. */
export interface FrontierOptions {
  /** Never create, never write: for reading dead letters and standings. */
  readonly readOnly?: boolean
  /** The clock; the system's by default. */
  readonly now?: () => Date
}

const frontierOn = (context: Context, readOnly: boolean): Frontier => {
  let closed = false
  return {
    hosts: hostLedger(context),
    join: (source, options = {}) => join(context, source, options),
    list: (run, listings, rules) => list(context, run, listings, rules),
    adopt: (run, urls) => adopt(context, run, urls),
    checkpoint: (run, feed, resume) => checkpoint(context, run, feed, resume),
    planned: (run, listing) => planned(context, run, listing),
    claim: (run, limit) => claim(context, run, limit),
    settle: (run, settlements) => settle(context, run, settlements),
    release: run => release(context, run),
    standing: run => standing(context, run),
    finish: (run, policy) => finish(context, run, policy),
    withdrawn: (run, urls) => withdrawn(context, run, urls),
    confirmRemovals: source => confirmRemovals(context, source),
    deadLetters: query => deadLetters(context, query),
    heartbeat: () => heartbeat(context),
    close: async () => {
      if (closed) return
      closed = true
      // What this process still holds goes back at once, instead of after a minute.
      if (!readOnly) await context.store.write(db => bury(db, context.me, context.now()))
      await context.store.close()
    },
  }
}

const problem = (file: string, code: string, detail: string): Result<never> =>
  failed({ stage: 'archive', code, subject: file, detail })

const missing = (file: string): Result<never> =>
  problem(file, 'frontier-missing', `there is no frontier at ${file} yet: run "lodestone harvest" first`)

/** Whether this program can work with the database as it is now. */
function checkVersion(file: string, version: number): Result<never> | undefined {
  const { version: known } = frontierSchema
  if (version === known) return undefined
  if (version === 0) return missing(file)
  const what =
    version > known ? 'use a newer lodestone' : 'run "lodestone harvest" once to bring it up to date'
  const detail = `the frontier has schema version ${version}, this program needs ${known}: ${what}`
  return problem(file, version > known ? 'frontier-newer' : 'frontier-outdated', detail)
}

/**
 * Opens `dataDir`/frontier.db, creating directory and database (unless read-only). It is a file of its own beside the
 * archive, so that a large commit there never holds up a claim here, and commits do not wait for the disk: after a power cut some
 * pages are visited once more. Problems: `frontier-missing` (read-only and not there yet), `frontier-newer` (written by a newer
 * program), `frontier-outdated` (read-only and written by an older one), `frontier-unreadable` (not a database, or no access).
 */
export async function openFrontier(
  dataDir: string,
  options: FrontierOptions = {},
): Promise<Result<Frontier>> {
  const { readOnly = false, now = () => new Date() } = options
  const file = joinPath(resolve(dataDir), 'frontier.db')
  if (readOnly && !existsSync(file)) return missing(file)
  let store: Store<FrontierTables> | undefined
  try {
    if (!readOnly) await mkdir(resolve(dataDir), { recursive: true })
    store = await openSqlite<FrontierTables>(file, { readOnly, synchronous: 'NORMAL', keepStatements: true })
    if (!readOnly) await store.write(frontierSchema.migrate)
    const unfit = checkVersion(file, await frontierSchema.versionOf(store.db))
    if (!unfit) {
      const clock = (): number => now().getTime()
      const me = randomBytes(9).toString('base64url')
      const opened = { openedAt: clock(), openedAfter: await lastEnd(store.db) }
      return ok(frontierOn({ store, me, now: clock, ...opened }, readOnly))
    }
    await store.close()
    return unfit
  } catch (error) {
    await store?.close()
    // Node's and libsql's errors carry a code; anything else is a bug.
    if (!(error instanceof Error && 'code' in error)) throw error
    return problem(
      file,
      'frontier-unreadable',
      `cannot open ${file} as a frontier: ${error.message}; it may be deleted: the next harvest asks for every page once more`,
    )
  }
}
