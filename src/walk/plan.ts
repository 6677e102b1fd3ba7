/** The plan: what a source's feeds list goes into the frontier; records that a feed delivers itself go straight on. */
import type { Archive } from '../archive/archive.ts'
import type { Frontier, Listing, ListingRules, Run } from '../archive/frontier.ts'
import { feedKey, readFeed } from '../harvest/feeds/feeds.ts'
import type { Fetcher } from '../harvest/fetcher.ts'
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
  readonly archive: Pick<Archive, 'known'>
  readonly digest: string
  /** Ids of all sources of the registry: what belonged to others may be taken over. */
  readonly sourceIds?: readonly string[]
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
/** Delivered records that wait for that, with all their bytes. */
const MOST_DELIVERED = 100
const MOST_DELIVERED_BYTES = 4_000_000

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

/**
 * Where a feed that tells changes goes on. Its records were made by the pipeline of that time: another one must have them
 * all again, so that the position holds for this pipeline only.
 */
const sinceFor = (since: string, digest: string): string => `${digest}\n${since}`

const sinceOf = (noted: string | undefined, digest: string): string | undefined =>
  noted?.startsWith(`${digest}\n`) ? noted.slice(digest.length + 1) : undefined

interface Waiting {
  readonly entry: SitemapEntry
  readonly page: Page
}

/** Plans one run of one source. */
class Planner {
  readonly #run: Run
  readonly #source: Source
  readonly #deps: PlanDeps
  readonly #deliveries = new Deliveries()
  #waiting: Listing[] = []
  #delivered: Waiting[] = []
  #deliveredBytes = 0
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
    if (this.#run.number === 1) await this.#adopt()
    for (const feed of this.#source.feeds) {
      const end = yield* this.#read(feed)
      if (!end) return
      if (end.since !== undefined) since[feedKey(feed)] = sinceFor(end.since, this.#deps.digest)
      complete &&= end.complete
    }
    await this.#list()
    await this.#deps.frontier.planned(this.#run, { complete, since })
  }

  /** How the feed ended; undefined when interrupted. */
  async *#read(feed: Feed): AsyncGenerator<Delivered, FeedEnd | undefined> {
    const { fetcher, signal, onProblem, digest } = this.#deps
    const key = feedKey(feed)
    const noted = this.#run.positions[key]
    const since = sinceOf(noted?.since, digest)
    const items = readFeed(
      feed,
      {
        source: this.#source,
        position: {
          ...(since !== undefined && { since }),
          ...(noted?.resume !== undefined && { resume: noted.resume }),
        },
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
      if (next.done) {
        yield* this.#deliver()
        return next.value
      }
      yield* this.#take(next.value, key)
    }
  }

  async *#take(item: FeedItem, key: string): AsyncGenerator<Delivered> {
    if (item.kind === 'checkpoint') {
      await this.#list()
      yield* this.#deliver()
      await this.#deliveries.checkpoint(() => this.#deps.frontier.checkpoint(this.#run, key, item.resume))
    } else if (item.kind === 'deleted') await this.#deps.onDeleted(item.url)
    else if (!iri(item.entry.url)) this.#deps.onProblem(notAUrl(item.entry))
    else if (item.kind === 'page') {
      this.#delivered.push(item)
      this.#deliveredBytes += item.page.body.byteLength
      if (this.#delivered.length >= MOST_DELIVERED || this.#deliveredBytes >= MOST_DELIVERED_BYTES)
        yield* this.#deliver()
    } else {
      this.#waiting.push(listingOf(item.entry))
      if (this.#waiting.length >= BATCH) await this.#list()
    }
  }

  /** Hands on the delivered records that are wanted: those that were not settled in this run already. */
  async *#deliver(): AsyncGenerator<Delivered> {
    const items = new Map(this.#delivered.map(item => [item.entry.url, item]))
    this.#delivered = []
    this.#deliveredBytes = 0
    if (items.size === 0) return
    const listings = [...items.values()].map(({ entry }) => ({
      ...listingOf(entry),
      delivered: true as const,
    }))
    const { queued, elsewhere } = await this.#deps.frontier.list(this.#run, listings, this.#rules())
    this.#tellElsewhere(elsewhere)
    for (const url of queued) {
      const item = items.get(url)
      if (item) yield { page: item.page, settled: this.#deliveries.begin() }
    }
  }

  async #list(): Promise<void> {
    if (this.#waiting.length === 0) return
    const listings = this.#waiting
    this.#waiting = []
    const listed = await this.#deps.frontier.list(this.#run, listings, this.#rules())
    this.#tellElsewhere(listed.elsewhere)
    if (listed.unchanged.length > 0) await this.#deps.onUnchanged(listed.unchanged)
  }

  /** What the archive knows of the source, and a new frontier does not: otherwise it would never be missed. */
  async #adopt(): Promise<void> {
    const { archive, frontier } = this.#deps
    for (let after: string | undefined; ; ) {
      const known = await archive.known({
        source: this.#source.id,
        limit: BATCH,
        ...(after !== undefined && { after }),
      })
      const last = known.at(-1)
      if (!last) return
      const live = known.filter(({ state }) => state !== 'withdrawn')
      await frontier.adopt(
        this.#run,
        live.map(({ url }) => url),
      )
      after = last.url
    }
  }

  #rules(): ListingRules {
    const { digest, sourceIds } = this.#deps
    return {
      refresh: this.#source.refresh,
      pipelineDigest: digest,
      ...(sourceIds && { sources: sourceIds }),
    }
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
