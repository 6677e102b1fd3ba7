/** The lab: JSON-LD documents of a page become what the record says, losslessly, in a graph named after the page. */
import type { Quad, Term } from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import type { JsonLdDocument, JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordGraph } from '../model/record-graph.ts'
import type { Source } from '../model/source.ts'
import { canonicalise } from '../pid/identifiers.ts'
import type { ContextLibrary } from '../rdf/contexts.ts'
import { jsonLdToQuads } from '../rdf/json-ld.ts'
import { MAX_DEPTH, mendJsonLd } from '../rdf/json-ld-mend.ts'
import { termText } from '../rdf/n-quads.ts'
import { igsnvoc, rdf } from '../rdf/namespaces.ts'
import { foldSchemaOrg } from '../rdf/schema-org.ts'
import { skolemise } from '../rdf/skolemise.ts'
import { factory } from '../rdf/terms.ts'
import { repairsOff } from '../registry/repairs.ts'
import { coverageOf } from './coverage.ts'
import { genidPrefix } from './identify.ts'
import { applyOverlays, type Overlay, overlaysFor } from './overlay.ts'
import { repairDocument } from './repairs/document.ts'
import { explained, withoutUnknownParts } from './unknown-context.ts'

/** What a record is made from. */
export interface RecordInput {
  /** The landing page: name of the record's graph and base of relative IRIs. */
  readonly url: Iri
  readonly source: Source
  readonly documents: readonly JsonLdDocument[]
}

/** What the lab needs. `contexts` includes the overlays' own. */
export interface LabBench {
  readonly contexts: ContextLibrary
  readonly overlays: readonly Overlay[]
  /** Public address without a trailing slash. */
  readonly base: string
}

/** A page that makes more statements than this is refused: it is a data dump, and would hold up its batch. */
const MAX_QUADS = 50_000

/**
 * The record graph of one page. Documents that cannot be converted become problems and the others go on; equal documents
 * count once. All quads are in graph `input.url`, schema.org folded, persistent identifiers canonical, no blank nodes.
 */
export const recordGraph = async (input: RecordInput, bench: LabBench): Promise<RecordGraph> => {
  const work: Work = { input, bench, repairs: [], problems: [] }
  const read: (JsonObject | JsonValue[])[] = []
  const quads: Quad[] = []
  for (const document of distinctDocuments(input.documents)) {
    const prepared = prepare(document, work)
    if (!prepared) continue
    read.push(prepared)
    for (const quad of await convert(prepared, document, work)) quads.push(quad)
  }
  const graph = await graphOf(quads, work)
  return {
    graph: input.url,
    quads: graph,
    coverage: coverageOf(read, graph, { base: input.url, contexts: bench.contexts }),
    repairs: mergedRepairs([...input.documents.flatMap(({ repairs }) => repairs), ...work.repairs]),
    problems: work.problems,
  }
}

/** One page in the making. */
interface Work {
  readonly input: RecordInput
  readonly bench: LabBench
  readonly repairs: Repair[]
  readonly problems: Problem[]
}

const report = ({ input, problems }: Work, code: string, detail: string): void => {
  problems.push({ stage: 'lab', code, subject: input.url, detail })
}

/** Pages repeat blocks (one by the shop system, one by hand); twice the same says nothing more. */
const distinctDocuments = (documents: readonly JsonLdDocument[]): readonly JsonLdDocument[] => {
  if (documents.length < 2) return documents
  const seen = new Set<string>()
  return documents.filter(({ json }) => {
    // JSON.stringify recurses; documents too deep for it are refused by `prepare`.
    const key = isTooDeep(json) ? '' : JSON.stringify(json)
    const isNew = key === '' || !seen.has(key)
    seen.add(key)
    return isNew
  })
}

const isTooDeep = (json: JsonValue): boolean => {
  let level: JsonValue[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true
    level = level.flatMap(value => (value !== null && typeof value === 'object' ? Object.values(value) : []))
  }
  return false
}

/** A document mended and repaired, with its overlays; undefined when it is too large to be processed. */
const prepare = ({ json, index }: JsonLdDocument, work: Work): JsonObject | JsonValue[] | undefined => {
  const mended = mendJsonLd(json)
  if ('tooLarge' in mended) {
    report(work, 'too-large', `document ${index} cannot be processed: ${mended.tooLarge}`)
    return undefined
  }
  const { bench, input, repairs } = work
  const applied = overlaysFor(mended.json, input.source.overlay, bench.overlays)
  const repaired = repairDocument(mended.json, repairsOff(input.source.repairs))
  repairs.push(...mended.repairs, ...repaired.repairs)
  for (const { name } of applied)
    repairs.push({
      rule: `overlay-${name}`,
      detail: `the context overlay "${name}" was laid over the document's own`,
    })
  return applyOverlays(repaired.json, applied)
}

/**
 * Quads of one document. When it fails as a whole, its items are tried one by one, and of each what can be understood: a
 * bad item of an array costs only itself, a part under an unknown context only that part. The problem is reported.
 */
