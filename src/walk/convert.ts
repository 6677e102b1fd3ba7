/** Pages -> record outcomes: hall, lab, crosswalk and scales, for a batch at a time. Runs inline or in a worker thread. */
import { extractDocuments } from '../harvest/extract.ts'
import type { Iri } from '../model/iri.ts'
import type { JsonLdDocument } from '../model/json-ld-document.ts'
import type { Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { KernelGraph, RecordGraph } from '../model/record-graph.ts'
import type { Source } from '../model/source.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { transformBatch } from '../transform/batch.ts'
import { verdict } from '../validate/validator.ts'
import type { Pipeline } from './pipeline.ts'

/** A landing page and, once they were fetched, the JSON-LD alternates that it links to. */
export interface Visit {
  readonly page: Page
  readonly linked: readonly Page[]
  readonly source: Source
}

/** What became of a visit: an outcome to archive, or the alternates that must be fetched first. */
export type Converted =
  | { readonly kind: 'outcome'; readonly outcome: RecordOutcome }
  | { readonly kind: 'alternates'; readonly visit: Visit; readonly urls: readonly string[] }

interface Read {
  readonly visit: Visit
  /** The page that the documents came from: the landing page or one of its alternates. */
  readonly from: Page
  readonly documents: readonly JsonLdDocument[]
  readonly problems: readonly Problem[]
}

/** More alternates than this are not tried: a page needs one. */
const MOST_ALTERNATES = 3

const readVisit = (visit: Visit): Read | { readonly urls: readonly string[] } => {
  const own = extractDocuments(visit.page)
  if (own.documents.length > 0)
    return { visit, from: visit.page, documents: own.documents, problems: own.problems }
  const problems = [...own.problems]
  for (const page of visit.linked) {
    const found = extractDocuments({ ...page, url: visit.page.url })
    problems.push(...found.problems)
    const documents = found.documents.map(document => ({ ...document, origin: 'link' as const }))
    if (documents.length > 0) return { visit, from: page, documents, problems }
  }
  const urls = visit.linked.length > 0 ? [] : own.alternates.slice(0, MOST_ALTERNATES)
  return urls.length > 0 ? { urls } : { visit, from: visit.page, documents: [], problems }
}

/** The fields that every outcome takes from its page; conditional requests go to the landing page, so its validators are kept. */
const pageFields = ({ visit, from }: Read, pipeline: Pipeline) => ({
  url: visit.page.url as Iri,
  source: visit.source.id,
  finalUrl: from.finalUrl,
  mediaType: from.mediaType,
  ...(from.charset !== undefined && { charset: from.charset }),
  ...(visit.page.etag !== undefined && { etag: visit.page.etag }),
  ...(visit.page.lastModified !== undefined && { lastModified: visit.page.lastModified }),
  fetchedAt: visit.page.fetchedAt,
  body: from.body,
  bodyDigest: from.bodyDigest,
  pipelineDigest: pipeline.digest,
})

const unreadable = (read: Read, problems: readonly Problem[], pipeline: Pipeline): RecordOutcome => ({
  ...pageFields(read, pipeline),
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
): Promise<RecordOutcome> => {
  const { record, kernel } = made
  const problems = [...read.problems, ...record.problems]
  if (record.quads.length === 0) {
    const nothing: Problem = {
      stage: 'lab',
      code: 'no-statements',
      subject: read.visit.page.url,
      detail: 'the JSON-LD of the page makes no statement; check that its @context defines the keys it uses',
    }
    return unreadable(read, problems.length > 0 ? problems : [nothing], pipeline)
  }
  const reports = await pipeline.validator.validate(kernel, read.visit.source.profiles)
  return {
    ...pageFields(read, pipeline),
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

/**
 * Converts a batch of visits, in order. A page without any readable block ends as an `unreadable` outcome with the
 * problems that were met; a page that only links to its JSON-LD asks for the alternates first.
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
      if ('urls' in result) return { kind: 'alternates', visit, urls: result.urls }
      const graph = graphs.get(result)
      const outcome = graph
        ? await weigh(result, graph, pipeline)
        : unreadable(result, result.problems, pipeline)
      return { kind: 'outcome', outcome }
    }),
  )
}
