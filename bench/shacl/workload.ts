/** The workload of the comparison: 25 property shapes, and small graphs of which every fifth is invalid. As Turtle without prefixes. */

/** Six targets of the usual kinds, 25 property shapes, 16 components: what every engine can do. */
export const SHAPES = `
  <urn:shape:Sample> a sh:NodeShape ; sh:targetClass sosa:Sample ;
    sh:property [ sh:path dcterms:identifier ; sh:minCount 1 ; sh:datatype xsd:string ; sh:pattern "^[0-9A-Z./]+$" ] ,
      [ sh:path schema:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ,
      [ sh:path schema:alternateName ; sh:datatype xsd:string ] ,
      [ sh:path schema:description ; sh:maxCount 1 ; sh:maxLength 500 ; sh:languageIn ( "en" "de" ) ] ,
      [ sh:path schema:url ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
      [ sh:path schema:additionalType ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
      [ sh:path schema:material ; sh:minCount 1 ; sh:in ( <urn:material:rock> <urn:material:soil> <urn:material:water> ) ] ,
      [ sh:path geo:hasGeometry ; sh:maxCount 1 ; sh:node <urn:shape:Geometry> ] ,
      [ sh:path schema:elevation ; sh:maxCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive -12000 ; sh:maxInclusive 9000 ] ,
      [ sh:path sosa:isResultOf ; sh:maxCount 1 ; sh:class sosa:Sampling ] ,
      [ sh:path schema:creator ; sh:minCount 1 ; sh:or ( [ sh:class schema:Person ] [ sh:class schema:Organization ] ) ] ,
      [ sh:path schema:contributor ; sh:node <urn:shape:Agent> ] ,
      [ sh:path schema:publisher ; sh:minCount 1 ; sh:class schema:Organization ] ,
      [ sh:path schema:license ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
      [ sh:path schema:creativeWorkStatus ; sh:maxCount 1 ; sh:in ( "registered" "deprecated" "destroyed" ) ] ,
      [ sh:path dcterms:isPartOf ; sh:nodeKind sh:IRI ] ,
      [ sh:path dcterms:isReferencedBy ; sh:class schema:ScholarlyArticle ] .
  <urn:shape:Geometry> a sh:NodeShape ;
    sh:property [ sh:path geo:asWKT ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype geo:wktLiteral ; sh:pattern "^POINT" ] .
  <urn:shape:Sampling> a sh:NodeShape ; sh:targetClass sosa:Sampling ;
    sh:property [ sh:path prov:startedAtTime ; sh:minCount 1 ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] ) ] ,
      [ sh:path prov:endedAtTime ; sh:maxCount 1 ] ,
      [ sh:path prov:wasAssociatedWith ; sh:nodeKind sh:IRI ] ,
      [ sh:path sosa:usedProcedure ; sh:minCount 1 ; sh:minLength 3 ] .
  <urn:shape:Agent> a sh:NodeShape ; sh:targetClass schema:Person , schema:Organization ;
    sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:datatype xsd:string ] ,
      [ sh:path schema:affiliation ; sh:class schema:Organization ] .
  <urn:shape:Article> a sh:NodeShape ; sh:targetClass schema:ScholarlyArticle ;
    sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .`

