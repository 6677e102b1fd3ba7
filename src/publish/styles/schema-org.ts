/** schema.org: the sample as a Product that is also a CreativeWork, so that place, rights and parts have their terms. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { PREFIXES } from '../../rdf/namespaces.ts'
import { type Geometry, latitudeFirst } from '../geometry.ts'
import { type RelationType, workType } from '../relations.ts'
import type { Agent, Party, Publication, Relative, SampleRow, Surroundings } from '../sample-row.ts'
import { inLanguage, object, oneOrMany } from './json.ts'

/** A contact as schema.org's ContactPoint: an e-mail address or a web page. */
export const contactPoint = (contact: string, contactType: string): JsonObject =>
  object({
    '@type': 'ContactPoint',
    contactType,
    ...(contact.includes('@') ? { email: contact } : { url: contact }),
  })

/** A person or an organisation as a schema.org node; identified by ORCID or ROR when known. */
export const partyNode = (type: string, party: Party): JsonObject =>
  object({
    '@id': party.iri,
    '@type': type,
    name: party.name,
    contactPoint: party.contact ? contactPoint(party.contact, 'sample requests') : undefined,
  })

/** The publishing agent as a schema.org Organization. */
export const agentNode = (agent: Agent): JsonObject =>
  object({
    '@id': agent.ror,
    '@type': 'Organization',
    name: agent.name,
    url: agent.homepage,
    contactPoint: agent.email ? contactPoint(agent.email, 'customer service') : undefined,
  })

/** A geometry as GeoCoordinates or GeoShape (latitude first; a box is "south west north east"). */
export const geoNode = (geometry: Geometry, elevation: number | undefined): JsonObject => {
  switch (geometry.kind) {
    case 'point': {
      const [longitude, latitude] = geometry.at
      return object({ '@type': 'GeoCoordinates', latitude, longitude, elevation })
    }
    case 'line':
      return object({ '@type': 'GeoShape', line: latitudeFirst(geometry.positions), elevation })
    case 'polygon':
      return object({ '@type': 'GeoShape', polygon: latitudeFirst(geometry.ring), elevation })
    case 'box': {
      const { west, south, east, north } = geometry
      return object({ '@type': 'GeoShape', box: `${south} ${west} ${north} ${east}`, elevation })
    }
  }
}

const placeNode = (sample: SampleRow): JsonObject | undefined => {
  const { place, geometry, elevation } = sample
  if (place === undefined && !geometry && elevation === undefined) return undefined
  const geo = geometry ? geoNode(geometry, elevation) : elevation && { '@type': 'GeoCoordinates', elevation }
  return object({ '@type': 'Place', name: place, geo: geo || undefined })
}

const eventNode = (sample: SampleRow): JsonObject | undefined => {
  const { collectedStart, collectedEnd, collectors, methods } = sample
  if (!collectedStart && !collectedEnd && collectors.length + methods.length === 0) return undefined
  return object({
    '@type': 'Event',
    name: 'Sampling',
    startDate: collectedStart,
    endDate: collectedEnd,
    measurementTechnique: oneOrMany(methods),
    performer: oneOrMany(collectors.map(collector => partyNode('Person', collector))),
  })
}

/** Other samples as references; the name helps readers that do not follow links. */
const relativeNode = (relative: Relative): JsonObject =>
  object({ '@id': relative.iri, '@type': 'Product', name: relative.name, url: relative.page })

const publicationNode = (publication: Publication): JsonObject =>
  object({
    '@id': publication.iri,
    '@type': workType(publication.relation),
    name: publication.title,
    url: publication.iri,
  })

const roleNode = (property: string, roleName: string, person: JsonValue): JsonObject => ({
  '@type': 'Role',
  roleName,
  [property]: person,
})

/** That a work cites the sample is the work's statement in schema.org. */
const reverseCitations = (works: readonly JsonObject[]): JsonObject | undefined =>
  works.length > 0 ? { citation: [...works] } : undefined

const linkNodes = (publications: readonly Publication[]): JsonObject[] =>
  // LinkRole keeps the exact DataCite relation, for which schema.org has no property.
  publications.map(publication => ({
    '@type': 'LinkRole',
    linkRelationship: publication.relation,
    target: publicationNode(publication),
  }))

const peopleOf = (sample: SampleRow) => ({
  creator: oneOrMany(sample.collectors.map(collector => partyNode('Person', collector))),
  contributor: oneOrMany([
    ...sample.contributions.map(({ person, role }) =>
      roleNode('contributor', role, partyNode('Person', person)),
    ),
    ...(sample.owner ? [roleNode('contributor', 'Owner', partyNode('Organization', sample.owner))] : []),
  ]),
})

const organisationsOf = (sample: SampleRow, agent: Agent) => ({
  sdPublisher: agentNode(agent),
  publisher: agentNode(agent),
  holdingArchive: sample.custodian && partyNode('ArchiveOrganization', sample.custodian),
  funder: sample.funder && partyNode('Organization', sample.funder),
})

const propertyNodes = (sample: SampleRow): JsonObject[] => [
  // schema.org has no term for what a sample represents.
  ...sample.sampledFeatures.map(value => ({ '@type': 'PropertyValue', name: 'Sampled feature', value })),
  ...sample.properties.map(({ label, value, unit }) =>
    object({ '@type': 'PropertyValue', name: label, value, unitText: unit }),
  ),
]

/** Maps a sample to schema.org JSON-LD (context https://schema.org/). */
export const schemaOrgStyle = (sample: SampleRow, around: Surroundings): JsonObject => {
  const works = (...relations: readonly RelationType[]) =>
    sample.publications.filter(({ relation }) => relations.includes(relation)).map(publicationNode)
  const wholes = [...around.parents, ...(around.collection ? [around.collection] : [])]
  return object({
    '@context': PREFIXES.schema,
    '@id': sample.identifier.iri,
    '@type': ['Product', 'CreativeWork'],
    identifier: {
      '@type': 'PropertyValue',
      propertyID: 'IGSN',
      value: sample.identifier.text,
      url: sample.identifier.iri,
    },
    name: sample.name,
    description: sample.description && inLanguage(sample.description, sample.language),
    alternateName: oneOrMany(sample.alternateNames),
    url: around.pageUrl,
    additionalType: oneOrMany(sample.objectTypes),
    material: oneOrMany(sample.materials),
    spatialCoverage: placeNode(sample),
    event: eventNode(sample),
    ...peopleOf(sample),
    ...organisationsOf(sample, around.agent),
    isPartOf: oneOrMany(wholes.map(relativeNode)),
    hasPart: oneOrMany(around.children.map(relativeNode)),
    isBasedOn: oneOrMany(around.derivedFrom.map(relativeNode)),
    subjectOf: oneOrMany(works('IsDescribedBy', 'IsDocumentedBy')),
    citation: oneOrMany(works('Cites', 'References')),
    '@reverse': reverseCitations(works('IsCitedBy', 'IsReferencedBy')),
    relatedLink: oneOrMany(linkNodes(sample.publications)),
    additionalProperty: propertyNodes(sample),
    license: sample.licence,
    conditionsOfAccess: sample.access,
    creativeWorkStatus: sample.status,
    datePublished: sample.registered,
    dateModified: sample.updated,
  })
}
