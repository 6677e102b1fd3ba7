# Form: IGSN registration JSON. Whatever has an `igsn` or a `registrant` is a registered sample.

PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: igsnvoc:igsn igsnvoc:registrant
INSERT { GRAPH ?kernel { ?s a sosa:Sample , lode:Sample } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?s igsnvoc:igsn|igsnvoc:registrant ?value }
}
