/** Frontiers in folders of their own, which go away with them, and a clock that tests turn. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFrontier } from '../../src/archive/frontier/open.ts'
import type { Frontier, Listing, ListingRules, Removals, Settlement } from '../../src/archive/frontier.ts'
import type { Withdrawal } from '../../src/model/source.ts'

/** A database that may be opened several times at once, each time as another process would. */
export interface FrontierHouse {
  open(options?: { readOnly?: boolean }): Promise<Frontier>
  /** Milliseconds since the epoch; all frontiers of the house read it. */
  time: number
  /** How often the clock can still be read before it throws. */
  ticks: number
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
  const now = (): Date => {
    if (house.ticks-- <= 0) throw new Error('the clock has stopped')
    return new Date(house.time)
  }
  const house = {
    dataDir,
    ticks: Number.POSITIVE_INFINITY,
    time: Date.parse('2026-01-01T00:00:00Z'),
    async open(options: { readOnly?: boolean } = {}) {
      const result = await openFrontier(dataDir, { ...options, now })
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

export const withdrawal: Withdrawal = { misses: 3, days: 7, share: 0.1 }

export const page = (n: number): string => `https://source.example/${n}`
export const pages = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, n) => page(from + n))
export const listing = (url: string, modifiedAt?: number): Listing => ({
  ...{ url, listedIn: 'https://source.example/sitemap.xml' },
  ...(modifiedAt === undefined ? {} : { modifiedAt }),
})
export const found = (url: string): Settlement => ({
  url,
  ending: 'found',
  pipelineDigest: rules.pipelineDigest,
})

/** What one whole harvest meets. */
export interface Harvest {
  readonly listings: readonly Listing[]
  readonly rules?: ListingRules
  readonly complete?: boolean
  readonly since?: Readonly<Record<string, string>>
  /** URLs whose visits fail, and those that answer 404. */
  readonly failing?: readonly string[]
  readonly gone?: readonly string[]
  readonly policy?: Withdrawal
}

/** One harvest from its beginning to its end, as a process of its own; what it withdraws is taken as withdrawn. */
export async function harvest(house: FrontierHouse, what: Harvest): Promise<Removals | undefined> {
  const { failing = [], gone = [], complete = true, since = {} } = what
  const frontier = await house.open()
  const run = await frontier.join('s')
  await frontier.list(run, what.listings, what.rules ?? rules)
  await frontier.planned(run, { complete, since })
  for (;;) {
    const claimed = await frontier.claim(run, 1000)
    if (claimed.length === 0) break
    const settlements = claimed.map(({ url }): Settlement => {
      if (gone.includes(url)) return { url, ending: 'gone' }
      if (!failing.includes(url)) return found(url)
      const detail = 'no answer in 30 s'
      return { url, ending: 'failed', problem: { stage: 'porch', code: 'timeout', subject: url, detail } }
    })
    await frontier.settle(run, settlements)
  }
  const removals = await frontier.finish(run, what.policy ?? withdrawal)
  await frontier.withdrawn(run, removals?.withdraw.map(({ url }) => url) ?? [])
  return removals
}
