/** What goes wrong at the SPARQL endpoint and the graph store, as HTTP problems (RFC 9457). */

import type { QueryProblem } from '../../../graph/store.ts'
import { problemResponse } from '../../errors.ts'

const STATUS: Readonly<Record<string, number>> = {
  'harvested-graph': 403,
  'load-refused': 403,
  'no-such-graph': 404,
  'graph-exists': 409,
  'too-many-changes': 413,
  'not-shown-yet': 503,
  'user-graphs-full': 507,
  'update-refused': 403,
  'federation-refused': 403,
  'service-refused': 403,
  'service-failed': 502,
  'store-refused': 502,
  'not-acceptable': 406,
  'query-too-long': 413,
  'query-id-taken': 409,
  'query-cancelled': 409,
  'query-budget-spent': 429,
  'too-many-errors': 429,
  'too-many-queries': 429,
  'query-crashed': 500,
  'answer-too-large': 500,
  cancelled: 503,
  busy: 503,
  starting: 503,
  closed: 503,
  'over-capacity': 503,
  'store-unreachable': 503,
  'store-forbids': 503,
  'store-failed': 503,
  'store-taken': 503,
  deadline: 504,
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The query cannot be answered',
  401: 'A token is needed',
  403: 'Not allowed here',
  404: 'No such graph',
  405: 'Method not allowed',
  406: 'No such format',
  409: 'The query is not answered',
  413: 'The query is too long',
  415: 'Unsupported media type',
  429: 'Too much for one client',
  500: 'The query was too much',
  502: 'What was asked behind this endpoint failed',
  503: 'The graph is not available',
  504: 'The query took too long',
  507: 'The graphs of users are full',
}

/** Where the status alone would say the wrong thing. */
const TITLES_OF_CODES: Readonly<Record<string, string>> = {
  'no-such-query': 'No such query',
  'not-found': 'Not found',
  'rdf-syntax': 'The document cannot be read',
  'graph-too-large': 'The document is too long',
}

const titleOf = (status: number, code: string, otherwise: string): string =>
  TITLES_OF_CODES[code] ?? TITLES[status] ?? otherwise

/** A graph problem as its HTTP answer, with line and column when it has a place; problems of the archive behind it are 503. */
export const graphProblem = ({ stage, code, detail, line, column }: QueryProblem): Response => {
  const status = STATUS[code] ?? (stage === 'graph' ? 400 : 503)
  const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
  const title = titleOf(status, code, 'The query failed')
  return problemResponse(
    { status, code, title, detail, ...place },
    status === 503 ? { 'retry-after': '5' } : {},
  )
}

/** A problem with the request itself; `place` is where in the text that was sent it is. */
export const requestProblem = (
  status: number,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
  place: { readonly line?: number } = {},
): Response =>
  problemResponse({ status, code, title: titleOf(status, code, 'Bad request'), detail, ...place }, headers)
