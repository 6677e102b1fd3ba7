# All forms: parts, derivation, publications and data. `lode:relation` in VALUES is the exact DataCite relation of the
# sample to the other thing (DataCite Metadata Schema 4.7, appendix 3).

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
PREFIX schema: <https://schema.org/>
PREFIX igsnvoc: <https://igsn.org/voc/v1/>
PREFIX datacite: <https://schema.datacite.org/linked-data/vocab/relationType/>
PREFIX lode: <urn:x-lodestone:staging#>

# needs: ?property
INSERT { GRAPH ?kernel { ?s dcterms:isPartOf ?whole } }
WHERE {
  VALUES ?property {
    schema:isPartOf dcterms:isPartOf datacite:IsPartOf
    igsnvoc:parentIdentifier igsnvoc:parentIGSN igsnvoc:parentSample igsnvoc:collectionIdentifier
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?whole }
  FILTER(isIRI(?whole) && ?whole != ?s)
  FILTER NOT EXISTS {
    VALUES ?other { schema:WebSite schema:WebPage schema:Blog schema:Periodical schema:DataCatalog schema:Project schema:ResearchProject }
    GRAPH ?g { ?whole a ?other }
  }
} ;

# needs: ?property
INSERT { GRAPH ?kernel { ?part dcterms:isPartOf ?s } }
WHERE {
  VALUES ?property { schema:hasPart dcterms:hasPart datacite:HasPart igsnvoc:childIGSN }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?part }
  FILTER(isIRI(?part) && ?part != ?s)
  FILTER NOT EXISTS {
    VALUES ?other { schema:WebPage schema:MediaObject schema:ImageObject schema:DataDownload schema:ScholarlyArticle }
    GRAPH ?g { ?part a ?other }
  }
} ;

# Derivation.
# needs: ?property
INSERT { GRAPH ?kernel { ?s prov:wasDerivedFrom ?origin } }
WHERE {
  VALUES ?property { prov:wasDerivedFrom schema:isBasedOn dcterms:source datacite:IsDerivedFrom }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?origin }
  FILTER(isIRI(?origin) && ?origin != ?s)
} ;
# needs: sosa:isSampleOf
# needs: lode:scheme
INSERT { GRAPH ?kernel { ?s prov:wasDerivedFrom ?origin } }
WHERE {
  VALUES ?scheme { "igsn" "igsn-handle" }
  {
    SELECT * WHERE { ?g lode:kernel ?kernel ; lode:notes ?notes .
      GRAPH ?kernel { ?s a lode:Sample ; sosa:isSampleOf ?origin } }
  }
  GRAPH ?notes { ?origin lode:scheme ?scheme }
} ;

# DataCite relations that a record states as such.
# needs: ?relation
INSERT { GRAPH ?kernel { ?s ?relation ?other ; lode:related ?other } }
WHERE {
  VALUES ?relation {
    datacite:Cites datacite:Collects datacite:Compiles datacite:Describes datacite:Documents datacite:HasMetadata
    datacite:IsCitedBy datacite:IsCollectedBy datacite:IsCompiledBy datacite:IsDescribedBy datacite:IsDocumentedBy
    datacite:IsMetadataFor datacite:IsOriginalFormOf datacite:IsPublishedIn datacite:IsReferencedBy datacite:IsReviewedBy
    datacite:IsSupplementTo datacite:IsSupplementedBy datacite:IsVariantFormOf datacite:References datacite:Reviews
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?relation ?other }
  FILTER(isIRI(?other) && ?other != ?s)
} ;

# IGSN registration: related [ { identifier, relationType } ], with the spellings that examples and data use. The node
# of each entry is its target already (identities).
# needs: igsnvoc:related
INSERT { GRAPH ?kernel { ?s ?relation ?other ; lode:related ?other } }
WHERE {
  VALUES (?word ?relation) {
    ("childof" dcterms:isPartOf) ("ischild" dcterms:isPartOf) ("ispartof" dcterms:isPartOf)
    ("isderivedfrom" prov:wasDerivedFrom) ("derivedfrom" prov:wasDerivedFrom)
    ("iscitedby" datacite:IsCitedBy) ("isreferencedby" datacite:IsReferencedBy) ("references" datacite:References)
    ("isdocumentedby" datacite:IsDocumentedBy) ("documentedby" datacite:IsDocumentedBy) ("documents" datacite:Documents)
    ("iscompliedby" datacite:IsCompiledBy) ("iscompiledby" datacite:IsCompiledBy) ("compiles" datacite:Compiles)
    ("isvariantformof" datacite:IsVariantFormOf) ("isoriginalformof" datacite:IsOriginalFormOf)
    ("relatedto" dcterms:relation)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s igsnvoc:related ?other . ?other igsnvoc:relationship|igsnvoc:relationType ?name }
  FILTER(LCASE(REPLACE(STR(?name), "[ _-]", "")) = ?word && ?other != ?s)
} ;
# needs: igsnvoc:related
INSERT { GRAPH ?kernel { ?part dcterms:isPartOf ?s } }
WHERE {
  VALUES ?word { "haspart" "isparent" "parentof" "isparentof" }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s igsnvoc:related ?part . ?part igsnvoc:relationship|igsnvoc:relationType ?name }
  FILTER(LCASE(REPLACE(STR(?name), "[ _-]", "")) = ?word && ?part != ?s)
} ;

