// Runs the W3C tests of the SPARQL 1.1 Protocol, Service Description and Graph Store Protocol over HTTP.
// Usage: node .ci/sparql-conformance.mjs FOLDER [--verbose] [--endpoint URL]... (after `npm run build`)
// Without --endpoint a Lodestone is started on a fresh data folder. What the tests write is put into its graph directly as
// long as nothing can be written over HTTP: a test is then run in its reading part, and its writing is counted as not run.
// With --endpoint, tests whose graphs that endpoint does not hold are counted as not run.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultOf, send } from './sparql/exchange.mjs'
import { openHouse } from './sparql/house.mjs'
import { testsOf } from './sparql/manifest.mjs'
import { serviceDescriptionChecks } from './sparql/service-description.mjs'

const [folder, ...options] = process.argv.slice(2)
if (!folder) throw new Error('name the folder of the tests')
const verbose = options.includes('--verbose')
const endpoints = options.flatMap((option, i) =>
  options[i - 1] === '--endpoint' ? [option.replace(/\/+$/, '')] : [],
)

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

/** The graph that a request of the Graph Store Protocol is about; '' for the default graph. */
const graphOf = (path, base) => {
  const url = new URL(path.replace('/gsp', '/graphs'), base)
  return url.searchParams.get('graph') ?? (url.searchParams.has('default') ? '' : url.href)
}

const partsOf = ({ headers, body }) => {
  if (!headers['content-type'].startsWith('multipart/')) return [body.text]
  const boundary = `--${/boundary=(.*)$/.exec(headers['content-type'])[1]}`
  const parts = body.text.replace(/\r\n/g, '\n').split(boundary).slice(1, -1)
  return parts.map(part => part.slice(part.indexOf('\n\n') + 2))
}

/** Graph Store Protocol: what is written is put in place by hand, what is read is asked over HTTP. */
const runReading = async (test, house) => {
  const graphs = {}
  let location
  let written = 0
  for (const request of test.requests) {
    const path = request.path.replace('$LOCATION$', encodeURIComponent(location))
    const iri = graphOf(path, house.base)
    if (request.method === 'GET' || request.method === 'HEAD') {
      await house.hold(graphs)
      const answer = await send(`${house.base}${path.replace('/gsp', '/graphs')}`, request)
      const fault = await faultOf(answer, request.expected)
      if (fault !== undefined) return { ...failed(`${request.method} ${path}: ${fault}`), written }
      continue
    }
    written++
    if (request.expected.location) location = `${house.base}/graphs/new`
    const name = request.expected.location ? location : iri
    if (request.method === 'DELETE') delete graphs[name]
    else
      graphs[name] = [...(request.method === 'POST' ? [graphs[name] ?? ''] : []), ...partsOf(request)].join(
        '\n',
      )
  }
  return { ...passed, written }
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

const runOwn = async () => {
  const house = await openHouse()
  try {
    await runSection('protocol', protocolTests, async test => {
      await house.hold(test.graphs)
      return runProtocol(test, `${house.base}/sparql`)
    })
    await runDescription(`${house.base}/sparql`)
    const outcomes = await runSection('graph store protocol, reading', graphStoreTests, test =>
      runReading(test, house),
    )
    const writes = outcomes.reduce((sum, { written = 0 }) => sum + written, 0)
    console.log(`graph store protocol, writing: ${writes} requests not sent: ${WRITING}`)
  } finally {
    await house.close()
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
if (endpoints.length === 0) await runOwn()
if (process.env.CI_COUNTS)
  writeFileSync(process.env.CI_COUNTS, JSON.stringify({ passed: good, failed: failures.length }))
console.log(`\n${good} passed, ${failures.length} failed, ${left} not run`)
process.exit(failures.length === 0 ? 0 : 1)
