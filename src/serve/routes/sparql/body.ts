/** Request bodies: bounded, and UTF-8 or refused. */

import { requestProblem } from './problems.ts'

/** The answer to a body that is packed, 415 with the codings that are taken (RFC 9110, 15.5.16); undefined to one that is not. */
export const refusedCoding = (request: Request): Response | undefined => {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (coding === 'identity') return undefined
  return requestProblem(
    415,
    'unsupported-coding',
    `a body packed with "${coding.slice(0, 60)}" is not taken; send it as it is`,
    { 'accept-encoding': 'identity' },
  )
}

/** A request body of at most `maxBytes` as UTF-8 text, or the answer that refuses it (413, 400). */
export const readText = async (request: Request, maxBytes: number): Promise<string | Response> => {
  const tooLong = (): Response =>
    requestProblem(413, 'query-too-long', `the request body has more than ${maxBytes} bytes; split the query`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLong()
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > maxBytes) return tooLong()
    parts.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
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
