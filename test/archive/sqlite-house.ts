/** Archives in folders of their own, which go away with them. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../../src/archive/archive.ts'
import { type OpenOptions, openArchive } from '../../src/archive/open.ts'
import type { ArchiveHouse } from './archive-house.ts'

/** An empty data directory and archives opened on it. */
export function sqliteHouse(): ArchiveHouse & { readonly dataDir: string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'lodestone-archive-'))
  const opened: Archive[] = []
  return {
    dataDir,
    async open(options: OpenOptions = {}) {
      const result = await openArchive(dataDir, options)
      if (!result.ok) throw new Error(result.problem.detail)
      opened.push(result.value)
      return result.value
    },
    async dispose() {
      for (const archive of opened) await archive.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
