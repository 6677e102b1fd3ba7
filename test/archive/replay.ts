/**
 * A simulated year of a source whose sitemap is as unreliable as real ones: what the frontier withdraws, and what a harvester
 * would that deletes whatever it does not find. Shared by a test, which asserts, and a benchmark, which prints.
 */

import { openFrontier } from '../../src/archive/frontier/open.ts'
import type { Frontier, Listing, Run, Settlement } from '../../src/archive/frontier.ts'

const dayMs = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')

/** What is simulated. */
export interface Year {
  readonly seed: number
  readonly days: number
  readonly pages: number
}

/** What one way of withdrawing came to. */
export interface Figures {
  /** Withdrawals of pages that were there, each time that it happened. */
  readonly wrongful: number
  /** Truly removed pages that were withdrawn, of `removed`. */
  readonly noticed: number
  readonly removed: number
  /** Days from the removal to the withdrawal, ascending. */
  readonly delays: readonly number[]
  /** Days on which the guard held something back. */
  readonly heldBack: number
}

/** What happened to the source, and what three harvesters made of it. */
export interface Replay {
  readonly failedDays: number
  readonly longestOutage: number
  readonly shrunkDays: number
  readonly requests: number
  readonly guarded: Figures
  /** Deletes whatever the day's listing lacks, and whatever answers 404. */
  readonly naive: Figures
  /** The same, but only on days on which the sitemap could be read. */
  readonly naiveWhenReadable: Figures
}

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** How the sitemap is on one day. */
type Weather = 'fine' | 'unreadable' | 'cut off' | 'empty' | 'halved'

/** Spells of these lengths at random days that are still fine, none next to another. */
function place(
  weather: Weather[],
  spells: readonly number[],
  what: () => Weather,
  chance: () => number,
): void {
  for (const length of spells) {
    for (;;) {
      const from = 1 + Math.floor(chance() * (weather.length - length - 2))
      if (weather.slice(from - 1, from + length + 1).some(one => one !== 'fine')) continue
      for (let day = from; day < from + length; day++) weather[day] = what()
      break
    }
  }
}

/** Outages on 12 % of the days, one of three weeks; and 17 days on which half is listed, nine of them in a row. */
function weatherOf({ days }: Year, chance: () => number): Weather[] {
  const weather = Array.from({ length: days }, (): Weather => 'fine')
  const outages = [21, 6, 2, 2]
  const single = Math.round(days * 0.12) - outages.reduce((sum, length) => sum + length, 0)
  const failing = (): Weather => {
    const drawn = chance()
    return drawn < 0.6 ? 'unreadable' : drawn < 0.85 ? 'cut off' : 'empty'
  }
  place(weather, [...outages, ...Array.from({ length: single }, () => 1)], failing, chance)
  place(weather, [9, 3, 1, 1, 1, 1, 1], () => 'halved', chance)
  return weather
}

interface Page {
  readonly url: string
  modifiedAt: number
  /** The day of its removal; and whether the sitemap goes on to list it. */
  readonly removedOn: number
  readonly staysListed: boolean
  /** Answers 404 until this day. */
  awayUntil: number
  /** Is left out of the sitemap until this day. */
  unlistedUntil: number
}

const isRemoved = (page: Page, day: number): boolean => day >= page.removedOn
const isGone = (page: Page, day: number): boolean => isRemoved(page, day) || day < page.awayUntil

function pagesOf({ pages, days }: Year, chance: () => number): Page[] {
  const removed = Math.round(pages * 0.01)
  return Array.from({ length: pages }, (_, n) => ({
    url: `https://source.example/sample/${n}`,
    modifiedAt: start - Math.floor(chance() * 1000) * dayMs,
    // The last two months are left to notice the last removals in.
    removedOn: n < removed ? 5 + Math.floor(chance() * (days - 65)) : Number.POSITIVE_INFINITY,
    staysListed: n % 2 === 0,
    awayUntil: 0,
    unlistedUntil: 0,
  }))
}

/** Some pages change, some answer 404 for a day or two, some are left out of the sitemap for as long. */
function live(pages: readonly Page[], day: number, chance: () => number): void {
  for (const page of pages) {
    if (chance() < 0.01) page.modifiedAt = start + day * dayMs
    if (chance() < 0.003) page.awayUntil = day + 1 + Math.floor(chance() * 2)
    if (chance() < 0.003) page.unlistedUntil = day + 1 + Math.floor(chance() * 2)
  }
}

/** What the sitemap lists today, and whether it could be read to its end. */
function sitemap(
  pages: readonly Page[],
  day: number,
  weather: Weather,
): { listed: Page[]; complete: boolean } {
  const listed = pages.filter(
    page => (page.staysListed || !isRemoved(page, day)) && day >= page.unlistedUntil,
  )
  if (weather === 'unreadable') return { listed: [], complete: false }
  if (weather === 'cut off') return { listed: listed.slice(0, listed.length / 3), complete: false }
  if (weather === 'empty') return { listed: [], complete: true }
  // Always the same half, as when a shard of the source is away.
  if (weather === 'halved') return { listed: listed.filter((_, n) => n % 2 === 0), complete: true }
  return { listed, complete: true }
}

