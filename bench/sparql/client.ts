/** Asks SPARQL endpoints by GET over one kept connection each: no cache, no condition, no content coding. */
import { Agent } from 'undici'
import { asksGraph, type BenchQuery } from './queries.ts'

/** One way to a graph. */
export interface Endpoint {
  readonly name: string
  readonly url: string
  /** What is asked in place of a query, where a store needs more than the query itself. */
  readonly adapt?: (text: string) => URLSearchParams
}

export interface Reply {
  readonly status: number
  readonly body: string
  readonly bytes: number
  /** From the first byte sent to the last byte received. */
  readonly ms: number
  /** Headers that tell of a cache on the way. */
  readonly cached: boolean
}

const agent = new Agent({ connections: 1, headersTimeout: 60_000, bodyTimeout: 60_000 })

/** Sends one query and reads the answer to its end. */
export const ask = async (
  { url, adapt }: Endpoint,
  text: string,
  accept = 'application/sparql-results+json',
): Promise<Reply> => {
  const parameters = adapt ? adapt(text) : new URLSearchParams({ query: text })
  const { origin, pathname } = new URL(url)
  const path = `${pathname}?${parameters}`
  const start = performance.now()
  const reply = await agent.request({ origin, path, method: 'GET', headers: { accept } })
  const body = Buffer.from(await reply.body.arrayBuffer())
  const ms = performance.now() - start
  const { age, 'x-cache': cache } = reply.headers
  return {
    status: reply.statusCode,
    body: body.toString('utf8'),
    bytes: body.length,
    ms,
    cached: age !== undefined || cache !== undefined,
  }
}

/** Asks a benchmark query in its format. */
export const askQuery = (endpoint: Endpoint, query: BenchQuery): Promise<Reply> =>
  ask(endpoint, query.text, asksGraph(query) ? 'application/n-triples' : undefined)

/** The number that a query for one number gives; undefined when it cannot be answered now. */
export const askNumber = async (endpoint: Endpoint, text: string): Promise<number | undefined> => {
  const reply = await ask(endpoint, text, 'application/sparql-results+json').catch(() => undefined)
  if (reply?.status !== 200) return undefined
  const [row] = (
    JSON.parse(reply.body) as { results: { bindings: Record<string, { value: string } | undefined>[] } }
  ).results.bindings
  return Number(row?.n?.value)
}

export const closeClient = (): Promise<void> => agent.close()
