/**
 * Names of the terms of vocabularies that profiles of samples use. A term that is missing would be called a slip, so lists
 * rather have too much: inverse names, deprecated terms and drafts of next editions are in.
 */

/** RDF 1.1 and RDF Schema 1.1. */
const rdf = {
  properties: 'type subject predicate object value first rest language direction reifies',
  classes: 'Property Statement Bag Seq Alt List',
}

const rdfs = {
  properties: 'subClassOf subPropertyOf comment label domain range seeAlso isDefinedBy member',
  classes: 'Resource Class Literal Datatype Container ContainerMembershipProperty',
}

/** SKOS Reference, 2009. */
const skos = {
  properties: `inScheme hasTopConcept topConceptOf prefLabel altLabel hiddenLabel notation note changeNote definition
    editorialNote example historyNote scopeNote semanticRelation broader narrower related broaderTransitive
    narrowerTransitive member memberList mappingRelation broadMatch narrowMatch relatedMatch exactMatch closeMatch`,
  classes: 'Concept ConceptScheme Collection OrderedCollection',
}

/** DCMI Metadata Terms, 2020. */
const dcterms = {
  properties: `abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available
    bibliographicCitation conformsTo contributor coverage created creator date dateAccepted dateCopyrighted
    dateSubmitted description educationLevel extent format hasFormat hasPart hasVersion identifier instructionalMethod
    isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy issued isVersionOf language license mediator medium
    modified provenance publisher references relation replaces requires rights rightsHolder source spatial subject
    tableOfContents temporal title type valid`,
  classes: `Agent AgentClass BibliographicResource FileFormat Frequency Jurisdiction LicenseDocument LinguisticSystem
    Location LocationPeriodOrJurisdiction MediaType MediaTypeOrExtent MethodOfAccrual MethodOfInstruction PeriodOfTime
    PhysicalMedium PhysicalResource Policy ProvenanceStatement RightsStatement SizeOrDuration Standard
    Box ISO3166 ISO639-2 ISO639-3 Period Point RFC1766 RFC3066 RFC4646 RFC5646 URI W3CDTF`,
}

/** DCAT 3, 2024. */
const dcat = {
  properties: `accessService accessURL bbox byteSize catalog centroid compressFormat contactPoint dataset distribution
    downloadURL endDate endpointDescription endpointURL first hadRole hasCurrentVersion hasVersion inSeries
    isVersionOf keyword landingPage last mediaType next packageFormat prev previousVersion qualifiedRelation record
    resource seriesMember servesDataset service spatialResolutionInMeters startDate temporalResolution theme
    themeTaxonomy version`,
  classes: 'Catalog CatalogRecord DataService Dataset DatasetSeries Distribution Relationship Resource Role',
}

/** FOAF 0.99, what it calls testing and archaic included. */
const foaf = {
  properties: `account accountName accountServiceHomepage age aimChatID based_near birthday currentProject depiction
    depicts dnaChecksum familyName family_name firstName focus fundedBy geekcode gender givenName givenname holdsAccount
    homepage icqChatID img interest isPrimaryTopicOf jabberID knows lastName logo made maker mbox mbox_sha1sum member
    membershipClass msnChatID myersBriggs name nick openid page pastProject phone plan primaryTopic publications
    schoolHomepage sha1 skypeID status surname theme thumbnail tipjar title topic topic_interest weblog
    workInfoHomepage workplaceHomepage yahooChatID`,
  classes: `Agent Document Group Image LabelProperty OnlineAccount OnlineChatAccount OnlineEcommerceAccount
    OnlineGamingAccount Organization Person PersonalProfileDocument Project`,
}

