/**
 * Puts values into a stored query. They stand where the query has its own: in the braces of `VALUES ?name { ... }`. These
 * places are found among the tokens of the query's text, which is the operator's; what is put there is written by value.ts.
 */

import { failed, ok, type Result } from '../../model/problem.ts'
import { type Token, tokensOf } from '../tokens.ts'
import { type QueryParameter, queryFault, variablesOf } from './parameter.ts'
import { valueTerm } from './value.ts'

/** Values that may be given for one parameter. */
export const MAX_VALUES = 100

/** Where the data of a VALUES block stands, without its braces. */
export interface Slot {
  readonly start: number
  readonly end: number
}

const isSymbol = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'symbol' && token.text === text

const isWord = (token: Token, word: string): boolean =>
  token.kind === 'word' && token.text.toUpperCase() === word

/** The places of the blocks whose variables are exactly these, in the order of the text. */
export const slotsOf = (query: string, variables: readonly string[]): readonly Slot[] => {
  const tokens = [...tokensOf(query)]
  const slots: Slot[] = []
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token, 'VALUES')) continue
    let at = index + 1
    const names: string[] = []
    if (isSymbol(tokens[at], '(')) at++
    for (; tokens[at]?.kind === 'variable'; at++) names.push(tokens[at]?.text.slice(1) ?? '')
    if (isSymbol(tokens[at], ')')) at++
    const open = tokens[at]
    const close = tokens.slice(at).find(each => isSymbol(each, '}'))
    if (!open || !isSymbol(open, '{') || !close || names.join(' ') !== variables.join(' ')) continue
    slots.push({ start: open.at + 1, end: close.at })
  }
  return slots
}

/** What a parameter is without being given: the data of its block, as it stands there; undefined for UNDEF (anything). */
export const defaultOf = (query: string, parameter: QueryParameter): string | undefined => {
  const [slot] = slotsOf(query, variablesOf(parameter))
  if (!slot) return undefined
  const tokens = [...tokensOf(query.slice(slot.start, slot.end))].filter(token => !/^[()]$/.test(token.text))
  const [first] = tokens
  if (!first || /^undef$/i.test(first.text)) return undefined
  if (first.kind === 'iri') return first.text.slice(1, -1)
  if (first.kind === 'string') return first.text.slice(1, -1).replace(/\\(["'\\])/g, '$1')
  const joined = tokens.map((token, i) => `${i > 0 && tokens[i - 1]?.text !== '-' ? ',' : ''}${token.text}`)
  return joined.join('')
}

/** The values of all parameters that were given, as the data of their blocks. */
const dataOf = (parameter: QueryParameter, texts: readonly string[]): Result<string> => {
  if (texts.length > MAX_VALUES)
    return failed(
      queryFault(
        'invalid-parameter',
        parameter.name,
        `${parameter.name} was given ${texts.length} times; at most ${MAX_VALUES} are taken`,
      ),
    )
  const terms: string[] = []
  for (const text of texts) {
    const term = valueTerm(parameter, text)
    if (!term.ok) return term
    terms.push(term.value)
  }
  return ok(` ${terms.join(' ')} `)
}

/**
 * The query with these values: parameter -> the texts that were given, of which each may be the one. A parameter without any
 * keeps what the query has. Problem `invalid-parameter`.
 */
export const bindParameters = (
  query: string,
  parameters: readonly QueryParameter[],
  given: ReadonlyMap<string, readonly string[]>,
): Result<string> => {
  const changes: { slot: Slot; data: string }[] = []
  for (const parameter of parameters) {
    const texts = (given.get(parameter.name) ?? []).filter(text => text !== '')
    if (texts.length === 0) continue
    const data = dataOf(parameter, texts)
    if (!data.ok) return data
    for (const slot of slotsOf(query, variablesOf(parameter))) changes.push({ slot, data: data.value })
  }
  // From the end, so that the places before stay where they are.
  changes.sort((a, b) => b.slot.start - a.slot.start)
  return ok(
    changes.reduce((text, { slot, data }) => text.slice(0, slot.start) + data + text.slice(slot.end), query),
  )
}
