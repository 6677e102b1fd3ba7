/** A temporary archive with known records, for tests of the graph. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../../src/archive/archive.ts'
import { openArchive } from '../../src/archive/open.ts'

export const BASE = 'http://localhost:3030'

export interface SmallArchive {
  readonly dataDir: string
  readonly archive: Archive
  /** Closes the archive and deletes its folder. */
  remove(): Promise<void>
}

/** An empty archive in a new temporary folder. */
export const createSmallArchive = async (): Promise<SmallArchive> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lodestone-graph-'))
  const opened = await openArchive(dataDir)
  if (!opened.ok) throw new Error(opened.problem.detail)
  return {
    dataDir,
    archive: opened.value,
    async remove() {
      await opened.value.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
