# All forms: an agent that is given as a text becomes a node with that name. The node belongs to the record: agents are
# never merged by name across records. Each form's properties are listed with the class that they imply.

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?property
INSERT { GRAPH ?g { ?s ?property ?agent . ?agent a ?class ; schema:name ?text } }
WHERE {
  VALUES (?property ?class) {
    (schema:agent schema:Person)
    (schema:author schema:Person)
    (schema:contributor schema:Person)
    (schema:creator schema:Person)
    (schema:editor schema:Person)
    (schema:participant schema:Person)
    (schema:performer schema:Person)
    (dcterms:contributor schema:Person)
    (dcterms:creator schema:Person)
    (prov:wasAssociatedWith schema:Person)
    (prov:wasAttributedTo schema:Person)
    (igsnvoc:chiefScientist schema:Person)
    (igsnvoc:collector schema:Person)
    (igsnvoc:sampleOwner schema:Person)
    (schema:affiliation schema:Organization)
    (schema:funder schema:Organization)
    (schema:holdingArchive schema:Organization)
    (schema:maintainer schema:Organization)
    (schema:publisher schema:Organization)
    (schema:sdPublisher schema:Organization)
    (dcterms:publisher schema:Organization)
    (dcterms:rightsHolder schema:Organization)
    (igsnvoc:curator schema:Organization)
    (igsnvoc:currentArchive schema:Organization)
    (igsnvoc:registrant schema:Organization)
  }
  ?g lode:genid ?genid .
  GRAPH ?g { ?s ?property ?text }
  FILTER(isLiteral(?text) && REGEX(STR(?text), "\\S"))
  BIND(IRI(CONCAT(?genid, "agent-", MD5(STR(?text)))) AS ?agent)
}
