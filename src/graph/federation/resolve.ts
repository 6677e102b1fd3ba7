/** Replaces the SERVICE clauses of a query by their solutions, one after the other, in the order of the text. */

import { failed, ok, type Result } from '../../model/problem.ts'
import type { GraphStore, QueryOptions, QueryProblem } from '../store.ts'
import { askEndpoint, type ClauseText, type Errand } from './ask-endpoint.ts'
import { federationProblem } from './budget.ts'
import {
  type Clause,
  clausesOf,
  narrowingOf,
  type Piece,
  type Surroundings,
  surroundingsOf,
} from './clause.ts'
import type { Endpoints } from './endpoints.ts'
import { LOCAL } from './figures.ts'
import type { Outline } from './outline.ts'
import { inScope } from './scope.ts'
import { distinct, readSolutions, type Solution, valuesOf } from './solutions.ts'

/** A query under way: the graph it is asked of, and what may be asked besides. */
export interface Federation extends Errand {
  readonly graph: GraphStore
  readonly endpoints: Endpoints
  /** Of the query: its dataset holds for what is asked of the graph on the way, too. */
  readonly options: QueryOptions
}

/** The solutions around a clause, of the variables that matter; undefined when they are too many to be sent. */
const solutionsAround = async (
  federation: Federation,
  outline: Outline,
  { pattern }: Surroundings,
  names: readonly string[],
): Promise<Result<Solution[] | undefined>> => {
  const { graph, limits, ledger, clock, options } = federation
  const most = limits.maxValues + 1
  const select = `SELECT DISTINCT ${names.map(name => `?${name}`).join(' ')} ${outline.dataset}`
  const started = performance.now()
  const answer = await graph.query(`${outline.prologue}${select} WHERE {\n${pattern}\n} LIMIT ${most}`, {
    ...options,
    accept: 'application/sparql-results+json',
    deadlineMs: clock.left(),
  })
  if (!answer.ok) return answer
  const read = readSolutions(answer.value.body, new Set(names), () => undefined, most)
  if (!read.ok) return read
  ledger.note(LOCAL, performance.now() - started, read.value.length)
  return ok(read.value.length < most ? read.value : undefined)
}

const IRI = /^<(.*)>$/s

/** The endpoints of a clause, each with the solutions around that lead there. */
const targetsOf = (
  { endpoint }: Clause,
  outline: Outline,
  around: readonly Solution[] | undefined,
): Result<Map<string, readonly Solution[] | undefined>> => {
  const refuse = (subject: string, detail: string) =>
    failed(federationProblem('service-unbound', subject, detail))
  if ('written' in endpoint) {
    const iri = IRI.exec(endpoint.written)?.[1] ?? expanded(outline.prologue, endpoint.written)
    return iri === undefined
      ? refuse(endpoint.written, `"${endpoint.written}" is not an endpoint's address; write its IRI`)
      : ok(new Map([[iri, around]]))
  }
  const name = `?${endpoint.variable}`
  if (!around)
    return refuse(name, `${name} stands for too many endpoints; bind it to fewer before SERVICE ${name}`)
  const targets = new Map<string, Solution[]>()
  for (const solution of around) {
    const iri = IRI.exec(solution.get(endpoint.variable) ?? '')?.[1]
    if (iri === undefined)
      return refuse(name, `${name} is not bound to an IRI everywhere; bind it before SERVICE ${name} {...}`)
    const rows = targets.get(iri) ?? []
    rows.push(solution)
    targets.set(iri, rows)
  }
  return ok(targets)
}

/** A prefixed name by the PREFIX declarations of the query. */
const expanded = (prologue: string, name: string): string | undefined => {
  const [prefix = '', ...rest] = name.split(':')
  const declared = [...prologue.matchAll(/prefix\s+([^\s:]*):\s*<([^>]*)>/gi)].filter(
    found => found[1] === prefix,
  )
  const iri = declared.at(-1)?.[2]
  return iri === undefined ? undefined : iri + rest.join(':').replaceAll('\\', '')
}

