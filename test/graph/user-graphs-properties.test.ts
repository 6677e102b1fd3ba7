/** Whatever users send: what is harvested stays as it is, and a graph that is opened anew shows the same. */

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { openUserGraphs, type UserGraphs } from '../../src/graph/user-graphs/user-graphs.ts'
import { exampleRecords } from './example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const RECORD = 'https://repository.example/sample/piece'
const own = fc.constantFrom('<urn:x:one>', '<urn:x:two>', `<${BASE}/user-graphs/default>`)
const harvested = fc.constantFrom(`<${RECORD}>`, `<${BASE}/graph/provenance>`, `<${BASE}/graph/registry>`)
// Mostly what may be written: a request that is refused at once tries nothing.
const target = fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: harvested })
const source = fc.oneof(own, harvested)
const silent = fc.constantFrom('', 'SILENT ')
const node = fc.constantFrom('<urn:x:a>', '<urn:x:b>', `<${RECORD}>`)
const value = fc.constantFrom('1', '1.0', '"text"', '"text"@EN', '<urn:x:a>', 'true', '"2"^^<urn:x:type>')
const data = fc
  .tuple(node, node, value)
  .map(([subject, predicate, object]) => `${subject} ${predicate} ${object}`)
const template = fc.constantFrom('?s ?p ?o', '?s <urn:x:seen> ?o', '[] <urn:x:of> ?s', '?o ?p ?s')
const where = fc.oneof(
  fc.constantFrom('?s ?p ?o', 'GRAPH ?g { ?s ?p ?o }', 'BIND(<urn:x:a> AS ?s) BIND(?s AS ?p) BIND(2 AS ?o)'),
  source.map(graph => `GRAPH ${graph} { ?s ?p ?o }`),
)
const templated = fc
  .tuple(fc.oneof({ weight: 6, arbitrary: target }, fc.constant('?g')), template)
  .map(([graph, text]) => `GRAPH ${graph} { ${text} }`)
const operation = fc.oneof(
  fc
    .tuple(fc.constantFrom('INSERT', 'DELETE'), target, data)
    .map(([verb, graph, text]) => `${verb} DATA { GRAPH ${graph} { ${text} } }`),
  fc.tuple(templated, where).map(([text, pattern]) => `INSERT { ${text} } WHERE { ${pattern} }`),
  fc
    .tuple(target, templated, where)
    .map(
      ([graph, text, pattern]) =>
        `DELETE { GRAPH ${graph} { ?s ?p ?o } } INSERT { ${text} } WHERE { ${pattern} }`,
    ),
  fc
    .tuple(target, where)
    .map(([graph, pattern]) => `WITH ${graph} DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ${pattern} }`),
  fc
    .tuple(
      fc.constantFrom('CLEAR', 'DROP'),
      silent,
      fc.oneof(
        fc.constantFrom('ALL', 'NAMED', 'DEFAULT'),
        target.map(graph => `GRAPH ${graph}`),
      ),
    )
    .map(([verb, quiet, graph]) => `${verb} ${quiet}${graph}`),
  fc
    .tuple(fc.constantFrom('COPY', 'MOVE', 'ADD'), silent, fc.oneof(source, fc.constant('DEFAULT')), target)
    .map(([verb, quiet, from, to]) => `${verb} ${quiet}${from} TO ${to}`),
)
const request = fc.array(operation, { minLength: 1, maxLength: 3 }).map(each => each.join(' ;\n'))

describe('updates of any kind', () => {
  let small: SmallArchive
  const opened: { close(): unknown }[] = []
  const openGraph = async (saveFrom: number): Promise<GraphStore> => {
    const graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1, saveFrom })
    opened.push(graph)
    await graph.catchUp(await small.archive.generation())
    return graph
  }
  const openUsers = (graph: GraphStore): UserGraphs => {
    const isRecord = async (iri: string) => (await small.archive.record(iri)) !== undefined
    const users = openUserGraphs({
      dataDir: small.dataDir,
      base: BASE,
      graph,
      isRecord,
      deadlineMs: 20_000,
      maxChanges: 2000,
    })
    opened.push(users)
    return users
  }
  /** Every statement of the dataset with its graph, those of users apart from the others. */
  const shownBy = async (graph: GraphStore): Promise<{ users: string[]; others: string[] }> => {
    const text = 'SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }'
    const answer = await graph.query(text, { accept: 'text/tab-separated-values' })
    if (!answer.ok) throw new Error(answer.problem.detail)
    const rows = new TextDecoder().decode(answer.value.body).trim().split('\n').slice(1).sort()
    const isUsers = (row: string) => row.startsWith('<urn:x:') || row.startsWith(`<${BASE}/user-graphs/`)
    return { users: rows.filter(isUsers), others: rows.filter(row => !isUsers(row)) }
  }

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
  })
  afterAll(async () => {
    for (const each of opened.reverse()) await each.close()
    await small.remove()
  })

  it('leave what is harvested, do nothing when refused, and are seen again after a restart', async () => {
    const graph = await openGraph(1e9)
    const users = openUsers(graph)
    const { others } = await shownBy(graph)
    for (const part of [`<${RECORD}>\t`, `<${BASE}/graph/provenance>\t`, '\t'])
      expect(others.some(row => row.startsWith(part))).toBe(true)
    let done = 0
    let refused = 0
    let before = await shownBy(graph)
    await fc.assert(
      fc.asyncProperty(request, async text => {
        const result = await users.update(text, { usingGraphs: [], usingNamedGraphs: [] })
        const after = await shownBy(graph)
        expect(after.others).toEqual(others)
        if (!result.ok) expect(after.users).toEqual(before.users)
        if (result.ok) done++
        else refused++
        before = after
      }),
      { numRuns: 80, endOnFailure: true },
    )
    expect(Math.min(done, refused)).toBeGreaterThan(10)
    await users.update(
      `COPY <${RECORD}> TO <urn:x:one> ; INSERT DATA { GRAPH <urn:x:two> { <urn:x:a> <urn:x:b> 1 } }`,
      {
        usingGraphs: [],
        usingNamedGraphs: [],
      },
    )
    const last = await shownBy(graph)
    expect(last.users.length).toBeGreaterThan(3)
    await graph.close()
    // Made anew from the data folder, which saves it, and then read from what was saved.
    for (const saveFrom of [1, 1]) {
      const again = await openGraph(saveFrom)
      expect(await shownBy(again)).toEqual(last)
      await again.close()
    }
  }, 120_000)
})
