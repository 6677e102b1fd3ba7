/** One graph made of several: patterns are matched against all of them together, by Comunica. */

import { ok } from '../../model/problem.ts'
import { contentType, formatsOf, negotiate } from '../formats.ts'
import { inspectQuery } from '../guard.ts'
import type { GraphStore, QueryProblem, QueryResult } from '../store.ts'
import { federationProblem } from './budget.ts'
import type { Exchange } from './exchange.ts'
import { createLedger, type Ledger } from './figures.ts'
import { graphOfEndpoint } from './remote-graph.ts'

/** A member: a graph of this process under a made-up address, or an endpoint under its own. */
export interface Member {
  /** What it is called in figures and messages. */
  readonly name: string
  readonly source: { readonly graph: GraphStore } | { readonly endpoint: string }
}

/** Where Comunica finds the members; `.invalid` leads nowhere (RFC 2606), and nothing is looked up. */
const addressOf = (index: number): string => `http://source-${index}.invalid/sparql`

const queryOf = (input: string | URL | Request, init?: RequestInit): string | undefined => {
  const { searchParams } = new URL(input instanceof Request ? input.url : String(input))
  const body =
    typeof init?.body === 'string' || init?.body instanceof URLSearchParams ? String(init.body) : ''
  return searchParams.get('query') ?? new URLSearchParams(body).get('query') ?? undefined
}

/** A fetch that knows the members and nothing else; what goes wrong is kept for the message. */
const memberFetch = (
  members: readonly { readonly name: string; readonly graph: GraphStore }[],
  ledger: Ledger,
  deadlineMs: () => number,
  signal: AbortSignal | undefined,
  failed: (problem: QueryProblem) => void,
): typeof fetch => {
  const byHost = new Map(members.map((member, i) => [new URL(addressOf(i)).host, member]))
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    const member = byHost.get(url.host)
    const query = queryOf(input, init)
    // It looks for a description of the service first, and does without.
    if (!member || query === undefined) return new Response('', { status: 404 })
    const accept = new Headers(init?.headers).get('accept') ?? undefined
    const started = performance.now()
    const answer = await member.graph.query(query, {
      ...(accept !== undefined && { accept }),
      deadlineMs: deadlineMs(),
      ...(signal && { signal }),
    })
    ledger.note(member.name, performance.now() - started, answer.ok ? rowsOf(answer.value.body) : 0)
    if (answer.ok)
      return new Response(answer.value.body, { headers: { 'content-type': answer.value.mediaType } })
    failed(answer.problem)
    return new Response(answer.problem.detail, { status: 502 })
  }
}

/** Solutions of a JSON answer, without reading it as such: how often an object of the list begins. */
const rowsOf = (body: Uint8Array): number => {
  try {
    const json = JSON.parse(Buffer.from(body).toString()) as { results?: { bindings?: unknown[] } }
    return json.results?.bindings?.length ?? 0
  } catch (error) {
    if (error instanceof SyntaxError) return 0
    throw error
  }
}

const collect = async (data: AsyncIterable<unknown>): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Buffer[] = []
  for await (const part of data) parts.push(Buffer.from(String(part)))
  return new Uint8Array(Buffer.concat(parts))
}

const SYNTAX = /line[: ]+(\d+)[^\d]+column[: ]+(\d+)/i

/** What Comunica made of a query that it could not answer, with the place when its message names one. */
const notAnswered = (error: unknown): QueryProblem => {
  const detail = error instanceof Error ? error.message : String(error)
  const [, line, column] = SYNTAX.exec(detail) ?? []
  const where = line === undefined ? {} : { line: Number(line), column: Number(column) }
  return { ...federationProblem('query-failed', 'query', detail.slice(0, 500)), ...where }
}

/** Comunica's answer over sources that are asked by `ask`, in one media type. */
const comunicaAnswer = async (
  text: string,
  sources: readonly { readonly type: string; readonly value: string }[],
  ask: typeof fetch,
  mediaType: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { QueryEngine } = await import('@comunica/query-sparql')
  const engine = new QueryEngine()
  const result = await engine.query(text, { sources, fetch: ask, httpRetryCount: 0 } as never)
  const { data } = await engine.resultToString(result as never, mediaType)
  return collect(data)
}

/**
 * A graph over several members. Comunica (a second and 80 MB to load) is loaded with the first query. Problems: those of
 * the members, with the member's name as subject, and `query-failed`.
 */
export const graphOverSeveral = (
  members: readonly Member[],
  exchange: Exchange,
  deadlineMs: number,
): GraphStore => {
  const graphs = members.map(({ name, source }) => ({
    name,
    graph: 'graph' in source ? source.graph : graphOfEndpoint(source.endpoint, exchange, deadlineMs),
  }))
  const sources = members.map((_, i) => ({ type: 'sparql', value: addressOf(i) }))
  return {
    async query(text, { accept, deadlineMs: wanted = deadlineMs, signal } = {}): Promise<QueryResult> {
      const inspected = inspectQuery(text)
      if (!inspected.ok) return inspected
      const form = inspected.value.form ?? 'SELECT'
      const format = negotiate(accept, formatsOf(form))
      if (!format)
        return {
          ok: false,
          problem: federationProblem('not-acceptable', 'query', `there is no format "${accept}"`),
        }
      const until = performance.now() + wanted
      const ledger = createLedger()
      let problem: QueryProblem | undefined
      const ask = memberFetch(
        graphs,
        ledger,
        () => Math.max(1, until - performance.now()),
        signal,
        found => {
          problem ??= found
        },
      )
      try {
        const body = await comunicaAnswer(text, sources, ask, format.mediaType)
        // A member that failed while Comunica only counted has not changed the answer's solutions, but may have.
        if (problem) return { ok: false, problem }
        return {
          ok: true,
          value: { form, mediaType: contentType(format), body, generation: 0, sources: ledger.figures() },
        }
      } catch (error) {
        return { ok: false, problem: problem ?? notAnswered(error) }
      }
    },
    status: () => ({ generation: 0, lag: 0, quads: 0, replicas: graphs.length }),
    catchUp: async () => ok(undefined),
    async close() {
      for (const { graph } of graphs) await graph.close()
    },
  }
}