/** The solutions of one clause, and the variables they may bind. */
const solve = async (
  federation: Federation,
  outline: Outline,
  clause: Clause,
  piece: Piece,
  source: string,
): Promise<Result<string>> => {
  const { body, endpoint, silent } = clause
  const surroundings = surroundingsOf(clause, piece)
  const narrowing = narrowingOf(clause, surroundings.variables)
  const own = 'variable' in endpoint ? [endpoint.variable] : []
  const unbound = own.find(name => !surroundings.variables.has(name))
  if (unbound !== undefined)
    return failed(
      federationProblem(
        'service-unbound',
        `?${unbound}`,
        `nothing binds ?${unbound} beside SERVICE ?${unbound}; bind it in the same group`,
      ),
    )
  const needed = [...new Set([...own, ...narrowing.variables])]
  const around =
    needed.length === 0 ? ok(undefined) : await solutionsAround(federation, outline, surroundings, needed)
  if (!around.ok) return around
  const targets = targetsOf(clause, outline, around.value)
  if (!targets.ok) return targets
  const names = inScope(body)
  const text: ClauseText = { prologue: outline.prologue, body: source.slice(body.start, body.end), names }
  const solutions: Solution[] = []
  for (const iri of targets.value.keys()) {
    // All before the first is asked: a query that asks for what is not allowed leaves no trace anywhere.
    const allowed = federation.endpoints.check(iri)
    if (!allowed.ok && !silent) return allowed
  }
  for (const [iri, rows] of targets.value) {
    const answered = await askEndpoint(
      federation,
      iri,
      text,
      narrowing,
      rows && distinct(narrowing.variables, rows),
    )
    const failure = answered.ok ? undefined : answered.problem
    if (failure && (!silent || failure.code === 'cancelled')) return failed(failure)
    const bound = own.map(name => [name, `<${iri}>`] as const)
    // A silent clause that fails is one solution that binds nothing (SPARQL 1.1 Federated Query, 2.3).
    for (const solution of answered.ok ? answered.value : [new Map<string, string>()])
      solutions.push(new Map([...solution, ...bound]))
  }
  return withinText(federation, valuesOf([...new Set([...own, ...names])], solutions), [
    ...targets.value.keys(),
  ])
}

const withinText = ({ limits }: Federation, values: string, endpoints: readonly string[]): Result<string> =>
  values.length <= limits.maxText
    ? ok(values)
    : failed(
        federationProblem(
          'service-failed',
          endpoints[0] ?? 'service',
          `the solutions of ${endpoints.slice(0, 3).join(', ')} take ${values.length} characters, at most ${limits.maxText} are taken; narrow the clause down or ask for fewer variables`,
        ),
      )

/** The text of a query without SERVICE that has the same solutions, after asking whom it asks. */
export const resolveServices = async (
  source: string,
  federation: Federation,
): Promise<Result<string> | { readonly ok: false; readonly problem: QueryProblem }> => {
  const { outline, clauses } = clausesOf(source)
  if (clauses.length > federation.limits.maxClauses)
    return failed(
      federationProblem(
        'query-too-complex',
        'query',
        `the query has ${clauses.length} SERVICE clauses, at most ${federation.limits.maxClauses} are taken`,
      ),
    )
  const done: { start: number; end: number; text: string }[] = []
  const piece: Piece = (start, end) => {
    let text = ''
    let at = start
    for (const one of done) {
      if (one.start < start || one.end > end) continue
      text += source.slice(at, one.start) + one.text
      at = one.end
    }
    return text + source.slice(at, end)
  }
  for (const clause of clauses) {
    const solved = await solve(federation, outline, clause, piece, source)
    if (!solved.ok) return solved
    done.push({ start: clause.element.start, end: clause.element.end, text: solved.value })
  }
  return ok(piece(0, source.length))
}
