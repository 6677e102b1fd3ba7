/** Opens the archive of a data directory. */

import type { Result } from '../model/problem.ts'
import { failed } from '../model/problem.ts'
import type { Archive } from './archive.ts'

/** How to open an archive. */
export interface OpenOptions {
  /** Never create, never write: for projections and the server. */
  readonly readOnly?: boolean
  /** The clock that dates changes; the system's by default. */
  readonly now?: () => Date
}

/**
 * Opens `dataDir`/archive.db, creating directory and database (unless read-only) and bringing an older database up to date.
 * Problems: `archive-missing` (read-only and not there yet), `archive-newer` (written by a newer program),
 * `archive-outdated` (read-only and written by an older program), `archive-unreadable` (not a database, or no access).
 */
export async function openArchive(dataDir: string, _options: OpenOptions = {}): Promise<Result<Archive>> {
  return failed({
    stage: 'archive',
    code: 'archive-missing',
    subject: dataDir,
    detail: 'the archive is not built yet',
  })
}
