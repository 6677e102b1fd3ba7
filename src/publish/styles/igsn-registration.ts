/** IGSN registration JSON v0.1, filled in the way SESAR publishes it. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { latitudeFirst, toWkt } from '../geometry.ts'
import type { RelationType } from '../relations.ts'
import type { Agent, Party, Publication, SampleRow, Surroundings } from '../sample-row.ts'
import { object, oneOrMany } from './json.ts'
import { contactPoint, partyNode } from './schema-org.ts'

/** The context document that registrations name; the schema fixes this text. */
export const IGSN_REGISTRATION_CONTEXT =
  'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld'

const role = (roleName: string, type: string, party: Party): JsonObject => ({
  '@type': 'Role',
  roleName,
  contributor: [partyNode(type, party)],
})

const contributorsOf = (sample: SampleRow, agent: Agent): JsonObject[] => [
  ...sample.collectors.map(collector => role('Sample Collector', 'Person', collector)),
  ...sample.contributions.map(({ person, role: name }) => role(name, 'Person', person)),
  ...(sample.owner ? [role('Sample Owner', 'Organization', sample.owner)] : []),
  role('Sample Registrant', 'Organization', { name: agent.name, ...(agent.ror && { iri: agent.ror }) }),
]

const geoOf = (sample: SampleRow): JsonObject | undefined => {
  const { geometry } = sample
  if (!geometry) return undefined
  if (geometry.kind === 'point') {
    // SESAR gives coordinates as text.
    const [longitude, latitude] = geometry.at
    return { '@type': 'GeoCoordinates', latitude: String(latitude), longitude: String(longitude) }
  }
  if (geometry.kind === 'box') {
    const { west, south, east, north } = geometry
    return { '@type': 'GeoShape', box: `${south} ${west} ${north} ${east}` }
  }
  return geometry.kind === 'line'
    ? { '@type': 'GeoShape', line: latitudeFirst(geometry.positions) }
    : { '@type': 'GeoShape', polygon: toWkt(geometry) }
}

const placeOf = (sample: SampleRow): JsonObject | undefined => {
  const geo = geoOf(sample)
  return geo ? { '@type': 'Place', geo: [geo] } : undefined
}

const publicationUrl = (publication: Publication): JsonObject =>
  object({
    description: publication.title,
    url: publication.iri,
    urlType: publication.iri.startsWith('https://doi.org/') ? 'DOI' : 'regular URL',
  })

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)

/** What the registration's schema knows; it writes them with a small first letter. */
const REGISTRATION_RELATIONS: ReadonlySet<RelationType> = new Set([
  'IsCitedBy',
  'IsPartOf',
  'HasPart',
  'IsReferencedBy',
  'References',
  'IsDocumentedBy',
  'Documents',
  'Compiles',
  'IsVariantFormOf',
  'IsOriginalFormOf',
])

/** SESAR's list of links stands for "is referenced by", and takes what the schema has no relation for. */
const isSesarLink = ({ relation }: Publication): boolean =>
  relation === 'IsReferencedBy' || !REGISTRATION_RELATIONS.has(relation)

const relatedOf = (sample: SampleRow, around: Surroundings): JsonObject[] => [
  ...(around.collection
    ? [{ identifier: { id: around.collection.iri, kind: 'igsn' }, relationType: 'isPartOf' }]
    : []),
  ...around.derivedFrom.map(({ iri }) => ({
    identifier: { id: iri, kind: 'igsn' },
    relationType: 'isDerivedFrom',
  })),
  ...sample.publications
    .filter(({ relation }) => REGISTRATION_RELATIONS.has(relation))
    .map(({ iri, relation, title }) =>
      object({
        identifier: { id: iri, kind: iri.startsWith('https://doi.org/') ? 'doi' : 'uri' },
        relationType: lowerFirst(relation),
        name: title,
      }),
    ),
]

const logOf = (sample: SampleRow): JsonObject[] => {
  const { registered, updated, status } = sample
  const ended = updated ?? registered
  return [
    ...(registered ? [{ type: 'registered', timestamp: registered }] : []),
    ...(updated ? [{ type: 'lastUpdated', timestamp: updated }] : []),
    ...(ended && status !== 'registered' ? [{ type: status, timestamp: ended }] : []),
  ]
}

/** Community values under SESAR's member names where it has one, otherwise under their label in camel case. */
const MEMBERS: Readonly<Record<string, string>> = {
  Taxon: 'classification',
  'Depth, top': 'depthMin',
  'Depth, bottom': 'depthMax',
  'Geological age': 'geologicalAge',
  'Geological unit': 'geologicalUnit',
  'Cruise or field programme': 'cruiseFieldPrgrm',
  Platform: 'platformName',
}

const camelCase = (label: string): string =>
  label
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .map((word, i) => (i === 0 ? lowerFirst(word) : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join('') || 'value'

const propertiesOf = (sample: SampleRow): Record<string, JsonValue> =>
  Object.fromEntries(sample.properties.map(({ label, value }) => [MEMBERS[label] ?? camelCase(label), value]))

const licenceOf = ({ licence }: SampleRow): JsonValue | undefined =>
  licence && /^https?:\/\//.test(licence) ? { '@id': licence } : licence

const supplementOf = (sample: SampleRow, around: Surroundings): JsonObject | undefined => {
  const members = object({
    ...propertiesOf(sample),
    sampledFeature: oneOrMany(sample.sampledFeatures),
    primaryLocationName: sample.place,
    elevation: sample.elevation,
    elevationUnit: sample.elevation === undefined ? undefined : 'meters',
    currentArchive: sample.custodian && partyNode('Organization', sample.custodian),
    // The registration has no terms for these; its context knows the prefix.
    'schema:funder': sample.funder && partyNode('Organization', sample.funder),
    'schema:conditionsOfAccess': sample.access,
    'schema:license': licenceOf(sample),
    otherName: [...sample.alternateNames],
    childIGSN: around.children.map(child => child.text),
    publicationUrl: sample.publications.filter(isSesarLink).map(publicationUrl),
  })
  return Object.keys(members).length > 0 ? members : undefined
}

const publisherOf = (agent: Agent): JsonObject =>
  object({
    '@type': 'Organization',
    '@id': agent.ror ?? agent.homepage,
    name: agent.name,
    url: agent.homepage,
    contactPoint: agent.email
      ? { ...contactPoint(agent.email, 'Customer Service'), name: 'Information Desk' }
      : undefined,
  })

/** Maps a sample to IGSN registration JSON-LD; `@id` is the landing page, as SESAR has it. */
export const igsnRegistrationStyle = (sample: SampleRow, around: Surroundings): JsonObject =>
  object({
    '@context': IGSN_REGISTRATION_CONTEXT,
    '@id': around.pageUrl,
    igsn: sample.identifier.text.replace(/^10273\//, ''),
    registrant: object({
      name: around.agent.name,
      identifiers: around.agent.ror ? [{ kind: 'ror', id: around.agent.ror }] : undefined,
    }),
    related: relatedOf(sample, around),
    description: object({
      sampleName: sample.name,
      sampleDescription: sample.description,
      sampleType: oneOrMany(sample.objectTypes),
      material: oneOrMany(sample.materials),
      parentIGSN: oneOrMany(around.parents.map(parent => parent.text)),
      contributors: contributorsOf(sample, around.agent),
      geoLocation: placeOf(sample),
      collectionMethod: oneOrMany(sample.methods),
      collectionStartDate: sample.collectedStart,
      collectionEndDate: sample.collectedEnd,
      supplementMetadata: supplementOf(sample, around),
      log: logOf(sample),
      publisher: publisherOf(around.agent),
    }),
  })
