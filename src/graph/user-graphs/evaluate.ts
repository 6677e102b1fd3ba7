/**
 * Carries out the operations of an update on a working copy. What an operation looks for is asked as a query, so whatever
 * it does to the engine it does to a clone, as any query would.
 */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { parseQuads } from '../../rdf/n-quads.ts'
import { namedIn } from '../remote/graph-clauses.ts'
import type { GraphStore, QueryOptions } from '../store.ts'
import { isEmpty } from './delta.ts'
import type { UpdateOperation, Where } from './operations.ts'
import { graphProblem } from './problem.ts'
import {
  type Bindings,
  instantiate,
  makesNodes,
  type NodeNames,
  readBindings,
  variablesOf,
} from './solutions.ts'
import { statementLine } from './statement-line.ts'
import type { WorkingCopy } from './working-copy.ts'

/** Dataset of the protocol (SPARQL 1.1 Protocol, 2.2.3). */
export interface UsingGraphs {
  readonly usingGraphs: readonly string[]
  readonly usingNamedGraphs: readonly string[]
}

/** What an update works with. */
export interface Evaluation {
  readonly graph: GraphStore
  readonly copy: WorkingCopy
  readonly using: UsingGraphs
  /** Why a graph may not be written, if so. */
  readonly refusal: (graph: string | undefined) => Promise<Problem | undefined>
  readonly nodes: NodeNames
  /** Solutions and statements that one request may come to. */
  readonly maxChanges: number
  /** Milliseconds that are left. */
  readonly left: () => number
  readonly signal?: AbortSignal
}

const NO_GRAPH = 'urn:x-lodestone:nothing'

const tooMany = (most: number): Problem =>
  graphProblem(
    'too-many-changes',
    'update',
    `the update comes to more than ${most} solutions or statements; narrow it down or split it`,
  )

const ask = async (
  evaluation: Evaluation,
  text: string,
  options: QueryOptions,
): Promise<Result<Uint8Array>> => {
  const { graph, copy, left, signal } = evaluation
  const delta = copy.delta()
  if (left() <= 0)
    return failed(
      graphProblem('deadline', 'update', 'the update took too long and changed nothing; narrow it down'),
    )
  const answer = await graph.query(text, {
    ...options,
    deadlineMs: Math.ceil(left()),
    ...(isEmpty(delta) ? {} : { after: delta }),
    ...(signal ? { signal } : {}),
  })
  return answer.ok ? ok(answer.value.body) : answer
}

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
        const refused = await gate(graph)
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

/** The statements of any graph, each as a line of `to`. */
const linesFor = async (
  evaluation: Evaluation,
  from: string | undefined,
  to: string,
): Promise<Result<string[]>> => {
  const most = evaluation.maxChanges + 1
  const answer = await ask(evaluation, `CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT ${most}`, {
    accept: 'application/n-triples',
    ...(from === undefined ? {} : { defaultGraphs: [from] }),
  })
  if (!answer.ok) return answer
  const quads = parseQuads(new TextDecoder().decode(answer.value))
  if (quads.length >= most) return failed(tooMany(evaluation.maxChanges))
  return ok(quads.flatMap(quad => statementLine(quad.subject, quad.predicate, quad.object, to) ?? []))
}

const transfer = async (
  evaluation: Evaluation,
  { kind, from, to, silent }: Extract<UpdateOperation, { kind: 'copy' | 'move' | 'add' }>,
): Promise<Result<void>> => {
  const { copy, refusal } = evaluation
  const refused = (await refusal(to)) ?? (kind === 'move' ? await refusal(from) : undefined)
  if (refused || to === undefined) return refused ? failed(refused) : ok(undefined)
  if (from === to) return ok(undefined)
  const lines = await linesFor(evaluation, from, to)
  if (!lines.ok) return lines
  if (lines.value.length === 0 && from !== undefined) {
    if (silent) return ok(undefined)
    return failed(
      graphProblem(
        'no-such-graph',
        from,
        `there is no graph <${from.slice(0, 200)}>, so it cannot be taken to another; with SILENT nothing is done`,
      ),
    )
  }
  if (kind !== 'add') for (const line of copy.lines(to)) copy.remove(line)
  for (const line of lines.value) copy.add(line)
  if (kind === 'move') for (const line of copy.lines(from ?? '')) copy.remove(line)
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
 * `harvested-graph`, `bad-graph-iri`, `load-refused`, `too-many-changes`, `bad-statement`, `no-such-graph`, `graph-exists`.
 */
export const evaluate = async (
  evaluation: Evaluation,
  operations: readonly UpdateOperation[],
): Promise<Result<void>> => {
  for (const [number, operation] of operations.entries()) {
    const done = await carryOut(evaluation, operation, number)
    if (!done.ok) return done
  }
  return ok(undefined)
}
