/** A look at a source without harvesting it: some of its pages, through the whole pipeline, archived nowhere. */
import type { Fetcher } from '../harvest/fetcher.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { Source } from '../model/source.ts'
import { type Chosen, chooseEntries, LONGEST_WAIT_FOR_LISTING_MS } from './check-listing.ts'
import type { Visit } from './convert.ts'
import { makeDetour, type Render } from './detours.ts'
import type { Converter } from './pool.ts'

/** What a look works with. */
export interface CheckDeps {
  readonly fetcher: Fetcher
  readonly converter: Converter
  readonly render?: Render
  /** How many pages to look at. */
  readonly pages: number
  /** Told of every page as it is done. */
  readonly onPage?: (page: CheckedPage) => void
  /** Numbers in [0, 1) that choose the pages. */
  readonly random?: () => number
  /** Milliseconds after which no more pages are waited for, once there is one. */
  readonly limitMs?: number
  /** How long the server took for an address, without the pauses before it, in milliseconds. */
  readonly answeredIn?: (url: string) => number | undefined
}

/** One page that was looked at. */
export interface CheckedPage {
  readonly url: string
  /** Why there is no page, when there is none. */
  readonly problem?: Problem
  readonly page?: Page
  readonly outcome?: RecordOutcome
  /** Milliseconds until the whole page was there. */
  readonly ms: number
}

/** What was seen of a source. */
export interface SourceCheck {
  readonly source: string
  /** Entries that were read of its feeds, at most 20,000. */
  readonly listed: number
  /** Whether the listing goes on after what was read. */
  readonly more: boolean
  /** Entries with a date of change that can be used. */
  readonly dated: number
  readonly problems: readonly Problem[]
  readonly pages: readonly CheckedPage[]
  /** Pages that were chosen and not looked at, because the time was over. */
  readonly skipped: number
  /** Milliseconds for all of it. */
  readonly ms: number
}

/** Ten pages with a pause of five seconds before each, after robots.txt and sitemap, take less. */
const LONGEST_MS = 58_000
const MOST_AT_ONCE = 4

const timer = (ms: number): { readonly over: Promise<undefined>; stop(): void } => {
  let timeout: NodeJS.Timeout | undefined
  const over = new Promise<undefined>(resolve => {
    timeout = setTimeout(() => resolve(undefined), ms)
  })
  return { over, stop: () => clearTimeout(timeout) }
}

const problemOf = (fetched: Exclude<FetchOutcome, { kind: 'page' }>): Problem => {
  if (fetched.kind === 'problem') return fetched.problem
  const status = fetched.kind === 'gone' ? fetched.status : 304
  const detail = `the server answers ${status}; take the page out of the listing, or bring it back`
  return { stage: 'porch', code: 'gone', subject: fetched.url, detail }
}

const outcomeOf = async (page: Page, source: Source, deps: CheckDeps): Promise<RecordOutcome | undefined> => {
  const stubborn = new Map<string, number>()
  let visit: Visit | undefined = { page, source }
  while (visit) {
    const [converted] = await deps.converter.convert([visit])
    if (converted?.kind === 'outcome') return converted.outcome
    visit = converted && (await makeDetour(converted, { ...deps, stubborn }))
  }
  return undefined
}

const checkPage = async ({ entry, page }: Chosen, source: Source, deps: CheckDeps): Promise<CheckedPage> => {
  const began = performance.now()
  const fetched: FetchOutcome = page
    ? { kind: 'page', page }
    : await deps.fetcher.fetch(entry.url, source, {})
  const address = fetched.kind === 'page' ? fetched.page.finalUrl : entry.url
  const ms = deps.answeredIn?.(address) ?? performance.now() - began
  if (fetched.kind !== 'page') return { url: entry.url, problem: problemOf(fetched), ms }
  const outcome = await outcomeOf(fetched.page, source, deps)
  return { url: entry.url, page: fetched.page, ms, ...(outcome && { outcome }) }
}

/** Looks at the chosen pages until all are done, or the time is over and at least one is done. */
const lookAt = async (
  chosen: readonly Chosen[],
  source: Source,
  deps: CheckDeps,
  over: Promise<undefined>,
): Promise<CheckedPage[]> => {
  const pages: CheckedPage[] = []
  let next = 0
  let ended = false
  const first: { done: () => void } = { done: () => {} }
  const firstDone = new Promise<void>(resolve => {
    first.done = resolve
  })
  const work = async (): Promise<void> => {
    for (let one = chosen[next++]; one && !ended; one = chosen[next++]) {
      const page = await checkPage(one, source, deps)
      if (ended) return
      pages.push(page)
      deps.onPage?.(page)
      first.done()
    }
  }
  const atOnce = Math.min(MOST_AT_ONCE, source.politeness.concurrency)
  const all = Promise.all(Array.from({ length: atOnce }, work))
  await Promise.race([all, Promise.all([over, firstDone])])
  ended = true
  // What is under way is abandoned: how it ends does not matter.
  all.catch(() => undefined)
  return pages
}

/**
 * Looks at a source as a harvest would: reads what its feeds list (up to 20,000 entries or 20 seconds), chooses pages by
 * lot, fetches them politely and converts them. Writes nothing. Ends within a minute, unless even the first page takes
 * longer: what could not be looked at until then is `skipped`.
 */
export const checkSource = async (source: Source, deps: CheckDeps): Promise<SourceCheck> => {
  const began = performance.now()
  const limitMs = deps.limitMs ?? LONGEST_MS
  const [listing, all] = [timer(LONGEST_WAIT_FOR_LISTING_MS), timer(limitMs)]
  try {
    const { chosen, ...listed } = await chooseEntries(source, deps, listing.over)
    const pages = await lookAt(chosen, source, deps, all.over)
    const skipped = chosen.length - pages.length
    return { source: source.id, ...listed, pages, skipped, ms: performance.now() - began }
  } finally {
    listing.stop()
    all.stop()
  }
}
