# All forms: the people and organisations that the other rules linked to. Affiliations first, for they are agents too.

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: schema:affiliation schema:worksFor <http://www.w3.org/ns/org#memberOf>
INSERT { GRAPH ?kernel { ?agent schema:affiliation ?organisation . ?organisation a lode:Agent } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?agent a lode:Agent } } }
  GRAPH ?g { ?agent schema:affiliation|schema:worksFor|<http://www.w3.org/ns/org#memberOf> ?organisation }
  FILTER(isIRI(?organisation))
} ;

INSERT { GRAPH ?kernel { ?agent ?meaning ?text } }
WHERE {
  VALUES (?property ?meaning) {
    (schema:name schema:name)
    (schema:givenName schema:givenName)
    (schema:familyName schema:familyName)
    (foaf:name schema:name)
    (foaf:givenName schema:givenName)
    (foaf:familyName schema:familyName)
    (rdfs:label schema:name)
    (skos:prefLabel schema:name)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?agent a lode:Agent } } }
  GRAPH ?g { ?agent ?property ?text }
  FILTER(isLiteral(?text) && REGEX(STR(?text), "\\S"))
} ;

INSERT { GRAPH ?kernel { ?agent schema:name ?name } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?agent a lode:Agent ; schema:familyName ?family } } }
  OPTIONAL { GRAPH ?kernel { ?agent schema:givenName ?given } }
  FILTER NOT EXISTS { GRAPH ?kernel { ?agent schema:name ?any } }
  BIND(IF(BOUND(?given), CONCAT(STR(?given), " ", STR(?family)), STR(?family)) AS ?name)
} ;

# Other persistent identifiers of the same agent (an ISNI beside an ORCID, a GRID beside a ROR): they join what other
# records say under those. Pages that are merely linked as the same are not identifiers.
INSERT { GRAPH ?kernel { ?agent schema:sameAs ?alias } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes . GRAPH ?kernel { ?agent a lode:Agent } } }
  GRAPH ?notes { ?agent lode:alias ?alias }
} ;

# Person or organisation: by class, by identifier, or by the role that only one of them has. Persons first.
INSERT { GRAPH ?kernel { ?agent a schema:Person } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes . GRAPH ?kernel { ?agent a lode:Agent } } }
  { VALUES ?person { schema:Person foaf:Person prov:Person } GRAPH ?g { ?agent a ?person } }
  UNION { GRAPH ?notes { ?agent lode:scheme "orcid" } }
  UNION { GRAPH ?kernel { ?agent schema:familyName ?family } }
} ;

INSERT { GRAPH ?kernel { ?agent a schema:Organization } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes . GRAPH ?kernel { ?agent a lode:Agent } } }
  { GRAPH ?notes { ?agent lode:scheme "ror" } }
  UNION {
    VALUES ?organisation {
      schema:Organization schema:CollegeOrUniversity schema:EducationalOrganization schema:ResearchOrganization schema:Museum
      schema:GovernmentOrganization schema:NGO schema:Corporation schema:FundingAgency schema:ArchiveOrganization schema:Project
      foaf:Organization prov:Organization igsnvoc:registrant
    }
    GRAPH ?g { ?agent a ?organisation }
  }
  UNION {
    VALUES ?role { schema:affiliation schema:publisher schema:sdPublisher schema:holdingArchive schema:funder }
    GRAPH ?kernel { ?any ?role ?agent }
  }
  FILTER NOT EXISTS { GRAPH ?kernel { ?agent a schema:Person } }
} ;

# needs: schema:contactPoint
INSERT { GRAPH ?kernel { ?agent schema:contactPoint ?contact . ?contact ?property ?value } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?agent a lode:Agent , schema:Organization } } }
  GRAPH ?g { ?agent schema:contactPoint ?contact . ?contact ?property ?value }
  FILTER(?property IN (schema:name, schema:email, schema:url, schema:contactType, schema:telephone))
}
