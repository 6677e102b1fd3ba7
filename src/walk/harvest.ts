/** The composing file: one source from its sitemaps into the archive, every listed page accounted for once. */
import type { Archive } from '../archive/archive.ts'
import type { Fetcher } from '../harvest/fetch.ts'
import { readSitemaps } from '../harvest/sitemap.ts'
import type { Iri } from '../model/iri.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome, RecordState } from '../model/record.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Source } from '../model/source.ts'
import { iri } from '../rdf/terms.ts'
import type { Converted, Visit } from './convert.ts'
import type { Converter } from './pool.ts'
import { inBatches, mapConcurrent } from './streams.ts'

/** How the visit of one listed page ended. */
export interface VisitReport {
  readonly url: string
  readonly source: string
  /** `unchanged`: nothing new since the last harvest; `failed`: no page could be fetched; `missed`: 404 or 410, kept for now. */
  readonly ending: 'written' | 'unchanged' | 'failed' | 'missed' | 'withdrawn'
  /** The state of the record in the archive afterwards; absent when there is none. */
  readonly state?: RecordState
  readonly outcome?: RecordOutcome
  readonly problems: readonly Problem[]
}

export interface HarvestDeps {
  readonly fetcher: Fetcher
  readonly archive: Archive
  readonly converter: Converter
  /** Told about every visit and every problem of a listing, as they happen. */
  readonly onVisit: (report: VisitReport) => void
  readonly onProblem: (problem: Problem) => void
  readonly signal?: AbortSignal
}

/** Pages converted together: large enough to spread the crosswalk's fixed cost, small enough to bound memory. */
const BATCH = 40
const BATCH_WAIT_MS = 200
/** Visits in memory before conversion, per source; politeness limits what is really under way per host. */
const VISITS = 64
/** A page that was gone this many harvests in a row becomes a tombstone. */
const MISSES_BEFORE_WITHDRAWAL = 3

type Gone = Extract<FetchOutcome, { kind: 'gone' }>

type Fetched =
  | { readonly kind: 'visit'; readonly visit: Visit }
  | { readonly kind: 'done'; readonly report: VisitReport }

const notAUrl = (entry: SitemapEntry): Problem => ({
  stage: 'gate',
  code: 'invalid-url',
  subject: entry.listedIn,
  detail: `"${entry.url}" is not an absolute IRI; it cannot name a record`,
})

/** Listed entries, each URL once, until interrupted. */
async function* listed(source: Source, deps: HarvestDeps): AsyncGenerator<SitemapEntry> {
  const seen = new Set<string>()
  for await (const entry of readSitemaps(source, deps.fetcher, deps.onProblem)) {
    if (deps.signal?.aborted) return
    if (seen.has(entry.url)) continue
    seen.add(entry.url)
    yield entry
  }
}

/** The archived body as a page, for making a record anew when only the pipeline has changed. */
const pageFromArchive = async (url: Iri, archive: Archive): Promise<Page | undefined> => {
  const record = await archive.record(url)
  const body = record && (await archive.body(record.bodyDigest))
  if (!record || !body) return undefined
  return { ...record, status: 200, body, links: [] }
}

const gone = async (
  url: Iri,
  { status, fetchedAt }: Gone,
  source: Source,
  deps: HarvestDeps,
): Promise<VisitReport> => {
  const problem: Problem = {
    stage: 'porch',
    code: 'gone',
    subject: url,
    detail: `the server answers ${status} for a page that its sitemap lists`,
  }
  const known = await deps.archive.remembered(url)
  if (!known) return { url, source: source.id, ending: 'failed', problems: [problem] }
  const misses = await deps.archive.missed(url, fetchedAt)
  if (misses < MISSES_BEFORE_WITHDRAWAL) {
    return { url, source: source.id, ending: 'missed', state: known.state, problems: [problem] }
  }
  const withdrawn = await deps.archive.withdraw(url, `gone (${status}) in ${misses} harvests in a row`)
  return {
    url,
    source: source.id,
    ending: withdrawn ? 'withdrawn' : 'unchanged',
    state: 'withdrawn',
    problems: [problem],
  }
}

