/** Splits SPARQL text into tokens, as far as a guard has to know: what is code and what is string, IRI or comment. */

/** `word`: a keyword or function name; `name`: a prefixed name, blank node label or language tag. */
export type TokenKind = 'word' | 'name' | 'variable' | 'iri' | 'string' | 'symbol'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  /** Offset in UTF-16 code units. */
  readonly at: number
}

const WHITE = /\s/
// Sticky patterns of one character class each, so that no text can make them backtrack.
const NAME_RUN = /[\p{L}\p{N}\p{M}_:.%·-]+/uy
const COMMENT = /[^\r\n]*/y
const PAIRS = new Set(['||', '&&', '!=', '<=', '>=', '^^', '<<', '>>', '{|', '|}'])

const runFrom = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** End of an IRIREF (grammar rule 139, with the codepoint escapes of section 19.2), or undefined when `<` is an operator. */
const iriEnd = (text: string, start: number): number | undefined => {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '>') return at + 1
    if (char === '\\' && /[uU]/.test(text.charAt(at + 1))) continue
    if (char <= ' ' || '<"{}|^`\\'.includes(char)) return undefined
  }
  return undefined
}

/** End of a string literal (rules 156 to 159); an unclosed one runs to the end of the text. */
const stringEnd = (text: string, start: number): number => {
  const quote = text.charAt(start)
  const long = text.startsWith(quote.repeat(3), start)
  const close = long ? quote.repeat(3) : quote
  for (let at = start + close.length; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.startsWith(close, at)) return at + close.length
  }
  return text.length
}

/** End of a name that may hold escaped characters (rule 173, PN_LOCAL_ESC): `ex:a\#b` is one name and no comment. */
const nameEnd = (text: string, start: number): number => {
  let at = start
  for (;;) {
    const end = runFrom(NAME_RUN, text, at)
    const next = text.charAt(end) === '\\' && end + 1 < text.length ? end + 2 : end
    if (next === at) return at
    at = next
  }
}

/** Reads one token that starts at `at`, which is neither white space nor a comment. */
const tokenAt = (text: string, at: number): Token => {
  const char = text.charAt(at)
  const make = (kind: TokenKind, end: number): Token => ({ kind, text: text.slice(at, end), at })
  if (char === '"' || char === "'") return make('string', stringEnd(text, at))
  if (char === '<') {
    const end = iriEnd(text, at)
    if (end !== undefined) return make('iri', end)
  }
  if ((char === '?' || char === '$') && runFrom(NAME_RUN, text, at + 1) > at + 1)
    return make('variable', runFrom(NAME_RUN, text, at + 1))
  if (char === '@') return make('name', Math.max(at + 1, runFrom(NAME_RUN, text, at + 1)))
  if (char !== '.' && char !== '-') {
    const end = nameEnd(text, at)
    if (end > at) return make(/[:\\]/.test(text.slice(at, end)) ? 'name' : 'word', end)
  }
  return make('symbol', PAIRS.has(text.slice(at, at + 2)) ? at + 2 : at + 1)
}

/** The tokens of a query in order, without white space and comments. Any text has tokens; nothing is checked. */
export function* tokensOf(text: string): Generator<Token> {
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '#') at = runFrom(COMMENT, text, at)
    else if (WHITE.test(char)) at++
    else {
      const token = tokenAt(text, at)
      yield token
      at += token.text.length
    }
  }
}
