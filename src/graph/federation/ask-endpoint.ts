/** Asks one endpoint for one clause: in blocks of values, each a question of its own. */

import { failed, ok, type Result } from '../../model/problem.ts'
import { type Clock, type FederationLimits, federationProblem } from './budget.ts'
import type { Narrowing } from './clause.ts'
import type { Exchange } from './exchange.ts'
import type { Ledger } from './figures.ts'
import { distinct, readSolutions, type Solution, valuesOf } from './solutions.ts'

/** What all questions of a query share. */
export interface Errand {
  readonly exchange: Exchange
  readonly limits: FederationLimits
  readonly ledger: Ledger
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /** Address that generated IRIs start with. */
  readonly base: string
}

/** A clause as a question: `body` is the text of its group, braces included. */
export interface ClauseText {
  readonly prologue: string
  readonly body: string
  readonly names: ReadonlySet<string>
}

const RESULTS = 'application/sparql-results+json'
const JSON_TYPES = [RESULTS, 'application/json', 'text/json']

const questionText = ({ prologue, body }: ClauseText, values: string, beside: boolean): string => {
  if (values === '') return `${prologue}SELECT * WHERE ${body}`
  return beside
    ? `${prologue}SELECT * WHERE { ${values} ${body.slice(1)}`
    : `${prologue}SELECT * WHERE { ${values} ${body} }`
}

const askOnce = async (
  errand: Errand,
  endpoint: string,
  text: ClauseText,
  query: string,
): Promise<Result<Solution[]>> => {
  const { exchange, limits, ledger, clock, signal, base } = errand
  const number = ledger.requests() + 1
  if (number > limits.maxRequests)
    return failed(
      federationProblem(
        'service-failed',
        endpoint,
        `the query needs more than ${limits.maxRequests} requests to other endpoints; narrow it down`,
      ),
    )
  const started = performance.now()
  const answered = await exchange.ask({ endpoint, query, accept: RESULTS, timeoutMs: clock.forOne(), signal })
  const read = ((): Result<Solution[]> => {
    if (!answered.ok) return answered
    const { mediaType, body } = answered.value
    if (!JSON_TYPES.includes(mediaType))
      return failed(
        federationProblem(
          'service-failed',
          endpoint,
          `<${endpoint}> answers with "${mediaType.slice(0, 60)}", not with ${RESULTS}`,
        ),
      )
    // Labels hold within one answer (SPARQL 1.1, 4.1.4).
    const nameBlank = (label: string): string =>
      `${base}/.well-known/genid/service-${number}-${encodeURIComponent(label)}`
    const solutions = readSolutions(body, text.names, nameBlank, limits.maxRows)
    if (solutions.ok) return solutions
    return failed(federationProblem('service-failed', endpoint, `<${endpoint}> ${solutions.problem.detail}`))
  })()
  ledger.note(
    endpoint,
    performance.now() - started,
    read.ok ? read.value.length : 0,
    read.ok ? undefined : read.problem.detail,
  )
  return read
}

/** Values that can be sent: without the variables that some solution leaves unbound, so that no two of them overlap. */
const sendable = (
  narrowing: Narrowing,
  around: readonly Solution[],
): { names: string[]; rows: Solution[] } => {
  const names = narrowing.variables.filter(name => around.every(solution => solution.has(name)))
  return { names, rows: names.length > 0 ? distinct(names, around) : [] }
}

/**
 * The solutions of a clause at an endpoint, of those that can fit one of the solutions `around` it (undefined: whatever
 * they are). Problems: those of asking, and `service-failed` when a bound is passed.
 */
export const askEndpoint = async (
  errand: Errand,
  endpoint: string,
  text: ClauseText,
  narrowing: Narrowing,
  around: readonly Solution[] | undefined,
): Promise<Result<Solution[]>> => {
  const { limits } = errand
  if (around?.length === 0) return ok([])
  const { names, rows } = sendable(narrowing, around ?? [])
  if (around === undefined || names.length === 0 || rows.length > limits.maxValues)
    return askOnce(errand, endpoint, text, questionText(text, '', true))
  const solutions: Solution[] = []
  for (let from = 0; from < rows.length; from += limits.blockRows) {
    const values = valuesOf(names, rows.slice(from, from + limits.blockRows))
    const block = await askOnce(errand, endpoint, text, questionText(text, values, narrowing.beside))
    if (!block.ok) return block
    for (const solution of block.value) solutions.push(solution)
    if (solutions.length > limits.maxRows)
      return failed(
        federationProblem(
          'service-failed',
          endpoint,
          `<${endpoint}> gives more than ${limits.maxRows} solutions; narrow the clause down`,
        ),
      )
  }
  return ok(solutions)
}
