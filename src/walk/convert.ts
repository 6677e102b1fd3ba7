/** Pages -> record outcomes: hall, lab, crosswalk and scales, for a batch at a time. Runs inline or in a worker thread. */
import type { MadeOutcome, Stamp } from '../archive/archive.ts'
import type { Extracted } from '../harvest/extract.ts'
import type { Iri } from '../model/iri.ts'
import type { JsonLdDocument } from '../model/json-ld-document.ts'
import type { FetchOutcome, Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { KernelGraph, RecordGraph } from '../model/record-graph.ts'
import type { Source } from '../model/source.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { transformBatch } from '../transform/batch.ts'
import { verdict } from '../validate/validator.ts'
import type { Pipeline } from './pipeline.ts'
import { readPage } from './read-page.ts'

/** Ways to the JSON-LD of a page that embeds none, in the order in which they are tried. */
export type Way = 'links' | 'linksets' | 'negotiation' | 'rendering'

/** What one way led to. */
export interface Detour {
  readonly by: Way
  readonly fetched: readonly FetchOutcome[]
}

/** A landing page on its way, and the detours that were made for it. */
export interface Visit {
  readonly page: Page
  readonly detours?: readonly Detour[]
  readonly source: Source
}

/** What became of a visit: an outcome to archive, or the detour that must be made first. */
export type Converted =
  | { readonly kind: 'outcome'; readonly outcome: MadeOutcome }
  | {
      readonly kind: 'detour'
      readonly visit: Visit
      readonly by: Way
      /** What to fetch, for links and linksets. */
      readonly urls: readonly string[]
    }

interface Read {
  readonly visit: Visit
  /** The page that the documents came from: the landing page or one that a detour led to. */
  readonly from: Page
  readonly documents: readonly JsonLdDocument[]
  readonly problems: readonly Problem[]
}

type Asked = { readonly by: Way; readonly urls: readonly string[] }

/** More alternates than this are not tried: a page needs one. */
const MOST_ALTERNATES = 3
const MARKUP = new Set(['text/html', 'application/xhtml+xml', ''])

/** Why an alternate could not be had; undefined when it is there. */
const problemOf = (fetched: FetchOutcome): Problem | undefined => {
  if (fetched.kind === 'page') return undefined
  if (fetched.kind === 'problem') return fetched.problem
  const detail = `the page links to this JSON-LD, but the server answers ${fetched.kind === 'gone' ? fetched.status : 304}`
  return { stage: 'porch', code: 'gone', subject: fetched.url, detail }
}

const alternatesUnreadable = (url: string, alternates: readonly string[]): Problem => ({
  stage: 'hall',
  code: 'alternates-unreadable',
  subject: url,
  detail: `the page embeds no JSON-LD that can be read, and neither can what it links to: ${alternates.join(', ')}`,
})

/** Where else the JSON-LD of a page may be, by what was tried before; undefined when all ways were gone. */
const nextDetour = (visit: Visit, own: Extracted): Asked | undefined => {
  const tried = new Set(visit.detours?.map(({ by }) => by))
  if (own.alternates.length > 0 && !tried.has('links'))
    return { by: 'links', urls: own.alternates.slice(0, MOST_ALTERNATES) }
  if (own.linksets.length > 0 && !tried.has('linksets'))
    return { by: 'linksets', urls: own.linksets.slice(0, 1) }
  if (own.negotiable && own.alternates.length === 0 && !tried.has('negotiation'))
    return { by: 'negotiation', urls: [] }
  if (visit.source.render && MARKUP.has(visit.page.mediaType) && !tried.has('rendering'))
    return { by: 'rendering', urls: [] }
  return undefined
}

/** Reads what the detours of a page led to: the first that carries a document counts. */
const readDetours = (visit: Visit, own: Extracted): Read | Asked => {
  const problems: Problem[] = []
  for (const { by, fetched: outcomes } of visit.detours ?? [])
    for (const fetched of outcomes) {
      const missing = by === 'negotiation' ? undefined : problemOf(fetched)
      if (missing) problems.push(missing)
      if (fetched.kind !== 'page') continue
      const found = readPage({ ...fetched.page, url: visit.page.url }, visit.source)
      if (by !== 'negotiation') problems.push(...found.problems)
      const documents = found.documents.map(document => ({ ...document, origin: 'link' as const }))
      if (documents.length > 0)
        return { visit, from: fetched.page, documents, problems: [...own.problems, ...problems] }
    }
  const next = nextDetour(visit, own)
  if (next) return next
  const linked = visit.detours?.some(({ by, fetched }) => by !== 'negotiation' && fetched.length > 0)
  const none = linked ? [alternatesUnreadable(visit.page.url, own.alternates.slice(0, MOST_ALTERNATES))] : []
  return { visit, from: visit.page, documents: [], problems: [...own.problems, ...none, ...problems] }
}

const readVisit = (visit: Visit): Read | Asked => {
  const own = readPage(visit.page, visit.source)
  return own.documents.length > 0
    ? { visit, from: visit.page, documents: own.documents, problems: own.problems }
    : readDetours(visit, own)
}

/** The validators of the landing page, when its body alone decides: where other answers have a say, all are asked for again. */
const validatorsOf = ({ visit, documents }: Read): Pick<RecordOutcome, 'etag' | 'lastModified'> => {
  const { page, detours } = visit
  const fromHeader = documents.some(({ repairs }) =>
    repairs.some(({ rule }) => rule === 'context-from-link-header'),
  )
  const elsewhere = detours?.some(({ fetched }) => fetched.length > 0)
  if (elsewhere || fromHeader) return {}
  return {
    ...(page.etag !== undefined && { etag: page.etag }),
    ...(page.lastModified !== undefined && { lastModified: page.lastModified }),
  }
}

const pageFields = (read: Read, stamp: Stamp) => ({
  url: read.visit.page.url as Iri,
  source: read.visit.source.id,
  finalUrl: read.from.finalUrl,
  mediaType: read.from.mediaType,
  ...(read.from.charset !== undefined && { charset: read.from.charset }),
  ...validatorsOf(read),
  fetchedAt: read.visit.page.fetchedAt,
  body: read.from.body,
  bodyDigest: read.from.bodyDigest,
  pipelineDigest: stamp.pipelineDigest,
  madeBy: stamp,
})

/** Which pipeline made the outcome of a visit, in its parts: the profiles that a source lists are one. */
const stampOf = ({ source }: Visit, { digest, conversion, checks }: Pipeline): Stamp => ({
  ...{ pipelineDigest: digest, conversion, validation: checks(source.profiles) },
})

const unreadable = (read: Read, problems: readonly Problem[], stamp: Stamp): MadeOutcome => ({
  ...pageFields(read, stamp),
  state: 'unreadable',
  samples: [],
  recordQuads: '',
  kernelTriples: '',
  repairs: read.documents.flatMap(document => document.repairs),
  reports: [],
  problems,
})

const weigh = async (
  read: Read,
  made: { readonly record: RecordGraph; readonly kernel: KernelGraph },
  pipeline: Pipeline,
): Promise<MadeOutcome> => {
  const { record, kernel } = made
  const stamp = stampOf(read.visit, pipeline)
  const problems = [...read.problems, ...record.problems]
  if (record.quads.length === 0) {
    const nothing: Problem = {
      stage: 'lab',
      code: 'no-statements',
      subject: read.visit.page.url,
      detail: 'the JSON-LD of the page makes no statement; check that its @context defines the keys it uses',
    }
    return unreadable(read, problems.length > 0 ? problems : [nothing], stamp)
  }
  const reports = await pipeline.validator.validate(
    kernel,
    pipeline.select(kernel, read.visit.source.profiles),
  )
  return {
    ...pageFields(read, stamp),
    state: verdict(reports),
    samples: kernel.samples,
    recordQuads: writeQuads(record.quads),
    kernelTriples: writeQuads(kernel.quads),
    coverage: record.coverage,
    repairs: record.repairs,
    reports,
    problems,
  }
}

/** The outcome of a page whose conversion broke off again and again: unreadable, with the reason. */
export const crashed = (visit: Visit, because: string, pipelineDigest: string): Converted => {
  const problem: Problem = {
    stage: 'lab',
    code: 'conversion-crashed',
    subject: visit.page.url,
    detail: `the conversion of this page breaks off (${because}); please report the page to Lodestone's maintainers`,
  }
  const read: Read = { visit, from: visit.page, documents: [], problems: [problem] }
  return { kind: 'outcome', outcome: unreadable(read, read.problems, { pipelineDigest }) }
}

/**
 * Converts a batch of visits, in order. A page without any readable block ends as an `unreadable` outcome with the
 * problems that were met; a page that embeds none asks for a detour first.
 */
export const convert = async (visits: readonly Visit[], pipeline: Pipeline): Promise<Converted[]> => {
  const read = visits.map(visit => ({ visit, result: readVisit(visit) }))
  const readable = read.flatMap(({ result }) =>
    'documents' in result && result.documents.length > 0 ? [result] : [],
  )
  const made = await transformBatch(
    readable.map(({ visit, documents }) => ({ url: visit.page.url as Iri, source: visit.source, documents })),
    pipeline.lab,
  )
  const graphs = new Map(readable.map((one, i) => [one, made[i]]))
  return Promise.all(
    read.map(async ({ visit, result }): Promise<Converted> => {
      if ('urls' in result) return { kind: 'detour', visit, ...result }
      const graph = graphs.get(result)
      const outcome = graph
        ? await weigh(result, graph, pipeline)
        : unreadable(result, result.problems, stampOf(visit, pipeline))
      return { kind: 'outcome', outcome }
    }),
  )
}
