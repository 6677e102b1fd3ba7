/** Sends a batch to the store, so that sending it again does no harm. */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { schema, xsd } from '../../rdf/namespaces.ts'
import { FORM, type StoreClient } from './client.ts'
import type { Dialect } from './dialect.ts'
import type { GraphNames } from './names.ts'
import type { Batch } from './state.ts'
import { dataUpdate, pieces, type Ways } from './update-text.ts'

/** Where to send what. */
export interface Delivery {
  readonly client: StoreClient
  readonly query: string
  readonly update: string
  readonly graphStore?: string
  readonly dialect: Dialect
  readonly batchSize: number
  readonly base: string
  readonly names: GraphNames
}

/** Statements of one request to a graph store: some megabytes. */
const QUADS_AT_ONCE = 20_000
/** Statements that a store may refuse one by one before something else must be wrong with it. */
const MAX_REFUSED = 20

const unable = (url: string, status: number, body: string): Problem => ({
  stage: 'graph',
  code: status === 401 || status === 403 ? 'store-forbids' : 'store-failed',
  subject: url,
  detail:
    status === 401 || status === 403
      ? `the SPARQL store refuses updates (${status}); check user, password and rights`
      : `the SPARQL store answered ${status} to an update: ${body.replace(/\s+/g, ' ').slice(0, 300)}`,
})

/** Whether the store took offence at the text rather than being unable to work. */
const isRefusal = (status: number, body: string): boolean =>
  status === 400 ||
  status === 413 ||
  status === 422 ||
  (status === 500 && /\b(SP0\d\d|SR\d\d\d|RDF\d\d)\b/.test(body))

const waysOf = ({ dialect, names }: Delivery): Ways => ({
  datatypes: dialect.datatypes,
  // Virtuoso leaves literals with a language or an unknown datatype in place when one operation names several graphs.
  deletesByGraph: dialect.name === 'virtuoso',
  ...(dialect.ownDefaultGraph ? {} : { kernelGraph: names.kernel }),
})

/** Posts one update. */
const post = async ({ client, update, dialect }: Delivery, text: string): Promise<Result<number>> => {
  const reply = await client.post({
    url: update,
    ...(dialect.formUpdate
      ? { type: FORM, body: new URLSearchParams({ update: text }).toString() }
      : { type: 'application/sparql-update', body: text }),
  })
  if (!reply.ok) return reply
  const { status } = reply.value
  const body = reply.value.body.toString('utf8')
  if (status < 300) return ok(status)
  return isRefusal(status, body) ? ok(status) : failed(unable(update, status, body))
}

/** Runs an update that must be taken as it is. Problems: `store-unreachable`, `store-forbids`, `store-failed`. */
export const runUpdate = async (delivery: Delivery, text: string): Promise<Result<void>> => {
  const done = await post(delivery, text)
  if (!done.ok) return done
  return done.value < 300 ? ok(undefined) : failed(unable(delivery.update, done.value, text.slice(0, 200)))
}

/** The update that notes which load the store holds, and up to which generation. */
export const watermarkUpdate = ({ base, names }: Delivery, load: string, generation: number): string =>
  `CLEAR SILENT GRAPH <${names.watermark}> ;\nINSERT DATA { GRAPH <${names.watermark}> { <${base}> ` +
  `<${schema('identifier').value}> ${JSON.stringify(load)} ; ` +
  `<${schema('version').value}> "${generation}"^^<${xsd('integer').value}> } }`

/** Sends lines in one update, or in halves until what the store refuses is found. */
const sendLines = async (
  delivery: Delivery,
  operation: 'INSERT' | 'DELETE',
  lines: readonly string[],
  refused: string[],
): Promise<Result<void>> => {
  const done = await post(delivery, dataUpdate(operation, lines, waysOf(delivery)))
  if (!done.ok) return done
  if (done.value < 300) return ok(undefined)
  if (lines.length === 1) {
    refused.push(...lines)
    if (refused.length <= MAX_REFUSED) return ok(undefined)
    return failed(unable(delivery.update, done.value, `it refused ${lines[0]?.slice(0, 200)}`))
  }
  const half = Math.ceil(lines.length / 2)
  const first = await sendLines(delivery, operation, lines.slice(0, half), refused)
  return first.ok ? sendLines(delivery, operation, lines.slice(half), refused) : first
}

/** Loads lines through the graph store; a piece that it refuses goes the other way. */
const loadLines = async (
  delivery: Delivery,
  url: string,
  lines: readonly string[],
  refused: string[],
): Promise<Result<void>> => {
  for (const piece of pieces(lines, QUADS_AT_ONCE, delivery.dialect.maxUpdateLength)) {
    const reply = await delivery.client.post({
      url,
      type: 'application/n-quads',
      body: `${piece.join('\n')}\n`,
    })
    if (!reply.ok) return reply
    const { status, body } = reply.value
    if (status >= 300) {
      if (!isRefusal(status, '')) return failed(unable(url, status, body.toString('utf8')))
      const sent = await sendInPieces(delivery, 'INSERT', piece, refused)
      if (!sent.ok) return sent
    }
  }
  return ok(undefined)
}

const sendInPieces = async (
  delivery: Delivery,
  operation: 'INSERT' | 'DELETE',
  lines: readonly string[],
  refused: string[],
): Promise<Result<void>> => {
  for (const piece of pieces(lines, delivery.batchSize, delivery.dialect.maxUpdateLength)) {
    const sent = await sendLines(delivery, operation, piece, refused)
    if (!sent.ok) return sent
  }
  return ok(undefined)
}

/** The whole batch as one update, when the store takes that: then no query sees half of it. */
const asOne = (delivery: Delivery, { removed, added }: Batch, watermark: string): string | undefined => {
  const { batchSize, dialect } = delivery
  if (removed.length + added.length > batchSize) return undefined
  const ways = waysOf(delivery)
  const text = [
    ...(removed.length > 0 ? [dataUpdate('DELETE', removed, ways)] : []),
    ...(added.length > 0 ? [dataUpdate('INSERT', added, ways)] : []),
    watermark,
  ].join(' ;\n')
  return text.length <= dialect.maxUpdateLength ? text : undefined
}

/**
 * Sends a batch and then the watermark. The result holds the statements that the store refused: a store may be stricter
 * than RDF, and one statement must not keep back all others. Problems: `store-unreachable`, `store-forbids`, `store-failed`;
 * the batch may be half applied by then and has to be sent again.
 */
export const deliver = async (
  delivery: Delivery,
  batch: Batch,
  load: string,
): Promise<Result<readonly string[]>> => {
  const watermark = watermarkUpdate(delivery, load, batch.generation)
  const whole = asOne(delivery, batch, watermark)
  if (whole !== undefined) {
    const done = await post(delivery, whole)
    if (!done.ok) return done
    if (done.value < 300) return ok([])
  }
  const refused: string[] = []
  const { graphStore, dialect } = delivery
  const steps = [
    () => sendInPieces(delivery, 'DELETE', batch.removed, refused),
    () =>
      graphStore !== undefined && dialect.takesQuads
        ? loadLines(delivery, graphStore, batch.added, refused)
        : sendInPieces(delivery, 'INSERT', batch.added, refused),
    () => runUpdate(delivery, watermark),
  ]
  for (const step of steps) {
    const done = await step()
    if (!done.ok) return done
  }
  return ok(refused)
}
