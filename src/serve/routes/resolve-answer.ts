/** The forms of what an identifier names: redirects to page and API, RDF, citations, link sets. */
import type { Quad } from '@rdfjs/types'
import type { Context } from 'hono'
import type { SampleItem } from '../../catalogue/item.ts'
import type { Link } from '../../catalogue/links.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import { LINKSET_JSON, LINKSET_TEXT, linksetJson, linksetText } from '../../links/linkset.ts'
import { inverseType } from '../../links/relations.ts'
import type { StoredRecord } from '../../model/record.ts'
import { type Citable, citablePublication, citableSample, type Relation } from '../citation/citable.ts'
import { CITATION_FORMATS, CITATION_TYPES, type CitationType } from '../citation/formats.ts'
import { DOCUMENT_TYPES, writeDocument } from '../rdf-document.ts'
import { sampleFacts } from '../views/sample-facts.ts'
import type { ApiDeps } from './api-answer.ts'
import { describeFully } from './description.ts'
import { ENTITY_PATHS } from './entities.ts'
import type { FormatType } from './formats.ts'
import { candidatePath } from './portal/candidates.ts'
import { type Signposted, signpostHeader, signpostLinks } from './signposting.ts'
import { tagged } from './tagged.ts'

/** Samples whose records are read for what they say of a person, organisation or publication. */
const MAX_SAMPLES = 50

const LINKSETS = [LINKSET_JSON, LINKSET_TEXT] as const
const ALWAYS = ['text/html', 'application/json', ...DOCUMENT_TYPES] as const

/** The media types that each kind of thing is offered in; people and organisations are not cited. */
export const offersFor = ({ kind }: Candidate): readonly FormatType[] =>
  kind === 'sample' || kind === 'publication'
    ? [...ALWAYS, ...CITATION_TYPES, ...LINKSETS]
    : [...ALWAYS, ...LINKSETS]

/** The path of a candidate's page in the portal, and of its JSON. */
export const placesOf = (candidate: Candidate): { readonly page: string; readonly json: string } => {
  const { kind, id } = candidate
  const list = kind === 'sample' ? 'samples' : ENTITY_PATHS[kind]
  return { page: candidatePath(candidate), json: `/api/${list}/${encodeURIComponent(id)}` }
}

/** Everything the answers are written from; read once. */
interface Known {
  readonly signposted: Signposted
  readonly quads: readonly Quad[]
  readonly thing?: Citable
  /** Of the newest record. */
  readonly year: string
}

const yearOfRecords = (records: readonly StoredRecord[]): string =>
  records.map(({ fetchedAt }) => fetchedAt.slice(0, 4)).reduce((a, b) => (a > b ? a : b), '0000')

/** Signposts, statements and metadata of a sample, from its entry (when the catalogue has one), links and records. */
export const sampleKnown = (
  candidate: Candidate,
  base: string,
  from: {
    readonly item?: SampleItem
    readonly links: readonly Link[]
    readonly records: readonly StoredRecord[]
  },
): Known => {
  const { id } = candidate
  const { item, links, records } = from
  const quads = describeFully(id, records)
  const { sameAs, otherNames, licences } = sampleFacts(id, quads)
  const thing = item && citableSample(item, { links, sameAs, otherNames, licences })
  const types = [...DOCUMENT_TYPES, ...CITATION_TYPES]
  const places = placesOf(candidate)
  const signposted = { id, base, ...places, isSample: true, types, links, ...(thing && { thing }) }
  return { signposted, quads, year: yearOfRecords(records), ...(thing && { thing }) }
}

const knownSample = async (candidate: Candidate, { catalogue, archive, base }: ApiDeps): Promise<Known> => {
  const { id } = candidate
  const [sample, links, records] = await Promise.all([
    catalogue.sample(id),
    catalogue.links(id),
    archive.recordsOfSample(id),
  ])
  return sampleKnown(candidate, base, { ...(sample && { item: sample.value }), links: links.value, records })
}

/** What the records of its samples say of an entity: statements about it, and those that lead to it. */
const knownEntity = async (candidate: Candidate, { catalogue, archive, base }: ApiDeps): Promise<Known> => {
  const { id, kind, label } = candidate
  const selected = { [kind]: [id] }
  const found = await catalogue.search({
    ...{ selected, has: [], facets: [], facetLimit: 0, sort: 'identifier', limit: MAX_SAMPLES },
  })
  const items = found.ok ? found.value.items : []
  const quads: Quad[] = []
  const records: StoredRecord[] = []
  for (const item of items) {
    const described = await archive.recordsOfSample(item.id)
    records.push(...described)
    const about = describeFully(item.id, described)
    quads.push(...about.filter(({ subject, object }) => subject.value === id || object.value === id))
  }
  const relations = items.flatMap(({ id: target, publications }): Relation[] =>
    publications.flatMap(({ id: publication, relation }) => {
      const inverse = publication === id ? inverseType(relation) : undefined
      return inverse === undefined ? [] : [{ relation: inverse, target, isSample: true }]
    }),
  )
  const thing = kind === 'publication' ? citablePublication({ id, name: label }, relations) : undefined
  const types = kind === 'publication' ? [...DOCUMENT_TYPES, ...CITATION_TYPES] : DOCUMENT_TYPES
  const signposted = { id, base, ...placesOf(candidate), isSample: false, types, ...(thing && { thing }) }
  return { signposted, quads, year: yearOfRecords(records), ...(thing && { thing }) }
}

const bodyOf = (type: FormatType, { quads, thing, signposted, year }: Known): string => {
  if (type === LINKSET_JSON) return `${JSON.stringify(linksetJson(signpostLinks(signposted)))}\n`
  if (type === LINKSET_TEXT) return linksetText(signpostLinks(signposted))
  const citation = CITATION_FORMATS[type as CitationType]
  if (citation && thing) return citation.write(thing, year)
  return writeDocument(quads, type)
}

/** The answer in a format that `offersFor` offers, at the thing's canonical address. */
export const answerWith = async (
  c: Context,
  deps: ApiDeps,
  candidate: Candidate,
  type: FormatType,
): Promise<Response> => {
  // Asked for first: the statements are at least as new.
  const generation = await deps.archive.generation()
  const known =
    candidate.kind === 'sample' ? await knownSample(candidate, deps) : await knownEntity(candidate, deps)
  const headers = { vary: 'Accept', link: signpostHeader(known.signposted) }
  const { page, json } = placesOf(candidate)
  if (type === 'text/html')
    return new Response(null, { status: 303, headers: { ...headers, location: page } })
  if (type === 'application/json')
    return new Response(null, { status: 303, headers: { ...headers, location: json } })
  return tagged(c, bodyOf(type, known), { ...headers, 'content-type': `${type}; charset=utf-8` }, generation)
}
