// Runs the manifests of the W3C SHACL test suite (core and sparql) against the built engine and compares the reports as
// the suite asks: by isomorphism, messages only where a test expects some.
// Usage: node .ci/shacl-conformance.mjs FOLDER (after `npm run build`)
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DataFactory, Parser } from 'n3'
import { canonicalForm } from '../dist/rdf/canonical.js'
import { compileShapes } from '../dist/shacl/compile.js'
import { reportQuads } from '../dist/shacl/report-quads.js'
import { validate } from '../dist/shacl/validate.js'

const folder = process.argv[2]
if (!folder) throw new Error('name the folder of the test suite')

const MF = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#'
const SHT = 'http://www.w3.org/ns/shacl-test#'
const SH = 'http://www.w3.org/ns/shacl#'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

const documents = new Map()
/** The statements of a Turtle file, parsed once, so that its blank nodes are the same wherever it is used. */
const load = url => {
  if (!documents.has(url))
    documents.set(url, new Parser({ baseIRI: url }).parse(readFileSync(new URL(url), 'utf8')))
  return documents.get(url)
}
const objects = (quads, subject, property) =>
  quads.filter(q => q.subject.equals(subject) && q.predicate.value === property).map(q => q.object)
const list = (quads, node) => {
  const members = []
  for (let at = node; at && at.value !== `${RDF}nil`; at = objects(quads, at, `${RDF}rest`)[0])
    members.push(...objects(quads, at, `${RDF}first`))
  return members
}

const tests = url => {
  const quads = load(url)
  const included = quads.filter(q => q.predicate.value === `${MF}include`).flatMap(q => tests(q.object.value))
  const own = quads
    .filter(q => q.predicate.value === `${MF}entries`)
    .flatMap(q => list(quads, q.object))
    .map(entry => ({ entry, quads }))
  return [...included, ...own]
}

const PATHS = ['alternativePath', 'inversePath', 'zeroOrMorePath', 'oneOrMorePath', 'zeroOrOnePath'].map(
  name => SH + name,
)
const RESULT = [
  'focusNode',
  'value',
  'resultSeverity',
  'sourceConstraint',
  'sourceConstraintComponent',
  'sourceShape',
].map(name => SH + name)

/** The parts of a report that count, its paths with blank nodes of their own. */
const comparable = (quads, report, withMessages) => {
  const out = []
  const path = node => {
    if (node.termType !== 'BlankNode') return node
    const fresh = DataFactory.blankNode()
    const steps = list(quads, node)
    if (steps.length > 0) {
      const nodes = steps.map((_, i) => (i === 0 ? fresh : DataFactory.blankNode()))
      steps.forEach((step, i) => {
        out.push(DataFactory.quad(nodes[i], DataFactory.namedNode(`${RDF}first`), path(step)))
        out.push(
          DataFactory.quad(
            nodes[i],
            DataFactory.namedNode(`${RDF}rest`),
            nodes[i + 1] ?? DataFactory.namedNode(`${RDF}nil`),
          ),
        )
      })
      return fresh
    }
    for (const property of PATHS)
      for (const inner of objects(quads, node, property))
        out.push(DataFactory.quad(fresh, DataFactory.namedNode(property), path(inner)))
    return fresh
  }
  for (const conforms of objects(quads, report, `${SH}conforms`))
    out.push(
      DataFactory.quad(report, DataFactory.namedNode(`${SH}conforms`), DataFactory.literal(conforms.value)),
    )
  for (const result of objects(quads, report, `${SH}result`)) {
    out.push(DataFactory.quad(report, DataFactory.namedNode(`${SH}result`), result))
    for (const property of [...RESULT, ...(withMessages ? [`${SH}resultMessage`] : [])])
      for (const object of objects(quads, result, property))
        out.push(DataFactory.quad(result, DataFactory.namedNode(property), object))
    for (const object of objects(quads, result, `${SH}resultPath`))
      out.push(DataFactory.quad(result, DataFactory.namedNode(`${SH}resultPath`), path(object)))
  }
  return canonicalForm(out)
}

const run = async ({ entry, quads }) => {
  const [action] = objects(quads, entry, `${MF}action`)
  const [expected] = objects(quads, entry, `${MF}result`)
  const [data] = objects(quads, action, `${SHT}dataGraph`)
  const [shapes] = objects(quads, action, `${SHT}shapesGraph`)
  const compiled = compileShapes(load(shapes.value))
  if (expected.value === `${SHT}Failure`) return compiled.ok ? 'a failure was expected' : undefined
  if (!compiled.ok) return compiled.problems.map(({ detail }) => detail).join('; ')
  const report = DataFactory.blankNode()
  const found = reportQuads(validate(compiled.value, load(data.value)), report)
  const withMessages = quads.some(
    q =>
      q.predicate.value === `${SH}resultMessage` &&
      objects(quads, expected, `${SH}result`).some(r => r.equals(q.subject)),
  )
  const [wanted, got] = [
    await comparable(quads, expected, withMessages),
    await comparable(found, report, withMessages),
  ]
  return wanted === got ? undefined : `expected\n${wanted}found\n${got}`
}

let passed = 0
const failures = []
for (const section of ['core', 'sparql']) {
  const all = tests(pathToFileURL(join(folder, section, 'manifest.ttl')).href)
  let good = 0
  for (const test of all) {
    const fault = await run(test)
    if (fault === undefined) good++
    else failures.push(test.entry.value)
    if (fault !== undefined)
      console.log(`FAIL ${test.entry.value}${process.argv.includes('--verbose') ? `\n${fault}` : ''}`)
  }
  passed += good
  console.log(`${section}: ${good} of ${all.length}`)
}
if (process.env.CI_COUNTS)
  writeFileSync(process.env.CI_COUNTS, JSON.stringify({ passed, failed: failures.length }))
console.log(`\n${passed} passed, ${failures.length} failed`)
process.exit(failures.length === 0 ? 0 : 1)
