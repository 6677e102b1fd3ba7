# Form: the record pages of a Lodestone (docs/operators.md, "A mirror"). A page that says it conforms to the kernel profile
# embeds kernel statements: they are taken as they are, as far as their properties are the kernel's. What is said about the
# page itself and its fragments (whose record it is, of when) stays in the record. Of what a page says only that counts
# which the other rules could have made of some page: about its own samples, and about what they lead to as parties,
# places, samplings or literature. The last two updates leave nothing for the rules after them.

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
INSERT { GRAPH ?kernel { ?s a lode:Own , lode:Told } }
WHERE {
  VALUES ?class { sosa:Sample sosa:SampleCollection }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?page a lode:KernelPage }
  GRAPH ?g { ?s a ?class }
  FILTER(?s != ?page && !STRSTARTS(STR(?s), CONCAT(STR(?page), "#")))
} ;

# Other samples are not among what they lead to: whoever describes one has to call it a sample, so that it is known whose
# words they are. The longest way is attribution, agent, affiliation, contact.
# needs: lode:KernelPage
INSERT { GRAPH ?kernel { ?node a lode:Told } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s a lode:Own }
  GRAPH ?g {
    ?s schema:creator|schema:contributor|schema:sdPublisher|schema:publisher|schema:holdingArchive|schema:funder|schema:spatialCoverage|geo:hasGeometry|sosa:isResultOf|prov:qualifiedAttribution|dcterms:isReferencedBy ?node
  }
} ;
# needs: prov:agent prov:wasAssociatedWith
INSERT { GRAPH ?kernel { ?node a lode:Told } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?page a lode:KernelPage . ?from a lode:Told }
  GRAPH ?g { ?from prov:agent|prov:wasAssociatedWith ?node }
} ;
# needs: schema:affiliation
INSERT { GRAPH ?kernel { ?node a lode:Told } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?page a lode:KernelPage . ?from a lode:Told }
  GRAPH ?g { ?from schema:affiliation ?node }
} ;
# needs: schema:contactPoint
INSERT { GRAPH ?kernel { ?node a lode:Told } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?page a lode:KernelPage . ?from a lode:Told }
  GRAPH ?g { ?from schema:contactPoint ?node }
} ;

# needs: lode:Told
INSERT { GRAPH ?kernel { ?s a ?class } }
WHERE {
  VALUES ?class {
    sosa:Sample sosa:SampleCollection sosa:Sampling geo:Geometry schema:Place schema:Person schema:Organization
    schema:ScholarlyArticle schema:Dataset schema:CreativeWork
  }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s a lode:Told }
  GRAPH ?g { ?s a ?class }
} ;

# The one thing that is said of others: that they are parts of a sample which names them as such.
# needs: lode:Own
INSERT { GRAPH ?kernel { ?part dcterms:isPartOf ?s } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s a lode:Own }
  GRAPH ?g { ?part dcterms:isPartOf ?s }
} ;

# needs: lode:Told
INSERT { GRAPH ?kernel { ?s ?property ?value } }
WHERE {
  VALUES ?property {
    dcterms:identifier dcterms:isPartOf dcterms:isReferencedBy dcat:hadRole
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
  GRAPH ?kernel { ?s a lode:Told }
  GRAPH ?g { ?s ?property ?value }
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
