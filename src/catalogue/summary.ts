/** Everything the accepted records say about a sample -> the one item, its columns and its facet values. Pure. */
import { canonicalise, identify } from '../pid/identifiers.ts'
import type { AgentFact } from './agents.ts'
import type { Concepts } from './concepts.ts'
import { type Days, daysOf } from './dates.ts'
import { type EntityKind, FACETS, type FacetName } from './facet-table.ts'
import type { Facts, Text } from './facts.ts'
import { wordLine } from './fold.ts'
import { type Box, boxOf, collect, type Geometry, parseWkt } from './geometry.ts'
import type { Collected, Involved, Labelled, Publication, SampleItem } from './item.ts'
import { byText, distinct, mostFrequent } from './order.ts'

/** What one accepted record says about the sample. */
export interface Description {
  readonly record: string
  readonly source: string
  readonly facts: Facts
}

/** One facet value of a sample; `direct` is false for what only follows from the hierarchy. */
export interface FacetValue {
  readonly facet: FacetName
  readonly value: string
  readonly direct: boolean
}

/** A sample as it goes into the tables. */
export interface Summary {
  readonly item: SampleItem
  readonly box?: Box
  readonly days?: Days
  readonly values: readonly FacetValue[]
  /** Words of name and identifiers, and of everything that is searched. */
  readonly nameWords: string
  readonly words: string
}

/** What is known of a sample beyond its own descriptions. */
export interface Wider {
  /** Samples that it is part of or derived from, by whatever record. */
  readonly parents: readonly string[]
  /** The identifier that stands for an entity. */
  readonly chosen: (kind: EntityKind, id: string) => string
}

const NOTHING_WIDER: Wider = { parents: [], chosen: (_, id) => id }

const withChosen = ({ facts, ...rest }: Description, { chosen }: Wider): Description => ({
  ...rest,
  facts: {
    ...facts,
    agents: facts.agents.map(agent => ({ ...agent, id: chosen(agent.kind, agent.id) })),
    publications: facts.publications.map(each => ({ ...each, id: chosen('publication', each.id) })),
  },
})

// English first, then texts without a language, then any other; ties by record, then by text.
const languageRank = (language: string): number => (/^en\b/.test(language) ? 0 : language === '' ? 1 : 2)

const chooseText = (texts: readonly Text[]): string | undefined => {
  let best: Text | undefined
  for (const text of texts) if (!best || languageRank(text[1]) < languageRank(best[1])) best = text
  return best?.[0]
}

/** The identifier as people write it: the one that spells the sample's own IRI, else the first, else the IRI's display form. */
const chooseIdentifier = (iri: string, identifiers: readonly string[]): string =>
  identifiers.find(text => canonicalise(text) === iri) ?? identifiers[0] ?? identify(iri)?.display ?? iri

// A sample that anybody calls destroyed is not offered as available because another record is silent.
const STATUS_ORDER = ['destroyed', 'deprecated', 'registered']

const chooseStatus = (statuses: readonly string[]): string =>
  STATUS_ORDER.find(status => statuses.includes(status)) ?? statuses[0] ?? 'registered'

const labelled = (values: readonly string[], concepts: Concepts): Labelled[] =>
  values
    .map(id => ({ id, label: concepts.label(id) ?? id }))
    .sort((a, b) => byText(a.label, b.label) || byText(a.id, b.id))

// `Collector` of one record is `collector` of another; the spelling in lower case is the kernel's own.
const foldRoles = (roles: readonly string[]): string[] => {
  const spellings = new Map<string, string>()
  for (const role of distinct(roles)) spellings.set(role.toLowerCase().replace(/[\s_-]/g, ''), role)
  return [...spellings.values()].sort(byText)
}

const involved = (agents: readonly AgentFact[], kind: AgentFact['kind']): Involved[] => {
  const byId = new Map<string, AgentFact[]>()
  for (const agent of agents) byId.set(agent.id, [...(byId.get(agent.id) ?? []), agent])
  return [...byId]
    .filter(([, facts]) => facts[0]?.kind === kind)
    .map(([id, facts]) => ({
      id,
      name: mostFrequent(facts.flatMap(fact => fact.names)) ?? identify(id)?.display ?? id,
      roles: foldRoles(facts.flatMap(fact => fact.roles)),
    }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id))
}

const publicationsOf = (descriptions: readonly Description[]): Publication[] => {
  const byId = new Map<string, { titles: string[]; relations: string[] }>()
  for (const { id, titles, relations } of descriptions.flatMap(({ facts }) => facts.publications)) {
    const known = byId.get(id) ?? { titles: [], relations: [] }
    byId.set(id, { titles: [...known.titles, ...titles], relations: [...known.relations, ...relations] })
  }
  return [...byId]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([id, { titles, relations }]) =>
      distinct(relations).map(relation => ({ id, title: mostFrequent(titles) ?? id, relation })),
    )
}

