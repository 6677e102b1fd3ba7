/** The visit of one page up to its conversion: ask for it, and compare with what the archive remembers. */
import type { Archive, Remembered } from '../archive/archive.ts'
import type { Assignment, Settlement } from '../archive/frontier.ts'
import type { Conditions, Fetcher } from '../harvest/fetcher.ts'
import type { Iri } from '../model/iri.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome, RecordState } from '../model/record.ts'
import type { Source } from '../model/source.ts'
import { iri } from '../rdf/terms.ts'
import type { Visit } from './convert.ts'
import { unlessAborted } from './interrupt.ts'

/** How the visit of one listed page ended. */
export interface VisitReport {
  readonly url: string
  readonly source: string
  /**
   * `unchanged`: nothing new since the last harvest; `failed`: no page could be had; `missed`: 404 or 410, or the feed says it
   * is deleted, kept for now; `withdrawn`: a tombstone now.
   */
  readonly ending: 'written' | 'unchanged' | 'failed' | 'missed' | 'withdrawn'
  /** The state of the record in the archive afterwards; absent when there is none. */
  readonly state?: RecordState
  readonly outcome?: RecordOutcome
  readonly problems: readonly Problem[]
}

/** What a visit needs. */
export interface VisitDeps {
  readonly fetcher: Fetcher
  readonly archive: Archive
  /** Digest of the pipeline that converts. */
  readonly digest: string
  readonly signal?: AbortSignal
}

/** How far a visit got: to a page that must be converted, to its end, to a later attempt, or to an interruption. */
export type Visited =
  | { readonly kind: 'visit'; readonly visit: Visit }
  | { readonly kind: 'done'; readonly report: VisitReport; readonly settlement: Settlement }
  | { readonly kind: 'later'; readonly settlement: Settlement }
  | { readonly kind: 'interrupted' }

type Gone = Extract<FetchOutcome, { kind: 'gone' }>
type Failed = Extract<FetchOutcome, { kind: 'problem' }>

/** Visits of a page in one harvest, before it is a dead letter. */
const MOST_ATTEMPTS = 4
/** A page that could be tried again only later than this is left for the next harvest. */
const LONGEST_PAUSE_MS = 15 * 60_000

const conditionsOf = (known: Remembered | undefined): Conditions => ({
  ...(known?.etag !== undefined && { etag: known.etag }),
  ...(known?.lastModified !== undefined && { lastModified: known.lastModified }),
})

/** The archived body as a page, for making a record anew when only the pipeline has changed. */
const pageFromArchive = async (url: Iri, known: Remembered, archive: Archive): Promise<Page | undefined> => {
  const record = await archive.record(url)
  const body = record && (await archive.body(record.bodyDigest))
  if (!record || !body) return undefined
  const { finalUrl, mediaType, charset, fetchedAt, bodyDigest } = record
  return {
    ...{ url, finalUrl, mediaType, fetchedAt, bodyDigest, body, status: 200, links: [] },
    ...(charset !== undefined && { charset }),
    ...conditionsOf(known),
  }
}

/** A page that is not there: missed when the archive has it, otherwise a dead link. */
export const goneReport = (
  url: string,
  source: Source,
  because: string,
  known: Remembered | undefined,
): VisitReport => {
  const problem: Problem = { stage: 'porch', code: 'gone', subject: url, detail: because }
  return known
    ? { url, source: source.id, ending: 'missed', state: known.state, problems: [problem] }
    : { url, source: source.id, ending: 'failed', problems: [problem] }
}

const settled = (report: VisitReport, settlement: Omit<Settlement, 'url'>): Visited => ({
  kind: 'done',
  report,
  settlement: { url: report.url, ...settlement },
})

const unchanged = (url: Iri, source: Source, { state }: Remembered, pipelineDigest: string): Visited =>
  settled(
    { url, source: source.id, ending: 'unchanged', state, problems: [] },
    { ending: 'found', pipelineDigest },
  )

const gone = ({ url, status }: Gone, source: Source, known: Remembered | undefined): Visited => {
  const report = goneReport(url, source, `the server answers ${status}: the page is gone`, known)
  const [problem] = report.problems
  return settled(report, { ending: 'gone', ...(problem && { problem }) })
}

/** What failed now and may succeed in this very harvest is tried again, the others become dead letters. */
const failed = (
  { url, problem, retryAt }: Failed,
  attempts: number,
  source: Source,
  known: Remembered | undefined,
): Visited => {
  const soon = retryAt !== undefined && retryAt <= Date.now() + LONGEST_PAUSE_MS
  if (soon && attempts + 1 < MOST_ATTEMPTS)
    return { kind: 'later', settlement: { url, ending: 'failed', problem, retryAt } }
  const report: VisitReport = {
    url,
    source: source.id,
    ending: 'failed',
    problems: [problem],
    ...(known && { state: known.state }),
  }
  return settled(report, { ending: 'failed', problem })
}

/** Whether a page that is the same must be read again because what it links to could not be had the last time. */
const wantsDetour = async (url: Iri, known: Remembered, archive: Archive): Promise<boolean> => {
  if (known.state !== 'unreadable') return false
  const record = await archive.record(url)
  return record?.problems.some(({ code }) => code === 'alternates-unreadable') ?? false
}

/**
 * Compares a page, or the answer that it did not change, with what the archive remembers. `moved`: another source had the
 * page before, so that the record is made anew.
 */
export const compare = async (
  url: Iri,
  page: Page | undefined,
  known: Remembered | undefined,
  source: Source,
  { archive, digest }: VisitDeps,
): Promise<Visited> => {
  if (!known || (page && page.bodyDigest !== known.bodyDigest)) {
    if (!page) throw new Error(`${url} was asked for unconditionally and answered 304`)
    return { kind: 'visit', visit: { page, source } }
  }
  const current = known.pipelineDigest === digest && known.state !== 'withdrawn'
  if (current && !(page && (await wantsDetour(url, known, archive))))
    return unchanged(url, source, known, digest)
  const kept = page ?? (await pageFromArchive(url, known, archive))
  if (!kept) throw new Error(`the archive remembers ${url} but has no body for it`)
  return { kind: 'visit', visit: { page: kept, source } }
}

/** Visits one page: asks for it conditionally, unless only the pipeline changed and the archive has its body. */
export const visitPage = async (
  assignment: Assignment,
  source: Source,
  deps: VisitDeps,
): Promise<Visited> => {
  const url = iri(assignment.url)
  if (!url) throw new Error(`${assignment.url} was queued, though it is no IRI`)
  const known = await deps.archive.remembered(url)
  if (assignment.fromArchive && known && known.state !== 'withdrawn') {
    // Revalidated meanwhile, or by a harvest that was stopped: the archive has it as this pipeline makes it.
    if (known.pipelineDigest === deps.digest) return unchanged(url, source, known, deps.digest)
    const page = await pageFromArchive(url, known, deps.archive)
    if (page) return { kind: 'visit', visit: { page, source } }
  }
  const conditions = { ...conditionsOf(known), attempt: assignment.attempts }
  const fetched = await unlessAborted(deps.fetcher.fetch(url, source, conditions), deps.signal)
  if (!fetched) return { kind: 'interrupted' }
  if (fetched.kind === 'gone') return gone(fetched, source, known)
  if (fetched.kind === 'problem') return failed(fetched, assignment.attempts, source, known)
  return compare(url, fetched.kind === 'page' ? fetched.page : undefined, known, source, deps)
}
