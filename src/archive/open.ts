/** Opens the archive of a data directory. */

import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Archive } from './archive.ts'
import { readChangeHeads } from './change-heads.ts'
import { changeFeed, readVersions } from './changes.ts'
import { noteVisit, readSetting, readStatistics, writeSetting } from './harvests.ts'
import { addToRun, readRuns } from './history.ts'
import { readIdentity } from './identity.ts'
import { readPublished, readStretches } from './listing.ts'
import { archiveSchema } from './migrations.ts'
import {
  listKnown,
  listRecords,
  readBody,
  readRecord,
  readRecordsOfSample,
  readRemembered,
} from './records.ts'
import { revalidations } from './revalidate.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'
import { withdrawRecord, writeOutcomes } from './write.ts'

/** How to open an archive. */
export interface OpenOptions {
  /** Never create, never write: for projections and the server. */
  readonly readOnly?: boolean
  /** The clock that dates changes; the system's by default. */
  readonly now?: () => Date
}

/** The archive on a store whose schema is up to date. */
const archiveOn = (store: Store, now: () => Date): Archive => ({
  ...changeFeed(store),
  ...revalidations(store, now),
  remembered: url => readRemembered(store.db, url),
  write: outcomes => writeOutcomes(store, outcomes, now),
  withdraw: (url, because) => withdrawRecord(store, url, because, now),
  record: url => readRecord(store.db, url),
  body: digest => readBody(store.db, digest),
  versions: seqs => readVersions(store.db, seqs),
  changeHeads: (seq, limit) => readChangeHeads(store.db, seq, limit),
  identity: () => readIdentity(store.db),
  recordsOfSample: sample => readRecordsOfSample(store.db, sample),
  list: query => listRecords(store.db, query),
  published: (number, size) => readPublished(store.db, number, size),
  stretches: size => readStretches(store.db, size),
  known: query => listKnown(store.db, query),
  visited: (source, listed, at) => noteVisit(store, source, listed, at),
  statistics: () => readStatistics(store.db),
  addToRun: part => addToRun(store, part),
  runs: (source, limit) => readRuns(store.db, source, limit),
  setting: key => readSetting(store.db, key),
  setSetting: (key, value) => writeSetting(store, key, value),
  close: () => store.close(),
})

const problem = (file: string, code: string, detail: string): Result<never> =>
  failed({ stage: 'archive', code, subject: file, detail })

const missing = (file: string): Result<never> =>
  problem(
    file,
    'archive-missing',
    `there is no archive at ${file} yet: run "lodestone harvest" first, or check the data directory`,
  )

/** Whether this program can work with the database as it is now. */
function checkVersion(file: string, version: number): Result<never> | undefined {
  const { version: known } = archiveSchema
  if (version === known) return undefined
  if (version === 0) return missing(file)
  return version > known
    ? problem(
        file,
        'archive-newer',
        `the archive has schema version ${version}, this program knows ${known}: use a newer lodestone`,
      )
    : problem(
        file,
        'archive-outdated',
        `the archive has schema version ${version}, this program needs ${known}: run "lodestone harvest" once to bring it up to date`,
      )
}

/**
 * Opens `dataDir`/archive.db, creating directory and database (unless read-only) and bringing an older database up to date.
 * Problems: `archive-missing` (read-only and not there yet), `archive-newer` (written by a newer program),
 * `archive-outdated` (read-only and written by an older program), `archive-unreadable` (not a database, or no access).
 */
export async function openArchive(dataDir: string, options: OpenOptions = {}): Promise<Result<Archive>> {
  const { readOnly = false, now = () => new Date() } = options
  const file = join(resolve(dataDir), 'archive.db')
  if (readOnly && !existsSync(file)) return missing(file)
  let store: Store | undefined
  try {
    if (!readOnly) await mkdir(resolve(dataDir), { recursive: true })
    store = await openSqlite(file, { readOnly, synchronous: 'FULL' })
    if (!readOnly) await store.write(archiveSchema.migrate)
    const unfit = checkVersion(file, await archiveSchema.versionOf(store.db))
    if (!unfit) return ok(archiveOn(store, now))
    await store.close()
    return unfit
  } catch (error) {
    await store?.close()
    // Node's and libsql's errors carry a code; anything else is a bug.
    if (!(error instanceof Error && 'code' in error)) throw error
    return problem(file, 'archive-unreadable', `cannot open ${file} as an archive: ${error.message}`)
  }
}