/** Graph number `i`: about 30 statements, every fifth with one to three faults. */
export const smallGraph = (i: number): string => {
  const bad = i % 5 === 0 ? (i / 5) % 5 : -1
  const s = `https://demo.example/sample/${i}`
  return `<${s}> a sosa:Sample ; dcterms:identifier "10.60510/DEMO${i}" ; schema:alternateName "DEMO ${i}" ;
      ${bad === 0 ? '' : `schema:name "Demo sample ${i}"@en ;`} schema:description "A demonstration"@${bad === 1 ? 'fr' : 'en'} ;
      schema:url ${bad === 1 ? '"no address"' : `<${s}.html>`} ; schema:additionalType <urn:type:core> ;
      schema:material <urn:material:${bad === 2 ? 'glass' : 'rock'}> ; geo:hasGeometry <${s}#g> ; schema:elevation ${bad === 2 ? '99999.5' : '12.5'} ;
      sosa:isResultOf <${s}#sampling> ; schema:creator <${s}#${bad === 3 ? 'nobody' : 'person'}> ; schema:contributor <${s}#person> ;
      schema:publisher <${s}#house> ; schema:license <urn:licence:open> ; schema:creativeWorkStatus "registered" ;
      dcterms:isPartOf <${s}#cruise> ; dcterms:isReferencedBy <${s}#article> .
    <${s}#g> geo:asWKT "POINT(-45.5 ${(i % 90) / 2})"${bad === 0 ? '' : '^^geo:wktLiteral'} .
    <${s}#sampling> a sosa:Sampling ; prov:startedAtTime "2020-${bad === 4 ? '13' : '02'}-03"^^xsd:date ; prov:endedAtTime "2020"^^xsd:gYear ;
      sosa:usedProcedure "hammer" ; prov:wasAssociatedWith <${s}#person> .
    <${s}#person> a schema:Person ; schema:name "Demo Person" ; schema:affiliation <${s}#house> .
    <${s}#house> a schema:Organization ; ${bad === 0 ? '' : 'schema:name "Demo House"'} .
    <${s}#article> a schema:ScholarlyArticle ; schema:name "A demonstration article" .`
}

const ROCK = '<https://w3id.org/isample/vocabulary/material/rock>'

/** Record number `i` in the kernel form, of 46 statements; every fifth is invalid: an untyped WKT, a date that does not exist, no name. */
export const kernelRecord = (i: number): { sample: string; page: string; turtle: string } => {
  const bad = i % 5 === 0
  const s = `https://doi.org/10.60510/demo${i}`
  const page = `https://demo.example/samples/${i}`
  const turtle = `
    <${s}> a sosa:Sample ; dcterms:identifier "10.60510/DEMO${i}" ; schema:alternateName "DEMO ${i}" ; schema:sameAs <${page}#it> ;
      ${bad ? '' : `schema:name "Demo sample ${i}"@en ;`} schema:description "A demonstration sample"@en ; schema:url <${page}> ;
      schema:additionalType <https://w3id.org/isample/vocabulary/materialsampleobjecttype/wholeorganism> ; schema:material ${ROCK} ; sosa:isSampleOf <${page}#outcrop> ;
      geo:hasGeometry <${s}#g> ; schema:elevation 12.5 ; schema:spatialCoverage <${s}#place> ; sosa:isResultOf <${s}#sampling> ;
      schema:creator <https://orcid.org/0000-0002-1825-0097> ; schema:contributor <${s}#c> ; prov:qualifiedAttribution <${s}#a> ;
      schema:sdPublisher <${page}#r> ; schema:publisher <${page}#p> ; schema:holdingArchive <${page}#h> ; dcterms:isPartOf <${page}#cruise> ;
      dcterms:isReferencedBy <https://doi.org/10.1234/demo> ; schema:license <${page}#l> ; schema:creativeWorkStatus "registered" .
    <${s}#g> geo:asWKT "POINT(-45.5 ${(i % 90) / 2})"${bad ? '' : '^^geo:wktLiteral'} .
    <${s}#place> schema:name "Demo Ridge" . <${s}#a> prov:agent <${s}#c> ; dcat:hadRole "Collector" .
    <${s}#sampling> a sosa:Sampling ; prov:startedAtTime "2020-${bad ? '13' : '02'}-03"^^xsd:date ; prov:endedAtTime "2020"^^xsd:gYear ;
      sosa:usedProcedure "hammer" ; prov:wasAssociatedWith <${s}#c> .
    <https://orcid.org/0000-0002-1825-0097> a schema:Person ; schema:name "Demo Person" . <${s}#c> a schema:Person ; schema:name "Demo Collector" .
    <${page}#r> a schema:Organization ; schema:name "Demo Agent" . <${page}#p> a schema:Organization ; schema:name "Demo Publisher" .
    <${page}#h> a schema:Organization ; schema:name "Demo Archive" ; schema:contactPoint <${page}#cp> . <${page}#cp> schema:email "curator@demo.example" .
    <https://doi.org/10.1234/demo> a schema:ScholarlyArticle ; schema:name "A demonstration article" .`
  return { sample: s, page, turtle }
}
