/** What a caller gives for a parameter, as a term of SPARQL: checked by its type, and written so that it can only be that term. */

import { failed, ok, type Result } from '../../model/problem.ts'
import { explain, type Reason } from '../../pid/explain.ts'
import { canonicalise, igsnHandle } from '../../pid/identifiers.ts'
import { xsd } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { type QueryParameter, queryFault } from './parameter.ts'

/** Longest text of one value, in UTF-16 code units. */
export const MAX_VALUE = 2000

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const codepoint = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have to be escaped
const SPECIAL = /\\([uU]?)|[\x00-\x1f\x7f"]/g

/**
 * A string literal (SPARQL 1.1 grammar, rule 157). Codepoint escapes are replaced before the grammar is looked at (19.2), so
 * a `u` behind a backslash is escaped itself: what a caller sends as an escape stays the characters that it is made of.
 */
export const stringTerm = (value: string): string => {
  const escaped = value.replace(SPECIAL, (whole, letter: string | undefined) =>
    letter === undefined
      ? (SHORT[whole] ?? codepoint(whole))
      : `\\\\${letter === '' ? '' : codepoint(letter)}`,
  )
  return `"${escaped}"`
}

const typedTerm = (lexical: string, datatype: string): string => `"${lexical}"^^<${xsd(datatype).value}>`

const SLIPS: ReadonlySet<Reason> = new Set<Reason>(['wrong-checksum', 'several-identifiers', 'white-space'])

const INTEGER = /^[+-]?\d{1,18}$/
const DECIMAL = /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/
const DATE = /^\d{4}-\d\d-\d\d$/

/** Whether the text is a day that exists. */
const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`)
  return DATE.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

const boxTerm = (text: string): string | undefined => {
  const parts = text.split(',').map(part => part.trim())
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = parts.map(Number)
  const within =
    Math.max(Math.abs(west), Math.abs(east)) <= 180 && Math.max(Math.abs(south), Math.abs(north)) <= 90
  return parts.length === 4 &&
    parts.every(part => DECIMAL.test(part)) &&
    within &&
    west <= east &&
    south <= north
    ? `(${parts.map(part => typedTerm(part, 'decimal')).join(' ')})`
    : undefined
}

/** Why a text is no identifier although it looks like one: a slip, for which an empty answer would be the wrong one. */
const slipIn = (text: string): string | undefined => {
  const told = explain(text)
  return told.identifier === undefined && SLIPS.has(told.reason) ? told.detail : undefined
}

const identifierTerm = (text: string): string | undefined => {
  if (slipIn(text) !== undefined) return undefined
  const found = canonicalise(text) ?? (isIri(text) ? text : igsnHandle(text)?.canonical)
  return found === undefined ? undefined : `<${found}>`
}

/** The term that a text stands for, by type; undefined when it stands for none. */
const READ: Readonly<Record<QueryParameter['type'], (text: string) => string | undefined>> = {
  iri: text => (isIri(text) ? `<${text}>` : undefined),
  string: stringTerm,
  integer: text => (INTEGER.test(text) ? typedTerm(text, 'integer') : undefined),
  decimal: text => (DECIMAL.test(text) ? typedTerm(text, 'decimal') : undefined),
  date: text => (isDay(text) ? typedTerm(text, 'date') : undefined),
  boolean: text => (text === 'true' || text === 'false' ? typedTerm(text, 'boolean') : undefined),
  identifier: identifierTerm,
  bbox: boxTerm,
  choice: stringTerm,
}

/** What a value must be, in words. */
export const EXPECTED: Readonly<Record<QueryParameter['type'], string>> = {
  iri: 'an absolute IRI',
  string: 'any text',
  integer: 'a whole number',
  decimal: 'a number such as 12.5',
  date: 'a day as YYYY-MM-DD',
  boolean: 'true or false',
  identifier: 'a persistent identifier in any form (DOI, IGSN, ORCID, ROR ...) or an IRI',
  bbox: 'west,south,east,north in degrees, such as 5.5,47,15,55; split a box that crosses the 180th meridian in two',
  choice: 'one of its choices',
}

/** A value as the text of a term. Problem `invalid-parameter`, which names the parameter. */
export const valueTerm = (parameter: QueryParameter, text: string): Result<string> => {
  const { name, type, choices } = parameter
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text
  const wrong = (detail: string): Result<string> => failed(queryFault('invalid-parameter', name, detail))
  if (text.length > MAX_VALUE)
    return wrong(`${name} has ${text.length} characters; at most ${MAX_VALUE} are taken`)
  if (choices && !choices.includes(text))
    return wrong(`${name}="${shown}" is not among ${choices.join(', ')}${didYouMean(text, choices)}`)
  const term = READ[type](type === 'string' ? text : text.trim())
  if (term !== undefined) return ok(term)
  const slip = type === 'identifier' ? slipIn(text) : undefined
  return wrong(`${name}="${shown}" is not ${EXPECTED[type]}${slip === undefined ? '' : `: ${slip}`}`)
}
