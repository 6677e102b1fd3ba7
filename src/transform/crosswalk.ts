/**
 * The crosswalk: SPARQL updates (queries/crosswalk) turn what records say, each in the terms of its community, into the
 * one kernel model. They run over the staging graphs of one record at a time, compiled (compile/) where they can be. For
 * the record the rules find in the default graph:
 *
 *   ?g lode:kernel ?kernel ; lode:notes ?notes ; lode:page <landing page> ; lode:genid "prefix" ; lode:skolem "prefix"
 *
 * `?g` is a working copy of the record that rules may change; `?kernel` receives the result; IRIs that rules make start
 * with `lode:genid` and so belong to the record; `lode:skolem` is how every generated IRI starts.
 */
import type { Quad } from '@rdfjs/types'
import type { Iri } from '../model/iri.ts'
import type { Problem } from '../model/problem.ts'
import { rdf, sosa } from '../rdf/namespaces.ts'
import { factory } from '../rdf/terms.ts'
import type { Vocabularies } from '../registry/vocabularies.ts'
import { programOf } from './compile/program.ts'
import { mapConcepts } from './concepts.ts'
import { genidPrefix } from './identify.ts'
import type { Rule } from './rules.ts'
import { kernelQuads, stage } from './staging.ts'

/** What the crosswalk needs. `base` is the public address without a trailing slash. */
export interface CrosswalkBench {
  /** The same list each time: it is compiled when it is first seen. */
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

/**
 * Kernel statements of records, in order, in the default graph. A record that cannot be staged or that a rule refuses gets
 * a problem (`crosswalk-failed`); the others are crossed as if it had not been there.
 */
export const crosswalk = (
  records: readonly { readonly graph: Iri; readonly quads: readonly Quad[] }[],
  bench: CrosswalkBench,
): Crossed[] =>
  records.map(({ graph, quads }) => {
    try {
      return cross(graph, quads, bench)
    } catch (error) {
      return refused(graph, error)
    }
  })

const refused = (url: Iri, error: unknown): Crossed => ({
  samples: [],
  quads: [],
  problem: {
    stage: 'crosswalk',
    code: 'crosswalk-failed',
    subject: url,
    detail: `the rules could not be run over the record: ${String(error)}`,
  },
})

const cross = (url: Iri, quads: readonly Quad[], { rules, vocabularies, base }: CrosswalkBench): Crossed => {
  const program = programOf(rules)
  const staged = stage(url, quads, { vocabularies, base, constants: program.constants })
  program.run(staged.data, staged.terms, staged.names)
  const kernel = ownSample(kernelQuads(staged), url, base)
  return { samples: samplesIn(kernel), quads: mapConcepts(kernel, vocabularies, staged.labels) }
}

const RDF_TYPE = rdf('type').value

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
