/** A data directory, the conversion in this thread and one source: everything that a harvest in a test needs. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import type { Archive } from '../../src/archive/archive.ts'
import { openFrontier } from '../../src/archive/frontier/open.ts'
import { openArchive } from '../../src/archive/open.ts'
import { createFetcher } from '../../src/harvest/fetch.ts'
import type { Problem } from '../../src/model/problem.ts'
import type { Politeness, Source } from '../../src/model/source.ts'
import { type Harvest, harvestSource } from '../../src/walk/harvest.ts'
import type { Converter } from '../../src/walk/pool.ts'
import type { VisitReport } from '../../src/walk/visit.ts'
import { demoSource } from '../harvest/demo-source.ts'

/** What a harvest told, by the end. */
export interface Harvested {
  readonly written: number
  readonly ending: Harvest['ending']
  readonly reports: readonly VisitReport[]
  readonly problems: readonly Problem[]
}

export interface HarvestHouse {
  readonly dataDir: string
  readonly archive: Archive
  /** Harvests the sitemap with client and frontier of its own, as every run of the program does. */
  harvest(sitemap: string, options?: HarvestOptions): Promise<Harvested>
  dispose(): Promise<void>
}

export interface HarvestOptions {
  readonly converter?: Converter
  readonly source?: Partial<Omit<Source, 'politeness'>> & { politeness?: Partial<Politeness> }
  readonly retryFailed?: boolean
  readonly signal?: AbortSignal
  readonly onVisit?: (report: VisitReport) => void
}

/** An empty archive in a folder of its own. */
export const openHouse = async (converter: Converter): Promise<HarvestHouse> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lodestone-walk-'))
  const opened = await openArchive(dataDir)
  if (!opened.ok) throw new Error(opened.problem.detail)
  const archive = opened.value
  return {
    dataDir,
    archive,
    harvest: async (sitemap, options = {}) => {
      const reports: VisitReport[] = []
      const problems: Problem[] = []
      const frontier = await openFrontier(dataDir)
      if (!frontier.ok) throw new Error(frontier.problem.detail)
      const fetcher = createFetcher({ userAgent: 'lodestone/0.1', hosts: frontier.value.hosts })
      try {
        const { written, ending } = await harvestSource(
          demoSource({ feeds: [{ kind: 'sitemap', url: sitemap }], ...options.source }),
          {
            fetcher,
            archive,
            frontier: frontier.value,
            converter: options.converter ?? converter,
            ...(options.signal && { signal: options.signal }),
            ...(options.retryFailed && { retryFailed: true }),
            onProblem: problem => problems.push(problem),
            onVisit: report => {
              reports.push(report)
              options.onVisit?.(report)
            },
          },
        )
        return { written, ending, reports, problems }
      } finally {
        await fetcher.close()
        await frontier.value.close()
      }
    },
    dispose: async () => {
      await archive.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const read = <T>(dataDir: string, task: (database: Database.Database) => T): T => {
  const database = new Database(join(dataDir, 'archive.db'))
  try {
    return task(database)
  } finally {
    database.close()
  }
}

/** Every row of every table of the archive but its log of harvests, as text. */
export const dumpOf = (dataDir: string): Record<string, string[]> =>
  read(dataDir, database => {
    const tables = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'harvest_run' order by name",
      )
      .all([]) as { name: string }[]
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        (database.prepare(`select * from "${name}"`).all([]) as object[])
          .map(row => JSON.stringify(row))
          .sort(),
      ]),
    )
  })

/** What SQLite finds wrong with the archive: `[{ integrity_check: 'ok' }]` when nothing is. */
export const integrityOf = (dataDir: string): unknown[] =>
  read(dataDir, database => [
    ...database.prepare('PRAGMA integrity_check').all([]),
    ...database.prepare('PRAGMA foreign_key_check').all([]),
  ])

/** Records of the archive without what may differ between two harvests of the same pages: when, and in which order. */
export const contentOf = async (archive: Archive): Promise<unknown[]> =>
  (await archive.list({ limit: 10_000 })).map(({ seq: _, fetchedAt: __, ...record }) => record)
