/** The URLs the harvester deals in: absolute http(s), without credentials, usable as the name of a graph. */

import { failed, ok, type Result, type Stage } from '../model/problem.ts'

// The WHATWG serialiser leaves these as they are in some components; in an IRI (RFC 3987) none of them may appear.
const NOT_IN_IRIS = /[{}|\\^`"<> ]/g

/** Longest URL that is fetched or followed, in characters: longer than any real one, short enough to store and match. */
export const MAX_URL_LENGTH = 4096

const percentEncoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** Shortens outside text for a message: one line, at most `length` characters. */
export const quote = (text: string, length = 120): string => {
  const line = text.slice(0, length + 1).replace(/\s+/g, ' ')
  return line.length > length ? `"${line.slice(0, length)}…"` : `"${line}"`
}

/**
 * Reads an http(s) URL from outside, resolved against `base` when given, and returns its normal form (WHATWG URL,
 * with the characters that IRIs forbid percent-encoded). The problem (`not-an-http-url`) quotes the text;
 * `stage` and `subject` say where it was found.
 */
export const webUrl = (
  text: string,
  where: { stage: Stage; subject: string; base?: string },
): Result<string> => {
  const no = (why: string): Result<never> => {
    const detail = `${quote(text)} ${why}`
    return failed({ stage: where.stage, code: 'not-an-http-url', subject: where.subject, detail })
  }
  if (text.length > MAX_URL_LENGTH) return no(`is longer than ${MAX_URL_LENGTH} characters`)
  const url = URL.canParse(text, where.base) ? new URL(text, where.base) : undefined
  if (!url) return no('is not a URL; give an absolute address such as https://example.org/page')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return no('is not an http or https address')
  if (url.username || url.password) return no('carries a user name or password; list the page without them')
  return ok(url.href.replace(NOT_IN_IRIS, percentEncoded))
}
