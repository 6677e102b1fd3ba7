import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Replay, replay } from './replay.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lodestone-replay-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const last = (delays: readonly number[]): number => delays.at(-1) ?? Number.POSITIVE_INFINITY

describe('a year of a source whose sitemap fails on 12 % of the days and halves on 17', () => {
  it('ends without a wrongful withdrawal, and with every true one noticed', {
    timeout: 120_000,
  }, async () => {
    const year: Replay = await replay({ seed: 20_260_101, days: 365, pages: 1000 }, dataDir)
    expect(year).toMatchObject({ failedDays: 44, shrunkDays: 17 })
    expect(year.longestOutage).toBeGreaterThanOrEqual(21)
    const { guarded, naive, naiveWhenReadable } = year
    expect(guarded).toMatchObject({ wrongful: 0, noticed: 10, removed: 10 })
    // Never before the days of grace; a page that goes on to be listed is first asked for after the 30 days of the refresh.
    expect(guarded.delays[0]).toBeGreaterThanOrEqual(7)
    expect(last(guarded.delays)).toBeLessThanOrEqual(30 + 7 + 22)
    // The days on which nothing could be believed: halved ones, and empty ones that claim to be all.
    expect(guarded.heldBack).toBeGreaterThanOrEqual(17)
    expect(naive.wrongful).toBeGreaterThan(20_000)
    expect(naiveWhenReadable.wrongful).toBeGreaterThan(5000)
  })
})
