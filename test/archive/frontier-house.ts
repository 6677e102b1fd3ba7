/** Frontiers in folders of their own, which go away with them, and a clock that tests turn. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFrontier } from '../../src/archive/frontier/open.ts'
import type { Frontier, ListingRules } from '../../src/archive/frontier.ts'

/** A database that may be opened several times at once, each time as another process would. */
export interface FrontierHouse {
  open(options?: { readOnly?: boolean }): Promise<Frontier>
  /** Milliseconds since the epoch; all frontiers of the house read it. */
  time: number
  dispose(): Promise<void>
}

export const hour = 3_600_000
export const day = 24 * hour

/** The rules that most tests list with. */
export const rules: ListingRules = {
  refresh: { days: 30, withoutLastmodDays: 0 },
  pipelineDigest: 'pipeline of the first program',
}

/** Frontiers on SQLite. */
export function frontierHouse(): FrontierHouse & { readonly dataDir: string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'lodestone-frontier-'))
  const opened: Frontier[] = []
  const house = {
    dataDir,
    time: Date.parse('2026-01-01T00:00:00Z'),
    async open(options: { readOnly?: boolean } = {}) {
      const result = await openFrontier(dataDir, { ...options, now: () => new Date(house.time) })
      if (!result.ok) throw new Error(result.problem.detail)
      opened.push(result.value)
      return result.value
    },
    async dispose() {
      for (const frontier of opened) await frontier.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return house
}