const convert = async (
  json: JsonObject | JsonValue[],
  { index, base }: Pick<JsonLdDocument, 'index' | 'base'>,
  work: Work,
): Promise<Quad[]> => {
  const { bench, input, repairs, problems } = work
  const options = {
    base: base ?? input.url,
    contexts: bench.contexts,
    subject: input.url,
    // `prepare` has mended it.
    isMended: true,
    onRepair: (repair: Repair) => repairs.push(repair),
  }
  const whole = await jsonLdToQuads(json, options)
  if (whole.ok) return apart(whole.value, `d${index}`)
  const quads: Quad[] = []
  for (const [i, item] of (Array.isArray(json) ? json : [json]).entries()) {
    const part = await jsonLdToQuads([item], options)
    const known = part.ok ? undefined : withoutUnknownParts(item, bench.contexts)
    const rest = known === undefined ? undefined : await jsonLdToQuads([known], options)
    if (!part.ok)
      for (const problem of explained(part.problem, item, options))
        if (problems.every(({ detail }) => detail !== problem.detail)) problems.push(problem)
    const understood = rest ?? part
    if (understood.ok) quads.push(...apart(understood.value, `d${index}i${i}`))
  }
  return quads
}

/** The quads with blank node labels that no other document uses: labels are scoped to their document. */
const apart = (quads: readonly Quad[], prefix: string): Quad[] => {
  const rename = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? (factory.blankNode(`${prefix}-${term.value}`) as unknown as T) : term
  // Named graphs of a document are flattened: the record has one graph, named by its page.
  return quads.map(q => factory.quad(rename(q.subject), q.predicate, rename(q.object)))
}

const graphOf = async (quads: Quad[], work: Work): Promise<Quad[]> => {
  const { bench, input } = work
  if (quads.length > MAX_QUADS) {
    report(work, 'too-large', `the page makes ${quads.length} statements; the limit is ${MAX_QUADS}`)
    return []
  }
  const canonical = canonicalTerms()
  const named = disowned(foldSchemaOrg(quads).map(canonical), bench.base)
  const into = factory.namedNode(input.url)
  return distinct(await skolemise(named, { graph: input.url, base: bench.base, into }))
}

/**
 * Nodes that a page calls by an IRI generated here are its own blank nodes: such an IRI belongs to the record it was made
 * for, and no page can say anything of another record's nodes (RDF 1.1 Concepts, section 3.5: outside, it names nothing).
 */
const disowned = (quads: Quad[], base: string): Quad[] => {
  const prefix = genidPrefix(base)
  const labels = new Map<string, Term>()
  const own = <T extends Term>(term: T): T => {
    if (term.termType !== 'NamedNode' || !term.value.startsWith(prefix)) return term
    const label = labels.get(term.value) ?? factory.blankNode(`generated-${labels.size}`)
    labels.set(term.value, label)
    return label as unknown as T
  }
  return quads.map(quad => {
    const [subject, object] = [own(quad.subject), own(quad.object)]
    return subject === quad.subject && object === quad.object
      ? quad
      : factory.quad(subject, quad.predicate, object)
  })
}

/** Replaces persistent identifiers in subject and object by their canonical IRI. */
const canonicalTerms = () => {
  const known = new Map<string, Term>()
  const voc = igsnvoc('').value
  const canonical = <T extends Term>(term: T): T => {
    if (term.termType !== 'NamedNode' || term.value.startsWith(voc)) return term
    let result = known.get(term.value)
    if (!result) {
      const iri = canonicalise(term.value)
      result = iri === undefined || iri === term.value ? term : factory.namedNode(iri)
      known.set(term.value, result)
    }
    return result as T
  }
  return (quad: Quad): Quad => {
    const subject = canonical(quad.subject)
    // Classes are names in a vocabulary, even where they look like identifiers.
    const object = quad.predicate.value === RDF_TYPE ? quad.object : canonical(quad.object)
    return subject === quad.subject && object === quad.object
      ? quad
      : factory.quad(subject, quad.predicate, object)
  }
}

const RDF_TYPE = rdf('type').value

/** Quads of one graph without repetition. */
const distinct = (quads: readonly Quad[]): Quad[] => {
  const subjects = new Map<string, Map<string, DistinctTerms>>()
  return quads.filter(({ subject, predicate, object }) => {
    let properties = subjects.get(subject.value)
    if (!properties) {
      properties = new Map()
      subjects.set(subject.value, properties)
    }
    const known = properties.get(predicate.value)
    if (known) return known.add(object)
    properties.set(predicate.value, new DistinctTerms(object))
    return true
  })
}

const FEW = 8

/** The values of one property of one node: compared one by one while they are few, as texts when they are many. */
class DistinctTerms {
  readonly #few: Term[]
  #many: Set<string> | undefined

  constructor(first: Term) {
    this.#few = [first]
  }

  /** False when the term is there already. */
  add(term: Term): boolean {
    if (this.#few.length < FEW) {
      if (this.#few.some(known => known.equals(term))) return false
      this.#few.push(term)
      return true
    }
    this.#many ??= new Set(this.#few.map(termText))
    const before = this.#many.size
    return this.#many.add(termText(term)).size > before
  }
}

/** One entry per rule and detail, with the number of times: a list of 300 samples may need one repair 300 times. */
export const mergedRepairs = (repairs: readonly Repair[]): Repair[] => {
  const counts = new Map<string, { repair: Repair; times: number }>()
  for (const repair of repairs) {
    const key = `${repair.rule}\n${repair.detail}`
    const entry = counts.get(key)
    if (entry) entry.times++
    else counts.set(key, { repair, times: 1 })
  }
  return [...counts.values()].map(({ repair, times }) =>
    times === 1 ? repair : { ...repair, detail: `${repair.detail} (${times} times)` },
  )
}
