// Runs the toRdf tests of the W3C JSON-LD 1.1 test suite, and its tests of JSON-LD in HTML, against the built program and
// beside it against jsonld.js: whatever jsonld.js gets right must come out the same here.
// Usage: node .ci/json-ld-conformance.mjs FOLDER (after `npm run build`); FOLDER holds toRdf-manifest.jsonld.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import jsonld from 'jsonld'
import { canonize } from 'rdf-canonize'

const folder = process.argv[2]
if (!folder) throw new Error('name the folder that holds toRdf-manifest.jsonld')
const built = process.env.LODESTONE_DIST ?? '../dist'
const { jsonLdToQuads } = await import(`${built}/rdf/json-ld.js`)
const { parseQuads } = await import(`${built}/rdf/n-quads.js`)

const text = path => readFileSync(join(folder, path), 'utf8')
const manifestOf = name => JSON.parse(text(name))
const baseIri = manifestOf('toRdf-manifest.jsonld').baseIri

/** The contexts of the suite, under the addresses that it has on the web. */
const contexts = {
  get: url => {
    const path = url.startsWith(baseIri) ? url.slice(baseIri.length) : ''
    return path && existsSync(join(folder, path)) ? JSON.parse(text(path)) : undefined
  },
  urls: () => [],
}
const documentLoader = async url => {
  const document = contexts.get(url)
  if (!document) throw new Error(`${url} is not in the suite`)
  return { documentUrl: url, document, contextUrl: null }
}

class Refused extends Error {
  constructor(code) {
    super(code)
    this.code = code
  }
}

const lodestone = async (json, { base, ...strict }) => {
  const result = jsonLdToQuads(json, { base, contexts, subject: base, strict })
  if (result.ok) return result.value
  const { code, detail } = result.problem
  throw new Refused(code === 'unknown-context' ? 'loading remote context failed' : detail.split(':')[0])
}

const reference = async (json, options) => {
  try {
    return await jsonld.toRDF(structuredClone(json), { ...options, documentLoader })
  } catch (error) {
    throw new Refused(error.details?.code ?? error.message)
  }
}

/** Equal for isomorphic datasets. Blank predicates are no RDF: such quads are compared as descriptions of quads. */
const canonical = async quads => {
  if (quads.some(({ object }) => !object)) throw new Refused('a quad without an object')
  const generalized = quads.some(({ predicate }) => predicate.termType === 'BlankNode')
  const dataset = generalized ? quads.flatMap(describe) : quads
  const lines = (await canonize(dataset, { algorithm: 'RDFC-1.0', maxDeepIterations: 10_000 })).split('\n')
  return [...new Set(lines)].sort().join('\n')
}
const describe = (quad, i) =>
  ['subject', 'predicate', 'object'].map(role => ({
    subject: { termType: 'BlankNode', value: `quad${i}` },
    predicate: { termType: 'NamedNode', value: `urn:x-role:${role}` },
    object: quad[role],
    graph: quad.graph,
  }))

const expectedQuads = path => {
  const blank = 'urn:x-blank:'
  const readable = text(path).replace(/^(\S+) _:(\S+) /gm, `$1 <${blank}$2> `)
  return parseQuads(readable).map(quad =>
    quad.predicate.value.startsWith(blank)
      ? {
          ...quad,
          predicate: { termType: 'BlankNode', value: quad.predicate.value.slice(blank.length) },
          graph: quad.graph,
        }
      : quad,
  )
}

const optionsOf = test => {
  const { expandContext, processingMode, produceGeneralizedRdf, rdfDirection, base } = test.option ?? {}
  return {
    base: base ?? baseIri + test.input,
    ...(expandContext && { expandContext: JSON.parse(text(expandContext)) }),
    ...(processingMode && { processingMode }),
    ...(produceGeneralizedRdf && { produceGeneralizedRdf }),
    ...(rdfDirection && { rdfDirection }),
  }
}

const isNegative = test => test['@type'].includes('jld:NegativeEvaluationTest')

/** Undefined when the test passes, else what went wrong. */
const outcome = async (test, run) => {
  try {
    const quads = await run()
    if (isNegative(test)) return `no error, where "${test.expectErrorCode}" is expected`
    if (test['@type'].includes('jld:PositiveSyntaxTest')) return undefined
    const same = (await canonical(quads)) === (await canonical(await test.expected()))
    return same ? undefined : 'other quads than expected'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return isNegative(test) && error.code === test.expectErrorCode ? undefined : `"${error.code}"`
  }
}