# iSamples' draft: relatedLink [ LinkRole { linkRelationship, target: EntryPoint } ].
# needs: schema:relatedLink
INSERT { GRAPH ?kernel { ?s ?relation ?target ; lode:related ?target . ?target schema:name ?title } }
WHERE {
  VALUES (?word ?relation) {
    ("childof" dcterms:isPartOf) ("ispartof" dcterms:isPartOf) ("parent" dcterms:isPartOf) ("parentsample" dcterms:isPartOf)
    ("subsampleof" dcterms:isPartOf) ("derivedfrom" prov:wasDerivedFrom) ("isderivedfrom" prov:wasDerivedFrom)
    ("citation" datacite:IsReferencedBy) ("cites" datacite:Cites) ("iscitedby" datacite:IsCitedBy)
    ("publication" datacite:IsReferencedBy) ("isreferencedby" datacite:IsReferencedBy) ("references" datacite:References)
    ("isdescribedby" datacite:IsDescribedBy) ("isdocumentedby" datacite:IsDocumentedBy)
    ("issupplementto" datacite:IsSupplementTo) ("issupplementedby" datacite:IsSupplementedBy)
    ("iscollectedby" datacite:IsCollectedBy) ("issourceof" datacite:IsSourceOf) ("hasmetadata" datacite:HasMetadata)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:skolem ?skolem . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:relatedLink ?link . ?link schema:linkRelationship ?named ; schema:target ?entry }
  OPTIONAL { GRAPH ?g { ?named schema:name ?term } }
  OPTIONAL { GRAPH ?g { ?entry schema:url ?url } }
  OPTIONAL { GRAPH ?g { ?entry schema:name ?title } }
  BIND(LCASE(REPLACE(STR(COALESCE(?term, ?named)), "[ _-]", "")) AS ?name)
  FILTER(?name = ?word)
  BIND(IF(STRSTARTS(STR(?entry), ?skolem), ?url, ?entry) AS ?target)
  FILTER(isIRI(?target))
} ;

# Publications and data for which no exact relation is given. DataCite's schema.org turns References, Cites
# and Documents into `citation`, IsReferencedBy into its reverse and IsSupplementTo into the reverse of isBasedOn.
# needs: ?property
INSERT { GRAPH ?kernel { ?s ?relation ?other ; lode:literature ?other } }
WHERE {
  VALUES (?property ?relation) {
    (schema:citation datacite:References)
    (dcterms:references datacite:References)
    (dcterms:isReferencedBy datacite:IsReferencedBy)
    (schema:subjectOf datacite:IsDescribedBy)
    (dcterms:bibliographicCitation datacite:References)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s ?property ?other }
  FILTER(isIRI(?other) && ?other != ?s)
  FILTER NOT EXISTS { GRAPH ?kernel { ?s lode:related ?other } }
  FILTER NOT EXISTS {
    VALUES ?aside { schema:DigitalDocument schema:WebPage schema:Event schema:Action schema:DataCatalog schema:DataDownload }
    GRAPH ?g { ?other a ?aside }
  }
} ;
# needs: ?property
INSERT { GRAPH ?kernel { ?s ?relation ?other ; lode:literature ?other } }
WHERE {
  VALUES (?property ?relation) {
    (schema:citation datacite:IsReferencedBy)
    (schema:mentions datacite:IsReferencedBy)
    (schema:isBasedOn datacite:IsSupplementTo)
    (dcterms:references datacite:IsReferencedBy)
    (schema:hasPart datacite:IsReferencedBy)
  }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?other ?property ?s ; a ?class }
  FILTER(isIRI(?other) && ?other != ?s)
  FILTER(?property != schema:hasPart || ?class IN (schema:Dataset, schema:ScholarlyArticle))
  FILTER NOT EXISTS { GRAPH ?kernel { ?s lode:related ?other } }
  FILTER NOT EXISTS { GRAPH ?kernel { ?other a lode:Sample } }
  FILTER(?class NOT IN (schema:WebPage, schema:DataCatalog, schema:Event, schema:Action))
} ;

