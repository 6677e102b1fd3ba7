# Where the sample was taken: the places of all forms, then their names and whatever gives them a position.
# `lode:place` and `lode:wkt` stay in the staging graph; rule 65 makes geometries of `lode:wkt`.

PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?link
INSERT { GRAPH ?kernel { ?s lode:place ?place } }
WHERE {
  VALUES ?link { schema:location schema:locationCreated schema:contentLocation schema:spatialCoverage schema:spatial dcterms:spatial }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?link ?place }
} ;
# needs: sosa:isResultOf
# needs: ?link
INSERT { GRAPH ?kernel { ?s lode:place ?place } }
WHERE {
  VALUES ?link { schema:location schema:fromLocation schema:spatialCoverage dcterms:spatial geo:hasGeometry prov:atLocation }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample ; sosa:isResultOf ?event } } }
  GRAPH ?g { ?event ?link ?place }
} ;
# The sample itself, where it carries the position.
# needs: ?link
INSERT { GRAPH ?kernel { ?s lode:place ?s } }
WHERE {
  VALUES ?link { schema:geo schema:latitude geo:hasGeometry geo:hasDefaultGeometry geo:asWKT }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?link ?value }
} ;

# Names: a text instead of a place; the place's name or address.
# needs: lode:place
INSERT { GRAPH ?kernel { ?s schema:spatialCoverage ?named . ?named a schema:Place ; schema:name ?place } }
WHERE {
  ?g lode:kernel ?kernel ; lode:genid ?genid .
  GRAPH ?kernel { ?s lode:place ?place }
  FILTER(isLiteral(?place) && REGEX(STR(?place), "\\S") && !REGEX(STR(?place), "^[A-Z]+ ?[(]"))
  BIND(IRI(CONCAT(?genid, "place-", MD5(STR(?place)))) AS ?named)
} ;

# needs: lode:place
INSERT { GRAPH ?kernel { ?s schema:spatialCoverage ?place . ?place a schema:Place ; schema:name ?name } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s lode:place ?place }
  GRAPH ?g { ?place schema:name|rdfs:label|schema:address ?name }
  FILTER(?place != ?s && isLiteral(?name) && REGEX(STR(?name), "\\S"))
} ;
# DataCite puts the address beside the coordinates; a PostalAddress has parts.
# needs: schema:address
# needs: schema:geo
# needs: lode:place
INSERT { GRAPH ?kernel { ?s schema:spatialCoverage ?place . ?place a schema:Place ; schema:name ?name } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:place ?place } } }
  GRAPH ?g { ?place schema:geo/schema:address ?name }
  FILTER(?place != ?s && isLiteral(?name) && REGEX(STR(?name), "\\S"))
} ;
# needs: schema:address
# needs: lode:place
INSERT { GRAPH ?kernel { ?s schema:spatialCoverage ?place . ?place a schema:Place ; schema:name ?name } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:place ?place } } }
  GRAPH ?g { ?place schema:address ?address . ?address schema:addressLocality|schema:addressRegion|schema:addressCountry ?name }
  FILTER(?place != ?s && isLiteral(?name) && REGEX(STR(?name), "\\S"))
} ;

# SESAR: names of places beside the coordinates.
# needs: ?property
INSERT { GRAPH ?kernel { ?s schema:spatialCoverage ?named . ?named a schema:Place ; schema:name ?name } }
WHERE {
  VALUES ?property { igsnvoc:primaryLocationName igsnvoc:locality igsnvoc:city igsnvoc:county igsnvoc:province igsnvoc:country }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:genid ?genid . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?name }
  FILTER(isLiteral(?name) && REGEX(STR(?name), "\\S"))
  BIND(IRI(CONCAT(?genid, "place-", MD5(STR(?name)))) AS ?named)
} ;

# Coordinates: numbers or texts with numbers. Out of range is no place on Earth; it is passed on all the same, so that
# the kernel profile sees the mistake and the record's report names it.
# needs: schema:latitude <http://www.w3.org/2003/01/geo/wgs84_pos#lat>
# needs: lode:place
INSERT { GRAPH ?kernel { ?s lode:wkt ?wkt } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:place ?place } } }
  GRAPH ?g {
    ?place (schema:geo|geo:hasGeometry|geo:hasDefaultGeometry)? ?point .
    ?point schema:latitude|<http://www.w3.org/2003/01/geo/wgs84_pos#lat> ?lat ;
      schema:longitude|<http://www.w3.org/2003/01/geo/wgs84_pos#long> ?lon
  }
  BIND(xsd:decimal(REPLACE(STR(?lat), "\\s", "")) AS ?y)
  BIND(xsd:decimal(REPLACE(STR(?lon), "\\s", "")) AS ?x)
  BIND(CONCAT("POINT(", STR(?x), " ", STR(?y), ")") AS ?wkt)
} ;

