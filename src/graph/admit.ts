/** What any store looks at before a query is worth its while: the text, the dataset, and whether the answer can be given as asked. */

import { formatsOf, negotiate, type ResultFormat } from './formats.ts'
import { checkGraphs, inspectQuery, type QueryLimits } from './guard.ts'
import type { QueryForm, QueryOptions, QueryProblem } from './store.ts'

/** A query that may be answered, and how. */
export interface Admitted {
  readonly form: QueryForm
  readonly format: ResultFormat
}

const notAcceptable = (accept: string, offered: readonly string[]): QueryProblem => ({
  stage: 'graph',
  code: 'not-acceptable',
  subject: accept.slice(0, 200),
  detail: `none of "${accept.slice(0, 200)}" can be given for this query; ask for one of ${offered.join(', ')}`,
})

/** Form and format of a query. Problem codes: those of `inspectQuery`, `bad-graph-iri`, `not-acceptable`. */
export const admitQuery = (
  text: string,
  { accept, defaultGraphs, namedGraphs }: QueryOptions,
  limits: QueryLimits,
):
  | { readonly ok: true; readonly value: Admitted }
  | { readonly ok: false; readonly problem: QueryProblem } => {
  const inspected = inspectQuery(text, limits)
  if (!inspected.ok) return inspected
  const bad = checkGraphs([...(defaultGraphs ?? []), ...(namedGraphs ?? [])])
  if (bad) return { ok: false, problem: bad }
  // A text that begins like no query is sent all the same: the parser says best what is wrong with it.
  const form = inspected.value.form ?? 'SELECT'
  const formats = formatsOf(form)
  const format = negotiate(accept, formats)
  if (format) return { ok: true, value: { form, format } }
  const offered = formats.map(each => each.mediaType)
  return { ok: false, problem: notAcceptable(accept ?? '', offered) }
}
