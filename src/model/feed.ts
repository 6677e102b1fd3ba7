import type { Page } from './page.ts'
import type { Problem } from './problem.ts'
import type { SitemapEntry } from './sitemap-entry.ts'
import type { Feed, Source } from './source.ts'

/** Where the reading of a feed goes on. Both texts are the feed's own; nobody else looks into them. */
export interface FeedPosition {
  /** Left by the last reading that came to its end: a feed that can tell changes lists only what changed since. */
  readonly since?: string
  /** The last checkpoint of a reading that was broken off: it goes on there. */
  readonly resume?: string
}

/** One thing that a feed says. */
export type FeedItem =
  /** A page to visit. */
  | { readonly kind: 'entry'; readonly entry: SitemapEntry }
  /** A record that the feed itself delivers: nothing is left to fetch. `page.url` is `entry.url`, the record's name. */
  | { readonly kind: 'page'; readonly entry: SitemapEntry; readonly page: Page }
  /** The feed says that this record is gone. */
  | { readonly kind: 'deleted'; readonly url: string }
  /** Everything before was handed over: a reading that is broken off from here on may resume with this text. */
  | { readonly kind: 'checkpoint'; readonly resume: string }

/** How the reading of a feed ended. */
export interface FeedEnd {
  /**
   * Whether everything that the feed has was listed, so that what was not is absent. False when something could not be
   * read, and for readings that list changes only.
   */
  readonly complete: boolean
  /** Where the next reading may start. */
  readonly since?: string
}

/** What a feed is read with. */
export interface FeedContext {
  readonly source: Source
  readonly position: FeedPosition
  /** Told what could not be read (stage `gate`); a reading goes on as far as it can. */
  readonly onProblem: (problem: Problem) => void
  readonly signal?: AbortSignal
}

/** Reads one kind of feed: items as they come, with bounded memory, and how it ended. Never throws for what a server sends. */
export type ReadFeed<K extends Feed['kind'] = Feed['kind']> = (
  feed: Extract<Feed, { kind: K }>,
  context: FeedContext,
) => AsyncGenerator<FeedItem, FeedEnd>
