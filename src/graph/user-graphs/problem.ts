/** Problems of writing. */

import type { QueryProblem } from '../store.ts'

/** A problem of the graph stage; `where` is line and column, when it has a place. */
export const graphProblem = (
  code: string,
  subject: string,
  detail: string,
  where: { readonly line?: number; readonly column?: number } = {},
): QueryProblem => ({ stage: 'graph', code, subject, detail, ...where })
