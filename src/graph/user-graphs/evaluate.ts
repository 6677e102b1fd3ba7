/**
 * Carries out the operations of an update on a working copy. What an operation looks for is asked as a query, so whatever
 * it does to the engine it does to a clone, as any query would.
 */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { namedIn } from '../remote/graph-clauses.ts'
import type { QueryOptions } from '../store.ts'
import { ask, type Evaluation, rest, tooMany } from './evaluation.ts'
import type { UpdateOperation, Where } from './operations.ts'
import { graphProblem } from './problem.ts'
import { type Bindings, instantiate, makesNodes, readBindings, variablesOf } from './solutions.ts'
import { transfer } from './transfer.ts'

const NO_GRAPH = 'urn:x-lodestone:nothing'

/** Statements that are made between two turns of the event loop. */
const AT_ONCE = 2000

const ANY = 'ASK { ?s ?p ?o }'

/** Whether a graph, of users or not, has statements. */
const exists = async (evaluation: Evaluation, graph: string): Promise<Result<boolean>> => {
  const asked = await ask(evaluation, ANY, {
    defaultGraphs: [graph],
    accept: 'application/sparql-results+json',
  })
  if (!asked.ok) return asked
  return ok((JSON.parse(new TextDecoder().decode(asked.value)) as { boolean: boolean }).boolean)
}

/** A pattern and the dataset it is asked of. */
interface Asked {
  readonly pattern: string
  readonly options: QueryOptions
}

/**
 * The pattern of a WHERE with WITH. In a graph that is not there GRAPH has no solution at all, but an empty default graph
 * can have some; the graphs that are named are then given one by one.
 */
const withGraph = async (
  { prologue, pattern }: Where,
  graph: NonNullable<Where['with']>,
  evaluation: Evaluation,
): Promise<Result<Asked>> => {
  const found = await exists(evaluation, graph.iri)
  if (!found.ok) return found
  if (found.value) return ok({ pattern: `{ GRAPH ${graph.written} ${pattern} }`, options: {} })
  const namedGraphs = namedIn(`${prologue}${pattern}`)
  if (namedGraphs) return ok({ pattern, options: { defaultGraphs: [NO_GRAPH], namedGraphs } })
  const detail = `there is no graph <${graph.iri.slice(0, 200)}> yet, so GRAPH ?variable cannot be used below WITH; leave WITH away and write GRAPH in the template`
  return failed(graphProblem('no-such-graph', graph.iri.slice(0, 200), detail))
}

/** The pattern and the dataset that a WHERE stands for. */
const askedOf = async (where: Where, evaluation: Evaluation): Promise<Result<Asked>> => {
  const { usingGraphs, usingNamedGraphs } = evaluation.using
  const given = usingGraphs.length + usingNamedGraphs.length > 0
  const dataset = given ? { defaultGraphs: usingGraphs, namedGraphs: usingNamedGraphs } : where.using
  if (dataset) return ok({ pattern: where.pattern, options: dataset })
  return where.with ? withGraph(where, where.with, evaluation) : ok({ pattern: where.pattern, options: {} })
}

const solutionsOf = async (
  evaluation: Evaluation,
  where: Where,
  variables: readonly string[],
  distinct: boolean,
): Promise<Result<Bindings[]>> => {
  const asked = await askedOf(where, evaluation)
  if (!asked.ok) return asked
  const { pattern, options } = asked.value
  const most = evaluation.maxChanges + 1
  const names = variables.map(name => `?${name}`).join(' ') || '(1 AS ?lodestoneSolution)'
  const select = `${where.prologue}\nSELECT ${distinct ? 'DISTINCT ' : ''}${names} WHERE ${pattern} LIMIT ${most}`
  const answer = await ask(evaluation, select, { ...options, accept: 'application/sparql-results+json' })
  if (!answer.ok) return answer
  const found = readBindings(answer.value)
  return found.length < most ? ok(found) : failed(tooMany(evaluation.maxChanges))
}

/** Lets a statement through when its graph may be written, which is looked up once for each graph. */
const createGate = ({ refusal }: Evaluation) => {
  const known = new Map<string | undefined, Problem | undefined>()
  return async (graph: string | undefined): Promise<Problem | undefined> => {
    if (!known.has(graph)) known.set(graph, await refusal(graph))
    return known.get(graph)
  }
}

