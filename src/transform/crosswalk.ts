/**
 * The crosswalk: SPARQL updates (queries/crosswalk) turn what records say, each in the terms of its community, into the
 * one kernel model. They run over a staging store that holds a batch, for a rule costs about the same for one record
 * and for a hundred. For each record the store has, and the rules find, in the default graph:
 *
 *   ?g lode:kernel ?kernel ; lode:notes ?notes ; lode:page <landing page> ; lode:genid "prefix" ; lode:skolem "prefix"
 *
 * `?g` is a working copy of the record that rules may change; `?kernel` receives the result; IRIs that rules make start
 * with `lode:genid` and so belong to the record; `lode:skolem` is how every generated IRI starts.
 *
 * Rules find the samples (agents, events) first, in a SELECT of their own, and then join what the records say of them:
 * otherwise the store goes through all statements of a sample for each, and of an agent that a whole collection shares.
 */
import { createHash } from 'node:crypto'
import type { Quad } from '@rdfjs/types'
import { namedNode, Store } from 'oxigraph'
import type { Iri } from '../model/iri.ts'
import type { Problem } from '../model/problem.ts'
import { parseQuads, quadLine } from '../rdf/n-quads.ts'
import { lode, rdf, sosa } from '../rdf/namespaces.ts'
import { factory, isIri } from '../rdf/terms.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { labelsIn, mapConcepts, objectTypeNotes } from './concepts.ts'
import { genidPrefix, identifyNodes } from './identify.ts'
import { promote } from './promote.ts'
import { type Rule, rulesFor } from './rules.ts'

/** What the crosswalk needs. `base` is the public address without a trailing slash. */
export interface CrosswalkBench {
  readonly rules: readonly Rule[]
  readonly vocabularies: Vocabularies
  readonly base: string
}

/** A record's kernel, or why there is none. */
export interface Crossed {
  readonly samples: readonly Iri[]
  readonly quads: readonly Quad[]
  readonly problem?: Problem
}

/** A record that is ready for the rules. */
interface Staged {
  readonly url: Iri
  /** N-Quads of the working copy, the notes and the links between them. */
  readonly lines: string
  /** IRIs of all properties and classes in it. */
  readonly names: ReadonlySet<string>
  /** All other IRIs. */
  readonly iris: ReadonlySet<string>
  readonly kernel: string
  readonly labels: (iri: string) => readonly string[]
}

/**
 * Kernel statements of a batch of records, in order, in the default graph. A record that the store or a rule refuses
 * gets a problem (`crosswalk-failed`); the others are crossed as if it had not been there.
 */
export const crosswalk = (
  records: readonly { readonly graph: Iri; readonly quads: readonly Quad[] }[],
  bench: CrosswalkBench,
): Crossed[] => {
  const staged = records.map((record, i) => stage(record.graph, record.quads, i, bench))
  try {
    return run(staged, bench)
  } catch (error) {
    if (staged.length === 1) return staged.map(record => refused(record, error))
    return staged.flatMap(record => {
      try {
        return run([record], bench)
      } catch (cause) {
        return [refused(record, cause)]
      }
    })
  }
}

const refused = ({ url }: Staged, error: unknown): Crossed => ({
  samples: [],
  quads: [],
  problem: {
    stage: 'crosswalk',
    code: 'crosswalk-failed',
    subject: url,
    detail: `the rules could not be run over the record: ${String(error)}`,
  },
})

