/** Times every query at every endpoint in turn, so that a busy machine is busy for all of them. */
import { compared, isJson, rowsOf } from './answers.ts'
import { askQuery, type Endpoint, type Reply } from './client.ts'
import type { BenchQuery } from './queries.ts'

export interface Timing {
  readonly query: string
  readonly endpoint: string
  readonly status: number
  readonly rows: number
  readonly bytes: number
  readonly median: number
  readonly p95: number
  /** Compared with the first endpoint's answer. */
  readonly answer: string
  /** Whether a header told of a cache. */
  readonly cached: boolean
}

/** The value below which this share of the numbers lies. */
export const quantile = (numbers: readonly number[], share: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** A failed query is not repeated, and one that takes longer is repeated once. */
const SLOW_MS = 5000

/** A store that does not answer in a minute is left alone with that query. */
const unanswered = (error: Error): Reply => ({
  ...{ status: 0, body: error.message, bytes: 0, ms: Number.NaN, cached: false },
})

/** Oxigraph ends an answer that takes too long with a message, and status 200: that is no answer. */
const whole = (reply: Reply): Reply =>
  reply.status === 200 && isJson(reply.body) && !/\}\s*$/.test(reply.body)
    ? { ...reply, status: 0, body: `broken off: ${reply.body.slice(-200)}` }
    : reply

/** One query at all endpoints: a warm-up whose answers are compared, then `repeats` rounds, each in another order. */
const timeQuery = async (
  query: BenchQuery,
  endpoints: readonly Endpoint[],
  repeats: number,
): Promise<readonly Timing[]> => {
  const found: (Omit<Timing, 'median' | 'p95'> & { times: number[]; first: number })[] = []
  let reference: readonly string[] | undefined
  for (const endpoint of endpoints) {
    const reply = whole(await askQuery(endpoint, query).catch(unanswered))
    const rows = reply.status === 200 ? rowsOf(reply.body) : []
    if (reply.status === 200) reference ??= rows
    found.push({
      ...{ query: query.id, endpoint: endpoint.name, status: reply.status, rows: rows.length },
      ...{ bytes: reply.bytes, cached: reply.cached, times: [], first: reply.ms },
      answer:
        reply.status === 200
          ? compared(query.text, reference ?? rows, rows)
          : `refused: ${reply.body.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
    })
  }
  for (let round = 0; round < repeats; round++)
    for (let n = 0; n < endpoints.length; n++) {
      const at = (n + round) % endpoints.length
      const [endpoint, one] = [endpoints[at], found[at]]
      if (!endpoint || one?.status !== 200 || (one.first > SLOW_MS && round > 0)) continue
      one.times.push((await askQuery(endpoint, query)).ms)
    }
  return found.map(({ times, first: _, ...rest }) => ({
    ...rest,
    median: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  }))
}

/** All queries, one after the other. */
export const timeAll = async (
  queries: readonly BenchQuery[],
  endpoints: readonly Endpoint[],
  repeats: number,
): Promise<readonly Timing[]> => {
  const all: Timing[] = []
  for (const query of queries) {
    const timings = await timeQuery(query, endpoints, repeats)
    all.push(...timings)
    const medians = timings.map(one => `${one.endpoint} ${one.status} ${one.median.toFixed(1)}`)
    process.stderr.write(`${query.id}: ${medians.join(', ')}\n`)
  }
  return all
}
