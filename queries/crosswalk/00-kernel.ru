# Form: the record pages of a Lodestone (docs/operators.md, "A mirror"). A page that says it conforms to the kernel profile
# embeds kernel statements: they are taken as they are, as far as their properties are the kernel's. What is said about the
# page itself and its fragments (whose record it is, of when) stays in the record. The last two updates leave nothing for
# the rules after them.

PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dwc: <http://rs.tdwg.org/dwc/terms/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX datacite: <https://schema.datacite.org/linked-data/vocab/relationType/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: dcterms:conformsTo
INSERT { GRAPH ?kernel { ?page a lode:KernelPage } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?page dcterms:conformsTo <urn:x-lodestone:profile:kernel> }
} ;

# needs: lode:KernelPage
INSERT { GRAPH ?kernel { ?s ?property ?value } }
WHERE {
  VALUES ?property {
    rdf:type dcterms:identifier dcterms:isPartOf dcterms:isReferencedBy dcat:hadRole
    schema:additionalType schema:affiliation schema:alternateName schema:conditionsOfAccess schema:contactPoint
    schema:contactType schema:contributor schema:creativeWorkStatus schema:creator schema:description schema:elevation
    schema:email schema:familyName schema:funder schema:givenName schema:holdingArchive schema:identifier schema:license
    schema:material schema:name schema:publisher schema:sameAs schema:sdPublisher schema:spatialCoverage schema:telephone
    schema:url
    geo:asWKT geo:hasGeometry sosa:isResultOf sosa:isSampleOf sosa:usedProcedure
    prov:agent prov:endedAtTime prov:qualifiedAttribution prov:startedAtTime prov:wasAssociatedWith prov:wasDerivedFrom
    dwc:maximumDepthInMeters dwc:minimumDepthInMeters
    datacite:Cites datacite:Collects datacite:Compiles datacite:Continues datacite:Describes datacite:Documents
    datacite:HasMetadata datacite:HasPart datacite:HasTranslation datacite:HasVersion datacite:IsCitedBy
    datacite:IsCollectedBy datacite:IsCompiledBy datacite:IsContinuedBy datacite:IsDerivedFrom datacite:IsDescribedBy
    datacite:IsDocumentedBy datacite:IsIdenticalTo datacite:IsMetadataFor datacite:IsNewVersionOf datacite:IsObsoletedBy
    datacite:IsOriginalFormOf datacite:IsPartOf datacite:IsPreviousVersionOf datacite:IsPublishedIn datacite:IsReferencedBy
    datacite:IsRequiredBy datacite:IsReviewedBy datacite:IsSourceOf datacite:IsSupplementTo datacite:IsSupplementedBy
    datacite:IsTranslationOf datacite:IsVariantFormOf datacite:IsVersionOf datacite:Obsoletes datacite:Other
    datacite:References datacite:Requires datacite:Reviews
  }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?page a lode:KernelPage }
  GRAPH ?g { ?s ?property ?value }
  FILTER(?s != ?page && !STRSTARTS(STR(?s), CONCAT(STR(?page), "#")))
} ;

# needs: lode:KernelPage
DELETE { GRAPH ?notes { ?s ?p ?o } }
WHERE {
  ?g lode:kernel ?kernel ; lode:notes ?notes .
  GRAPH ?kernel { ?page a lode:KernelPage }
  GRAPH ?notes { ?s ?p ?o }
} ;

# needs: lode:KernelPage
DELETE { GRAPH ?g { ?s ?p ?o } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?page a lode:KernelPage }
  GRAPH ?g { ?s ?p ?o }
}
