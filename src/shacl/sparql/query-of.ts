/** Reads the query of a constraint, validator or target and prepares it. */
import { sh } from '../../rdf/namespaces.ts'
import { show } from '../constraints/definition.ts'
import type { DataGraph } from '../data-graph.ts'
import type { Node } from '../terms.ts'
import { readPrologue } from './prefixes.ts'
import { type PreparedQuery, prepareQuery, type QueryPurpose } from './prepare.ts'
import type { SparqlStore } from './store.ts'

/** Where SPARQL is read from and where its faults go. */
export interface SparqlContext {
  readonly graph: DataGraph
  readonly store: SparqlStore
  readonly problem: (code: string, detail: string) => undefined
}

/** The prepared sh:select or sh:ask of a node; undefined when it is missing or faulty, which is then a problem. */
export const queryOf = (
  { graph, store, problem }: SparqlContext,
  node: Node,
  purpose: Omit<QueryPurpose, 'prologue'>,
): PreparedQuery | undefined => {
  const property = purpose.form === 'SELECT' ? 'select' : 'ask'
  const [text, ...more] = graph.objects(node, sh(property).value)
  if (text?.termType !== 'Literal' || more.length > 0)
    return problem('ill-formed-shape', `${show(node)} must have one sh:${property} with a query as text`)
  const query = prepareQuery(text.value, { ...purpose, prologue: readPrologue(graph, node, problem) })
  const fault = typeof query === 'string' ? query : store.check(query)
  if (typeof query !== 'string' && fault === undefined) return query
  return problem('bad-query', `sh:${property} of ${show(node)}: ${fault}: ${text.value.trim().slice(0, 300)}`)
}
