/** A document of any accepted form -> the graph that is validated: statements as they are, JSON-LD as a harvest reads it. */
import { decodeText } from '../harvest/charset.ts'
import { readJsonBlock } from '../harvest/json-block.ts'
import type { Page } from '../model/page.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { Source } from '../model/source.ts'
import { jsonLdToQuads } from '../rdf/json-ld.ts'
import { parseQuads } from '../rdf/n-quads.ts'
import { rdf } from '../rdf/namespaces.ts'
import { foldSchemaOrg } from '../rdf/schema-org.ts'
import { switchableRepairs } from '../registry/repairs.ts'
import { SOURCE_DEFAULTS } from '../registry/source-defaults.ts'
import type { CheckRequest, PlacedProblem } from '../validate/check-request.ts'
import { prefixedName } from '../validate/explain-names.ts'
import { locateJson, locateStatements } from '../validate/locate.ts'
import type { DocumentReader, ReadDocument } from '../validate/read-document.ts'
import { readStatements, STATEMENT_TYPES } from '../validate/read-statements.ts'
import { convert } from '../walk/convert.ts'
import type { Pipeline } from '../walk/pipeline.ts'

type Reading = Awaited<ReturnType<DocumentReader>>

const JSON_TYPE = /^(?:application|text)\/(?:json|x-json)$|\+json$/

/** Media type of a document by the name of its file; undefined when that says nothing. */
export const typeOfName = (name: string): string | undefined =>
  ({
    ttl: 'text/turtle',
    trig: 'application/trig',
    nt: 'application/n-triples',
    nq: 'application/n-quads',
    jsonld: 'application/ld+json',
    json: 'application/ld+json',
    html: 'text/html',
    htm: 'text/html',
    xhtml: 'application/xhtml+xml',
    xml: 'application/xml',
  })[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '']

