/** Cuts an update request into its operations and finds the pattern of each (SPARQL 1.1 grammar, rules 29 to 42). */

import { type Token, tokensOf } from '../tokens.ts'

/** One operation as it is written. */
export interface UpdateChunk {
  /** All declarations so far: those of an operation hold for the ones after it. */
  readonly prologue: string
  /** What stands behind WITH, an IRI or a prefixed name. */
  readonly with?: string
  /** The pattern behind WHERE, with its braces. */
  readonly where?: string
}

const ESCAPE = /(\\?)\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g

/**
 * An escape that could be read in two ways, or undefined. Escapes count before anything else is read (19.2), so one of
 * them may be a quote or a brace; parsers do not agree whether they then are. Letters, digits and everything outside ASCII are
 * harmless.
 */
export const doubtfulEscape = (text: string): string | undefined => {
  for (const [whole, before, short, long] of text.matchAll(ESCAPE)) {
    const code = Number.parseInt(short ?? long ?? '', 16)
    const harmless = code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    if (before !== '' || !(harmless || /^[A-Za-z0-9]$/.test(String.fromCodePoint(Math.min(code, 0x7f)))))
      return whole
  }
  return undefined
}

/** Tokens between the semicolons outside all braces. */
const statements = (text: string): Token[][] => {
  const found: Token[][] = [[]]
  let depth = 0
  for (const token of tokensOf(text)) {
    if (token.kind === 'symbol' && token.text.startsWith('{')) depth++
    if (token.kind === 'symbol' && token.text.endsWith('}')) depth--
    if (depth === 0 && token.kind === 'symbol' && token.text === ';') found.push([])
    else found.at(-1)?.push(token)
  }
  return found
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word

/** Number of tokens of the declarations at the beginning. */
const prologueLength = (tokens: readonly Token[]): number => {
  let at = 0
  for (;;) {
    if (isWord(tokens[at], 'PREFIX')) at += 3
    else if (isWord(tokens[at], 'BASE')) at += 2
    else return Math.min(at, tokens.length)
  }
}

/** From the first brace behind WHERE to the one that closes it. */
const whereOf = (text: string, tokens: readonly Token[]): string | undefined => {
  let depth = 0
  let start: number | undefined
  let seen = false
  for (const token of tokens) {
    if (depth === 0 && isWord(token, 'WHERE')) seen = true
    if (token.kind !== 'symbol') continue
    if (token.text.startsWith('{')) {
      if (seen && depth === 0) start = token.at
      depth++
    } else if (token.text.endsWith('}')) {
      depth--
      if (depth === 0 && start !== undefined) return text.slice(start, token.at + token.text.length)
    }
  }
  return undefined
}

/** The operations of a request in their order. */
export const chunksOf = (text: string): UpdateChunk[] => {
  let prologue = ''
  const chunks: UpdateChunk[] = []
  for (const tokens of statements(text)) {
    const length = prologueLength(tokens)
    for (const token of tokens.slice(0, length)) prologue += `${token.text} `
    prologue += '\n'
    const rest = tokens.slice(length)
    if (rest.length === 0) continue
    const where = whereOf(text, rest)
    const graph = isWord(rest[0], 'WITH') ? rest[1]?.text : undefined
    chunks.push({
      prologue,
      ...(graph === undefined ? {} : { with: graph }),
      ...(where === undefined ? {} : { where }),
    })
  }
  return chunks
}
