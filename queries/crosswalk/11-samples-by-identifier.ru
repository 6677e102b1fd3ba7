# Forms: schema.org (Product, CreativeWork, Thing, ...) and DataCite's schema.org. What the record is about is a sample
# when it is identified by an IGSN, whatever its type: GFZ types its samples Dataset, DataCite CreativeWork.

PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX lode: <urn:x-lodestone:staging#>

INSERT { GRAPH ?kernel { ?s a sosa:Sample , lode:Sample } }
WHERE {
  VALUES ?scheme { "igsn" "igsn-handle" }
  ?g lode:kernel ?kernel ; lode:notes ?notes .
  GRAPH ?notes { ?s lode:scheme ?scheme ; a lode:Subject }
  FILTER NOT EXISTS {
    VALUES ?other { schema:Person schema:Organization schema:Place schema:Event schema:Action schema:WebPage schema:WebSite }
    GRAPH ?g { ?s a ?other }
  }
}
