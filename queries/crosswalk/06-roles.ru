# Form: schema.org Role between a thing and its agent (schema.org, "Role" pattern): { contributor: { @type: Role,
# roleName, contributor: agent } }. Also SESAR's `contributors` and the participants of an event. The agent takes the
# role's place, and the role itself is remembered.

PREFIX schema: <https://schema.org/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: schema:roleName schema:namedPosition
DELETE { GRAPH ?g { ?s ?property ?role } }
INSERT { GRAPH ?g { ?s ?property ?agent ; lode:role ?role . ?role lode:agent ?agent ; lode:roleName ?named } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?role schema:roleName|schema:namedPosition ?roleName }
  GRAPH ?g { ?s ?property ?role }
  GRAPH ?g { ?role ?inner ?agent }
  FILTER(isIRI(?agent) && ?s != ?role)
  FILTER(?inner IN (?property, schema:agent, schema:author, schema:contributor, schema:creator, schema:editor,
    schema:maintainer, schema:member, schema:participant, schema:performer))
  OPTIONAL { GRAPH ?g { ?roleName schema:name ?label } }
  BIND(COALESCE(?label, ?roleName) AS ?named)
}
