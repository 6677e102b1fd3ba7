/** What the terms of the kernel model mean to somebody who looks for samples; shown while they are typed. */

const CLASSES = {
  'sosa:Sample': 'a physical sample',
  'sosa:SampleCollection': 'a collection of samples',
  'sosa:Sampling': 'the event in which a sample was taken',
  'schema:Person': 'a person',
  'schema:Organization': 'an organisation',
  'schema:ScholarlyArticle': 'a publication',
  'schema:Dataset': 'a data set',
  'schema:CreativeWork': 'a work of another kind',
  'schema:ContactPoint': 'how to reach an organisation',
  'schema:Place': 'a named place',
  'geo:Geometry': 'where on Earth',
  'prov:Attribution': 'a person and the role they had',
  'skos:Concept': 'a term of a vocabulary',
  'skos:ConceptScheme': 'a vocabulary',
}

const PROPERTIES = {
  'dcterms:identifier': 'identifier as people write it',
  'schema:alternateName': 'another name or identifier',
  'schema:sameAs': 'the same thing elsewhere',
  'schema:name': 'name',
  'schema:description': 'description',
  'schema:url': 'landing page',
  'schema:additionalType': 'type of object',
  'schema:material': 'material',
  'sosa:isSampleOf': 'what was sampled',
  'geo:hasGeometry': 'to the geometry',
  'geo:asWKT': 'coordinates, longitude first',
  'schema:elevation': 'elevation in metres',
  'dwc:minimumDepthInMeters': 'depth, upper end',
  'dwc:maximumDepthInMeters': 'depth, lower end',
  'schema:spatialCoverage': 'to the named place',
  'sosa:isResultOf': 'to the sampling event',
  'prov:startedAtTime': 'beginning of the sampling',
  'prov:endedAtTime': 'end of the sampling',
  'sosa:usedProcedure': 'method of the sampling',
  'prov:wasAssociatedWith': 'collector',
  'schema:creator': 'person who made the record or sample',
  'schema:contributor': 'person who took part',
  'prov:qualifiedAttribution': 'to a person with an exact role',
  'prov:agent': 'who has the role',
  'dcat:hadRole': 'role',
  'schema:sdPublisher': 'registrant',
  'schema:publisher': 'publisher',
  'schema:holdingArchive': 'custodian: who keeps it',
  'schema:funder': 'funder',
  'schema:contactPoint': 'to the contact',
  'schema:affiliation': 'organisation of a person',
  'dcterms:isPartOf': 'parent sample or collection',
  'prov:wasDerivedFrom': 'sample it was made from',
  'dcterms:isReferencedBy': 'publication or data that refers to it',
  'schema:license': 'licence',
  'schema:conditionsOfAccess': 'conditions of access',
  'schema:creativeWorkStatus': 'registered, deprecated or destroyed',
  'skos:prefLabel': 'label of a term',
  'skos:broader': 'broader term',
  'skos:inScheme': 'vocabulary of a term',
}

/** `isResultOf` -> `is result of`. */
const spaced = local =>
  local
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()

/** What a class or property is about: its kernel meaning, else its name in words. */
export const meaningOf = shortName =>
  CLASSES[shortName] ?? PROPERTIES[shortName] ?? spaced(/[^:#/]*$/.exec(shortName)?.[0] ?? shortName)

/** Whether the kernel model uses the term: such terms are offered before others of the same count. */
export const isKernelTerm = shortName => shortName in CLASSES || shortName in PROPERTIES
