/** Request bodies: bounded, and UTF-8 or refused. */

import { readBody } from '../request-body.ts'
import { requestProblem } from './problems.ts'

/** A request body of at most `maxBytes` as UTF-8 text, or the answer that refuses it (415 when it is packed, 413, 400). */
export const readText = async (request: Request, maxBytes: number): Promise<string | Response> => {
  const body = await readBody(request, {
    most: maxBytes,
    tooLarge: () =>
      requestProblem(
        413,
        'query-too-long',
        `the request body has more than ${maxBytes} bytes; split the query`,
      ),
  })
  if (body instanceof Response) return body
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return notUtf8()
  }
}

const notUtf8 = (): Response =>
  requestProblem(400, 'not-utf-8', 'the text that was sent is not UTF-8; encode the query as UTF-8')

const REPLACEMENT = '\u{FFFD}'

/**
 * Parameters of a query string or form. Percent-encoded bytes that are not UTF-8 are refused instead of replaced: the
 * query that would run is not the one that was meant.
 */
export const readParameters = (text: string): URLSearchParams | Response => {
  const parameters = new URLSearchParams(text)
  const replaced = [...parameters].some(([name, value]) => `${name}${value}`.includes(REPLACEMENT))
  return replaced && !/%EF%BF%BD/i.test(text) && !text.includes(REPLACEMENT) ? notUtf8() : parameters
}
