/** DataCite metadata as JSON, by the names of schema 4 (application/vnd.datacite.datacite+json). */
import { RELATION_TYPES } from '../../links/relations.ts'
import { identify } from '../../pid/identifiers.ts'
import { DATACITE_SCHEMA } from '../../rdf/namespaces.ts'
import { type Citable, doiOf, type Party, yearOf } from './citable.ts'
import { geoLocations } from './datacite-places.ts'
import {
  contributorType,
  funderIdentifierType,
  nameIdentifierOf,
  relatedIdentifierType,
} from './datacite-terms.ts'
import { nameParts } from './names.ts'

/** The document; members that nothing is known for are left out, except where the schema demands them. */
export type DataciteDocument = Readonly<Record<string, unknown>>

/** DataCite 4.6, appendix 3: standard value for what is not known. */
const UNKNOWN = ':unkn'

const nameOf = (party: Party) => {
  const identifier = party.iri === undefined ? undefined : nameIdentifierOf(party.iri)
  const parts = nameParts(party)
  return {
    name: party.name,
    nameType: party.kind === 'person' ? 'Personal' : 'Organizational',
    ...(parts && { givenName: parts.given, familyName: parts.family }),
    ...(identifier && { nameIdentifiers: [identifier] }),
  }
}

const creators = ({ authors }: Citable) =>
  authors.length > 0 ? authors.map(nameOf) : [{ name: UNKNOWN, nameType: 'Organizational' }]

const contributors = ({ parties }: Citable) =>
  parties.flatMap(party => {
    const types = new Set(party.roles.flatMap(role => contributorType(role) ?? []))
    // Who has a role of their own is a contributor anyway.
    if (types.size > 1) types.delete('Other')
    return [...types].map(type => ({ ...nameOf(party), contributorType: type }))
  })

const publisherOf = ({ publisher }: Citable) => {
  const identifier = publisher?.iri === undefined ? undefined : nameIdentifierOf(publisher.iri)
  return {
    name: publisher?.name ?? UNKNOWN,
    ...(identifier && {
      publisherIdentifier: identifier.nameIdentifier,
      publisherIdentifierScheme: identifier.nameIdentifierScheme,
      schemeUri: identifier.schemeUri,
    }),
  }
}

// W3C dates, a range as RKMS-ISO8601 writes it.
const dates = ({ collected }: Citable) => {
  const { from, to } = collected ?? {}
  if (from === undefined && to === undefined) return []
  return [{ date: from === to ? from : `${from ?? ''}/${to ?? ''}`, dateType: 'Collected' }]
}

const alternateIdentifiers = ({ id, identifiers, otherNames }: Citable) =>
  [...new Set([...identifiers, ...otherNames])].flatMap(text => {
    const found = identify(text)
    if (text === id || found?.canonical === id) return []
    const type =
      found?.scheme === 'igsn-handle'
        ? 'Legacy IGSN'
        : found
          ? found.scheme.toUpperCase()
          : 'Local identifier'
    return [{ alternateIdentifier: text, alternateIdentifierType: type }]
  })

const relatedIdentifiers = ({ relations }: Citable) =>
  relations.flatMap(({ relation, target, isSample }) => {
    const type = relatedIdentifierType(target)
    if (type === undefined || !RELATION_TYPES.includes(relation)) return []
    const relatedIdentifier = doiOf(target) ?? target
    return [
      {
        ...{ relatedIdentifier, relatedIdentifierType: type, relationType: relation },
        ...(isSample && { resourceTypeGeneral: 'PhysicalObject' }),
      },
    ]
  })

const fundingReferences = ({ parties }: Citable) =>
  parties
    .filter(({ roles }) => roles.includes('funder'))
    .map(({ name, iri }) => ({
      funderName: name,
      ...(iri !== undefined && { funderIdentifier: iri, funderIdentifierType: funderIdentifierType(iri) }),
    }))

const subjectsOf = ({ subjects }: Citable) =>
  subjects.map(({ label, id }) => ({ subject: label, ...(/^https?:/.test(id) && { valueUri: id }) }))

const rights = ({ licences }: Citable) =>
  licences.map(licence =>
    /^https?:/.test(licence) ? { rights: licence, rightsUri: licence } : { rights: licence },
  )

const yearIn = (thing: Citable, otherwise: string): string => yearOf(thing) ?? otherwise

const given = (name: string, list: readonly unknown[]): Record<string, unknown> =>
  list.length > 0 ? { [name]: list } : {}

/**
 * The metadata of a sample (PhysicalObject) or publication. `year` stands for the publication year that the schema demands
 * and records seldom give, when the thing has no year of collection either.
 */
export const datacite = (thing: Citable, year: string): DataciteDocument => {
  const doi = doiOf(thing.id)
  const [type] = thing.subjects
  return {
    id: thing.id,
    ...(doi !== undefined && { doi }),
    url: thing.landingPage ?? thing.id,
    types: {
      resourceTypeGeneral: thing.isSample ? 'PhysicalObject' : 'Other',
      resourceType: thing.isSample ? (type?.label ?? thing.kind) : thing.kind,
    },
    creators: creators(thing),
    titles: [{ title: thing.title }],
    publisher: publisherOf(thing),
    publicationYear: yearIn(thing, year),
    ...given('subjects', subjectsOf(thing)),
    ...given('contributors', contributors(thing)),
    ...given('dates', dates(thing)),
    ...given('alternateIdentifiers', alternateIdentifiers(thing)),
    ...given('relatedIdentifiers', relatedIdentifiers(thing)),
    ...given('rightsList', rights(thing)),
    ...given(
      'descriptions',
      thing.description === undefined
        ? []
        : [{ description: thing.description, descriptionType: 'Abstract' }],
    ),
    ...given('geoLocations', geoLocations(thing.geometry, thing.place)),
    ...given('fundingReferences', fundingReferences(thing)),
    schemaVersion: DATACITE_SCHEMA,
  }
}
