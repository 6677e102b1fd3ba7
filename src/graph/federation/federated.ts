/** A graph that can ask other endpoints: SERVICE of SPARQL 1.1 Federated Query. */

import type { LookupFunction } from 'node:net'
import type { AddressRule } from '../../registry/addresses.ts'
import { programVersion } from '../../registry/bundled.ts'
import { type Inspected, inspectQuery } from '../guard.ts'
import type { GraphStore, QueryAnswer, QueryOptions, QueryResult } from '../store.ts'
import { FEDERATION_LIMITS, type FederationLimits, federationProblem, startClock } from './budget.ts'
import { allowEndpoints } from './endpoints.ts'
import { openExchange } from './exchange.ts'
import { createLedger, LOCAL } from './figures.ts'
import { resolveServices } from './resolve.ts'
import { syntaxProblem } from './syntax.ts'

export interface FederationOptions {
  /** Endpoints or origins that may be asked. */
  readonly allow: readonly string[]
  /** What lists them, for messages: `the setting "federation"`. */
  readonly setting?: string
  /** Address that generated IRIs start with: blank nodes of endpoints get names below it. */
  readonly base: string
  /** Longest time of a query in milliseconds. */
  readonly deadlineMs: number
  readonly limits?: Partial<FederationLimits>
  /** Which addresses are never connected to; private ones unless said otherwise. */
  readonly forbidden?: AddressRule
  readonly lookup?: LookupFunction
}

const refused = (code: string, subject: string, detail: string): QueryResult => ({
  ok: false,
  problem: federationProblem(code, subject, detail),
})

/** Says that SERVICE cannot be used at all, with its place in the text. */
const notAllowed = (text: string, setting: string): QueryResult => {
  const found = inspectQuery(text)
  const where = found.ok ? {} : found.problem
  const problem = federationProblem(
    'federation-refused',
    'SERVICE',
    `SERVICE asks other endpoints, and ${setting} lists none; list them, or run the query from your side, with this endpoint as one of its services`,
  )
  return { ok: false, problem: { ...where, ...problem } }
}

/**
 * The same graph, answering queries with SERVICE as well. A query without it goes straight to the graph. In others each
 * clause is asked at its endpoint, with the values that the rest of the query gives, and the graph evaluates the whole
 * with what came back; so all formats, functions and limits are the graph's. Further problem codes of `query`:
 * `service-refused` (not allowed), `service-failed`, `service-unbound` (SERVICE ?x without a value). The answer tells in
 * `sources` what each source gave.
 */
export const withFederation = (graph: GraphStore, options: FederationOptions): GraphStore => {
  const limits = { ...FEDERATION_LIMITS, ...options.limits }
  const setting = options.setting ?? 'the setting "federation"'
  const endpoints = allowEndpoints(options.allow, setting)
  const exchange = openExchange({
    endpoints,
    forbidden: options.forbidden,
    lookup: options.lookup,
    userAgent: `Lodestone/${programVersion()} (federated SPARQL query)`,
    maxBytes: limits.maxBytes,
  })
  let running = 0
  const federated = async (text: string, given: QueryOptions): Promise<QueryResult> => {
    const clock = startClock(
      Math.min(given.deadlineMs ?? options.deadlineMs, options.deadlineMs),
      limits.share,
    )
    const wrong = await syntaxProblem(text, graph)
    if (wrong) return { ok: false, problem: wrong }
    const ledger = createLedger()
    const { signal } = given
    const errand = { exchange, endpoints, limits, ledger, clock, signal, base: options.base }
    const resolved = await resolveServices(text, { ...errand, graph, options: given })
    if (!resolved.ok) return clock.left() > 0 ? resolved : late(resolved.problem.detail)
    const started = performance.now()
    const answer = await graph.query(resolved.value, { ...given, deadlineMs: clock.left() })
    if (!answer.ok) return answer
    ledger.note(LOCAL, performance.now() - started, 0)
    const value: QueryAnswer = { ...answer.value, sources: ledger.figures() }
    return { ok: true, value }
  }
  const late = (detail: string): QueryResult =>
    refused('deadline', 'query', `the query's time is over; the last thing it waited for: ${detail}`)
  const guarded = async (text: string, given: QueryOptions): Promise<QueryResult> => {
    if (options.allow.length === 0) return notAllowed(text, setting)
    if (running >= limits.maxConcurrent)
      return refused('busy', 'query', `${running} federated queries are running already; try again later`)
    running++
    try {
      return await federated(text, given)
    } finally {
      running--
    }
  }
  return {
    async query(text, given = {}) {
      const inspected = inspectQuery(text, undefined, 'report')
      // What the guard refuses, the graph refuses in its own words.
      return inspected.ok && hasService(inspected.value) ? guarded(text, given) : graph.query(text, given)
    },
    status: () => graph.status(),
    catchUp: generation => graph.catchUp(generation),
    async close() {
      await exchange.close()
      await graph.close()
    },
  }
}

const hasService = ({ services }: Inspected): boolean => services > 0

/** Whether a query's answer depends on other endpoints, so that no generation of the archive stands for it. */
export const asksOthers = (text: string): boolean => {
  const inspected = inspectQuery(text, undefined, 'report')
  return inspected.ok && hasService(inspected.value)
}
