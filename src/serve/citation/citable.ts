/** What citation formats are written from: a sample or publication, with everything the catalogue knows that they can say. */
import type { Geometry } from '../../catalogue/geometry.ts'
import type { Collected, Involved, SampleItem } from '../../catalogue/item.ts'
import type { Link } from '../../catalogue/links.ts'
import { dcterms, PREFIXES, prov } from '../../rdf/namespaces.ts'

/** A person or organisation. `iri` only when it has one. */
export interface Party {
  readonly name: string
  readonly kind: 'person' | 'organisation'
  readonly iri?: string
  /** As given: `collector`, `registrant`, `DataCurator`, `Sample Owner`. */
  readonly roles: readonly string[]
}

/** A related thing and the DataCite relation to it, seen from the cited one. */
export interface Relation {
  readonly relation: string
  readonly target: string
  readonly isSample: boolean
}

/** Something that can be cited. Lists may be empty. */
export interface Citable {
  readonly id: string
  readonly title: string
  /** What it is in a word or two: `Physical sample`, or an object type. */
  readonly kind: string
  readonly isSample: boolean
  readonly identifiers: readonly string[]
  readonly otherNames: readonly string[]
  readonly description?: string
  readonly landingPage?: string
  readonly authors: readonly Party[]
  readonly parties: readonly Party[]
  readonly publisher?: Party
  readonly collected?: Collected
  readonly geometry?: Geometry
  readonly place?: string
  readonly subjects: readonly { readonly label: string; readonly id: string }[]
  readonly relations: readonly Relation[]
  readonly licences: readonly string[]
}

/** What the catalogue's entry does not hold: links with their exact relation, and texts of the records. */
export interface MoreOfSample {
  readonly links?: readonly Link[]
  readonly otherNames?: readonly string[]
  readonly sameAs?: readonly string[]
  readonly licences?: readonly string[]
}

// Generated names and texts in place of IRIs identify nothing outside.
const iriOf = ({ id }: Involved): { iri?: string } =>
  /^https?:/.test(id) && !id.includes('/.well-known/genid/') ? { iri: id } : {}

const party = (involved: Involved, kind: Party['kind']): Party => ({
  name: involved.name,
  kind,
  ...iriOf(involved),
  roles: involved.roles,
})

const having = (parties: readonly Party[], role: RegExp): readonly Party[] =>
  parties.filter(({ roles }) => roles.some(each => role.test(each)))

/** Whom to name first: creators; when there are none, who collected it; else whose sample it is. */
const authorsOf = (parties: readonly Party[]): readonly Party[] => {
  for (const role of [/^creator$/i, /collector$/i, /owner$|^registrant$/i]) {
    const found = having(parties, role)
    if (found.length > 0) return found
  }
  return []
}

const publisherOf = (parties: readonly Party[]): Party | undefined => {
  const organisations = parties.filter(({ kind }) => kind === 'organisation')
  for (const role of ['publisher', 'registrant', 'custodian']) {
    const [found] = organisations.filter(({ roles }) => roles.includes(role))
    if (found) return found
  }
  return undefined
}

const PLAIN = new Map([
  [dcterms('isPartOf').value, ['IsPartOf', 'HasPart']],
  [prov('wasDerivedFrom').value, ['IsDerivedFrom', 'IsSourceOf']],
])

/** The DataCite relation that a link states; of links from others only those between samples have an inverse here. */
const relationOf = ({ relation, direction, kind }: Link): string | undefined => {
  const [forth, back] = PLAIN.get(relation) ?? []
  if (direction === 'in') return kind === 'sample' ? back : undefined
  return (
    forth ?? (relation.startsWith(PREFIXES.datacite) ? relation.slice(PREFIXES.datacite.length) : undefined)
  )
}

const relationsOf = (item: SampleItem, links: readonly Link[] | undefined): readonly Relation[] => {
  const found = new Map<string, Relation>()
  const add = (relation: string, target: string, isSample: boolean) =>
    found.set(`${relation} ${target}`, { relation, target, isSample })
  for (const link of links ?? []) {
    const relation = relationOf(link)
    if (relation !== undefined) add(relation, link.target, link.kind === 'sample')
  }
  if (!links) for (const parent of item.parents) add('IsPartOf', parent, true)
  const exact = new Set([...found.values()].map(({ target }) => target))
  // A relation outside DataCite's list is still a link to literature.
  for (const { relation, id } of item.publications)
    if (!exact.has(id)) add(/^[A-Z]\w+$/.test(relation) ? relation : 'IsReferencedBy', id, false)
  return [...found.values()]
}

/** A sample of the API as something to cite. */
export const citableSample = (item: SampleItem, more: MoreOfSample = {}): Citable => {
  const parties = [
    ...item.people.map(each => party(each, 'person')),
    ...item.organisations.map(each => party(each, 'organisation')),
  ]
  const publisher = publisherOf(parties)
  const { description, landingPage, collected, geometry, place } = item
  return {
    id: item.id,
    title: item.name ?? item.identifier,
    kind: item.collection ? 'Collection of physical samples' : 'Physical sample',
    isSample: true,
    identifiers: [item.identifier, ...(more.sameAs ?? [])],
    otherNames: more.otherNames ?? [],
    ...(description !== undefined && { description }),
    ...(landingPage !== undefined && { landingPage }),
    authors: authorsOf(parties),
    parties,
    ...(publisher && { publisher }),
    ...(collected && { collected }),
    ...(geometry && { geometry }),
    ...(place !== undefined && { place }),
    subjects: [...item.objectTypes, ...item.materials, ...item.sampledFeatures],
    relations: relationsOf(item, more.links),
    licences: more.licences ?? [],
  }
}

/** A publication of the catalogue, of which it knows name and identifier, and samples that say how they relate to it. */
export const citablePublication = (
  { id, name }: { readonly id: string; readonly name: string },
  relations: readonly Relation[] = [],
): Citable => ({
  ...{ id, title: name, kind: 'Publication', isSample: false, relations },
  ...{ identifiers: [], otherNames: [], authors: [], parties: [], subjects: [], licences: [] },
})

/** The year to cite: of the collection, for records seldom say when they were published. */
export const yearOf = ({ collected }: Citable): string | undefined =>
  /^-?\d{4,}/.exec(collected?.to ?? collected?.from ?? '')?.[0]

/** The DOI in lower case, when the thing is named by one. */
export const doiOf = (iri: string): string | undefined => /^https:\/\/doi\.org\/(10\..+)$/.exec(iri)?.[1]
