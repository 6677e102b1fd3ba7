# All forms: what the sample is, what it is made of, what it was taken from. Texts and IRIs go in as they are; concepts.ts
# maps them to the concepts of vocab/ afterwards. A node that is not a concept itself counts by its name.

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?property
INSERT { GRAPH ?kernel { ?s ?meaning ?kind } }
WHERE {
  VALUES (?property ?meaning) {
    (schema:additionalType schema:additionalType)
    (dcterms:type schema:additionalType)
    (igsnvoc:specimenType schema:additionalType)
    (schema:material schema:material)
    (dcterms:medium schema:material)
    (igsnvoc:materialType schema:material)
    (sosa:isSampleOf sosa:isSampleOf)
    (igsnvoc:sampledFeature sosa:isSampleOf)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:skolem ?skolem . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?value }
  OPTIONAL { GRAPH ?g { ?value schema:name|rdfs:label|skos:prefLabel|schema:value ?name } }
  BIND(IF(isIRI(?value) && STRSTARTS(STR(?value), ?skolem), ?name, ?value) AS ?kind)
  FILTER(BOUND(?kind) && REGEX(STR(?kind), "\\S"))
} ;

# IGSN registration: { isSampleOf: { kind: uri, id } }.
# needs: igsnvoc:isSampleOf
INSERT { GRAPH ?kernel { ?s sosa:isSampleOf ?feature } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s igsnvoc:isSampleOf/igsnvoc:id ?id }
  FILTER(REGEX(STR(?id), "^https?://", "i"))
  BIND(IRI(STR(?id)) AS ?feature)
} ;

# iSamples' draft: category [ DefinedTerm in a vocabulary of materials, sampled features or object types ].
# needs: schema:category schema:keywords
INSERT { GRAPH ?kernel { ?s ?meaning ?term } }
WHERE {
  VALUES (?pattern ?meaning) {
    ("/material/|/rocksediment/|/mineralgroup/" schema:material)
    ("/sampledfeature/|/biosampledfeature/" sosa:isSampleOf)
    ("objecttype/|/esmaterialsample/|/specimentype/" schema:additionalType)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:category|schema:keywords ?term }
  FILTER(isIRI(?term) && REGEX(STR(?term), ?pattern, "i"))
} ;

# A kind of object that is given as a class.
# needs: lode:objectType
INSERT { GRAPH ?kernel { ?s schema:additionalType ?concept } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?notes { ?s lode:objectType ?concept }
  GRAPH ?g { ?s a ?concept }
} ;

# schema.org and Bioschemas: additionalProperty [ PropertyValue name "material" value "..." ]. A valueReference or a
# value that is a term wins over its label.
# needs: schema:additionalProperty
INSERT { GRAPH ?kernel { ?s ?meaning ?kind } }
WHERE {
  VALUES (?word ?meaning) {
    ("material" schema:material)
    ("materialtype" schema:material)
    ("samplematerial" schema:material)
    ("medium" schema:material)
    ("sampletype" schema:additionalType)
    ("objecttype" schema:additionalType)
    ("specimentype" schema:additionalType)
    ("sampledfeature" sosa:isSampleOf)
    ("sampledfeaturetype" sosa:isSampleOf)
    ("organism" sosa:isSampleOf)
    ("scientificname" sosa:isSampleOf)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:skolem ?skolem . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:additionalProperty ?pair . ?pair schema:name ?name }
  FILTER(LCASE(REPLACE(STR(?name), "[ _-]", "")) = ?word)
  OPTIONAL { GRAPH ?g { ?pair schema:valueReference ?reference } FILTER(isIRI(?reference) && !STRSTARTS(STR(?reference), ?skolem)) }
  OPTIONAL { GRAPH ?g { ?pair schema:value ?value } }
  OPTIONAL { GRAPH ?g { ?value schema:name ?label } }
  BIND(COALESCE(?reference, IF(isIRI(?value) && STRSTARTS(STR(?value), ?skolem), ?label, ?value)) AS ?kind)
  FILTER(BOUND(?kind) && REGEX(STR(?kind), "\\S"))
}
