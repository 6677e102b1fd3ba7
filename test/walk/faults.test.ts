/** Harvests of an agent that misbehaves by a seed, alone and by several processes. Runs the built program (dist/). */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import {
  type FaultyAgent,
  type HarvestEnd,
  type ReportLine,
  startFaultyAgent,
  startHarvest,
  writeRegistry,
} from '../support/harvest-process.ts'

const PAGES = 1200
const SEED = 7

let folder: string
let agent: FaultyAgent | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lodestone-faults-'))
})
afterEach(async () => {
  await agent?.close()
  agent = undefined
  rmSync(folder, { recursive: true, force: true })
})

const politeness = { delayMs: 1, concurrency: 16, timeoutMs: 5000 }

/** Path -> state, sample identifiers and digest of everything that is archived. */
const archived = async (data: string): Promise<Record<string, unknown>> => {
  const opened = await openArchive(join(folder, data), { readOnly: true })
  if (!opened.ok) throw new Error(opened.problem.detail)
  const records = await opened.value.list({ limit: 100_000 })
  await opened.value.close()
  return Object.fromEntries(
    records.map(({ url, state, samples, kernelTriples }) => [url, { state, samples, kernelTriples }]),
  )
}

/** Reports of pages; those of listings are left out. */
const pagesOf = (ends: readonly HarvestEnd[]): ReportLine[] =>
  ends.flatMap(({ report }) => report.filter(({ ending }) => ending !== 'listing'))

const failuresOf = (ends: readonly HarvestEnd[]): number =>
  pagesOf(ends).filter(({ ending }) => ending === 'failed').length

const harvestBy = async (
  processes: number,
  faults: boolean,
  data: string,
  onPort = 0,
): Promise<{ ends: HarvestEnd[]; agent: FaultyAgent }> => {
  agent = await startFaultyAgent(PAGES, SEED, faults, onPort)
  writeRegistry(folder, agent.origin, { politeness })
  const started = Array.from({ length: processes }, (_, n) =>
    startHarvest(folder, `${data}-${n}`, ['--workers', '1'], { data }),
  )
  return { ends: await Promise.all(started.map(({ ended }) => ended)), agent }
}

describe('a harvest of an agent that misbehaves', { timeout: 240_000 }, () => {
  it('ends with what a faultless agent gives, accounts for every page once, and never asks too fast', async () => {
    const quiet = await harvestBy(1, false, 'faultless')
    await quiet.agent.close()
    const faulty = await harvestBy(1, true, 'faulty', quiet.agent.port)
    const stats = await faulty.agent.stats()
    const pages = pagesOf(faulty.ends)
    expect(new Set(pages.map(({ url }) => url)).size).toBe(PAGES)
    expect(pages).toHaveLength(PAGES)
    const never = ['not-found', 'gone', 'redirect-loop', 'always-500', 'always-reset']
    expect(failuresOf(faulty.ends)).toBe(never.reduce((sum, name) => sum + (stats.permanent[name] ?? 0), 0))
    expect(failuresOf(quiet.ends)).toBe(failuresOf(faulty.ends))
    const result = await archived('faulty')
    expect(Object.keys(result)).toHaveLength(PAGES - failuresOf(faulty.ends))
    expect(result).toEqual(await archived('faultless'))
    expect(stats.mostAtOnce).toBeLessThanOrEqual(politeness.concurrency)
    // One start a millisecond; what left on time may arrive in one go.
    expect(stats.mostInOneSecond).toBeLessThanOrEqual(1000 / politeness.delayMs + politeness.concurrency)
    expect(stats.requestsDuringRetryAfter).toBe(0)
  })

  it.each([2, 4])('by %i processes at once gives the same, and no page is sent twice', async processes => {
    const alone = await harvestBy(1, false, 'alone')
    await alone.agent.close()
    const together = await harvestBy(processes, false, 'together', alone.agent.port)
    const stats = await together.agent.stats()
    const pages = pagesOf(together.ends)
    expect(new Set(pages.map(({ url }) => url)).size).toBe(PAGES)
    expect(pages).toHaveLength(PAGES)
    expect(stats.pagesSentTwice).toBe(0)
    expect(stats.mostAtOnce).toBeLessThanOrEqual(politeness.concurrency)
    expect(stats.mostInOneSecond).toBeLessThanOrEqual(1000 / politeness.delayMs + politeness.concurrency)
    expect(await archived('together')).toEqual(await archived('alone'))
    // The work was shared: nobody did (nearly) everything.
    const shares = together.ends.map(end => pagesOf([end]).length)
    expect(Math.min(...shares)).toBeGreaterThan(0)
  })
})
