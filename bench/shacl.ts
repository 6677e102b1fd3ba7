/**
 * Graphs per second, full reports, one thread: the own SHACL engine against shacl-engine and rdf-validate-shacl, in one
 * run on the same graphs; then the whole step of a harvest, rules in SPARQL, compiling, and (with --large) one graph of
 * a million statements. shacl-engine is compared when it is installed in a folder of its own:
 * npm install --prefix DIR shacl-engine@1.1.2
 * Run: npm run bench -- shacl [--records 2000] [--engines DIR] [--large] [--json FILE]
 */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { DataFactory, Quad } from '@rdfjs/types'
import { Parser, Store } from 'n3'
import type { Iri } from '../src/model/iri.ts'
import type { KernelGraph } from '../src/model/record-graph.ts'
import { PREFIXES } from '../src/rdf/namespaces.ts'
import { factory } from '../src/rdf/terms.ts'
import { loadProfiles } from '../src/registry/profiles.ts'
import { loadVocabularies } from '../src/registry/vocabularies.ts'
import { compileShapes } from '../src/shacl/compile.ts'
import { DataGraph } from '../src/shacl/data-graph.ts'
import type { CompiledShapes } from '../src/shacl/shape.ts'
import { validate } from '../src/shacl/validate.ts'
import { createValidator } from '../src/validate/validator.ts'
import { rdfValidateShacl, shaclEngine } from './shacl/engines.ts'
import { type Timing, timings } from './shacl/timing.ts'
import { kernelRecord, SHAPES, smallGraph } from './shacl/workload.ts'

const { values: options } = parseArgs({
  args: process.argv.slice(1).filter(argument => argument !== '--'),
  options: {
    records: { type: 'string', default: '2000' },
    engines: { type: 'string' },
    large: { type: 'boolean' },
    json: { type: 'string' },
  },
  allowPositionals: true,
})
const COUNT = Number(options.records)
const HEAD = Object.entries(PREFIXES)
  .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  .join('\n')
// Terms as the program makes them; the stores of the other engines keep terms of their own.
const parse = (turtle: string): Quad[] => new Parser({ factory: factory as DataFactory }).parse(HEAD + turtle)

const compiled = (shapes: readonly Quad[]): CompiledShapes => {
  const found = compileShapes(shapes)
  if (!found.ok) throw new Error(found.problems.map(({ detail }) => detail).join('; '))
  return found.value
}

/** Reads every result as a report does, so that nothing is left to be made later. */
const inFull = (shapes: CompiledShapes, data: DataGraph): number => {
  const { results } = validate(shapes, data)
  for (const { messages, severity, sourceShape, component, pathText } of results)
    if (messages.length === 0 || !severity || !sourceShape || !component || pathText === '')
      throw new Error('a result without a part')
  return results.length
}

/** Why counts may differ; test/shacl/known-wrong-verdicts.test.ts has the right answers. */
const WRONG = 'rdf-validate-shacl accepts the month 13 in a sh:or of datatypes'

const compare = async (
  shapes: readonly Quad[],
  graphs: readonly (readonly Quad[])[],
): Promise<readonly Timing[]> => {
  const own = compiled(shapes)
  const stores = graphs.map(quads => new Store([...quads]))
  const other = await shaclEngine(options.engines, shapes, stores)
  const rows = await timings(graphs.length, {
    'own engine, index built each time': i => inFull(own, new DataGraph(graphs[i] ?? [])),
    'rdf-validate-shacl, stores built before': rdfValidateShacl(shapes, stores),
    ...(typeof other === 'string' ? {} : { 'shacl-engine, stores built before': other }),
  })
  console.table(rows)
  const [ours, ...theirs] = rows
  for (const their of theirs) {
    const times = (their['ms CPU'] / (ours?.['ms CPU'] ?? 1)).toFixed(1)
    const same = their.results === ours?.results && their['bad graphs'] === ours['bad graphs']
    console.log(
      `${times} times as fast as ${their.what}; ${same ? 'the same results' : `not the same results: ${WRONG}`}`,
    )
  }
  if (typeof other === 'string') console.log(other)
  return rows
}

