# All forms: well-known text as one spelling, in CRS84 (longitude latitude), numbers in range; anything else is left
# out, but for points off the Earth, which the kernel profile reports.

PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: lode:wkt
INSERT { GRAPH ?kernel { ?s geo:hasGeometry ?geometry . ?geometry a geo:Geometry ; geo:asWKT ?wkt } }
WHERE {
  ?g lode:kernel ?kernel ; lode:genid ?genid .
  GRAPH ?kernel { ?s lode:wkt ?raw }
  FILTER(STRLEN(?raw) <= 100000)
  BIND(REPLACE(?raw, "^\\s*<([^>]*)>.*$", "$1", "s") AS ?system)
  BIND(IF(?system = ?raw, "", ?system) AS ?crs)
  FILTER(?crs = "" || REGEX(?crs, "CRS84$|EPSG/[^/]*/4326$"))
  BIND(REPLACE(REPLACE(?raw, "^\\s*<[^>]*>", ""), "^\\s*SRID=4326;", "") AS ?bare)
  BIND(UCASE(REPLACE(REPLACE(REPLACE(?bare, "\\s+", " "), " ?([(),]) ?", "$1"), "^ | $", "")) AS ?tidy)
  BIND(IF(REGEX(?crs, "4326$"), REPLACE(?tidy, "([-0-9.]+) ([-0-9.]+)", "$2 $1"), ?tidy) AS ?text)
  FILTER(REGEX(?text, "^(MULTI)?(POINT|LINESTRING|POLYGON)[(]([(,)]*-?((1[0-7]|[0-9])?[0-9]([.][0-9]+)?|180([.]0+)?) -?([0-8]?[0-9]([.][0-9]+)?|90([.]0+)?)[,)]+)+$")
    || REGEX(?text, "^POINT[(]-?[0-9]+([.][0-9]+)? -?[0-9]+([.][0-9]+)?[)]$"))
  BIND(STRDT(?text, geo:wktLiteral) AS ?wkt)
  BIND(IRI(CONCAT(?genid, "geometry-", MD5(CONCAT(STR(?s), " ", ?text)))) AS ?geometry)
} ;

# Elevation: a number, or a text of number and unit; SESAR gives the unit beside it. Metres.
# needs: schema:elevation
INSERT { GRAPH ?kernel { ?s schema:elevation ?metres } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s a lode:Sample }
  {
    GRAPH ?g { ?s schema:elevation ?value }
    OPTIONAL { GRAPH ?g { ?s igsnvoc:elevationUnit ?given } }
  } UNION {
    GRAPH ?kernel { ?s lode:place ?place }
    GRAPH ?g { ?place schema:geo?/schema:elevation ?value }
    FILTER(?place != ?s)
    FILTER NOT EXISTS { GRAPH ?g { ?s schema:elevation ?own } }
  }
  FILTER(REGEX(STR(?value), "^\\s*-?[0-9]+([.][0-9]+)?\\s*[^0-9]*$"))
  BIND(REPLACE(STR(?value), "^\\s*-?[0-9.]+\\s*", "") AS ?written)
  BIND(LCASE(REPLACE(IF(?written = "", COALESCE(STR(?given), ""), ?written), "\\s+$", "")) AS ?unit)
  BIND(IF(REGEX(?unit, "^(|m|meters?|metres?|m ?a?[.]?s[.]?l[.]?)$"), 1.0,
    IF(?unit IN ("ft", "foot", "feet"), 0.3048, IF(REGEX(?unit, "^(km|kilomet(er|re)s?)$"), 1000.0, ?unknown))) AS ?factor)
  # Oxigraph 0.5 gives up on 0 * 0.3048.
  BIND(xsd:decimal(REPLACE(STR(?value), "^\\s*(-?[0-9]+([.][0-9]+)?).*$", "$1")) AS ?read)
  BIND(IF(?factor > 0.0 && ?read = 0.0, ?read, ?read * ?factor) AS ?metres)
  FILTER(BOUND(?metres))
}
