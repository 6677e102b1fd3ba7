/**
 * Graphs per second of CPU time, full reports: the own SHACL engine against rdf-validate-shacl, in one run on the same
 * records; then the whole step of a harvest, one rule in SPARQL, compiling, and (with --large) one graph of a million statements.
 * Run: npm run bench -- shacl [--records 2000] [--large] [--json FILE]
 */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { Quad } from '@rdfjs/types'
import { Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import type { Iri } from '../src/model/iri.ts'
import type { KernelGraph } from '../src/model/record-graph.ts'
import { PREFIXES } from '../src/rdf/namespaces.ts'
import { loadProfiles } from '../src/registry/profiles.ts'
import { loadVocabularies } from '../src/registry/vocabularies.ts'
import { compileShapes } from '../src/shacl/compile.ts'
import { DataGraph } from '../src/shacl/data-graph.ts'
import type { CompiledShapes } from '../src/shacl/shape.ts'
import { validate } from '../src/shacl/validate.ts'
import { createValidator } from '../src/validate/validator.ts'

const { values: options } = parseArgs({
  args: process.argv.slice(1).filter(argument => argument !== '--'),
  options: {
    records: { type: 'string', default: '2000' },
    large: { type: 'boolean' },
    json: { type: 'string' },
  },
  allowPositionals: true,
})
const COUNT = Number(options.records)
const HEAD = Object.entries(PREFIXES)
  .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  .join('\n')
const parse = (turtle: string): Quad[] => new Parser().parse(HEAD + turtle)

const ROCK = '<https://w3id.org/isample/vocabulary/material/rock>'
/** A record of 46 statements; every fifth is invalid: an untyped WKT, a date that does not exist, no name. */
const record = (i: number): KernelGraph => {
  const bad = i % 5 === 0
  const s = `https://doi.org/10.60510/demo${i}`
  const page = `https://demo.example/samples/${i}`
  const quads = parse(`
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
    <https://doi.org/10.1234/demo> a schema:ScholarlyArticle ; schema:name "A demonstration article" .`)
  return { graph: page as Iri, samples: [s as Iri], quads }
}

interface Timing {
  readonly what: string
  readonly 'graphs/s': number
  readonly 'ms CPU': number
  readonly results: number
}

/** CPU time of one pass over all records, after a warm-up; the median of three. */
const time = async (
  what: string,
  graphs: number,
  run: (i: number) => Promise<number> | number,
): Promise<Timing> => {
  for (let i = 0; i < Math.min(200, graphs); i++) await run(i)
  const passes: number[] = []
  let results = 0
  for (let pass = 0; pass < 3; pass++) {
    results = 0
    const start = process.cpuUsage()
    for (let i = 0; i < graphs; i++) results += await run(i)
    const { user, system } = process.cpuUsage(start)
    passes.push((user + system) / 1000 / graphs)
  }
  const ms = passes.sort((a, b) => a - b)[1] ?? 0
  return { what, 'graphs/s': Math.round(1000 / ms), 'ms CPU': Number(ms.toFixed(4)), results }
}

const compiled = (shapes: readonly Quad[]): CompiledShapes => {
  const found = compileShapes(shapes)
  if (!found.ok) throw new Error(found.problems.map(({ detail }) => detail).join('; '))
  return found.value
}

/** Reads every result as a report does, so that nothing is left to be made later. */
const inFull = (shapes: CompiledShapes, data: DataGraph): number => {
  const { results } = validate(shapes, data)
  for (const result of results)
    if (result.messages.length === 0) throw new Error('a result without a message')
  return results.length
}

const profiles = loadProfiles()
const kernel = profiles[0]?.shapes ?? []
const records = Array.from({ length: COUNT }, (_, i) => record(i))
const quadsOf = (i: number): readonly Quad[] => records[i]?.quads ?? []
const mean = records.reduce((sum, { quads }) => sum + quads.length, 0) / COUNT
console.log(`${COUNT} graphs of ${mean.toFixed(1)} statements, 20 % invalid, one thread`)

const rows: Timing[] = []
const own = compiled(kernel)
rows.push(
  await time('kernel shapes: own engine, index built each time', COUNT, i =>
    inFull(own, new DataGraph(quadsOf(i))),
  ),
)
const stores = records.map(({ quads }) => new Store([...quads]))
const theirs = new SHACLValidator(new Store([...kernel]))
rows.push(
  await time('kernel shapes: rdf-validate-shacl, stores built before', COUNT, async i => {
    const { results } = await theirs.validate(stores[i] ?? new Store())
    return results.length
  }),
)
const validator = createValidator(profiles, loadVocabularies())
rows.push(
  await time('a step of a harvest: kernel and geology over the vocabularies', COUNT, async i => {
    const found = records[i]
    const reports = found ? await validator.validate(found, ['geology']) : []
    return reports.reduce((sum, { results }) => sum + results.length, 0)
  }),
)
const rule = compiled(
  parse(`<urn:s> a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:sparql [ sh:prefixes <urn:p> ;
    sh:select "SELECT $this WHERE { $this a ?type FILTER NOT EXISTS { $this schema:name ?name } }" ] .
    <urn:p> sh:declare [ sh:prefix "schema" ; sh:namespace "${PREFIXES.schema}" ] .`),
)
rows.push(await time('one rule in SPARQL', COUNT, i => inFull(rule, new DataGraph(quadsOf(i)))))
rows.push(await time('compiling the kernel shapes', 100, () => compiled(kernel).shapes.length))
console.table(rows)
const [ours, other] = rows
if (ours && other)
  console.log(
    `${(other['ms CPU'] / ours['ms CPU']).toFixed(1)} times as fast as rdf-validate-shacl; ${ours.results} results against ${other.results}`,
  )

if (options.large) {
  const all = Array.from({ length: Math.ceil(1_000_000 / mean) }, (_, i) => record(i).quads).flat()
  const before = process.memoryUsage.rss()
  const start = process.cpuUsage()
  const results = inFull(own, new DataGraph(all))
  const { user, system } = process.cpuUsage(start)
  console.log(
    `one graph of ${all.length} statements: ${((user + system) / 1e6).toFixed(1)} s CPU, ${results} results, ${Math.round((process.memoryUsage.rss() - before) / 2 ** 20)} MiB more`,
  )
}
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ bench: 'shacl', cpu: cpus()[0]?.model, node: process.version, rows }, null, 2)}\n`,
  )
