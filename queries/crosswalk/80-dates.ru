# All forms: dates as precise as they are given. An interval `a/b` is split; `1976-00-00` is the year 1976, as databases
# with a fixed date format write it; a blank between date and time becomes T. What is no date is left out.

PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?property
INSERT { GRAPH ?kernel { ?event lode:start ?start ; lode:end ?end } }
WHERE {
  VALUES (?property ?isStart) { (lode:started true) (lode:ended false) }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?event ?property ?value }
  FILTER(isLiteral(?value))
  BIND(REPLACE(STR(?value), "^\\s+|\\s+$", "") AS ?text)
  BIND(IF(?isStart, IF(CONTAINS(?text, "/"), STRBEFORE(?text, "/"), ?text), ?none) AS ?start)
  BIND(IF(?isStart, IF(CONTAINS(?text, "/"), STRAFTER(?text, "/"), ?none), IF(CONTAINS(?text, "/"), STRAFTER(?text, "/"), ?text)) AS ?end)
} ;

# needs: ?property
INSERT { GRAPH ?kernel { ?event ?meaning ?typed } }
WHERE {
  VALUES (?property ?meaning) { (lode:start prov:startedAtTime) (lode:end prov:endedAtTime) }
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?event ?property ?text }
  BIND(REPLACE(?text, "-00(-00)?$", "") AS ?known)
  BIND(IF(REGEX(?known, "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]"), CONCAT(SUBSTR(?known, 1, 10), "T", SUBSTR(?known, 12)), ?known) AS ?tidy)
  BIND(REPLACE(REPLACE(?tidy, "(T[0-9]{2}:[0-9]{2})(Z|[-+][0-9:]+)?$", "$1:00$2"), "([-+][0-9]{2})([0-9]{2})$", "$1:$2") AS ?full)
  BIND(
    IF(REGEX(?tidy, "^[0-9]{4}$") && ?tidy != "0000", STRDT(?tidy, xsd:gYear),
    IF(REGEX(?tidy, "^[0-9]{4}-(0[1-9]|1[0-2])$"), STRDT(?tidy, xsd:gYearMonth),
    # The comparison fails, and with it the whole, for a day that the calendar does not have.
    IF(REGEX(?tidy, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), IF(xsd:date(?tidy) = xsd:date(?tidy), STRDT(?tidy, xsd:date), ?none),
    IF(REGEX(?full, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,}(Z|[-+][0-9]{2}:[0-9]{2})?$"), IF(xsd:dateTime(?full) = xsd:dateTime(?full), STRDT(?full, xsd:dateTime), ?none),
    ?none)))) AS ?typed)
  FILTER(BOUND(?typed))
}