/** Media type by the first characters, for documents of which nothing else is known: every N-Triples text is Turtle. */
export const typeOfContent = (text: string): string => {
  const start = text.trimStart()
  // A Turtle text may begin with [ as well, but not with what follows it in JSON.
  if (/^(?:\{|\[\s*(?:[{"[\d]|\]\s*$))/.test(start)) return 'application/ld+json'
  if (/^<(?:!|\?xml|html|head|body|script|meta|link|title|div)/i.test(start))
    return /^<\?xml(?![\s\S]{0,2000}<html)/i.test(start) ? 'application/xml' : 'text/html'
  return /^(?:<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s+.{1,4000}\s(?:<[^>\s]*>|_:\S+)\s*\.\s*$/m.test(
    start.split('\n', 1)[0] ?? '',
  )
    ? 'application/n-quads'
    : 'text/turtle'
}

const refuse = (problems: readonly Problem[], of: PlacedProblem['of'] = 'document'): Reading => ({
  ok: false,
  problems: problems.map(problem => {
    const line = Number(/\bline (\d+)/.exec(problem.detail)?.[1])
    return { ...problem, of, ...(line > 0 && { line }) }
  }),
})

const fromStatements = (request: CheckRequest, text: string, mediaType: string): Reading => {
  const { name, url } = request
  const read = readStatements(text, { name, mediaType, of: 'document', base: url })
  if (!read.ok) return { ok: false, problems: [read.problem] }
  const { quads, lines } = read.value
  const value: ReadDocument = {
    quads: foldSchemaOrg(quads),
    ...{ validated: 'as-is', url, mediaType, problems: [], locate: locateStatements(lines) },
  }
  return { ok: true, value }
}

const asItIs = (request: CheckRequest, text: string, { lab }: Pipeline): Reading => {
  const { name, url } = request
  const block = readJsonBlock(text, name, 'the document', { off: new Set(switchableRepairs) })
  if (!block.ok) return refuse([block.problem])
  const { contexts } = lab
  const made = jsonLdToQuads(block.value.json, { base: url, contexts, subject: name, strict: true })
  if (!made.ok) return refuse([made.problem])
  const value: ReadDocument = {
    quads: foldSchemaOrg(made.value),
    ...{ validated: 'as-is', url, mediaType: 'application/ld+json', problems: [], locate: locateJson(text) },
  }
  return { ok: true, value }
}

/** A page that nobody fetched. */
const pageOf = ({ url, content }: CheckRequest, mediaType: string): Page => ({
  ...{ url, finalUrl: url, status: 200, mediaType, body: content, links: [] },
  fetchedAt: new Date().toISOString(),
  bodyDigest: '',
})

/** A source that says nothing of itself, but for how its documents are read where that is known. */
const sourceOf = ({ reading }: CheckRequest): Source => ({
  ...SOURCE_DEFAULTS,
  ...reading,
  ...{ id: 'validate', name: 'validate', feeds: [], profiles: [] },
})

const MOST_TYPES = 6

/** What results alone do not tell: what a page without a sample is about, and that a file has no address of its own. */
const pitfalls = (
  { name, url }: CheckRequest,
  { samples, recordQuads, kernelTriples }: RecordOutcome,
): readonly Problem[] => {
  if (samples.length === 0) {
    const types = new Set(
      parseQuads(recordQuads).flatMap(({ predicate, object }) =>
        predicate.equals(rdf('type')) ? [prefixedName(object.value)] : [],
      ),
    )
    const found = [...types].slice(0, MOST_TYPES).join(', ')
    const detail =
      types.size === 0
        ? 'nothing in it has a type, so that nothing is known to be a sample'
        : `it describes ${found}${types.size > MOST_TYPES ? ' …' : ''}; none of it was recognised as a sample: give the sample an IGSN, or one of the types and forms that the crosswalk knows`
    return [{ stage: 'crosswalk', code: 'no-sample', subject: name, detail }]
  }
  if (!url.startsWith('file:') || !kernelTriples.includes(`<${url}>`)) return []
  const detail =
    'the file stands for a page whose address is not known; where results speak of a file: address, give --url'
  return [{ stage: 'scales', code: 'no-address', subject: name, detail }]
}

const throughPipeline = async (
  request: CheckRequest,
  text: string,
  mediaType: string,
  pipeline: Pipeline,
): Promise<Reading> => {
  const [converted] = await convert(
    [{ page: pageOf(request, mediaType), source: sourceOf(request) }],
    pipeline,
  )
  if (converted?.kind !== 'outcome') {
    const elsewhere = converted?.urls.length ? `; it links to ${converted.urls.join(', ')}` : ''
    const detail = `the page embeds no JSON-LD, and nothing is fetched here${elsewhere}: validate what it links to`
    return refuse([{ stage: 'hall', code: 'no-json-ld', subject: request.name, detail }])
  }
  const { state, kernelTriples, samples, repairs, coverage } = converted.outcome
  if (state === 'unreadable') return refuse(converted.outcome.problems)
  const problems = [...converted.outcome.problems, ...pitfalls(request, converted.outcome)]
  const value: ReadDocument = {
    quads: parseQuads(kernelTriples),
    ...{ validated: 'kernel', url: request.url, samples, mediaType, problems, repairs },
    ...(coverage && { coverage }),
    locate: locateJson(text),
  }
  return { ok: true, value }
}

const fromKernel = ({ name, url, content, kernelOf }: CheckRequest): Reading => {
  const text = new TextDecoder().decode(content)
  const read = readStatements(text, { name, mediaType: 'application/n-triples', of: 'document', base: url })
  if (!read.ok) return { ok: false, problems: [read.problem] }
  const value: ReadDocument = {
    quads: read.value.quads,
    ...{
      validated: 'kernel',
      url,
      samples: kernelOf ?? [],
      mediaType: 'application/n-triples',
      problems: [],
    },
    locate: locateStatements(read.value.lines),
  }
  return { ok: true, value }
}

/** Reads documents by a pipeline: that of a harvest, whose contexts, overlays and rules decide what a graph holds. */
export const documentReader =
  (open: () => Pipeline): DocumentReader =>
  async request => {
    if (request.kernelOf) return fromKernel(request)
    const { text } = decodeText(request.content, undefined)
    const mediaType = request.mediaType || typeOfContent(text)
    if (mediaType in STATEMENT_TYPES) return fromStatements(request, text, mediaType)
    if (request.raw && JSON_TYPE.test(mediaType)) return asItIs(request, text, open())
    return throughPipeline(request, text, mediaType, open())
  }
