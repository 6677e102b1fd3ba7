/** Reads the feeds that deliver records to their end, or to a checkpoint. */

import type { FeedPosition, ReadFeed } from '../../../src/model/feed.ts'
import type { Problem } from '../../../src/model/problem.ts'
import type { Feed } from '../../../src/model/source.ts'
import { demoSource } from '../demo-source.ts'
import { drain, type Reading } from './feed-house.ts'

/** The time of all readings, if not told otherwise. */
export const NOW = Date.UTC(2026, 0, 1)

export const DAY = 24 * 60 * 60 * 1000

export interface Collecting {
  readonly position?: FeedPosition
  /** Breaks off after the checkpoint with this number, from 1. */
  readonly stopAfter?: number
  readonly signal?: AbortSignal
}

export const collect = async <K extends Feed['kind']>(
  read: ReadFeed<K>,
  feed: Extract<Feed, { kind: K }>,
  { position = {}, stopAfter, signal }: Collecting = {},
): Promise<Reading> => {
  const problems: Problem[] = []
  const onProblem = (problem: Problem): void => void problems.push(problem)
  const context = { source: demoSource(), position, onProblem, ...(signal && { signal }) }
  const reading = read(feed, context)
  return drain(reading, problems, stopAfter)
}
