# Forms: schema.org with a type from elsewhere (GeoLink PhysicalSample, DataCite PhysicalObject, Darwin Core
# MaterialSample, Bioschemas Sample, OBI specimen), and SOSA. What the record is about is a sample when its type or
# additional type says so. A Dataset that only has samples as parts is none.

PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

INSERT { GRAPH ?kernel { ?s a sosa:Sample , lode:Sample } }
WHERE {
  VALUES ?property { rdf:type schema:additionalType dcterms:type }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes . GRAPH ?notes { ?s a lode:Subject } } }
  GRAPH ?g { ?s ?property ?type }
  BIND(LCASE(REPLACE(REPLACE(STR(?type), "^.*[/#]", ""), "[ _-]", "")) AS ?word)
  FILTER(?word IN ("materialsample", "physicalsample", "physicalobject", "physicalspecimen", "preservedspecimen",
    "livingspecimen", "fossilspecimen", "biosample", "geologicalsample", "watersample", "obi0000747", "obi0100051")
    || (isIRI(?type) && ?word IN ("sample", "specimen")))
} ;

# A Product, Thing or CreativeWork whose additional type is a kind of object in vocab/ (noted by identities).
# needs: lode:objectType
# needs: ?class
INSERT { GRAPH ?kernel { ?s a sosa:Sample , lode:Sample } }
WHERE {
  VALUES ?class { schema:Product schema:IndividualProduct schema:Thing schema:CreativeWork }
  ?g lode:kernel ?kernel ; lode:notes ?notes .
  GRAPH ?notes { ?s lode:objectType ?concept ; a lode:Subject }
  GRAPH ?g { ?s a ?class }
} ;

# SOSA: the result of a sampling, or the sample of a feature.
# needs: sosa:isSampleOf sosa:hasSample
INSERT { GRAPH ?kernel { ?s a sosa:Sample , lode:Sample } }
WHERE {
  ?g lode:kernel ?kernel ; lode:notes ?notes .
  GRAPH ?g { ?s sosa:isSampleOf|^sosa:hasSample ?feature }
  GRAPH ?notes { ?s a lode:Subject }
} ;

# needs: ?class
DELETE { GRAPH ?kernel { ?s a sosa:Sample } }
INSERT { GRAPH ?kernel { ?s a sosa:SampleCollection , lode:Sample } }
WHERE {
  VALUES ?class { sosa:SampleCollection igsnvoc:Collection schema:Collection }
  ?g lode:kernel ?kernel ; lode:notes ?notes .
  GRAPH ?g { ?s a ?class }
  GRAPH ?notes { ?s a lode:Subject }
  FILTER(?class = sosa:SampleCollection || EXISTS { GRAPH ?kernel { ?s a lode:Sample } })
}