const collectedOf = (
  starts: readonly string[],
  ends: readonly string[],
): { collected?: Collected; days?: Days } => {
  const order = (texts: readonly string[], side: keyof Days): string[] =>
    texts
      .filter(text => daysOf(text) !== undefined)
      .sort((a, b) => (daysOf(a)?.[side] ?? 0) - (daysOf(b)?.[side] ?? 0) || byText(a, b))
  const from = order(starts, 'first')[0]
  const to = order(ends, 'last').at(-1)
  // Several starts without an end, by different records or of different events, are all dates it was collected at.
  const known = [...starts, ...ends].flatMap(text => daysOf(text) ?? [])
  // What is no date is still shown, but cannot be searched.
  const shown = { from: from ?? starts[0], to: to ?? ends[0] }
  return {
    ...((shown.from ?? shown.to) !== undefined && {
      collected: {
        ...(shown.from !== undefined && { from: shown.from }),
        ...(shown.to !== undefined && { to: shown.to }),
      },
    }),
    ...(known.length > 0 && {
      days: {
        first: Math.min(...known.map(day => day.first)),
        last: Math.max(...known.map(day => day.last)),
      },
    }),
  }
}

// Of records that place the sample differently, the first counts: mixing them would put it in two places.
const geometryOf = (descriptions: readonly Description[]): Geometry | undefined => {
  for (const { facts } of descriptions) {
    const geometry = collect(facts.wkt.flatMap(text => parseWkt(text) ?? []))
    if (geometry) return geometry
  }
  return undefined
}

const facetValues = (item: SampleItem, concepts: Concepts): FacetValue[] => {
  const direct: readonly [FacetName, readonly string[]][] = [
    ['material', item.materials.map(value => value.id)],
    ['objectType', item.objectTypes.map(value => value.id)],
    ['sampledFeature', item.sampledFeatures.map(value => value.id)],
    ['method', item.methods.map(value => value.id)],
    ['source', item.sources],
    ['person', item.people.map(value => value.id)],
    ['organisation', item.organisations.map(value => value.id)],
    ['publication', item.publications.map(value => value.id)],
    ['profile', item.conformsTo],
    ['status', [item.status]],
    ['parent', item.parents],
  ]
  return direct.flatMap(([facet, values]) => {
    const stated = new Set(values)
    const implied = FACETS[facet].kind === 'concept' ? values.flatMap(value => concepts.ancestors(value)) : []
    return distinct([...stated, ...implied]).map(value => ({ facet, value, direct: stated.has(value) }))
  })
}

const itemOf = (
  iri: string,
  descriptions: readonly Description[],
  concepts: Concepts,
  parents: readonly string[],
): SampleItem => {
  const all = <T>(pick: (facts: Facts) => readonly T[]): T[] =>
    descriptions.flatMap(({ facts }) => pick(facts))
  const concept = (pick: (facts: Facts) => readonly string[]) => labelled(distinct(all(pick)), concepts)
  const agents = all(facts => facts.agents)
  const optional = {
    name: chooseText(all(facts => facts.names)),
    description: chooseText(all(facts => facts.descriptions)),
    landingPage: all(facts => facts.landingPages)[0] ?? descriptions[0]?.record,
    collected: collectedOf(
      all(facts => facts.starts),
      all(facts => facts.ends),
    ).collected,
    geometry: geometryOf(descriptions),
    elevation: all(facts => facts.elevations)[0],
    place: all(facts => facts.places)[0],
  }
  return {
    id: iri,
    identifier: chooseIdentifier(
      iri,
      all(facts => facts.identifiers),
    ),
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<SampleItem>),
    source: descriptions[0]?.source ?? '',
    sources: distinct(descriptions.map(({ source }) => source)),
    status: chooseStatus(all(facts => facts.statuses)),
    collection: descriptions.some(({ facts }) => facts.collection),
    objectTypes: concept(facts => facts.objectTypes),
    materials: concept(facts => facts.materials),
    sampledFeatures: concept(facts => facts.sampledFeatures),
    methods: concept(facts => facts.methods),
    people: involved(agents, 'person'),
    organisations: involved(agents, 'organisation'),
    publications: publicationsOf(descriptions),
    parents: distinct([...all(facts => facts.parents), ...parents]),
    conformsTo: distinct(all(facts => facts.conformsTo)),
  }
}

/**
 * Merges the descriptions of a sample, at least one and in the order of their records' URLs, into what the tables hold.
 * The same descriptions and vocabularies always give the same summary.
 */
export const summarise = (
  iri: string,
  given: readonly Description[],
  concepts: Concepts,
  wider: Wider = NOTHING_WIDER,
): Summary => {
  const descriptions = given.map(each => withChosen(each, wider))
  const item = itemOf(iri, descriptions, concepts, wider.parents)
  const all = (pick: (facts: Facts) => readonly string[]): string[] =>
    descriptions.flatMap(({ facts }) => pick(facts))
  const { days } = collectedOf(
    all(facts => facts.starts),
    all(facts => facts.ends),
  )
  const names = distinct([
    ...all(facts => facts.names.map(([text]) => text)),
    ...all(facts => facts.alternateNames),
    ...all(facts => facts.identifiers),
    item.identifier,
  ])
  const labels = [item.objectTypes, item.materials, item.sampledFeatures].flat().map(({ label }) => label)
  const rest = [
    ...distinct(all(facts => facts.descriptions.map(([text]) => text))),
    ...distinct(all(facts => facts.places)),
    ...item.people.map(person => person.name),
    ...labels,
  ]
  return {
    item,
    ...(item.geometry && { box: boxOf(item.geometry) }),
    ...(days && { days }),
    values: facetValues(item, concepts),
    nameWords: wordLine(names),
    words: wordLine([...names, ...rest]),
  }
}
