/** Reads feeds in tests: everything a feed says, sorted by kind, with a fetcher that waits for nobody. */

import { readFeed } from '../../../src/harvest/feeds/feeds.ts'
import { createFetcher } from '../../../src/harvest/fetch.ts'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import type { FeedEnd, FeedItem, FeedPosition } from '../../../src/model/feed.ts'
import type { Page } from '../../../src/model/page.ts'
import type { Problem } from '../../../src/model/problem.ts'
import type { SitemapEntry } from '../../../src/model/sitemap-entry.ts'
import type { Feed, Source } from '../../../src/model/source.ts'
import { demoSource } from '../demo-source.ts'
import { virtualClock } from '../virtual-clock.ts'

/** What one reading said. */
export interface Reading {
  readonly items: readonly FeedItem[]
  readonly entries: readonly SitemapEntry[]
  readonly urls: readonly string[]
  readonly pages: readonly Page[]
  readonly deleted: readonly string[]
  readonly checkpoints: readonly string[]
  readonly problems: readonly Problem[]
  readonly codes: readonly string[]
  /** Absent when the reading was broken off. */
  readonly end?: FeedEnd
}

export interface ReadingOptions {
  readonly position?: FeedPosition
  readonly source?: Source
  readonly signal?: AbortSignal
  /** Breaks off after the checkpoint with this number, from 1. */
  readonly stopAfter?: number
}

export const quickFetcher = (): Fetcher =>
  createFetcher({ userAgent: 'lodestone/0.1', clock: virtualClock() })

export const sortItems = (
  items: readonly FeedItem[],
  problems: readonly Problem[],
  end?: FeedEnd,
): Reading => ({
  items,
  entries: items.flatMap(item => (item.kind === 'entry' || item.kind === 'page' ? [item.entry] : [])),
  urls: items.flatMap(item => (item.kind === 'entry' || item.kind === 'page' ? [item.entry.url] : [])),
  pages: items.flatMap(item => (item.kind === 'page' ? [item.page] : [])),
  deleted: items.flatMap(item => (item.kind === 'deleted' ? [item.url] : [])),
  checkpoints: items.flatMap(item => (item.kind === 'checkpoint' ? [item.resume] : [])),
  problems,
  codes: problems.map(({ code }) => code),
  ...(end && { end }),
})

/** Takes everything that a reading says, to its end or to the checkpoint with number `stopAfter`. */
export const drain = async (
  reading: AsyncGenerator<FeedItem, FeedEnd>,
  problems: readonly Problem[],
  stopAfter?: number,
): Promise<Reading> => {
  const items: FeedItem[] = []
  let checkpoints = 0
  for (;;) {
    const next = await reading.next()
    if (next.done) return sortItems(items, problems, next.value)
    items.push(next.value)
    if (next.value.kind === 'checkpoint' && ++checkpoints === stopAfter) {
      await reading.return({ complete: false })
      return sortItems(items, problems)
    }
  }
}

/** Reads a feed to its end, or to a checkpoint. */
export const readAll = async (
  feed: Feed,
  fetcher: Fetcher,
  { position = {}, source = demoSource(), signal, stopAfter }: ReadingOptions = {},
): Promise<Reading> => {
  const problems: Problem[] = []
  const onProblem = (problem: Problem): void => void problems.push(problem)
  const context = { source, position, onProblem, ...(signal && { signal }) }
  const reading = readFeed(feed, context, fetcher)
  return drain(reading, problems, stopAfter)
}
