/** What the loader reads of the store: who answers, which load it holds, which graphs are ours. */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { foaf, rdf, schema } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'
import { fixedGraph } from '../record-statements.ts'
import { FORM, type StoreClient } from './client.ts'
import { type Dialect, recogniseDialect } from './dialect.ts'
import type { GraphNames } from './names.ts'
import { readResults, type Solution } from './results.ts'

/** The load that a store holds. */
export interface Watermark {
  readonly load: string
  readonly generation: number
}

const PROBE_MS = 20_000
/** Records whose graphs are cleared in one update. */
const GRAPHS_AT_ONCE = 100
/** Bounds of a store above this one are not found out: that would take seconds, and graphs of that size are rarely asked for. */
const MANY_ROWS = 100_001

const unusable = (url: string, detail: string): Problem => ({
  stage: 'graph',
  code: 'store-unreachable',
  subject: url,
  detail,
})

const select = async (
  client: StoreClient,
  url: string,
  query: string,
  accept = 'application/sparql-results+json',
) => {
  const signal = AbortSignal.timeout(PROBE_MS)
  const reply = await client.post({
    url,
    type: FORM,
    body: new URLSearchParams({ query }).toString(),
    accept,
    signal,
  })
  if (!reply.ok)
    return reply.problem.code === 'cancelled'
      ? failed(unusable(url, `the SPARQL store at ${url} does not answer within ${PROBE_MS / 1000} s`))
      : reply
  const { status, body } = reply.value
  if (status === 200) return reply
  const words = body.toString('utf8', 0, 300).replace(/\s+/g, ' ')
  return failed(unusable(url, `the SPARQL store at ${url} answers ${status}: ${words}`))
}

const solutionsOf = (url: string, body: Buffer): Result<readonly Solution[]> => {
  try {
    return ok(readResults(body.toString('utf8')).solutions)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return failed(unusable(url, `what answers at ${url} is no SPARQL store: ${error.message}`))
  }
}

/** Asks for the watermark, and sees by the answer which product it is. */
export const probeStore = async (
  client: StoreClient,
  url: string,
  names: GraphNames,
): Promise<Result<{ readonly dialect: Dialect; readonly watermark?: Watermark }>> => {
  const query = `SELECT ?load ?seq WHERE { GRAPH <${names.watermark}> { ?s <${schema('identifier').value}> ?load ; <${schema('version').value}> ?seq } }`
  const reply = await select(client, url, query)
  if (!reply.ok) return reply
  const rows = solutionsOf(url, reply.value.body)
  if (!rows.ok) return rows
  const dialect = recogniseDialect(reply.value.header)
  const { load, seq } = rows.value[0] ?? {}
  if (!load || !seq) return ok({ dialect })
  return ok({ dialect, watermark: { load: load.value, generation: Number(seq.value) } })
}

/** The number of rows at which the store silently cuts answers (Virtuoso's ResultSetMaxRows), if it does. */
export const rowLimit = async (
  client: StoreClient,
  url: string,
  dialect: Dialect,
): Promise<Result<number | undefined>> => {
  if (dialect.name !== 'virtuoso') return ok(undefined)
  const query = `SELECT (1 AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT ${MANY_ROWS}`
  const reply = await select(client, url, query, 'text/csv')
  if (!reply.ok) return reply
  const most = Number(reply.value.header('x-sparql-maxrows') ?? Number.NaN)
  return ok(most < MANY_ROWS ? most : undefined)
}

/**
 * The next records that a load before this one left behind, as what clears their graphs; undefined when none is left. The
 * provenance graph lists them and forgets each with its graph, so this can go on where it stopped.
 */
export const nextToClear = async (
  client: StoreClient,
  url: string,
  base: string,
): Promise<Result<string | undefined>> => {
  const provenance = fixedGraph(base, 'provenance').value
  const type = `<${rdf('type').value}> <${foaf('Document').value}>`
  const reply = await select(
    client,
    url,
    `SELECT ?g WHERE { GRAPH <${provenance}> { ?g ${type} } } LIMIT ${GRAPHS_AT_ONCE}`,
  )
  if (!reply.ok) return reply
  const rows = solutionsOf(url, reply.value.body)
  if (!rows.ok) return rows
  const graphs = rows.value.flatMap(({ g }) => (g && isIri(g.value) ? [g.value] : []))
  if (graphs.length === 0) return ok(undefined)
  const forget = graphs.map(graph => `<${graph}> ${type} .`).join('\n')
  return ok(
    [
      ...graphs.map(graph => `CLEAR SILENT GRAPH <${graph}>`),
      `DELETE DATA { GRAPH <${provenance}> {\n${forget}\n} }`,
    ].join(' ;\n'),
  )
}