# A citation that is only a text: the DOI in it, or else a node of the record with the text as its name.
# needs: schema:citation dcterms:bibliographicCitation
INSERT { GRAPH ?kernel { ?s datacite:References ?work ; lode:literature ?work . ?work schema:name ?text } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel ; lode:genid ?genid . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s schema:citation|dcterms:bibliographicCitation ?text }
  FILTER(isLiteral(?text) && REGEX(STR(?text), "\\S"))
  BIND(LCASE(REPLACE(STR(?text), "^.*?(10[.][0-9]{4,9}/[^\\s\"<>|{}^`]+?)[])}.,;]*(\\s.*)?$", "$1", "s")) AS ?doi)
  BIND(IF(REGEX(?doi, "^10[.][0-9]{4,9}/[^\\s]+$"), IRI(CONCAT("https://doi.org/", ?doi)),
    IRI(CONCAT(?genid, "work-", MD5(STR(?text))))) AS ?work)
} ;

# SESAR: publicationUrl [ { url, urlType, description } ].
# needs: igsnvoc:publicationUrl
INSERT { GRAPH ?kernel { ?s ?relation ?work ; lode:literature ?work . ?work schema:name ?name } }
WHERE {
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s a lode:Sample } } }
  GRAPH ?g { ?s igsnvoc:publicationUrl ?link . OPTIONAL { ?link schema:url ?url } OPTIONAL { ?link schema:description ?name } }
  BIND(IF(REGEX(STR(?link), "^https://doi[.]org/"), ?link, ?url) AS ?work)
  FILTER(isIRI(?work))
  BIND(IF(EXISTS { GRAPH ?kernel { ?s lode:related ?work } }, ?none, datacite:IsReferencedBy) AS ?relation)
} ;

# Of the related things, samples are no literature, nor is what is part or origin.
# needs: lode:related
INSERT { GRAPH ?kernel { ?s lode:literature ?other } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s lode:related ?other ; ?relation ?other }
  FILTER(STRSTARTS(STR(?relation), STR(datacite:)) && ?relation != datacite:IsSourceOf)
} ;
# needs: lode:literature
DELETE { GRAPH ?kernel { ?s lode:literature ?other } }
WHERE {
  VALUES ?scheme { "igsn" "igsn-handle" }
  ?g lode:kernel ?kernel ; lode:notes ?notes .
  GRAPH ?kernel { ?s lode:literature ?other }
  GRAPH ?notes { ?other lode:scheme ?scheme }
} ;

# Each work: dcterms:isReferencedBy besides the exact relation, its title and its type.
# needs: lode:literature
INSERT { GRAPH ?kernel { ?s dcterms:isReferencedBy ?work . ?work a ?class ; schema:name ?title } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s lode:literature ?work }
  OPTIONAL { GRAPH ?g { ?work schema:name|schema:headline|dcterms:title|rdfs:label ?title } FILTER(isLiteral(?title)) }
  OPTIONAL {
    VALUES ?article { schema:Article schema:ScholarlyArticle schema:Thesis schema:Report schema:Chapter schema:Book schema:PublicationIssue }
    GRAPH ?g { ?work a ?article }
  }
  OPTIONAL { GRAPH ?g { ?work a ?dataset } FILTER(?dataset = schema:Dataset) }
  BIND(IF(BOUND(?dataset), schema:Dataset, IF(BOUND(?article), schema:ScholarlyArticle, schema:CreativeWork)) AS ?class)
} ;

# The same work under another identifier or at its landing page.
# needs: ?property
# needs: lode:literature
INSERT { GRAPH ?kernel { ?work schema:sameAs ?other } }
WHERE {
  VALUES ?property { schema:sameAs <http://www.w3.org/2002/07/owl#sameAs> }
  { SELECT * WHERE { ?g lode:kernel ?kernel . GRAPH ?kernel { ?s lode:literature ?work } } }
  GRAPH ?g { ?work ?property ?other }
  FILTER(isIRI(?other) && ?other != ?work && REGEX(STR(?other), "^https?://", "i"))
}
