# All forms: what the sample is called. schema.org, Dublin Core, RDFS and SKOS terms mean the same here.

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX schema: <https://schema.org/>
PREFIX lode: <urn:x-lodestone:staging#>

INSERT { GRAPH ?kernel { ?s ?meaning ?text } }
WHERE {
  VALUES (?property ?meaning) {
    (schema:name schema:name)
    (dcterms:title schema:name)
    (rdfs:label schema:name)
    (skos:prefLabel schema:name)
    (schema:description schema:description)
    (dcterms:description schema:description)
    (rdfs:comment schema:description)
    (schema:alternateName schema:alternateName)
    (dcterms:alternative schema:alternateName)
    (skos:altLabel schema:alternateName)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?text }
  FILTER(isLiteral(?text) && REGEX(STR(?text), "\\S"))
} ;

# The identifier as people write it; its other forms; and the identifiers of the publisher's own.
INSERT { GRAPH ?kernel { ?s dcterms:identifier ?written ; schema:sameAs ?alias ; schema:alternateName ?local } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes . GRAPH ?kernel { ?s a lode:Sample } } }
  {
    GRAPH ?notes { ?s lode:identifierText ?written }
  } UNION {
    GRAPH ?notes { ?s lode:alias ?alias }
  } UNION {
    GRAPH ?notes { ?s lode:localIdentifier ?local }
    FILTER EXISTS { GRAPH ?notes { ?s lode:identifierText ?any } }
  } UNION {
    GRAPH ?notes { ?s lode:localIdentifier ?written }
    FILTER NOT EXISTS { GRAPH ?notes { ?s lode:identifierText ?any } }
  }
} ;

# needs: ?property
INSERT { GRAPH ?kernel { ?s schema:sameAs ?other } }
WHERE {
  VALUES ?property { schema:sameAs <http://www.w3.org/2002/07/owl#sameAs> skos:exactMatch }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?other }
  FILTER(isIRI(?other) && ?other != ?s)
} ;

# The landing page that the record gives, or else the page it was found on.
# needs: ?property
INSERT { GRAPH ?kernel { ?s schema:url ?url } }
WHERE {
  VALUES ?property { schema:url schema:mainEntityOfPage foaf:page dcat:landingPage }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?url }
  FILTER(isIRI(?url) && REGEX(STR(?url), "^https?://", "i") && ?url != ?s)
} ;

INSERT { GRAPH ?kernel { ?s schema:url ?page } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:page ?page . GRAPH ?kernel { ?s a lode:Sample } } }
  FILTER NOT EXISTS { GRAPH ?kernel { ?s schema:url ?url } }
}
