# All forms: licence, access and what became of the sample.

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: schema:license dcterms:license dcterms:rights
INSERT { GRAPH ?kernel { ?s schema:license ?license } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:skolem ?skolem . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:license|dcterms:license|dcterms:rights ?given }
  OPTIONAL { GRAPH ?g { ?given schema:url ?url } }
  OPTIONAL { GRAPH ?g { ?given schema:name ?name } }
  BIND(IF(isIRI(?given) && STRSTARTS(STR(?given), ?skolem), COALESCE(?url, ?name), ?given) AS ?license)
  FILTER(BOUND(?license))
} ;

# needs: schema:conditionsOfAccess dcterms:accessRights igsnvoc:sampleAccess
INSERT { GRAPH ?kernel { ?s schema:conditionsOfAccess ?access } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:conditionsOfAccess|dcterms:accessRights|igsnvoc:sampleAccess ?access }
} ;

# needs: igsnvoc:log schema:creativeWorkStatus igsnvoc:status
INSERT { GRAPH ?kernel { ?s lode:event ?event } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  {
    # `igsnvoc:@type` is ARDC's spelling.
    GRAPH ?g { ?s igsnvoc:log/(igsnvoc:event|igsnvoc:type|<https://igsn.org/voc/v1/@type>) ?name }
  } UNION {
    GRAPH ?g { ?s schema:creativeWorkStatus|igsnvoc:status ?name }
  }
  BIND(LCASE(STR(?name)) AS ?event)
} ;

# needs: lode:event
INSERT { GRAPH ?kernel { ?s schema:creativeWorkStatus ?status } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s lode:event ?any }
  BIND(EXISTS { GRAPH ?kernel { ?s lode:event "destroyed" } } AS ?destroyed)
  BIND(EXISTS { VALUES ?word { "deprecated" "deactivated" "deleted" } GRAPH ?kernel { ?s lode:event ?word } } AS ?deprecated)
  BIND(EXISTS { VALUES ?word { "registered" "updated" "lastupdated" "published" "available" } GRAPH ?kernel { ?s lode:event ?word } } AS ?registered)
  BIND(IF(?destroyed, "destroyed", IF(?deprecated, "deprecated", IF(?registered, "registered", ?none))) AS ?status)
  FILTER(BOUND(?status))
}