const change = async (
  evaluation: Evaluation,
  { remove, insert, where }: Extract<UpdateOperation, { kind: 'change' }>,
  number: number,
): Promise<Result<void>> => {
  const { copy, nodes, maxChanges } = evaluation
  const gate = createGate(evaluation)
  // Told before anything is asked, as far as the text says it.
  for (const { graph } of [...remove, ...insert]) {
    if (graph.termType === 'Variable') continue
    const refused = await gate(graph.termType === 'NamedNode' ? graph.value : undefined)
    if (refused) return failed(refused)
  }
  const found = where
    ? await solutionsOf(evaluation, where, variablesOf([...remove, ...insert]), !makesNodes(insert))
    : ok([new Map() as Bindings])
  if (!found.ok) return found
  const gone = new Set<string>()
  const come = new Set<string>()
  let made = 0
  for (const [templates, lines] of [
    [remove, gone],
    [insert, come],
  ] as const)
    for (const [i, bindings] of found.value.entries())
      for (const { graph, line } of instantiate(
        templates,
        bindings,
        `${where ? `${number}.${i}` : 'data'}`,
        nodes,
      )) {
        const refused = (await gate(graph)) ?? (++made % AT_ONCE === 0 ? await rest(evaluation) : undefined)
        if (refused) return failed(refused)
        if (line === undefined && !where)
          return failed(
            graphProblem(
              'bad-statement',
              'update',
              'a statement of the data is none of RDF; check its IRIs and literals',
            ),
          )
        if (line !== undefined) lines.add(line)
        if (gone.size + come.size > maxChanges) return failed(tooMany(maxChanges))
      }
  for (const line of gone) copy.remove(line)
  for (const line of come) copy.add(line)
  return ok(undefined)
}

const clear = async (
  { copy, refusal }: Evaluation,
  { graph, silent }: Extract<UpdateOperation, { kind: 'clear' }>,
): Promise<Result<void>> => {
  const refused = graph === 'every' ? undefined : await refusal(graph)
  // Nothing is done, which SILENT allows; to say so is kinder where it does not.
  if (refused) return silent && graph === undefined ? ok(undefined) : failed(refused)
  for (const each of graph === 'every' ? copy.graphs() : [graph ?? ''])
    for (const line of copy.lines(each)) copy.remove(line)
  return ok(undefined)
}

const create = async (
  { copy, refusal }: Evaluation,
  { graph, silent }: Extract<UpdateOperation, { kind: 'create' }>,
): Promise<Result<void>> => {
  const refused = await refusal(graph)
  if (refused) return failed(refused)
  if (silent || !copy.exists(graph)) return ok(undefined)
  return failed(
    graphProblem(
      'graph-exists',
      graph,
      `there is a graph <${graph.slice(0, 200)}> already; use CREATE SILENT, or CLEAR it`,
    ),
  )
}

const carryOut = (
  evaluation: Evaluation,
  operation: UpdateOperation,
  number: number,
): Promise<Result<void>> | Result<void> => {
  switch (operation.kind) {
    case 'change':
      return change(evaluation, operation, number)
    case 'clear':
      return clear(evaluation, operation)
    case 'create':
      return create(evaluation, operation)
    case 'load':
      return failed(
        graphProblem(
          'load-refused',
          operation.from.slice(0, 200),
          'LOAD is not possible: this server fetches nothing for its clients; send the document by PUT or POST to the graph',
        ),
      )
    default:
      return transfer(evaluation, operation)
  }
}

/**
 * Carries out operations in their order; with a problem the copy is of no use any more. Problems: those of asking the graph,
 * `deadline`, `cancelled`, `harvested-graph`, `bad-graph-iri`, `load-refused`, `too-many-changes`, `bad-statement`, `no-such-graph`, `graph-exists`.
 */
export const evaluate = async (
  evaluation: Evaluation,
  operations: readonly UpdateOperation[],
): Promise<Result<void>> => {
  for (const [number, operation] of operations.entries()) {
    const tired = number > 0 ? await rest(evaluation) : undefined
    if (tired) return failed(tired)
    const done = await carryOut(evaluation, operation, number)
    if (!done.ok) return done
  }
  return ok(undefined)
}
