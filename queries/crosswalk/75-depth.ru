# All forms: how deep below the surface of what was sampled (ground, ice, floor of a sea or lake, water) the sample was
# taken, in metres. Forms: SESAR's depthMin and depthMax; Darwin Core; schema.org additionalProperty [ PropertyValue ].
# schema:depth is left alone: it is the size of a thing. A PropertyValue without a unit is left out: soils are measured in
# centimetres and seas in metres, so nobody could tell.

PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX dwc: <http://rs.tdwg.org/dwc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?property
INSERT { GRAPH ?kernel { ?s ?meaning ?text } }
WHERE {
  VALUES (?property ?meaning) {
    (igsnvoc:depthMin lode:depthTop)
    (igsnvoc:depthMax lode:depthBottom)
    (dwc:minimumDepthInMeters lode:depthTop)
    (dwc:maximumDepthInMeters lode:depthBottom)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?value }
  FILTER(isLiteral(?value))
  BIND(IF(REGEX(STR(?value), "[0-9.]\\s*$"), CONCAT(STR(?value), " m"), STR(?value)) AS ?text)
} ;

# A depth that is one number is both ends of the interval. The unit stands beside the value, in it, or in the name.
# needs: schema:additionalProperty
# needs: ?part
INSERT { GRAPH ?kernel { ?s ?meaning ?text } }
WHERE {
  VALUES (?part ?word ?meaning) {
    (schema:value "depth" lode:depthTop)
    (schema:value "depth" lode:depthBottom)
    (schema:value "sampledepth" lode:depthTop)
    (schema:value "sampledepth" lode:depthBottom)
    (schema:value "samplingdepth" lode:depthTop)
    (schema:value "samplingdepth" lode:depthBottom)
    (schema:value "depthtop" lode:depthTop)
    (schema:value "topdepth" lode:depthTop)
    (schema:value "depthmin" lode:depthTop)
    (schema:value "minimumdepth" lode:depthTop)
    (schema:value "depthbottom" lode:depthBottom)
    (schema:value "bottomdepth" lode:depthBottom)
    (schema:value "depthmax" lode:depthBottom)
    (schema:value "maximumdepth" lode:depthBottom)
    (schema:minValue "depth" lode:depthTop)
    (schema:minValue "sampledepth" lode:depthTop)
    (schema:minValue "samplingdepth" lode:depthTop)
    (schema:maxValue "depth" lode:depthBottom)
    (schema:maxValue "sampledepth" lode:depthBottom)
    (schema:maxValue "samplingdepth" lode:depthBottom)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:additionalProperty ?pair . ?pair schema:name ?name }
  FILTER(LCASE(REPLACE(REPLACE(STR(?name), "[(\\[].*$", ""), "[^A-Za-z]", "")) = ?word)
  GRAPH ?g { ?pair ?part ?value }
  FILTER(isLiteral(?value))
  OPTIONAL { GRAPH ?g { ?pair schema:unitText|schema:unitCode ?given } }
  BIND(IF(REGEX(STR(?name), "[(\\[].*[)\\]]"), REPLACE(STR(?name), "^.*[(\\[]\\s*(.*)[)\\]].*$", "$1"), "") AS ?named)
  BIND(IF(REGEX(STR(?value), "[0-9.]\\s*$"), CONCAT(STR(?value), " ", COALESCE(STR(?given), ?named)), STR(?value)) AS ?text)
} ;

# `0.5 m`, `0-12 cm`, `0 to 12 cm`: the top is the first number, the bottom the last. A number below zero is passed on, so
# that the kernel profile reports it.
# needs: ?property
INSERT { GRAPH ?kernel { ?s ?meaning ?metres } }
WHERE {
  VALUES (?property ?meaning) {
    (lode:depthTop dwc:minimumDepthInMeters)
    (lode:depthBottom dwc:maximumDepthInMeters)
  }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s ?property ?text }
  FILTER(REGEX(?text, "^\\s*(-?[0-9]+([.][0-9]+)?|[0-9]+([.][0-9]+)?\\s*[A-Za-z]*\\s*(-|–|/|to)\\s*[0-9]+([.][0-9]+)?)\\s*[A-Za-z]+[.]?\\s*$"))
  BIND(REPLACE(?text, "^\\s*(-?[0-9.]+).*$", "$1") AS ?first)
  BIND(REPLACE(?text, "^\\s*-?[0-9.]+\\s*[A-Za-z]*\\s*(-|–|/|to)?\\s*([0-9.]*).*$", "$2") AS ?second)
  BIND(IF(?property = lode:depthBottom && ?second != "", ?second, ?first) AS ?number)
  BIND(LCASE(REPLACE(REPLACE(?text, "^.*[0-9]\\s*", ""), "[.]?\\s*$", "")) AS ?unit)
  BIND(IF(REGEX(?unit, "^(m|mtr|meters?|metres?|mbsf|mblf|mbs)$"), 1.0,
    IF(REGEX(?unit, "^(cm|cmt|centimet(er|re)s?)$"), 0.01,
    IF(REGEX(?unit, "^(mm|mmt|millimet(er|re)s?)$"), 0.001,
    IF(?unit IN ("ft", "fot", "foot", "feet"), 0.3048, ?unknown)))) AS ?factor)
  # Oxigraph 0.5 gives up on 0 * 0.01.
  BIND(xsd:decimal(?number) AS ?read)
  BIND(IF(?factor > 0.0 && ?read = 0.0, ?read, ?read * ?factor) AS ?metres)
  FILTER(BOUND(?metres))
}