let passed = 0
let failed = 0
const line = (name, counts) =>
  console.log(
    `${name.padEnd(34)} ${String(counts.passed).padStart(4)} passed ${String(counts.failed).padStart(4)} failed`,
  )

const runToRdf = async () => {
  const counts = { lodestone: { passed: 0, failed: 0 }, jsonld: { passed: 0, failed: 0 } }
  const differing = []
  const notRun = []
  for (const given of manifestOf('toRdf-manifest.jsonld').sequence) {
    const test = { ...given, expected: () => expectedQuads(given.expect) }
    const name = `${given['@id']} ${given.name}`
    if (!existsSync(join(folder, given.input))) {
      notRun.push(`${name}: the suite lacks ${given.input}`)
      continue
    }
    const options = optionsOf(given)
    const json = JSON.parse(text(given.input))
    const theirs = await outcome(test, () => reference(json, options))
    const is10 = given.option?.specVersion === 'json-ld-1.0'
    if (is10 && theirs !== undefined) {
      notRun.push(`${name}: for processors of JSON-LD 1.0 (jsonld.js: ${theirs})`)
      continue
    }
    const ours = await outcome(test, () => lodestone(json, options))
    counts.lodestone[ours === undefined ? 'passed' : 'failed']++
    counts.jsonld[theirs === undefined ? 'passed' : 'failed']++
    if (ours !== undefined) console.log(`FAIL ${name}: ${ours}`)
    if (ours !== undefined && theirs === undefined) differing.push(name)
    if (ours === undefined && theirs !== undefined) console.log(`     ${name}: jsonld.js fails: ${theirs}`)
  }
  for (const why of notRun) console.log(`not run: ${why}`)
  console.log(`\nW3C toRdf tests (${notRun.length} not run)`)
  line('  Lodestone, strict', counts.lodestone)
  line('  jsonld.js', counts.jsonld)
  console.log(`  passed by jsonld.js and not here: ${differing.length === 0 ? 'none' : differing.join(', ')}`)
  passed += counts.lodestone.passed
  failed += counts.lodestone.failed
}

/** Expected JSON-LD, expanded, compacted or flattened, says what its quads say. */
const expectedOf = test => {
  if (!test.expect) return undefined
  if (test.expect.endsWith('.nq')) return expectedQuads(test.expect)
  return lodestone(JSON.parse(text(test.expect)), { base: baseIri + test.input })
}

const runHtml = async () => {
  const { loadHtmlDocument } = await import(`${built}/harvest/html-document.js`)
  const counts = { passed: 0, failed: 0 }
  for (const given of manifestOf('html-manifest.jsonld').sequence) {
    const { base, contentType, extractAllScripts } = given.option ?? {}
    const test = { ...given, expected: () => expectedOf(given) }
    const result = await outcome(test, async () => {
      const loaded = loadHtmlDocument(text(given.input.replace(/#.*$/, '')), {
        url: baseIri + given.input,
        ...(base && { base }),
        ...(extractAllScripts && { extractAllScripts }),
        xml: contentType === 'application/xhtml+xml',
      })
      if (loaded.ok) return lodestone(loaded.value.document, { base: loaded.value.base })
      // To convert what is not there is no error, other than to expand it: the tests say so (tr006, te006).
      const { code } = loaded.problem
      if (code === 'loading-document-failed' && !isNegative(given)) return []
      throw new Refused(code.replaceAll('-', ' '))
    })
    counts[result === undefined ? 'passed' : 'failed']++
    if (result !== undefined) console.log(`FAIL ${given['@id']} ${given.name}: ${result}`)
  }
  console.log('\nW3C tests of JSON-LD in HTML')
  line('  Lodestone, strict', counts)
  passed += counts.passed
  failed += counts.failed
}

await runToRdf()
if (existsSync(join(folder, 'html-manifest.jsonld'))) await runHtml()
if (process.env.CI_COUNTS) writeFileSync(process.env.CI_COUNTS, JSON.stringify({ passed, failed }))
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
