/** The plan: what a source's feeds list goes into the frontier; records that a feed delivers itself go straight on. */
import type { Frontier, Listing, Run } from '../archive/frontier.ts'
import { feedKey, readFeed } from '../harvest/feeds/feeds.ts'
import type { Fetcher } from '../harvest/fetch.ts'
import { parseLastmod } from '../harvest/lastmod.ts'
import type { FeedEnd, FeedItem } from '../model/feed.ts'
import type { Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Feed, Source } from '../model/source.ts'
import { iri } from '../rdf/terms.ts'
import { Deliveries } from './deliveries.ts'
import { unlessAborted } from './interrupt.ts'

/** What planning works with. */
export interface PlanDeps {
  readonly frontier: Frontier
  readonly fetcher: Fetcher
  readonly digest: string
  readonly signal?: AbortSignal
  readonly onProblem: (problem: Problem) => void
  /** Told of pages that need no visit, because their listing says that they did not change. */
  readonly onUnchanged: (urls: readonly string[]) => Promise<void>
  readonly onDeleted: (url: string) => Promise<void>
}

/** A record that a feed delivered; `settled` is to be called once it is archived. */
export interface Delivered {
  readonly page: Page
  readonly settled: () => Promise<void>
}

/** Listings that go into the frontier in one transaction. */
const BATCH = 1000

const listingOf = (entry: SitemapEntry): Listing => {
  const modifiedAt = entry.lastModified === undefined ? undefined : parseLastmod(entry.lastModified)
  return { url: entry.url, listedIn: entry.listedIn, ...(modifiedAt !== undefined && { modifiedAt }) }
}

const notAUrl = ({ url, listedIn }: SitemapEntry): Problem => ({
  stage: 'gate',
  code: 'invalid-url',
  subject: listedIn,
  detail: `"${url}" is not an absolute IRI; it cannot name a record`,
})

const listedElsewhere = (url: string, other: string): Problem => ({
  stage: 'gate',
  code: 'listed-by-another-source',
  subject: url,
  detail: `the page belongs to source "${other}", which lists it as well; take it out of one of them`,
})

/** What is told of pages that two sources list: the first few, for they tend to be many. */
const MOST_ELSEWHERE = 10

/** Plans one run of one source. */
class Planner {
  readonly #run: Run
  readonly #source: Source
  readonly #deps: PlanDeps
  readonly #deliveries = new Deliveries()
  #waiting: Listing[] = []
  #elsewhere = 0

  constructor(run: Run, source: Source, deps: PlanDeps) {
    this.#run = run
    this.#source = source
    this.#deps = deps
  }

  /** Reads all feeds; yields what they deliver. Ends early when interrupted. */
  async *plan(): AsyncGenerator<Delivered> {
    const since: Record<string, string> = {}
    let complete = true
    for (const feed of this.#source.feeds) {
      const end = yield* this.#read(feed)
      if (!end) return
      if (end.since !== undefined) since[feedKey(feed)] = end.since
      complete &&= end.complete
    }
    await this.#list()
    await this.#deps.frontier.planned(this.#run, { complete, since })
  }

  /** How the feed ended; undefined when interrupted. */
  async *#read(feed: Feed): AsyncGenerator<Delivered, FeedEnd | undefined> {
    const { fetcher, signal, onProblem } = this.#deps
    const key = feedKey(feed)
    const items = readFeed(
      feed,
      {
        source: this.#source,
        position: this.#run.positions[key] ?? {},
        // What breaks off because of the interruption says nothing about the source.
        onProblem: problem => {
          if (!signal?.aborted) onProblem(problem)
        },
        ...(signal && { signal }),
      },
      fetcher,
    )
    for (;;) {
      const next = await unlessAborted(items.next(), signal)
      if (!next || signal?.aborted) return undefined
      if (next.done) return next.value
      yield* this.#take(next.value, key)
    }
  }

  async *#take(item: FeedItem, key: string): AsyncGenerator<Delivered> {
    if (item.kind === 'checkpoint') {
      await this.#list()
      await this.#deliveries.checkpoint(() => this.#deps.frontier.checkpoint(this.#run, key, item.resume))
    } else if (item.kind === 'deleted') await this.#deps.onDeleted(item.url)
    else if (!iri(item.entry.url)) this.#deps.onProblem(notAUrl(item.entry))
    else if (item.kind === 'page') yield* this.#deliver(item.entry, item.page)
    else {
      this.#waiting.push(listingOf(item.entry))
      if (this.#waiting.length >= BATCH) await this.#list()
    }
  }

  async *#deliver(entry: SitemapEntry, page: Page): AsyncGenerator<Delivered> {
    const { frontier, digest } = this.#deps
    const { refresh } = this.#source
    const listing = { ...listingOf(entry), delivered: true as const }
    const { queued, elsewhere } = await frontier.list(this.#run, [listing], {
      refresh,
      pipelineDigest: digest,
    })
    this.#tellElsewhere(elsewhere)
    if (queued.length > 0) yield { page, settled: this.#deliveries.begin() }
  }

  async #list(): Promise<void> {
    if (this.#waiting.length === 0) return
    const listings = this.#waiting
    this.#waiting = []
    const { frontier, digest, onUnchanged } = this.#deps
    const listed = await frontier.list(this.#run, listings, {
      refresh: this.#source.refresh,
      pipelineDigest: digest,
    })
    this.#tellElsewhere(listed.elsewhere)
    if (listed.unchanged.length > 0) await onUnchanged(listed.unchanged)
  }

  #tellElsewhere(elsewhere: readonly { readonly url: string; readonly source: string }[]): void {
    for (const { url, source } of elsewhere)
      if (this.#elsewhere++ < MOST_ELSEWHERE) this.#deps.onProblem(listedElsewhere(url, source))
  }
}

/**
 * Reads the feeds of a source into the frontier and yields the records that they deliver themselves. Ends when
 * everything is listed, which it notes, or when interrupted.
 */
export const plan = (run: Run, source: Source, deps: PlanDeps): AsyncGenerator<Delivered> =>
  new Planner(run, source, deps).plan()
