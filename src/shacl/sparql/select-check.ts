/** A SELECT query as a check: every solution is a failure (SHACL 5.3.2, 6.3). */
import { ValidationResult } from '../result.ts'
import { GivenUp } from '../run.ts'
import type { Check, Constraint } from '../shape.ts'
import type { Node } from '../terms.ts'
import type { PreparedQuery } from './prepare.ts'
import { type Bindings, type Row, SHAPES_GRAPH, type SparqlStore } from './store.ts'

/** What $this, $currentShape and $shapesGraph are for a focus node. */
export const standardBindings = (focus: Node, { shape }: Constraint): Bindings => ({
  this: focus,
  currentShape: shape.node,
  shapesGraph: SHAPES_GRAPH,
})

/** Makes the check; `parameters` are bound besides the standard variables. */
export const selectCheck =
  (store: SparqlStore, query: PreparedQuery, constraint: Constraint, parameters: Bindings = {}): Check =>
  (run, focus, _values, out) => {
    const rows = store.select(run.data, query, { ...standardBindings(focus, constraint), ...parameters })
    for (const row of rows) {
      if (row.get('failure')?.value === 'true')
        throw new GivenUp('a query answered ?failure: its shape cannot be checked against this data')
      out?.push(resultOf(row, focus, constraint))
    }
    return rows.length === 0
  }

const resultOf = (row: Row, focus: Node, constraint: Constraint): ValidationResult => {
  const path = row.get('path')
  const message = row.get('message')
  const own = constraint.shape.path
  // On a node shape the value node is the focus node itself.
  const value = row.get('value') ?? (own ? undefined : focus)
  return new ValidationResult(constraint, focus, value, {
    variables: row,
    ...(!own && path?.termType === 'NamedNode' && { path: { kind: 'property', property: path } as const }),
    ...(message?.termType === 'Literal' && { message }),
  })
}