/** PROV-O, 2013, with the terms of its notes on dictionaries, links and access, and the inverse names of its appendix. */
const prov = {
  properties: `actedOnBehalfOf activity agent alternateOf aq asInBundle atLocation atTime category component constraints
    contributor definition derivedByInsertionFrom derivedByRemovalFrom describesService dictionary dm editorialNote
    editorsDefinition ended endedAtTime entity entityOfInfluence generalizationOf generated generatedAsDerivation
    generatedAtTime hadActivity hadDelegate hadDerivation hadDictionaryMember hadGeneration hadInfluence hadMember
    hadPlan hadPrimarySource hadRevision hadRole hadUsage has_anchor has_provenance has_query_service influenced
    influencer informed insertedKeyEntityPair invalidated invalidatedAtTime inverse locationOf mentionOf n order
    pairEntity pairKey pingback provenanceUriTemplate qualifiedAssociation qualifiedAssociationOf
    qualifiedAttribution qualifiedAttributionOf qualifiedCommunication qualifiedCommunicationOf qualifiedDelegation
    qualifiedDelegationOf qualifiedDerivation qualifiedDerivationOf qualifiedEnd qualifiedEndOf qualifiedForm
    qualifiedGeneration qualifiedGenerationOf qualifiedInfluence qualifiedInfluenceOf qualifiedInsertion
    qualifiedInvalidation qualifiedInvalidationOf qualifiedPrimarySource qualifiedQuotation qualifiedQuotationOf
    qualifiedRemoval qualifiedRevision qualifiedSourceOf qualifiedStart qualifiedStartOf qualifiedUsage
    qualifiedUsingActivity quotedAs removedKey revisedEntity sharesDefinitionWith specializationOf started
    startedAtTime todo unqualifiedForm used value wasActivityOfInfluence wasAssociateFor wasAssociatedWith
    wasAttributedTo wasDerivedFrom wasEndedBy wasGeneratedBy wasInfluencedBy wasInformedBy wasInvalidatedBy
    wasMemberOf wasPlanOf wasPrimarySourceOf wasQuotedFrom wasRevisionOf wasRoleIn wasStartedBy wasUsedBy
    wasUsedInDerivation`,
  classes: `Accept Activity ActivityInfluence Agent AgentInfluence Association Attribution Bundle Collection
    Communication Contribute Contributor Copyright Create Creator Delegation Derivation Dictionary DirectQueryService
    EmptyCollection EmptyDictionary End Entity EntityInfluence Generation Influence Insertion InstantaneousEvent
    Invalidation KeyEntityPair Location Modify Organization Person Plan PrimarySource Publish Publisher Quotation
    Removal Replace Revision RightsAssignment RightsHolder Role ServiceDescription SoftwareAgent Start Submit
    Usage`,
}

/** SOSA of 2017, and what the drafts of its next edition add. */
const sosa = {
  properties: `actsOnProperty deployedOnPlatform deployedSystem detects forProperty hasDeployment hasFeatureOfInterest
    hasInput hasInputValue hasMember hasObservedSample hasOriginalSample hasOutput hasProperty hasResult
    hasResultQuality hasSample hasSampleRelationship hasSamplingProcedure hasSimpleResult hasSubDeployment hasSubSystem
    hasUltimateFeatureOfInterest hosts implementedBy implements inDeployment isActedOnBy isDetectedBy
    isFeatureOfInterestOf isHostedBy isMemberOf isObservedBy isPropertyOf isProxyFor isResultOf isSampleOf
    isSubSystemOf isUltimateFeatureOfInterestOf madeActuation madeByActuator madeByExecutor madeBySampler madeBySensor
    madeExecution madeObservation madeSampling natureOfRelationship observes observedProperty phenomenonTime
    relatedSample resultTime usedProcedure wasOriginatedBy wasPerformedBy`,
  classes: `ActuatableProperty Actuation ActuationCollection Actuator Deployment Execution ExecutionCollection
    FeatureOfInterest Observation ObservationCollection ObservableProperty Platform Procedure Property RelationshipNature
    Result Sample SampleCollection SampleRelationship Sampler Sampling SamplingCollection SamplingProcedure Sensor
    Stimulus System`,
}

/** GeoSPARQL 1.1. */
const geo = {
  properties: `asDGGS asGML asGeoJSON asKML asWKT coordinateDimension defaultGeometry dimension ehContains ehCoveredBy
    ehCovers ehDisjoint ehEquals ehInside ehMeet ehOverlap hasArea hasBoundingBox hasCentroid hasDefaultGeometry
    hasGeometry hasLength hasMetricArea hasMetricLength hasMetricPerimeterLength hasMetricSize hasMetricSpatialAccuracy
    hasMetricSpatialResolution hasMetricVolume hasPerimeterLength hasSerialization hasSize hasSpatialAccuracy
    hasSpatialResolution hasVolume isEmpty isSimple rcc8dc rcc8ec rcc8eq rcc8ntpp rcc8ntppi rcc8po rcc8tpp rcc8tppi
    sfContains sfCrosses sfDisjoint sfEquals sfIntersects sfOverlaps sfTouches sfWithin spatialDimension`,
  classes:
    'Feature FeatureCollection Geometry GeometryCollection SpatialMeasure SpatialObject SpatialObjectCollection',
}

/** Properties and classes, by the prefix of `PREFIXES`. */
export const TERMS = { rdf, rdfs, skos, dcterms, dcat, foaf, prov, sosa, geo } as const