/** Counts withdrawals of one harvester. A page that is listed again comes back, as it would. */
class Score {
  readonly #withdrawn = new Map<string, number>()
  wrongful = 0
  heldBack = 0

  withdraw(page: Page, day: number): void {
    if (this.#withdrawn.has(page.url)) return
    this.#withdrawn.set(page.url, day)
    if (!isRemoved(page, day)) this.wrongful++
  }

  back(page: Page): void {
    this.#withdrawn.delete(page.url)
  }

  figures(pages: readonly Page[], days: number): Figures {
    const removed = pages.filter(page => isRemoved(page, days))
    const delays = removed.flatMap(page => {
      const day = this.#withdrawn.get(page.url)
      return day === undefined ? [] : [day - page.removedOn]
    })
    const { wrongful, heldBack } = this
    return {
      ...{ wrongful, heldBack, noticed: delays.length, removed: removed.length },
      delays: delays.sort((a, b) => a - b),
    }
  }
}

function prune(score: Score, pages: readonly Page[], listed: readonly Page[], day: number): void {
  const there = new Set(listed.filter(page => !isGone(page, day)))
  for (const page of pages) {
    if (there.has(page)) score.back(page)
    else score.withdraw(page, day)
  }
}

const listingOf = ({ url, modifiedAt }: Page): Listing => ({
  ...{ url, modifiedAt, listedIn: 'https://source.example/sitemap.xml' },
})

/** Visits everything that is queued; returns the number of requests. */
async function visitAll(
  frontier: Frontier,
  run: Run,
  pageOf: ReadonlyMap<string, Page>,
  day: number,
): Promise<number> {
  let requests = 0
  for (;;) {
    const claimed = await frontier.claim(run, 500)
    if (claimed.length === 0) return requests
    requests += claimed.length
    const settlements = claimed.map(({ url }): Settlement => {
      const page = pageOf.get(url)
      return page && !isGone(page, day)
        ? { url, ending: 'found', pipelineDigest: 'p' }
        : { url, ending: 'gone' }
    })
    await frontier.settle(run, settlements)
  }
}

interface Day {
  readonly dataDir: string
  readonly day: number
  readonly pageOf: ReadonlyMap<string, Page>
  readonly listed: readonly Page[]
  readonly complete: boolean
  readonly score: Score
}

/** One daily harvest, as a process of its own would do it; returns the number of requests. */
async function harvest({ dataDir, day, pageOf, listed, complete, score }: Day): Promise<number> {
  const now = (): Date => new Date(start + day * dayMs)
  const opened = await openFrontier(dataDir, { now })
  if (!opened.ok) throw new Error(opened.problem.detail)
  const frontier = opened.value
  const run = await frontier.join('source')
  const rules = { refresh: { days: 30, withoutLastmodDays: 0 }, pipelineDigest: 'p' }
  await frontier.list(run, listed.map(listingOf), rules)
  await frontier.planned(run, { complete, since: {} })
  const requests = await visitAll(frontier, run, pageOf, day)
  const removals = await frontier.finish(run, { misses: 3, days: 7, share: 0.1 })
  const urls = removals?.withdraw.map(({ url }) => url) ?? []
  for (const url of urls) {
    const page = pageOf.get(url)
    if (page) score.withdraw(page, day)
  }
  if (removals?.heldBack) score.heldBack++
  await frontier.withdrawn(run, urls)
  await frontier.close()
  return requests
}

const longestSpell = (weather: readonly Weather[], isBad: (one: Weather) => boolean): number =>
  weather.reduce(
    ({ longest, now }, one) => {
      const length = isBad(one) ? now + 1 : 0
      return { longest: Math.max(longest, length), now: length }
    },
    { longest: 0, now: 0 },
  ).longest

/** Runs the year in the empty folder `dataDir`; the same seed gives the same figures. */
export async function replay(year: Year, dataDir: string): Promise<Replay> {
  const chance = random(year.seed)
  const weather = weatherOf(year, chance)
  const pages = pagesOf(year, chance)
  const pageOf = new Map(pages.map(page => [page.url, page]))
  const scores = { guarded: new Score(), naive: new Score(), naiveWhenReadable: new Score() }
  let requests = 0
  for (const [day, one] of weather.entries()) {
    live(pages, day, chance)
    const { listed, complete } = sitemap(pages, day, one)
    requests += await harvest({ dataDir, day, pageOf, listed, complete, score: scores.guarded })
    prune(scores.naive, pages, listed, day)
    if (complete) prune(scores.naiveWhenReadable, pages, listed, day)
  }
  const hasFailed = (one: Weather): boolean => one !== 'fine' && one !== 'halved'
  return {
    failedDays: weather.filter(hasFailed).length,
    longestOutage: longestSpell(weather, hasFailed),
    shrunkDays: weather.filter(one => one === 'halved').length,
    requests,
    guarded: scores.guarded.figures(pages, year.days),
    naive: scores.naive.figures(pages, year.days),
    naiveWhenReadable: scores.naiveWhenReadable.figures(pages, year.days),
  }
}
