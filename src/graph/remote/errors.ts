/** What the stores' error answers mean. */

import type { QueryProblem } from '../store.ts'

const MAX_MESSAGE = 400

const problem = (code: string, detail: string, where = {}): QueryProblem => ({
  stage: 'graph',
  code,
  subject: 'query',
  detail,
  ...where,
})

/** The place of an error in a query, as the stores word it: Oxigraph, Jena, RDF4J. */
const PLACES = [/error at (\d+):(\d+): ?(.*)/s, /()()(.*?line:? (\d+),? col(?:umn)?:? (\d+).*)/is]

const placeIn = (message: string): { line: number; column: number; rest: string } | undefined => {
  for (const pattern of PLACES) {
    const found = pattern.exec(message)
    if (found)
      return {
        line: Number(found[1] || found[4]),
        column: Number(found[2] || found[5]),
        rest: found[3] ?? message,
      }
  }
  return undefined
}

/** Virtuoso names the line and the token, not the column: the token's first place in that line. */
const virtuosoPlace = (message: string, text: string): { line: number; column: number } | undefined => {
  const found = /\bline (\d+): .*? at '([^']*)'/s.exec(message)
  if (!found) return undefined
  const line = Number(found[1])
  const at = text.split('\n')[line - 1]?.indexOf(found[2] ?? '') ?? -1
  return { line, column: at + 1 || 1 }
}

const shorten = (message: string): string => {
  const plain = message.replace(/\s+/g, ' ').trim()
  return plain.length > MAX_MESSAGE ? `${plain.slice(0, MAX_MESSAGE)} ...` : plain
}

/** A query that took longer than it may. */
export const tooLong = (deadlineMs: number): QueryProblem =>
  problem('deadline', `the query was ended after ${deadlineMs / 1000} s; narrow it down or use LIMIT`)

/** An answer that the store did not finish. */
export const notWhole = (store: string, last: string): QueryProblem =>
  problem(
    'query-failed',
    `the store (${store}) broke off in the middle of the answer, and part of an answer is none: ${shorten(last)}`,
  )

/**
 * What a store's answer with an error status means for the query `text`: `query-syntax` with its place, `deadline`,
 * `store-unreachable` when the store refuses to answer anything, else `query-failed` with the store's words.
 */
export const explainStatus = (
  status: number,
  body: string,
  text: string,
  deadlineMs: number,
): QueryProblem => {
  // Virtuoso repeats the whole query below its message.
  const message = body.split('\n\nSPARQL query:')[0] ?? body
  if (/timed? ?out|cancel|S1T00|S1TAT/i.test(message.slice(0, 2000)) || status === 504)
    return tooLong(deadlineMs)
  if (status === 401 || status === 403)
    return problem(
      'store-unreachable',
      `the SPARQL store refuses the request (${status}); check user and password`,
    )
  if (status >= 500 && /^(?!.*\bSP0).*/s.test(message))
    return problem(
      status === 503 ? 'busy' : 'query-failed',
      `the store answered ${status}: ${shorten(message)}`,
    )
  if (status === 404 || status === 405)
    return problem('store-unreachable', `the SPARQL store has no query service at this address (${status})`)
  const place = placeIn(message)
  if (place) {
    const { line, column, rest } = place
    return problem('query-syntax', `line ${line}, column ${column}: ${shorten(rest)}`, { line, column })
  }
  const inVirtuoso = /SPARQL compiler/.test(message) ? virtuosoPlace(message, text) : undefined
  if (inVirtuoso) return problem('query-syntax', shorten(message), inVirtuoso)
  return problem('query-failed', `the query cannot be answered: ${shorten(message)}`)
}
