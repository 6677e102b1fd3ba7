/** SOSA with GeoSPARQL, PROV and Dublin Core, in an inline context: nothing has to be fetched to read it. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { PREFIXES } from '../../rdf/namespaces.ts'
import { toWkt } from '../geometry.ts'
import { workType } from '../relations.ts'
import type { Agent, Party, SampleRow, Surroundings } from '../sample-row.ts'
import { inLanguage, object, oneOrMany } from './json.ts'

const { rdfs, xsd, dcterms, dcat, prov, sosa, geo, schema, datacite } = PREFIXES
const CONTEXT: JsonObject = { rdfs, xsd, dcterms, dcat, prov, sosa, geo, schema, datacite }

/** A date with the XML Schema type of its precision. */
export const typedDate = (text: string): JsonObject => {
  const types: Record<number, string> = { 4: 'gYear', 7: 'gYearMonth', 10: 'date' }
  return { '@value': text, '@type': `xsd:${types[text.length] ?? 'dateTime'}` }
}

const partyNode = (type: string, party: Party): JsonObject =>
  object({
    '@id': party.iri,
    '@type': type,
    'schema:name': party.name,
    'schema:contactPoint': party.contact ? contactNode(party.contact) : undefined,
  })

const contactNode = (contact: string): JsonObject =>
  contact.includes('@')
    ? { '@type': 'schema:ContactPoint', 'schema:email': contact }
    : { '@type': 'schema:ContactPoint', 'schema:url': { '@id': contact } }

const agentNode = (agent: Agent): JsonObject =>
  object({
    ...partyNode('schema:Organization', {
      name: agent.name,
      ...(agent.ror && { iri: agent.ror }),
      ...(agent.email && { contact: agent.email }),
    }),
    'schema:url': agent.homepage ? { '@id': agent.homepage } : undefined,
  })

const labelled = (type: string, label: string): JsonObject => ({ '@type': type, 'rdfs:label': label })

const samplingNode = (sample: SampleRow): JsonObject | undefined => {
  const { collectedStart, collectedEnd, methods, collectors } = sample
  if (!collectedStart && !collectedEnd && methods.length + collectors.length === 0) return undefined
  return object({
    '@type': 'sosa:Sampling',
    'prov:startedAtTime': collectedStart && typedDate(collectedStart),
    'prov:endedAtTime': collectedEnd && typedDate(collectedEnd),
    'sosa:usedProcedure': oneOrMany(methods.map(method => labelled('sosa:Procedure', method))),
    'prov:wasAssociatedWith': oneOrMany(collectors.map(person => partyNode('schema:Person', person))),
  })
}

const attribution = (agent: JsonObject, role: string): JsonObject => ({
  '@type': 'prov:Attribution',
  'prov:agent': agent,
  'dcat:hadRole': role,
})

const attributionsOf = (sample: SampleRow): JsonObject[] => [
  ...sample.contributions.map(({ person, role }) => attribution(partyNode('schema:Person', person), role)),
  ...(sample.owner ? [attribution(partyNode('schema:Organization', sample.owner), 'Owner')] : []),
]

const publicationsOf = (sample: SampleRow): Record<string, JsonValue> => {
  const byRelation: Record<string, JsonValue[]> = {}
  for (const { iri, relation, title } of sample.publications) {
    const property = `datacite:${relation}`
    const node = object({ '@id': iri, '@type': `schema:${workType(relation)}`, 'schema:name': title })
    byRelation[property] = [...(byRelation[property] ?? []), node]
  }
  return byRelation
}

const placesOf = (sample: SampleRow): Record<string, JsonValue | undefined> => ({
  'geo:hasGeometry': sample.geometry && {
    '@type': 'geo:Geometry',
    'geo:asWKT': { '@value': toWkt(sample.geometry), '@type': 'geo:wktLiteral' },
  },
  'schema:elevation': sample.elevation,
  'schema:spatialCoverage': sample.place
    ? { '@type': 'schema:Place', 'schema:name': sample.place }
    : undefined,
})

const organisationsOf = (sample: SampleRow, agent: Agent): Record<string, JsonValue | undefined> => ({
  'schema:sdPublisher': agentNode(agent),
  'dcterms:publisher': agentNode(agent),
  'schema:holdingArchive': sample.custodian && partyNode('schema:ArchiveOrganization', sample.custodian),
  'schema:funder': sample.funder && partyNode('schema:Organization', sample.funder),
})

const reference = ({ iri }: { readonly iri: string }): JsonObject => ({ '@id': iri })

const relativesOf = (around: Surroundings): Record<string, JsonValue | undefined> => ({
  'dcterms:isPartOf': oneOrMany(
    [...around.parents, ...(around.collection ? [around.collection] : [])].map(reference),
  ),
  'dcterms:hasPart': oneOrMany(around.children.map(reference)),
  'prov:wasDerivedFrom': oneOrMany(around.derivedFrom.map(reference)),
})

const propertyNodes = (sample: SampleRow): JsonObject[] =>
  sample.properties.map(({ label, value, unit }) =>
    object({
      '@type': 'schema:PropertyValue',
      'schema:name': label,
      'schema:value': value,
      'schema:unitText': unit,
    }),
  )

/** Maps a sample to SOSA JSON-LD (W3C SSN/SOSA, GeoSPARQL 1.1 WKT in CRS84). */
export const sosaStyle = (sample: SampleRow, around: Surroundings): JsonObject =>
  object({
    '@context': CONTEXT,
    '@id': sample.identifier.iri,
    '@type': 'sosa:Sample',
    'dcterms:identifier': sample.identifier.text,
    'schema:name': sample.name,
    'dcterms:description': sample.description && inLanguage(sample.description, sample.language),
    'schema:alternateName': oneOrMany(sample.alternateNames),
    'schema:url': { '@id': around.pageUrl },
    'schema:additionalType': oneOrMany(sample.objectTypes),
    'schema:material': oneOrMany(sample.materials),
    'sosa:isSampleOf': oneOrMany(
      sample.sampledFeatures.map(name => labelled('sosa:FeatureOfInterest', name)),
    ),
    ...placesOf(sample),
    'sosa:isResultOf': samplingNode(sample),
    'prov:qualifiedAttribution': attributionsOf(sample),
    ...organisationsOf(sample, around.agent),
    ...relativesOf(around),
    ...publicationsOf(sample),
    'schema:additionalProperty': propertyNodes(sample),
    'dcterms:license':
      sample.licence && (/^https?:\/\//.test(sample.licence) ? { '@id': sample.licence } : sample.licence),
    'dcterms:accessRights': sample.access,
    'schema:creativeWorkStatus': sample.status,
    'dcterms:issued': sample.registered && typedDate(sample.registered),
    'dcterms:modified': sample.updated && typedDate(sample.updated),
  })
