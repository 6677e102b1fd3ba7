/**
 * The contract of the graph against real stores: installs and starts each, runs the suite, stops it.
 * Usage: node .ci/sparql-stores.mjs [oxigraph|virtuoso|fuseki ...]; sums up in the file that CI_COUNTS names.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SUITES = ['test/graph/remote-stores.test.ts', 'test/graph/remote-values.test.ts']
const chosen = process.argv.length > 2 ? process.argv.slice(2) : ['oxigraph', 'virtuoso', 'fuseki']
const sum = { passed: 0, failed: 0 }

const runSuite = (name, store, folder) => {
  const report = join(folder, 'report.json')
  const variables = { NAME: name, QUERY: store.query, UPDATE: store.update, GRAPH_STORE: store.graphStore }
  const given = { ...variables, USER: store.user, PASSWORD: store.password }
  const env = { ...process.env }
  for (const [key, value] of Object.entries(given)) if (value) env[`LODESTONE_TEST_SPARQL_${key}`] = value
  // One file after the other: each empties the store.
  const args = ['vitest', 'run', '--no-file-parallelism', '--reporter=default', '--reporter=json']
  spawnSync('npx', [...args, `--outputFile.json=${report}`, ...SUITES], { env, stdio: 'inherit' })
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numTotalTests: total,
  } = JSON.parse(readFileSync(report, 'utf8'))
  // A suite that could not start has neither passed nor failed its tests.
  return { passed, failed: Math.max(failed, total - passed) }
}

for (const each of chosen) {
  const folder = mkdtempSync(join(tmpdir(), `lodestone-${each}-`))
  let store
  try {
    const { name, open } = await import(`./stores/${each}.mjs`)
    store = await open(join(folder))
    if (!store) {
      console.log(`${name}: cannot be installed here, left out`)
      continue
    }
    const { passed, failed } = runSuite(name, store, folder)
    console.log(`${name}: ${passed} passed, ${failed} failed`)
    sum.passed += passed
    sum.failed += failed
  } catch (error) {
    console.error(`${each}: ${error.message}`)
    sum.failed++
  } finally {
    await store?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
  }
}
if (process.env.CI_COUNTS) writeFileSync(process.env.CI_COUNTS, JSON.stringify(sum))
process.exitCode = sum.failed > 0 ? 1 : 0
