/** The visit of one listed page up to its conversion: ask for it, and compare with what the archive remembers. */
import type { Archive, Remembered } from '../archive/archive.ts'
import type { Conditions, Fetcher } from '../harvest/fetch.ts'
import type { Iri } from '../model/iri.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome, RecordState } from '../model/record.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Source } from '../model/source.ts'
import { iri } from '../rdf/terms.ts'
import type { Visit } from './convert.ts'
import { unlessAborted } from './interrupt.ts'
import type { Converter } from './pool.ts'

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

/** How far a visit got: to a page that must be converted, to its end, or to an interruption. */
export type Visited =
  | { readonly kind: 'visit'; readonly visit: Visit }
  | { readonly kind: 'done'; readonly report: VisitReport }
  | { readonly kind: 'interrupted' }

type Gone = Extract<FetchOutcome, { kind: 'gone' }>
type Fetched = Extract<FetchOutcome, { kind: 'page' | 'not-modified' }>

/** A page that was gone this many harvests in a row becomes a tombstone. */
const MISSES_BEFORE_WITHDRAWAL = 3

const notAUrl = (entry: SitemapEntry): Problem => ({
  stage: 'gate',
  code: 'invalid-url',
  subject: entry.listedIn,
  detail: `"${entry.url}" is not an absolute IRI; it cannot name a record`,
})

const conditionsOf = (known: Remembered | undefined): Conditions => ({
  ...(known?.etag !== undefined && { etag: known.etag }),
  ...(known?.lastModified !== undefined && { lastModified: known.lastModified }),
})

/** The archived body as a page, for making a record anew when only the pipeline has changed. */
const pageFromArchive = async (url: Iri, known: Remembered, archive: Archive): Promise<Page> => {
  const record = await archive.record(url)
  const body = record && (await archive.body(record.bodyDigest))
  if (!record || !body) throw new Error(`the archive remembers ${url} but has no body for it`)
  const { finalUrl, mediaType, charset, fetchedAt, bodyDigest } = record
  return {
    ...{ url, finalUrl, mediaType, fetchedAt, bodyDigest, body, status: 200, links: [] },
    ...(charset !== undefined && { charset }),
    ...conditionsOf(known),
  }
}

const gone = async (
  url: Iri,
  { status, fetchedAt }: Gone,
  known: Remembered | undefined,
  source: Source,
  archive: Archive,
): Promise<VisitReport> => {
  const problem: Problem = {
    stage: 'porch',
    code: 'gone',
    subject: url,
    detail: `the server answers ${status} for a page that its sitemap lists`,
  }
  const report = { url, source: source.id, problems: [problem] }
  if (!known) return { ...report, ending: 'failed' }
  const misses = await archive.missed(url, fetchedAt)
  if (misses < MISSES_BEFORE_WITHDRAWAL) return { ...report, ending: 'missed', state: known.state }
  const withdrawn = await archive.withdraw(url, `gone (${status}) in ${misses} harvests in a row`)
  return { ...report, ending: withdrawn ? 'withdrawn' : 'missed', state: 'withdrawn' }
}

/** Whether a page that is the same must be read again because what it links to could not be had the last time. */
const wantsAlternates = async (url: Iri, known: Remembered, archive: Archive): Promise<boolean> => {
  if (known.state !== 'unreadable') return false
  const record = await archive.record(url)
  return record?.problems.some(({ code }) => code === 'alternates-unreadable') ?? false
}

/** Compares an answer with what the archive remembers of the page. */
const compare = async (
  url: Iri,
  fetched: Fetched,
  known: Remembered | undefined,
  source: Source,
  { archive, converter }: HarvestDeps,
): Promise<Visited> => {
  const page = fetched.kind === 'page' ? fetched.page : undefined
  if (!known || (page && page.bodyDigest !== known.bodyDigest)) {
    if (!page) throw new Error(`${url} was asked for unconditionally and answered 304`)
    return { kind: 'visit', visit: { page, source } }
  }
  await archive.found(url)
  const current = known.pipelineDigest === converter.digest && known.state !== 'withdrawn'
  if (current && !(page && (await wantsAlternates(url, known, archive))))
    return {
      kind: 'done',
      report: { url, source: source.id, ending: 'unchanged', state: known.state, problems: [] },
    }
  return { kind: 'visit', visit: { page: page ?? (await pageFromArchive(url, known, archive)), source } }
}

/** Visits one listed page: asks for it conditionally, and notes in the archive that it was found or missed. */
export const visitEntry = async (
  entry: SitemapEntry,
  source: Source,
  deps: HarvestDeps,
): Promise<Visited> => {
  const done = (report: Omit<VisitReport, 'source'>): Visited => ({
    kind: 'done',
    report: { ...report, source: source.id },
  })
  const url = iri(entry.url)
  if (!url) return done({ url: entry.url, ending: 'failed', problems: [notAUrl(entry)] })
  const known = await deps.archive.remembered(url)
  const fetched = await unlessAborted(deps.fetcher.fetch(url, source, conditionsOf(known)), deps.signal)
  if (!fetched) return { kind: 'interrupted' }
  if (fetched.kind === 'gone')
    return { kind: 'done', report: await gone(url, fetched, known, source, deps.archive) }
  if (fetched.kind !== 'problem') return compare(url, fetched, known, source, deps)
  return done({
    url,
    ending: 'failed',
    problems: [fetched.problem],
    ...(known && { state: known.state }),
  })
}