const mean = (graphs: readonly (readonly Quad[])[]): string =>
  (graphs.reduce((sum, quads) => sum + quads.length, 0) / graphs.length).toFixed(1)

const numbers = Array.from({ length: COUNT }, (_, i) => i)
const small = numbers.map(i => parse(smallGraph(i)))
console.log(`\n25 property shapes, ${COUNT} graphs of ${mean(small)} statements, 20 % invalid, one thread`)
const shapes = parse(SHAPES)
const smallRows = await compare(shapes, small)

const profiles = loadProfiles()
const kernel = profiles[0]?.shapes ?? []
const records = numbers.map((i): KernelGraph => {
  const { sample, page, turtle } = kernelRecord(i)
  return { graph: page as Iri, samples: [sample as Iri], quads: parse(turtle) }
})
const quadsOf = (i: number): readonly Quad[] => records[i]?.quads ?? []
console.log(
  `\nthe shapes of the kernel, ${COUNT} records of ${mean(records.map(({ quads }) => quads))} statements`,
)
const kernelRows = await compare(
  kernel,
  records.map(({ quads }) => quads),
)

const rule = (query: string): CompiledShapes =>
  compiled(
    parse(`<urn:s> a sh:NodeShape ; sh:targetClass sosa:Sample ; sh:sparql [ sh:prefixes <urn:p> ; sh:select "${query}" ] .
    <urn:p> sh:declare [ sh:prefix "schema" ; sh:namespace "${PREFIXES.schema}" ] .`),
  )
const nameless = rule('SELECT $this WHERE { $this a ?type FILTER NOT EXISTS { $this schema:name ?name } }')
const validator = createValidator(profiles, loadVocabularies())
console.log(
  '\nfurther: a step of a harvest (kernel and geology over the vocabularies), a rule in SPARQL, compiling',
)
const furtherRows = await timings(COUNT, {
  'a step of a harvest': async i => {
    const found = records[i]
    const reports = found ? await validator.validate(found, ['geology']) : []
    return reports.reduce((sum, { results }) => sum + results.length, 0)
  },
  'one rule in SPARQL': i => inFull(nameless, new DataGraph(quadsOf(i))),
})
console.table(furtherRows)
const compileAgain = (quads: readonly Quad[]): number => compiled(quads).warnings.length
const compileRows = await timings(100, {
  'compiling the 25 property shapes': () => compileAgain(shapes),
  'compiling the kernel shapes': () => compileAgain(kernel),
})
for (const row of compileRows) console.log(`${row.what}: ${row['ms CPU'].toFixed(2)} ms CPU`)

if (options.large) {
  const all: Quad[] = []
  for (let i = 0; all.length < 1_000_000; i++) all.push(...parse(smallGraph(i)))
  const own = compiled(shapes)
  const before = process.memoryUsage()
  const wall = performance.now()
  const start = process.cpuUsage()
  const results = inFull(own, new DataGraph(all))
  const { user, system } = process.cpuUsage(start)
  const after = process.memoryUsage()
  const mib = (bytes: number): number => Math.round(bytes / 2 ** 20)
  console.log(
    `one graph of ${all.length} statements: ${((user + system) / 1e6).toFixed(1)} s CPU, ${((performance.now() - wall) / 1000).toFixed(1)} s, ${results} results, ` +
      `${mib(after.rss - before.rss)} MiB more, ${mib(process.resourceUsage().maxRSS * 1024)} MiB at most in all`,
  )
}
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ bench: 'shacl', cpu: cpus()[0]?.model, node: process.version, smallRows, kernelRows, furtherRows, compileRows }, null, 2)}\n`,
  )