# schema.org box "south west north east", with blanks or commas; across the antimeridian it becomes two boxes.
# needs: schema:box
# needs: lode:place
INSERT { GRAPH ?kernel { ?s lode:wkt ?wkt } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:place ?place } } }
  GRAPH ?g { ?place schema:geo?/schema:box ?box }
  BIND(REPLACE(REPLACE(STR(?box), "[,;\\s]+", " "), "^ | $", "") AS ?four)
  FILTER(REGEX(?four, "^[-+0-9.]+ [-+0-9.]+ [-+0-9.]+ [-+0-9.]+$"))
  BIND(xsd:decimal(REPLACE(?four, " .*$", "")) AS ?south)
  BIND(xsd:decimal(REPLACE(?four, "^[^ ]+ ([^ ]+) .*$", "$1")) AS ?west)
  BIND(xsd:decimal(REPLACE(?four, "^.* ([^ ]+) [^ ]+$", "$1")) AS ?north)
  BIND(xsd:decimal(REPLACE(?four, "^.* ", "")) AS ?east)
  FILTER(-90 <= ?south && ?south <= ?north && ?north <= 90 && -180 <= ?west && ?west <= 180 && -180 <= ?east && ?east <= 180)
  BIND(CONCAT("((", STR(?west), " ", STR(?south), ",", STR(IF(?west > ?east, 180, ?east)), " ", STR(?south), ",",
    STR(IF(?west > ?east, 180, ?east)), " ", STR(?north), ",", STR(?west), " ", STR(?north), ",",
    STR(?west), " ", STR(?south), "))") AS ?ring)
  BIND(CONCAT("((-180 ", STR(?south), ",", STR(?east), " ", STR(?south), ",", STR(?east), " ", STR(?north), ",-180 ",
    STR(?north), ",-180 ", STR(?south), "))") AS ?rest)
  BIND(IF(?west > ?east, CONCAT("MULTIPOLYGON(", ?ring, ",", ?rest, ")"), CONCAT("POLYGON", ?ring)) AS ?wkt)
} ;

# schema.org polygon and line "lat lon lat lon ..." or "lat,lon lat,lon"; latitudes and longitudes in range.
# needs: ?property
# needs: lode:place
INSERT { GRAPH ?kernel { ?s lode:wkt ?wkt } }
WHERE {
  VALUES (?property ?start ?end) {
    (schema:polygon "POLYGON((" "))")
    (schema:line "LINESTRING(" ")")
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:place ?place } } }
  GRAPH ?g { ?place schema:geo? ?shape . ?shape ?property ?text }
  BIND(REPLACE(REPLACE(STR(?text), "[,;\\s]+", " "), "^ | $", "") AS ?flat)
  FILTER(REGEX(?flat, "^(-?([0-8]?[0-9]([.][0-9]+)?|90([.]0+)?) -?((1[0-7]|[0-9])?[0-9]([.][0-9]+)?|180([.]0+)?)( |$))+$"))
  BIND(REPLACE(REPLACE(?flat, "([^ ]+) ([^ ]+)( |$)", "$2 $1,"), ",$", "") AS ?pairs)
  BIND(REPLACE(?pairs, ",.*$", "") AS ?first)
  BIND(IF(?property = schema:polygon && REPLACE(?pairs, "^.*,", "") != ?first, CONCAT(?pairs, ",", ?first), ?pairs) AS ?closed)
  FILTER(?property = schema:line || REGEX(?closed, ",.*,.*,"))
  BIND(CONCAT(?start, ?closed, ?end) AS ?wkt)
} ;

# GeoJSON point (IGSN registration: samplingLocation.geometry).
# needs: <https://purl.org/geojson/vocab#coordinates>
# needs: lode:place
INSERT { GRAPH ?kernel { ?s lode:wkt ?wkt } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:place ?place } } }
  GRAPH ?g {
    ?place <https://purl.org/geojson/vocab#geometry>? ?point .
    ?point a <https://purl.org/geojson/vocab#Point> ; <https://purl.org/geojson/vocab#coordinates> ?list .
    ?list rdf:first ?x ; rdf:rest/rdf:first ?y
  }
  FILTER(isNumeric(?x) && isNumeric(?y))
  BIND(CONCAT("POINT(", STR(?x), " ", STR(?y), ")") AS ?wkt)
} ;

# Well-known text: GeoSPARQL, ARDC's polygon, ESIP's additionalProperty of a place.
# needs: geo:asWKT schema:polygon schema:additionalProperty schema:geo
# needs: lode:place
INSERT { GRAPH ?kernel { ?s lode:wkt ?text } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s lode:place ?place }
  {
    GRAPH ?g {
      ?place (schema:geo|geo:hasGeometry|geo:hasDefaultGeometry|geo:hasCentroid|<https://purl.org/geojson/vocab#geometry>)? ?shape .
      ?shape geo:asWKT ?wkt
    }
  } UNION {
    GRAPH ?g { ?place schema:geo?/schema:polygon ?wkt }
  } UNION {
    GRAPH ?g { ?place schema:additionalProperty/schema:value ?wkt }
  } UNION {
    GRAPH ?g { ?place schema:geo ?wkt }
  }
  FILTER(isLiteral(?wkt))
  BIND(STR(?wkt) AS ?text)
  FILTER(REGEX(?text, "^\\s*(<[^>]*>|SRID=4326;)?\\s*(MULTI)?(POINT|LINESTRING|POLYGON)\\s*(Z|M|ZM)?\\s*[(]", "i"))
}
