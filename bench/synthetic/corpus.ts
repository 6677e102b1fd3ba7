/** A million samples as catalogues have them: campaigns of very different size, cores with their parts, a few words of each. */
import type { AgentFact } from '../../src/catalogue/agents.ts'
import type { Facts } from '../../src/catalogue/facts.ts'
import { byText, distinct } from '../../src/catalogue/order.ts'
import type { RecordFacts } from '../../src/catalogue/records.ts'
import { datacite, dcterms, skos } from '../../src/rdf/namespaces.ts'
import type { ConceptField, Vocabularies } from '../../src/registry/vocabularies.ts'
import { around, type Campaign, type ConceptPool, campaignsOf, wordOf, wordRank } from './campaign.ts'
import { type Chance, chanceOf, zipf } from './chance.ts'

/** Samples of one core or dredge, its own record included. */
const FAMILY = 20

/** IRI of sample `i`. */
export const iriOf = (i: number): string => `https://doi.org/10.60510/demo${i}`

const FIELDS: readonly ConceptField[] = ['material', 'objectType', 'sampledFeature', 'method']

/** The concepts of the shipped vocabularies that can be values of each field, shuffled the same way every time. */
export const poolOf = (vocabularies: Vocabularies): ConceptPool => {
  const iris = distinct(
    vocabularies.quads
      .filter(quad => quad.predicate.equals(skos('inScheme')))
      .map(quad => quad.subject.value),
  )
  const own = (field: ConceptField): string[] => {
    const chance = chanceOf(FIELDS.indexOf(field) - 1_000)
    return iris
      .filter(iri => vocabularies.concept(field, iri) === iri)
      .map(iri => ({ iri, at: chance() }))
      .sort((a, b) => a.at - b.at)
      .map(({ iri }) => iri)
  }
  return {
    ...{ material: own('material'), objectType: own('objectType') },
    ...{ sampledFeature: own('sampledFeature'), method: own('method') },
  }
}

const campaignRank = zipf(9_000)
const pick = <T>(values: readonly T[], chance: Chance): T | undefined =>
  values[Math.floor(chance() ** 2 * values.length)]

const agentsOf = (campaign: Campaign, chance: Chance): AgentFact[] => {
  const collector = pick(campaign.people, chance)
  const agents: AgentFact[] = campaign.people
    .filter((person, n) => person === collector || (n === 0 && chance() < 0.5))
    .map(({ id, name }) => ({
      ...{ id, kind: 'person' as const, names: [name] },
      roles: id === collector?.id ? ['collector'] : ['creator'],
    }))
  const { id, name } = campaign.custodian
  agents.push({ id, kind: 'organisation', names: [name], roles: ['custodian'] })
  return [...new Map(agents.map(agent => [agent.id, agent])).values()].sort((a, b) => byText(a.id, b.id))
}

const publicationsOf = (campaign: Campaign, chance: Chance): Facts['publications'] =>
  [...new Map(campaign.papers.map(paper => [paper.id, paper])).values()]
    .filter(() => chance() < 0.25)
    .map(({ id, title, relation }) => ({
      ...{ id, titles: [title], relations: [relation], types: ['ScholarlyArticle'] },
    }))
    .sort((a, b) => byText(a.id, b.id))

const dateOf = (campaign: Campaign, chance: Chance): string[] => {
  const precision = chance()
  if (precision < 0.15) return []
  const [year, month] = [campaign.year, String(1 + Math.floor(chance() * 12)).padStart(2, '0')]
  if (precision < 0.3) return [String(year)]
  return precision < 0.4
    ? [`${year}-${month}`]
    : [`${year}-${month}-${String(1 + Math.floor(chance() * 28)).padStart(2, '0')}`]
}

const wktOf = ({ lon, lat, spread }: Campaign, chance: Chance): string[] => {
  if (chance() < 0.1) return []
  const [x, y] = [lon + spread * around(chance), Math.max(-90, Math.min(90, lat + spread * around(chance)))]
  return [`POINT(${Math.max(-180, Math.min(180, x)).toFixed(5)} ${y.toFixed(5)})`]
}

const factsOf = (i: number, campaign: Campaign, chance: Chance, url: string): Facts => {
  const words = (count: number): string =>
    Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? pick(campaign.words, chance) : wordOf(wordRank(chance)),
    ).join(' ')
  const one = (field: ConceptField): string[] => [pick(campaign.concepts[field], chance) ?? '']
  const publications = publicationsOf(campaign, chance)
  const core = i - (i % FAMILY)
  const parents = i % FAMILY === 0 ? [] : [iriOf(i % FAMILY < 5 ? core : core + 1 + (i % 4))]
  const links = [
    ...parents.map(target => ({ relation: dcterms('isPartOf').value, target })),
    ...publications.flatMap(({ id, relations }) => [
      ...relations.map(relation => ({ relation: datacite(relation).value, target: id })),
      { relation: dcterms('isReferencedBy').value, target: id },
    ]),
  ]
  return {
    ...{ collection: false, identifiers: [`IGSN:10.60510/DEMO${i}`] },
    names: [[`${words(2)} ${i % 997}-${i}`, i % 3 === 0 ? 'en' : '']],
    ...{ alternateNames: [], descriptions: chance() < 0.7 ? [[words(10), '']] : [], landingPages: [url] },
    ...{ objectTypes: one('objectType'), materials: one('material') },
    ...{ sampledFeatures: one('sampledFeature'), methods: chance() < 0.7 ? one('method') : [] },
    ...{ wkt: wktOf(campaign, chance), elevations: [], places: [campaign.place] },
    ...{
      starts: dateOf(campaign, chance),
      ends: [],
      agents: agentsOf(campaign, chance),
      publications,
      parents,
    },
    links: links.sort((a, b) => byText(a.relation, b.relation) || byText(a.target, b.target)),
    statuses: [chance() < 0.03 ? 'destroyed' : 'registered'],
    conformsTo: chance() < 0.6 ? ['geology', 'kernel'] : ['kernel'],
  }
}

/** Makes record `i`, which describes sample `i`: any of them, alone and in any order. */
export const corpusOf = (pool: ConceptPool): ((i: number) => RecordFacts) => {
  const campaigns = campaignsOf(pool)
  return i => {
    // The parts of a core come from the same campaign.
    const campaign = campaigns(campaignRank(chanceOf(-5_000_000 - Math.floor(i / FAMILY))))
    const url = `https://bench.example/sample/${i}`
    const facts = factsOf(i, campaign, chanceOf(i), url)
    return {
      url,
      source: campaign.source,
      seq: i + 1,
      fetchedAt: '2026-01-01T00:00:00.000Z',
      facts: [[iriOf(i), facts]],
    }
  }
}
