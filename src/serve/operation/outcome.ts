/** How a query came out, in a few words: for counting, and for whose fault it was. */

/** `left`: the client went away; `limited`: its allowance was used up; `unavailable`: it lies with the server. */
export const OUTCOMES = [
  'done',
  'invalid',
  'refused',
  'deadline',
  'too-large',
  'crashed',
  'failed',
  'cancelled',
  'left',
  'limited',
  'federation',
  'unavailable',
] as const
export type Outcome = (typeof OUTCOMES)[number]

const BY_CODE: Readonly<Record<string, Outcome>> = {
  'query-syntax': 'invalid',
  'bad-graph-iri': 'invalid',
  'bad-query-id': 'invalid',
  'query-id-taken': 'invalid',
  'query-too-long': 'refused',
  'query-too-complex': 'refused',
  'update-refused': 'refused',
  'federation-refused': 'refused',
  'service-refused': 'refused',
  'service-unbound': 'refused',
  'not-acceptable': 'refused',
  deadline: 'deadline',
  'answer-too-large': 'too-large',
  'query-crashed': 'crashed',
  'query-cancelled': 'cancelled',
  cancelled: 'left',
  'query-budget-spent': 'limited',
  'too-many-errors': 'limited',
  'too-many-queries': 'limited',
  'service-failed': 'federation',
  busy: 'unavailable',
  starting: 'unavailable',
  closed: 'unavailable',
  'over-capacity': 'unavailable',
  'store-refused': 'unavailable',
  'store-unreachable': 'unavailable',
  'store-forbids': 'unavailable',
  'store-failed': 'unavailable',
  'store-taken': 'unavailable',
}

/** The outcome that the code of a problem stands for. */
export const outcomeOf = (code: string): Outcome => BY_CODE[code] ?? 'failed'

const CLIENTS: ReadonlySet<Outcome> = new Set([
  'invalid',
  'refused',
  'deadline',
  'too-large',
  'crashed',
  'failed',
])

/** Whether a query that came out so counts as an error of its client. */
export const isClientsError = (outcome: Outcome): boolean => CLIENTS.has(outcome)
