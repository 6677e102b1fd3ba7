/** What is wrong with a SPARQL text that an engine could not read, in words for its author: engines list what they expected. */

import { PREFIXES } from '../rdf/namespaces.ts'
import { didYouMean } from '../registry/nearest.ts'
import { parseSparqlPlaced } from './sparql-parser.ts'
import type { QueryProblem } from './store.ts'
import { type Token, tokensOf } from './tokens.ts'

interface Mistake {
  /** Offset in UTF-16 code units. */
  readonly at: number
  readonly detail: string
}

/** Parsing takes some 2.5 ms a kilobyte; in longer texts only prefixes and brackets are looked at. */
const MOST_PARSED = 16 * 1024
const KEYWORDS =
  'SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES PREFIX DISTINCT ORDER GROUP LIMIT OFFSET HAVING INSERT DELETE SERVICE'.split(
    ' ',
  )
const CLOSES: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' }

const placeOf = (text: string, at: number): { line: number; column: number } => {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const offsetOf = (text: string, line: number, column: number): number =>
  text.split('\n', line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1

const undeclared = (tokens: readonly Token[]): Mistake | undefined => {
  const known = new Set<string>()
  let declares = false
  for (const { kind, text, at } of tokens) {
    const name =
      kind === 'name' && !/^[@\d]|^_:/.test(text) && text.includes(':') ? text.split(':', 1)[0] : undefined
    if (name !== undefined && declares) known.add(name)
    else if (name !== undefined && !known.has(name)) {
      const iri = Object.entries(PREFIXES).find(([usual]) => usual === name)?.[1] ?? '...'
      return { at, detail: `the prefix "${name}:" is not declared; begin with PREFIX ${name}: <${iri}>` }
    }
    declares = kind === 'word' && text.toUpperCase() === 'PREFIX'
  }
  return undefined
}

const unbalanced = (tokens: readonly Token[]): Mistake | undefined => {
  const open: Token[] = []
  for (const token of tokens) {
    if (token.kind !== 'symbol') continue
    if (token.text in CLOSES) open.push(token)
    else if (Object.values(CLOSES).includes(token.text)) {
      const last = open.pop()
      const opens = (other: Token) => CLOSES[other.text] === token.text
      if (!last || !(opens(last) || open.some(opens)))
        return { at: token.at, detail: `this "${token.text}" closes nothing` }
      if (!opens(last))
        return { at: last.at, detail: `this "${last.text}" is not closed before the next "${token.text}"` }
    }
  }
  const last = open.at(-1)
  return last && { at: last.at, detail: `this "${last.text}" is not closed` }
}

const unclosedString = (tokens: readonly Token[]): Mistake | undefined => {
  const found = tokens.find(({ kind, text }) => {
    if (kind !== 'string') return false
    const quote = text.charAt(0)
    if (text.startsWith(quote.repeat(3))) return text.length < 6 || !text.endsWith(quote.repeat(3))
    return text.includes('\n') || text.length < 2 || !text.endsWith(quote)
  })
  return (
    found && {
      at: found.at,
      detail: `the string that begins here is not closed${found.text.includes('\n') ? ' in its line' : ''}`,
    }
  )
}

const spoiltIri = (text: string, tokens: readonly Token[]): Mistake | undefined => {
  const found = tokens.find(
    ({ kind, text: sign, at }) =>
      kind === 'symbol' && sign === '<' && /^<https?:[^<>\n]*>/i.test(text.slice(at, at + 2000)),
  )
  return found && { at: found.at, detail: 'this IRI has a character that none may have; percent-encode it' }
}

const unknownWord = (text: string, at: number): Mistake => {
  const word = /^[\w:.-]+|^./su.exec(text.slice(at, at + 40))?.[0] ?? ''
  if (word === '"' || word === "'")
    return { at, detail: 'the string that begins here is not closed in its line' }
  return { at, detail: `"${word}" means nothing here${didYouMean(word.toUpperCase(), KEYWORDS)}` }
}

const AGGREGATE = /^(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)$/i

const unexpected = (text: string, message: string): Mistake | undefined => {
  const found = /found(?::| -->) '(.*?)'/su.exec(message)?.[1]
  if (found === undefined) return undefined
  const [, line, , dashes] = /^Parse error on line (\d+)\n(.*)\n(-*)\^/.exec(message) ?? []
  const at = line === undefined ? text.length : offsetOf(text, Number(line), (dashes?.length ?? 0) + 1)
  const wanted = /Expecting[^\n]*? --> ([A-Z]{2,}|[^\w\s]+) <--/.exec(message)?.[1]
  const sign = /^["']/.test(found) ? found : `"${found}"`
  const ending = wanted === undefined ? '' : `; "${wanted}" is expected`
  if (found === '') return { at, detail: `the text ends too early${ending}` }
  if (message.includes('at least one iteration') && /^[}.;,\])]$/.test(found))
    return { at, detail: `something is missing before this ${sign}` }
  if (AGGREGATE.test(found))
    return { at, detail: `${sign} stands in parentheses with a name for its value: (${found}(...) AS ?name)` }
  if (wanted === '}') return { at, detail: `${sign} is not possible here; is there a "." missing before it?` }
  return { at, detail: `${sign} is not possible here${ending}` }
}

const parsed = (text: string): Mistake | undefined => {
  try {
    parseSparqlPlaced(text)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const offset = /^unexpected character: .* at offset: (\d+)/s.exec(message)?.[1]
    return offset === undefined ? unexpected(text, message) : unknownWord(text, Number(offset))
  }
}

/** What an engine says of rules beyond the grammar stands as a sentence among the signs that it would have expected. */
const withoutSigns = (detail: string): string => {
  const [, place = '', list] = /^(line \d+, column \d+: )expected (?:one of )?(.*)$/s.exec(detail) ?? []
  if (list === undefined) return detail
  const sentence = list.split(', ').find(each => /^[A-Z]\w+ \S+ \w+/.test(each))
  return `${place}${sentence ?? 'the query breaks a rule of SPARQL here or before'}`
}

/**
 * The problem of a text that an engine could not read (`query-syntax`), with the mistake's own place and words when they can be
 * found: undeclared prefixes, brackets, spoilt IRIs, then what a parser of SPARQL 1.1 stops at. Other problems stay as they are.
 */
export const inPlainWords = (text: string, problem: QueryProblem): QueryProblem => {
  if (problem.code !== 'query-syntax') return problem
  const tokens = [...tokensOf(text)]
  // What SPARQL 1.2 adds is read by engines only.
  const newer = tokens.some(token => /^(?:lateral|<<|>>|\{\||\|\})$/i.test(token.text))
  const mistake =
    tokens.length === 0
      ? { at: 0, detail: 'there is no query; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE' }
      : (unclosedString(tokens) ??
        spoiltIri(text, tokens) ??
        undeclared(tokens) ??
        (newer ? undefined : (unbalanced(tokens) ?? (text.length > MOST_PARSED ? undefined : parsed(text)))))
  if (!mistake) return { ...problem, detail: withoutSigns(problem.detail) }
  const { line, column } = placeOf(text, mistake.at)
  return { ...problem, line, column, detail: `line ${line}, column ${column}: ${mistake.detail}` }
}
