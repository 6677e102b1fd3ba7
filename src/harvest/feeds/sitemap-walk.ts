/** The state of one reading of a tree of sitemaps. */

import type { FeedContext } from '../../model/feed.ts'
import type { Problem } from '../../model/problem.ts'
import type { Fetcher } from '../fetcher.ts'
import type { SitemapLimits } from './sitemap-limits.ts'
import type { IndexProgress } from './sitemap-place.ts'

/** One reading of a tree of sitemaps. */
export interface SitemapWalk {
  readonly context: FeedContext
  readonly fetcher: Fetcher
  readonly limits: SitemapLimits
  /** Marks of every sitemap that was opened, by the address listed and by where it led. */
  readonly visited: Set<string>
  /** How far the indexes above the present sitemap were read, outermost first. */
  readonly above: IndexProgress[]
  opened: number
  /** Sitemaps that indexes list and that were not reached yet. */
  pending: number
  /** False as soon as something may have been listed that was not understood. */
  complete: boolean
  /** Told once per feed that there are too many. */
  tooManyReported: boolean
}

/** Where a sitemap hangs: marks of the indexes above it (as listed and as redirected) and their number. */
export interface SitemapPlace {
  readonly above: readonly string[]
  readonly depth: number
  /** What of the last checkpoint is about this sitemap and below. */
  readonly resume: readonly IndexProgress[]
}

/** A problem of the gate. */
export const gate = (code: string, subject: string, detail: string): Problem => ({
  stage: 'gate',
  code,
  subject,
  detail,
})

/** Tells a problem because of which pages may be missing from the list. */
export const miss = (walk: SitemapWalk, problem: Problem): void => {
  walk.complete = false
  if (problem.code === 'too-many-sitemaps') {
    if (walk.tooManyReported) return
    walk.tooManyReported = true
  }
  walk.context.onProblem(problem)
}
