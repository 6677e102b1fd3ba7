/** Records in the kernel model that have an answer to every example query. */

import { Parser } from 'n3'
import type { RecordOutcome } from '../../src/model/record.ts'
import type { ValidationReport } from '../../src/model/validation-report.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { buildOutcome, sha256 } from '../support/build-record.ts'

const prefixes = Object.entries(PREFIXES)
  .map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`)
  .join('')

/** Turtle (with the program's prefixes) as sorted N-Triples. */
export const triples = (turtle: string): string => writeQuads(new Parser().parse(prefixes + turtle))

/** The same as N-Quads of one graph. */
export const quadsIn = (turtle: string, graph: string): string =>
  writeQuads(
    new Parser()
      .parse(prefixes + turtle)
      .map(quad => factory.quad(quad.subject, quad.predicate, quad.object, factory.namedNode(graph))),
  )

/** An accepted record whose kernel and own graph are the Turtle given. */
export const recordOf = (
  id: string,
  sample: string,
  turtle: string,
  more: Partial<RecordOutcome> = {},
): RecordOutcome => {
  const url = `https://repository.example/sample/${id}`
  return buildOutcome({
    id,
    samples: [sample],
    kernelTriples: triples(turtle),
    recordQuads: quadsIn(turtle, url),
    ...more,
    body: turtle,
  } as Parameters<typeof buildOutcome>[0])
}

const SAMPLE_1 = 'https://doi.org/10.60510/demo1'
const SAMPLE_2 = 'https://doi.org/10.60510/demo2'
const COLLECTOR = '<https://orcid.org/0000-0002-1825-0097>'

const warning = (profile: string, focus: string): ValidationReport => ({
  profile,
  shapesDigest: sha256('shapes 1'),
  conforms: true,
  results: [
    {
      focusNode: { type: 'uri', value: focus },
      path: `${PREFIXES.schema}description`,
      component: `${PREFIXES.sh}MinCountConstraintComponent`,
      severity: `${PREFIXES.sh}Warning`,
      message: 'a description helps others to reuse the sample',
      profile,
    },
  ],
})

/** Basalt is a rock: enough vocabulary for the hierarchy. */
export const VOCABULARY = triples(`
  <urn:demo:basalt> a skos:Concept ; skos:prefLabel "Basalt"@en ; skos:broader <urn:demo:rock> .
  <urn:demo:rock> a skos:Concept ; skos:prefLabel "Rock"@en .
`)

/** Two samples of two sources: a core with a place, a collector, a keeper and a paper, and a piece of it without a place. */
export const exampleRecords = (): RecordOutcome[] => [
  recordOf(
    'core',
    SAMPLE_1,
    `<${SAMPLE_1}> a sosa:Sample ; schema:name "Demo core" ; schema:material <urn:demo:basalt> ;
       geo:hasGeometry <urn:demo:geometry> ; sosa:isResultOf <urn:demo:sampling> ;
       schema:holdingArchive <urn:demo:archive> ; datacite:IsCitedBy <https://doi.org/10.5072/demo-paper> ;
       dcterms:isReferencedBy <https://doi.org/10.5072/demo-paper> .
     <urn:demo:geometry> geo:asWKT "POINT(11.5 48.1)"^^geo:wktLiteral .
     <urn:demo:sampling> a sosa:Sampling ; prov:startedAtTime "1987"^^xsd:gYear ; prov:wasAssociatedWith ${COLLECTOR} .
     ${COLLECTOR} a schema:Person ; schema:name "Demo collector" .
     <urn:demo:archive> a schema:Organization ; schema:name "Demo archive" ; schema:contactPoint <urn:demo:contact>, <urn:demo:desk> .
     <urn:demo:desk> schema:email "desk@repository.example" .
     <urn:demo:contact> schema:email "archive@repository.example" .
     <https://doi.org/10.5072/demo-paper> a schema:ScholarlyArticle ; schema:name "A demo paper" .`,
    { source: 'demo', reports: [warning('kernel', SAMPLE_1)] },
  ),
  recordOf(
    'piece',
    SAMPLE_2,
    `<${SAMPLE_2}> a sosa:Sample ; schema:name "Demo piece" ; schema:material <urn:demo:rock> ;
       dcterms:isPartOf <${SAMPLE_1}> ; schema:creator ${COLLECTOR} .
     ${COLLECTOR} a schema:Person ; schema:name "Demo collector" .`,
    { source: 'other-demo' },
  ),
  recordOf('core-again', SAMPLE_1, `<${SAMPLE_1}> a sosa:Sample ; schema:name "Demo core" .`, {
    source: 'other-demo',
  }),
]
