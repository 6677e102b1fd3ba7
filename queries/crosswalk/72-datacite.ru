# Form: DataCite records (JSON and XML, src/harvest/formats): the relation types that are neither part, nor derivation,
# nor literature (DataCite Metadata Schema 4.7, appendix 3), and the contributor type that means custody.

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX datacite: <https://schema.datacite.org/linked-data/vocab/relationType/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?relation
INSERT { GRAPH ?kernel { ?s ?relation ?other } }
WHERE {
  VALUES ?relation {
    datacite:Continues datacite:HasTranslation datacite:HasVersion datacite:IsContinuedBy datacite:IsIdenticalTo
    datacite:IsNewVersionOf datacite:IsObsoletedBy datacite:IsPreviousVersionOf datacite:IsRequiredBy datacite:IsSourceOf
    datacite:IsTranslationOf datacite:IsVersionOf datacite:Obsoletes datacite:Other datacite:Requires
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?relation ?other }
  FILTER(isIRI(?other) && ?other != ?s)
} ;

# The same thing under another identifier.
# needs: datacite:IsIdenticalTo
INSERT { GRAPH ?kernel { ?s schema:sameAs ?other } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s datacite:IsIdenticalTo ?other }
  FILTER(isIRI(?other) && ?other != ?s)
} ;

# A record may say it from the other side.
# needs: datacite:IsSourceOf
INSERT { GRAPH ?kernel { ?other prov:wasDerivedFrom ?s } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s datacite:IsSourceOf ?other }
  FILTER(isIRI(?other) && ?other != ?s)
} ;

# DataCite, contributorType HostingInstitution: "the organisation allowing the resource to be available" has the sample.
# needs: dcat:hadRole
INSERT { GRAPH ?kernel { ?s schema:holdingArchive ?agent } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample ; prov:qualifiedAttribution ?attribution } } }
  GRAPH ?kernel { ?attribution prov:agent ?agent ; dcat:hadRole ?role }
  FILTER(STR(?role) = "HostingInstitution")
} ;

# Physical objects are no literature, whoever cites whom.
# needs: <https://schema.datacite.org/linked-data/vocab/resourceTypeGeneral/PhysicalObject>
DELETE { GRAPH ?kernel { ?s dcterms:isReferencedBy ?other . ?other a schema:CreativeWork } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s dcterms:isReferencedBy ?other } } }
  GRAPH ?g { ?other a <https://schema.datacite.org/linked-data/vocab/resourceTypeGeneral/PhysicalObject> }
}
