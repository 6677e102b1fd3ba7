# How, when and by whom the sample was taken. `lode:started`, `lode:ended` hold dates as written until rule 80.

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: schema:event schema:potentialAction sosa:isResultOf sosa:hasResult schema:result prov:wasGeneratedBy
INSERT { GRAPH ?kernel { ?s sosa:isResultOf ?event . ?event a sosa:Sampling } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:event|schema:potentialAction|sosa:isResultOf|^sosa:hasResult|^schema:result|prov:wasGeneratedBy ?event }
  FILTER(isIRI(?event))
} ;

# needs: sosa:Sampling
# needs: ?property
INSERT { GRAPH ?kernel { ?event ?meaning ?value } }
WHERE {
  VALUES (?property ?meaning) {
    (schema:startDate lode:started)
    (schema:startTime lode:started)
    (schema:temporalCoverage lode:started)
    (sosa:resultTime lode:started)
    (sosa:phenomenonTime lode:started)
    (prov:startedAtTime lode:started)
    (schema:endDate lode:ended)
    (schema:endTime lode:ended)
    (prov:endedAtTime lode:ended)
    (sosa:usedProcedure sosa:usedProcedure)
    (schema:measurementTechnique sosa:usedProcedure)
    (schema:measurementMethod sosa:usedProcedure)
    (schema:instrument sosa:usedProcedure)
    (schema:name schema:name)
    (rdfs:label schema:name)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?event a sosa:Sampling } } }
  GRAPH ?g { ?event ?property ?value }
} ;

# needs: sosa:Sampling
# needs: ?property
INSERT { GRAPH ?kernel { ?event prov:wasAssociatedWith ?agent . ?agent a lode:Agent } }
WHERE {
  VALUES ?property {
    schema:performer schema:participant schema:agent schema:actor sosa:madeBySampler sosa:madeBySensor prov:wasAssociatedWith
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?event a sosa:Sampling } } }
  GRAPH ?g { ?event ?property ?agent }
  FILTER(isIRI(?agent))
} ;

# What an event was about is what was sampled.
# needs: schema:about sosa:hasFeatureOfInterest
INSERT { GRAPH ?kernel { ?s sosa:isSampleOf ?feature } }
WHERE {
  {
    SELECT * WHERE { ?g lode:kernel ?kernel ; lode:skolem ?skolem .
      GRAPH ?kernel { ?s a lode:Sample ; sosa:isResultOf ?event } }
  }
  GRAPH ?g { ?event schema:about|sosa:hasFeatureOfInterest ?about }
  OPTIONAL { GRAPH ?g { ?about schema:name|rdfs:label ?name } }
  BIND(IF(isIRI(?about) && STRSTARTS(STR(?about), ?skolem), ?name, ?about) AS ?feature)
  FILTER(BOUND(?feature) && ?feature != ?s)
} ;

# Forms that say it of the sample itself: IGSN registration, DataCite's schema.org (Created, Coverage), Dublin Core.
# needs: ?property
INSERT { GRAPH ?kernel { ?s sosa:isResultOf ?event . ?event a sosa:Sampling ; ?meaning ?value } }
WHERE {
  VALUES (?property ?meaning) {
    (igsnvoc:collectionStartDate lode:started)
    (igsnvoc:collectionEndDate lode:ended)
    (igsnvoc:collectionDate lode:started)
    (igsnvoc:collectionTime lode:started)
    (igsnvoc:collectionMethod sosa:usedProcedure)
    (igsnvoc:method sosa:usedProcedure)
    (igsnvoc:cruiseFieldPrgrm schema:name)
    (schema:dateCreated lode:started)
    (schema:temporalCoverage lode:started)
    (schema:measurementTechnique sosa:usedProcedure)
    (dcterms:created lode:started)
    (dcterms:temporal lode:started)
    (sosa:usedProcedure sosa:usedProcedure)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:genid ?genid . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?value }
  FILTER(isIRI(?value) || REGEX(STR(?value), "\\S"))
  BIND(IRI(CONCAT(?genid, "sampling-", MD5(STR(?s)))) AS ?event)
} ;

# needs: igsnvoc:collector lode:roleName
INSERT {
  GRAPH ?kernel {
    ?s sosa:isResultOf ?event .
    ?event a sosa:Sampling ; prov:wasAssociatedWith ?agent .
    ?agent a lode:Agent
  }
}
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:genid ?genid . GRAPH ?kernel { ?s a lode:Sample } } }
  {
    GRAPH ?g { ?s igsnvoc:collector ?agent }
  } UNION {
    GRAPH ?g { ?s lode:role ?role . ?role lode:agent ?agent ; lode:roleName ?name }
    FILTER(REGEX(STR(?name), "collector|chief scientist|sampler", "i"))
  }
  FILTER(isIRI(?agent))
  BIND(IRI(CONCAT(?genid, "sampling-", MD5(STR(?s)))) AS ?event)
} ;

# schema.org: additionalProperty [ PropertyValue name "collection date" value "..." ].
# needs: schema:additionalProperty
INSERT { GRAPH ?kernel { ?s sosa:isResultOf ?event . ?event a sosa:Sampling ; ?meaning ?value } }
WHERE {
  VALUES (?word ?meaning) {
    ("collectiondate" lode:started)
    ("collectionstartdate" lode:started)
    ("samplingdate" lode:started)
    ("collectionenddate" lode:ended)
    ("collectionmethod" sosa:usedProcedure)
    ("samplingmethod" sosa:usedProcedure)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:genid ?genid . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:additionalProperty ?pair . ?pair schema:name ?name ; schema:value ?value }
  FILTER(LCASE(REPLACE(STR(?name), "[ _-]", "")) = ?word)
  BIND(IRI(CONCAT(?genid, "sampling-", MD5(STR(?s)))) AS ?event)
} ;

# A procedure that is a node without a name of its own counts by its label.
# needs: sosa:usedProcedure
DELETE { GRAPH ?kernel { ?event sosa:usedProcedure ?node } }
INSERT { GRAPH ?kernel { ?event sosa:usedProcedure ?name } }
WHERE {
  ?g lode:kernel ?kernel ; lode:skolem ?skolem .
  GRAPH ?kernel { ?event sosa:usedProcedure ?node }
  FILTER(isIRI(?node) && STRSTARTS(STR(?node), ?skolem))
  OPTIONAL { GRAPH ?g { ?node schema:name|rdfs:label ?name } }
}
