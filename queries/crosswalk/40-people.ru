# All forms: who has to do with the sample. Roles are exact in prov:qualifiedAttribution; the plain properties are the
# nearest that schema.org has. DataCite's schema.org gives every contributor as `editor` and loses the role.

PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?property
INSERT { GRAPH ?kernel { ?s ?meaning ?agent . ?agent a lode:Agent } }
WHERE {
  VALUES (?property ?meaning) {
    (schema:creator schema:creator)
    (schema:author schema:creator)
    (dcterms:creator schema:creator)
    (schema:contributor schema:contributor)
    (schema:editor schema:contributor)
    (schema:maintainer schema:contributor)
    (dcterms:contributor schema:contributor)
    (prov:wasAttributedTo schema:contributor)
    (igsnvoc:chiefScientist schema:contributor)
    (igsnvoc:sampleOwner schema:contributor)
    (igsnvoc:registrant schema:sdPublisher)
    (schema:sdPublisher schema:sdPublisher)
    (schema:publisher schema:publisher)
    (dcterms:publisher schema:publisher)
    (schema:holdingArchive schema:holdingArchive)
    (igsnvoc:curator schema:holdingArchive)
    (igsnvoc:currentArchive schema:holdingArchive)
    (dcterms:rightsHolder schema:holdingArchive)
    (schema:funder schema:funder)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?agent }
  FILTER(isIRI(?agent))
} ;

# An ordered list of creators ({ "@list": [...] }, GFZ and EarthChem).
# needs: ?property
# needs: rdf:first
INSERT { GRAPH ?kernel { ?s schema:creator ?agent . ?agent a lode:Agent } }
WHERE {
  VALUES ?property { schema:creator schema:author }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?list . ?list rdf:rest*/rdf:first ?agent }
  FILTER(isIRI(?agent))
} ;
# needs: rdf:first
DELETE { GRAPH ?kernel { ?s ?property ?cell . ?cell a lode:Agent } }
WHERE {
  VALUES ?property { schema:creator schema:contributor }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s ?property ?cell }
  GRAPH ?g { ?cell rdf:first ?agent }
} ;

# iSamples' draft and ODIS: the record's publisher below subjectOf, the funder below funding or the event's project.
# needs: schema:subjectOf
# needs: schema:sdPublisher
INSERT { GRAPH ?kernel { ?s schema:sdPublisher ?agent . ?agent a lode:Agent } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:subjectOf ?document . ?document schema:sdPublisher ?agent }
  FILTER(isIRI(?agent))
} ;
# needs: ?link
# needs: schema:funder
INSERT { GRAPH ?kernel { ?s schema:funder ?agent . ?agent a lode:Agent } }
WHERE {
  VALUES ?link { schema:funding schema:event schema:potentialAction schema:isPartOf }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?link ?grant . ?grant schema:organizer?/schema:funding?/schema:funder ?agent }
  FILTER(isIRI(?agent))
} ;

# Roles: schema.org Role (rule 06) and PROV's own form.
# needs: lode:roleName prov:qualifiedAttribution
INSERT {
  GRAPH ?kernel {
    ?s prov:qualifiedAttribution ?attribution .
    ?attribution prov:agent ?agent ; dcat:hadRole ?name .
    ?agent a lode:Agent
  }
}
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:genid ?genid . GRAPH ?kernel { ?s a lode:Sample } } }
  {
    GRAPH ?g { ?s (schema:event|schema:potentialAction|sosa:isResultOf)?/lode:role ?role . ?role lode:agent ?agent ; lode:roleName ?name }
  } UNION {
    GRAPH ?g { ?s prov:qualifiedAttribution ?role . ?role prov:agent ?agent ; dcat:hadRole|prov:hadRole ?name }
  }
  BIND(IRI(CONCAT(?genid, "role-", MD5(CONCAT(STR(?s), " ", STR(?agent), " ", STR(?name))))) AS ?attribution)
} ;

# SESAR: the contact of the archive that has the sample.
# needs: igsnvoc:currentArchiveContact
INSERT { GRAPH ?kernel { ?archive schema:contactPoint ?contact . ?contact schema:name ?name } }
WHERE {
  ?g lode:kernel ?kernel ; lode:genid ?genid .
  GRAPH ?kernel { ?s a lode:Sample ; schema:holdingArchive ?archive }
  GRAPH ?g { ?s igsnvoc:currentArchiveContact ?name }
  FILTER(isLiteral(?name))
  BIND(IRI(CONCAT(?genid, "contact-", MD5(STR(?name)))) AS ?contact)
}
