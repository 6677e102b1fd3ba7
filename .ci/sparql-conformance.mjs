// Runs the W3C tests of the SPARQL 1.1 Protocol, Service Description and Graph Store Protocol over HTTP.
// Usage: node .ci/sparql-conformance.mjs FOLDER [--verbose] [--store NAME]... [--endpoint URL]... (after `npm run build`)
// A Lodestone is started on a fresh data folder, with a token for writing: over its embedded graph, or over each store that is
// named (oxigraph, virtuoso, fuseki), which is installed and started. With --endpoint instead, tests whose graphs that endpoint does not hold are counted as not run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultOf, send } from './sparql/exchange.mjs'
import { openHouse, TOKEN } from './sparql/house.mjs'
import { testsOf } from './sparql/manifest.mjs'
import { serviceDescriptionChecks } from './sparql/service-description.mjs'

const [folder, ...options] = process.argv.slice(2)
if (!folder) throw new Error('name the folder of the tests')
const verbose = options.includes('--verbose')
const valuesOf = name => options.filter((_, i) => options[i - 1] === name)
const endpoints = valuesOf('--endpoint').map(url => url.replace(/\/+$/, ''))
const stores = valuesOf('--store')

/** What a test came to: passed, failed with a fault, or not run with a reason. */
const passed = { kind: 'passed' }
const failed = fault => ({ kind: 'failed', fault })
const notRun = reason => ({ kind: 'not run', reason })

const WRITING = 'needs writing, which is off'
const isRefusal = ({ status, body }) => status === 403 && body.includes('update-refused')

/** Protocol: the requests of a test one after the other. */
const runProtocol = async (test, endpoint) => {
  for (const request of test.requests) {
    const answer = await send(request.path.replace('/sparql/', `${endpoint}/`), request)
    // A refusal of all writing is a 4xx, but not the one that the test is about.
    if (isRefusal(answer)) return notRun(WRITING)
    const fault = await faultOf(answer, request.expected)
    if (fault !== undefined) return failed(`${request.method} ${request.path}: ${fault}`)
  }
  return passed
}

const holds = async (endpoint, graphs) => {
  for (const graph of Object.keys(graphs)) {
    const query = encodeURIComponent(`ASK { GRAPH <${graph}> { ?s ?p ?o } }`)
    const headers = { accept: 'application/sparql-results+json' }
    const { body } = await send(`${endpoint}?query=${query}`, { method: 'GET', headers })
    if (!JSON.parse(body).boolean) return false
  }
  return true
}

/** The same request from somebody who may write. */
const withToken = request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${TOKEN}` },
})

/** Makes exactly these graphs the users' graphs. */
const hold = async (base, graphs) => {
  const write = async (path, method, type, text) => {
    const headers = { 'content-type': type }
    const request = { method, headers, body: { text, encoding: 'UTF-8' } }
    const { status, body } = await send(`${base}${path}`, withToken(request))
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${body}`)
  }
  await write('/sparql', 'POST', 'application/sparql-update', 'CLEAR ALL')
  for (const [iri, turtle] of Object.entries(graphs))
    await write(`/user-graphs?graph=${encodeURIComponent(iri)}`, 'PUT', 'text/turtle', turtle)
}

/** Graph Store Protocol: the requests of a test one after the other, to the graph store of users. */
const runGraphStore = async (test, base) => {
  await hold(base, {})
  let location = ''
  for (const request of test.requests) {
    const path = request.path.replace('$LOCATION$', encodeURIComponent(location))
    const answer = await send(`${base}${path.replace('/gsp', '/user-graphs')}`, withToken(request))
    const fault = await faultOf(answer, request.expected)
    if (fault !== undefined) return failed(`${request.method} ${path}: ${fault}`)
    if (request.expected.location) location = answer.headers.location
  }
  return passed
}

let good = 0
const failures = []
let left = 0
const report = (section, name, outcome) => {
  if (outcome.kind === 'passed') good++
  if (outcome.kind === 'not run') left++
  if (outcome.kind === 'failed') {
    failures.push(`${section} ${name}`)
    console.log(`FAIL ${section} ${name}${verbose ? `\n  ${outcome.fault}` : ''}`)
  } else if (verbose)
    console.log(`${outcome.kind} ${section} ${name}${outcome.reason ? `: ${outcome.reason}` : ''}`)
}

const score = (section, outcomes) => {
  const count = kind => outcomes.filter(outcome => outcome.kind === kind).length
  const ran = outcomes.length - count('not run')
  const rest = count('not run') > 0 ? `; ${count('not run')} of ${outcomes.length} not run: ${WRITING}` : ''
  console.log(`${section}: ${count('passed')} of ${ran}${rest}`)
}

const runSection = async (section, tests, run) => {
  const outcomes = []
  for (const test of tests) {
    const outcome = await run(test).catch(error => failed(error.stack))
    report(section, test.name, outcome)
    outcomes.push(outcome)
  }
  score(section, outcomes)
  return outcomes
}

const descriptionTests = Object.entries(serviceDescriptionChecks).map(([name, check]) => ({ name, check }))
const runDescription = endpoint =>
  runSection('service description', descriptionTests, async ({ check }) => {
    const fault = await check(endpoint)
    return fault === undefined ? passed : failed(fault)
  })

const protocolTests = testsOf(join(folder, 'protocol/manifest.ttl'))
const graphStoreTests = ['manifest-indirect.ttl', 'manifest-direct.ttl'].flatMap(file =>
  testsOf(join(folder, 'graph-store-protocol', file)),
)

const runOwn = async store => {
  const house = await openHouse(store)
  try {
    await runSection('protocol', protocolTests, async test => {
      await hold(house.base, test.graphs)
      return runProtocol({ ...test, requests: test.requests.map(withToken) }, `${house.base}/sparql`)
    })
    await runDescription(`${house.base}/sparql`)
    await runSection('graph store protocol', graphStoreTests, test => runGraphStore(test, house.base))
  } finally {
    await house.close()
  }
}

/** The same over a store that is installed and started for it. */
const runStore = async name => {
  const { name: title, open } = await import(`./stores/${name}.mjs`)
  const folder = mkdtempSync(join(tmpdir(), `lodestone-${name}-`))
  let store
  try {
    store = await open(folder)
    console.log(store ? `over ${title}` : `${title}: cannot be installed here, left out`)
    if (store) await runOwn(store)
  } finally {
    await store?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
  }
}

const runOther = async endpoint => {
  console.log(endpoint)
  await runSection('protocol', protocolTests, async test =>
    (await holds(endpoint, test.graphs)) ? runProtocol(test, endpoint) : notRun('its graphs are not there'),
  )
  await runDescription(endpoint)
}

for (const endpoint of endpoints) await runOther(endpoint)
if (endpoints.length === 0 && stores.length === 0) await runOwn()
for (const store of stores) await runStore(store)
if (process.env.CI_COUNTS)
  writeFileSync(process.env.CI_COUNTS, JSON.stringify({ passed: good, failed: failures.length }))
console.log(`\n${good} passed, ${failures.length} failed, ${left} not run`)
process.exit(failures.length === 0 ? 0 : 1)