const visitEntry = async (entry: SitemapEntry, source: Source, deps: HarvestDeps): Promise<Fetched> => {
  const url = iri(entry.url)
  const done = (report: VisitReport): Fetched => ({ kind: 'done', report })
  if (!url) return done({ url: entry.url, source: source.id, ending: 'failed', problems: [notAUrl(entry)] })
  const known = await deps.archive.remembered(url)
  const fetched = await deps.fetcher.fetch(url, source, {
    ...(known?.etag !== undefined && { etag: known.etag }),
    ...(known?.lastModified !== undefined && { lastModified: known.lastModified }),
  })
  if (fetched.kind === 'problem') {
    return done({
      url,
      source: source.id,
      ending: 'failed',
      problems: [fetched.problem],
      ...(known && { state: known.state }),
    })
  }
  if (fetched.kind === 'gone') return done(await gone(url, fetched, source, deps))
  const current = known?.pipelineDigest === deps.converter.digest && known.state !== 'withdrawn'
  const same = fetched.kind === 'not-modified' || fetched.page.bodyDigest === known?.bodyDigest
  if (known && same) await deps.archive.found(url)
  if (known && same && current) {
    return done({ url, source: source.id, ending: 'unchanged', state: known.state, problems: [] })
  }
  const page = fetched.kind === 'page' ? fetched.page : await pageFromArchive(url, deps.archive)
  if (!page) throw new Error(`the archive remembers ${url} but has no body for it`)
  return { kind: 'visit', visit: { page, linked: [], source } }
}

/** Fetches the JSON-LD alternates of pages that embed none, and converts those visits once more. */
const withAlternates = async (
  converted: readonly Converted[],
  source: Source,
  deps: HarvestDeps,
): Promise<Converted[]> => {
  const visits: Visit[] = []
  for (const one of converted) {
    if (one.kind === 'outcome') continue
    const linked: Page[] = []
    for (const url of one.urls) {
      const fetched = await deps.fetcher.fetch(url, source, {})
      if (fetched.kind === 'page') linked.push(fetched.page)
      else if (fetched.kind === 'problem') deps.onProblem(fetched.problem)
    }
    visits.push({ ...one.visit, linked })
  }
  const again = visits.length > 0 ? await deps.converter.convert(visits) : []
  return [...converted.filter(one => one.kind === 'outcome'), ...again]
}

const convertBatch = async (
  visits: readonly Visit[],
  source: Source,
  deps: HarvestDeps,
): Promise<RecordOutcome[]> => {
  const converted = await withAlternates(await deps.converter.convert(visits), source, deps)
  return converted.flatMap(one => {
    if (one.kind === 'outcome') return [one.outcome]
    // A linked page that only links on: the visit already had its alternates, so convert() never asks again.
    throw new Error(`conversion asked twice for the alternates of ${one.visit.page.url}`)
  })
}

/**
 * Harvests one source. Ends when every listed page was visited, or soon after `signal` is aborted; what was written
 * stays, and the next harvest goes on from there. Returns the number of records written.
 */
export const harvestSource = async (source: Source, deps: HarvestDeps): Promise<number> => {
  let written = 0
  const toConvert = async function* (): AsyncGenerator<Visit> {
    for await (const one of mapConcurrent(listed(source, deps), VISITS, entry =>
      visitEntry(entry, source, deps),
    )) {
      if (one.kind === 'visit') yield one.visit
      else deps.onVisit(one.report)
    }
  }
  const batches = inBatches(toConvert(), BATCH, BATCH_WAIT_MS)
  for await (const outcomes of mapConcurrent(batches, deps.converter.width, visits =>
    convertBatch(visits, source, deps),
  )) {
    const before = written
    const result = await deps.archive.write(outcomes)
    written = before + result.written
    for (const outcome of outcomes) {
      const ending = result.unchangedUrls.has(outcome.url) ? 'unchanged' : 'written'
      deps.onVisit({
        url: outcome.url,
        source: source.id,
        ending,
        state: outcome.state,
        outcome,
        problems: outcome.problems,
      })
    }
  }
  return written
}
