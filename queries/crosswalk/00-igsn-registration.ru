# Form: IGSN registration JSON (igsn-json v0.1) as SESAR, ARDC and CSIRO publish it, read with the overlay
# igsn-registration. Nearly all of the record stands below `description` and `supplementMetadata`: it is moved to the
# sample, so that the rules of schema.org find it there.

PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: igsnvoc:description
DELETE { GRAPH ?g { ?d ?p ?o . ?s igsnvoc:description ?d } }
INSERT { GRAPH ?g { ?s ?p ?o } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?s igsnvoc:description ?d . ?d ?p ?o }
  FILTER(?d != ?s && ?p != rdf:type)
} ;

# needs: igsnvoc:supplementMetadata
DELETE { GRAPH ?g { ?m ?p ?o } }
INSERT { GRAPH ?g { ?s ?p ?o } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?s igsnvoc:supplementMetadata ?m . ?m ?p ?o }
  FILTER(?m != ?s && ?p != rdf:type)
} ;

# A description that is only a text.
# needs: igsnvoc:description igsnvoc:sampleDescription
INSERT { GRAPH ?g { ?s schema:description ?text } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?s igsnvoc:description|igsnvoc:sampleDescription ?text }
  FILTER(isLiteral(?text))
}
