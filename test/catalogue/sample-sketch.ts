/** Kernel statements of samples from short sketches, as the crosswalk would make them. */
import type { Quad, Quad_Object, Term } from '@rdfjs/types'
import type { RecordOutcome } from '../../src/model/record.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { datacite, dcterms, geo, prov, rdf, schema, sosa, xsd } from '../../src/rdf/namespaces.ts'
import { factory, isIri } from '../../src/rdf/terms.ts'
import type { Vocabularies } from '../../src/registry/vocabularies.ts'
import { buildOutcome } from '../support/build-record.ts'

export interface AgentSketch {
  readonly id: string
  readonly name?: string
  readonly affiliation?: AgentSketch
  /** Other identifiers of the same agent. */
  readonly sameAs?: readonly string[]
}

/** What a record says of one sample; everything may be left out. */
export interface SampleSketch {
  readonly iri: string
  readonly collection?: boolean
  readonly identifier?: string
  readonly name?: string
  readonly germanName?: string
  readonly description?: string
  readonly materials?: readonly string[]
  readonly objectTypes?: readonly string[]
  readonly features?: readonly string[]
  readonly methods?: readonly string[]
  readonly wkt?: string
  readonly place?: string
  readonly from?: string
  readonly to?: string
  readonly collectors?: readonly AgentSketch[]
  readonly custodians?: readonly AgentSketch[]
  readonly publications?: readonly {
    id: string
    title?: string
    relation?: string
    type?: string
    sameAs?: readonly string[]
  }[]
  /** Samples that the record says are parts of this one. */
  readonly parts?: readonly string[]
  readonly parents?: readonly string[]
  readonly derivedFrom?: readonly string[]
  readonly status?: string
}

const node = (text: string): Quad_Object => (isIri(text) ? factory.namedNode(text) : factory.literal(text))

const agentQuads = ({ id, name, affiliation, sameAs = [] }: AgentSketch, type: string): Quad[] => [
  ...sameAs.map(other => factory.quad(factory.namedNode(id), schema('sameAs'), factory.namedNode(other))),
  factory.quad(factory.namedNode(id), rdf('type'), schema(type)),
  ...(name ? [factory.quad(factory.namedNode(id), schema('name'), factory.literal(name))] : []),
  ...(affiliation
    ? [
        factory.quad(factory.namedNode(id), schema('affiliation'), factory.namedNode(affiliation.id)),
        ...agentQuads(affiliation, 'Organization'),
      ]
    : []),
]