const stage = (
  url: Iri,
  quads: readonly Quad[],
  index: number,
  { vocabularies, base }: CrosswalkBench,
): Staged => {
  const { quads: identified, notes } = identifyNodes(quads.filter(isPublished).map(promote), base)
  const [g, notesGraph, kernel] = ['record', 'notes', 'kernel'].map(name => lode(`${name}-${index}`))
  if (!g || !notesGraph || !kernel) throw new Error('staging graphs are named above')
  const genid = `${genidPrefix(base)}${createHash('sha256').update(url).digest('hex').slice(0, 16)}-`
  const links = [
    factory.quad(g, LINK.kernel, kernel),
    factory.quad(g, LINK.notes, notesGraph),
    factory.quad(g, LINK.page, factory.namedNode(url)),
    factory.quad(g, LINK.genid, factory.literal(genid)),
    factory.quad(g, LINK.skolem, factory.literal(genidPrefix(base))),
  ]
  const names = new Set<string>()
  const iris = new Set<string>()
  const inGraph = (graph: typeof g) => (quad: Quad) => {
    names.add(quad.predicate.value)
    iris.add(quad.subject.value)
    if (quad.object.termType === 'NamedNode') iris.add(quad.object.value)
    else if (quad.object.termType === 'Literal') iris.add(quad.object.datatype.value)
    if (quad.predicate.value === RDF_TYPE) names.add(quad.object.value)
    return quadLine(factory.quad(quad.subject, quad.predicate, quad.object, graph))
  }
  const lines = [
    ...identified.map(inGraph(g)),
    ...notes.map(inGraph(notesGraph)),
    ...objectTypeNotes(identified, vocabularies).map(inGraph(notesGraph)),
    ...links.map(quadLine),
  ]
  return { url, lines: lines.join(''), names, iris, kernel: kernel.value, labels: labelsIn(identified) }
}

const run = (staged: readonly Staged[], bench: CrosswalkBench): Crossed[] => {
  const store = new Store()
  try {
    return applyRules(staged, store, bench)
  } finally {
    // WASM memory is not the garbage collector's: without this every batch is slower than the one before. The
    // method is there but not declared.
    ;(store as Store & { free(): void }).free()
  }
}

const applyRules = (
  staged: readonly Staged[],
  store: Store,
  { rules, vocabularies, base }: CrosswalkBench,
): Crossed[] => {
  const present = new Set(staged.flatMap(({ names }) => [...names]))
  // The store would check every IRI each time it occurs.
  const unfit = [present, ...staged.map(({ iris }) => iris)].flatMap(iris =>
    [...iris].filter(iri => !isIri(iri)),
  )
  if (unfit.length > 0) throw new Error(`<${unfit[0]}> is no IRI`)
  store.load(staged.map(({ lines }) => lines).join(''), { format: 'application/n-quads', lenient: true })
  for (const { name, update } of rulesFor(rules, present)) {
    try {
      store.update(update)
    } catch (error) {
      throw new Error(`${name}: ${String(error)}`)
    }
  }
  return staged.map(({ url, kernel, labels }) => {
    const text = store.dump({ format: 'application/n-triples', from_graph_name: namedNode(kernel) })
    const quads = ownSample(parseQuads(text).filter(isPublished), url, base)
    return { samples: samplesIn(quads), quads: mapConcepts(quads, vocabularies, labels) }
  })
}

const LINK = {
  kernel: lode('kernel'),
  notes: lode('notes'),
  page: lode('page'),
  genid: lode('genid'),
  skolem: lode('skolem'),
}
const RDF_TYPE = rdf('type').value
const STAGING = lode('').value

const isPublished = ({ predicate, object }: Quad): boolean =>
  !predicate.value.startsWith(STAGING) &&
  !(object.termType === 'NamedNode' && object.value.startsWith(STAGING))

const SAMPLE_CLASSES = new Set([sosa('Sample').value, sosa('SampleCollection').value])

const samplesIn = (quads: readonly Quad[]): Iri[] => {
  const samples = new Set<Iri>()
  for (const { subject, predicate, object } of quads)
    if (predicate.value === RDF_TYPE && SAMPLE_CLASSES.has(object.value)) samples.add(subject.value as Iri)
  return [...samples].sort()
}

/**
 * A record's only sample, when it has neither identifier nor IRI, is named by the record's URL: the hash that
 * skolemisation gave it would change with every edit of the page.
 */
const ownSample = (quads: readonly Quad[], url: Iri, base: string): readonly Quad[] => {
  const nameless = samplesIn(quads).filter(sample => sample.startsWith(genidPrefix(base)))
  const [sample] = nameless
  if (sample === undefined || nameless.length > 1) return quads
  const own = factory.namedNode(url)
  return quads.map(quad =>
    factory.quad(
      quad.subject.value === sample ? own : quad.subject,
      quad.predicate,
      quad.object.value === sample && quad.object.termType === 'NamedNode' ? own : quad.object,
    ),
  )
}