/** The kernel statements of one sample. */
export const kernelQuads = (sketch: SampleSketch): Quad[] => {
  const subject = factory.namedNode(sketch.iri)
  const sampling = factory.namedNode(`${sketch.iri}#sampling`)
  const geometry = factory.namedNode(`${sketch.iri}#geometry`)
  const place = factory.namedNode(`${sketch.iri}#place`)
  const quads: Quad[] = []
  const say = (s: typeof subject, p: Term, objects: readonly Quad_Object[]) => {
    for (const object of objects) quads.push(factory.quad(s, factory.namedNode(p.value), object))
  }
  const texts = (text: string | undefined) => (text === undefined ? [] : [factory.literal(text)])
  const date = (text: string | undefined) => (text === undefined ? [] : [factory.literal(text, xsd('date'))])
  say(subject, rdf('type'), [sosa(sketch.collection ? 'SampleCollection' : 'Sample')])
  say(subject, dcterms('identifier'), texts(sketch.identifier))
  say(subject, schema('name'), texts(sketch.name))
  if (sketch.germanName) say(subject, schema('name'), [factory.literal(sketch.germanName, 'de')])
  say(subject, schema('description'), texts(sketch.description))
  say(subject, schema('material'), (sketch.materials ?? []).map(node))
  say(subject, schema('additionalType'), (sketch.objectTypes ?? []).map(node))
  say(subject, sosa('isSampleOf'), (sketch.features ?? []).map(node))
  say(subject, schema('creativeWorkStatus'), texts(sketch.status))
  say(subject, dcterms('isPartOf'), (sketch.parents ?? []).map(node))
  say(subject, prov('wasDerivedFrom'), (sketch.derivedFrom ?? []).map(node))
  if (sketch.wkt !== undefined) {
    say(subject, geo('hasGeometry'), [geometry])
    say(geometry, geo('asWKT'), [factory.literal(sketch.wkt, geo('wktLiteral'))])
  }
  if (sketch.place !== undefined) {
    say(subject, schema('spatialCoverage'), [place])
    say(place, schema('name'), texts(sketch.place))
  }
  say(subject, sosa('isResultOf'), [sampling])
  say(sampling, rdf('type'), [sosa('Sampling')])
  say(sampling, prov('startedAtTime'), date(sketch.from))
  say(sampling, prov('endedAtTime'), date(sketch.to))
  say(sampling, sosa('usedProcedure'), (sketch.methods ?? []).map(node))
  for (const agent of sketch.collectors ?? []) {
    say(sampling, prov('wasAssociatedWith'), [factory.namedNode(agent.id)])
    quads.push(...agentQuads(agent, 'Person'))
  }
  for (const agent of sketch.custodians ?? []) {
    say(subject, schema('holdingArchive'), [factory.namedNode(agent.id)])
    quads.push(...agentQuads(agent, 'Organization'))
  }
  for (const part of sketch.parts ?? []) say(factory.namedNode(part), dcterms('isPartOf'), [subject])
  for (const { id, title, relation, type, sameAs = [] } of sketch.publications ?? []) {
    if (type) say(factory.namedNode(id), rdf('type'), [schema(type)])
    say(factory.namedNode(id), schema('sameAs'), sameAs.map(node))
    say(subject, dcterms('isReferencedBy'), [factory.namedNode(id)])
    if (relation) say(subject, datacite(relation), [factory.namedNode(id)])
    say(factory.namedNode(id), schema('name'), texts(title))
  }
  return quads
}

/** An accepted record at `url` that describes the samples. */
export const recordOf = (
  url: string,
  sketches: readonly SampleSketch[],
  over: Partial<Pick<RecordOutcome, 'source' | 'state' | 'reports'>> = {},
): RecordOutcome =>
  buildOutcome({
    url,
    samples: sketches.map(({ iri }) => iri),
    kernelTriples: writeQuads(sketches.flatMap(kernelQuads)),
    recordQuads: '',
    ...over,
  })

/** A vocabulary of rocks for tests: basalt and granite are igneous, igneous and sandstone are rocks; basalt is also a lava. */
export const ROCKS: Readonly<Record<string, { label: string; broader: readonly string[] }>> = {
  'https://vocabulary.example/rock': { label: 'Rock', broader: [] },
  'https://vocabulary.example/lava': { label: 'Lava', broader: [] },
  'https://vocabulary.example/igneous': {
    label: 'Igneous rock',
    broader: ['https://vocabulary.example/rock'],
  },
  'https://vocabulary.example/sandstone': {
    label: 'Sandstone',
    broader: ['https://vocabulary.example/rock'],
  },
  'https://vocabulary.example/granite': { label: 'Granite', broader: ['https://vocabulary.example/igneous'] },
  'https://vocabulary.example/basalt': {
    label: 'Basalt',
    broader: ['https://vocabulary.example/igneous', 'https://vocabulary.example/lava'],
  },
}

/** The vocabularies of ROCKS, for the field `material`; `digest` can be changed to ask for a rebuild. */
export const rockVocabularies = (
  digest = 'rocks 1',
): Pick<Vocabularies, 'digest' | 'concept' | 'label' | 'ancestors'> => {
  const ancestors = (iri: string): string[] => {
    const direct = ROCKS[iri]?.broader ?? []
    return [...new Set([...direct, ...direct.flatMap(ancestors)])]
  }
  return {
    digest,
    label: iri => ROCKS[iri]?.label,
    ancestors: iri => ancestors(iri).filter(isIri),
    concept: (field, text) =>
      field === 'material'
        ? Object.keys(ROCKS)
            .filter(isIri)
            .find(iri => ROCKS[iri]?.label.toLowerCase() === text.toLowerCase())
        : undefined,
  }
}
