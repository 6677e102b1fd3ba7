/** JSON-LD value objects to literals (JSON-LD 1.1 API, object to RDF conversion). */
import type { Literal, NamedNode } from '@rdfjs/types'
import type { JsonValue } from '../model/json-ld-document.ts'
import type { ExpandedValue } from './json-ld/expanded.ts'
import { nameOf } from './json-ld/names.ts'
import { rdf, xsd } from './namespaces.ts'
import { factory } from './terms.ts'

/** Told of a change: rule, the text concerned, what was done. */
type OnRepair = (rule: string, text: string, what: string) => void

const LANGUAGE = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/

/**
 * The literal of a value object, or undefined when its value is null. Numbers get the canonical forms that
 * JSON-LD prescribes (see `plainDecimal` of numbers.ts for reading them). A datatype that is no IRI and a language that
 * is no tag are left out (repairs `datatype-left-out`, `language-left-out`); `@direction` has no form in RDF.
 */
export const toLiteral = (item: ExpandedValue, onRepair: OnRepair): Literal | undefined => {
  const { value, type, language } = item
  if (typeof value === 'string' && type === undefined) {
    if (language === undefined) return factory.literal(wellFormed(value))
    if (LANGUAGE.test(language)) return factory.literal(wellFormed(value), language)
    onRepair('language-left-out', language, 'is no language tag')
    return factory.literal(wellFormed(value))
  }
  if (type === '@json') return factory.literal(wellFormed(canonicalJson(value)), JSON_TYPE)
  if (value === null || typeof value === 'object') return undefined
  if (type !== undefined && !nameOf(type)) {
    onRepair('datatype-left-out', type, 'is no IRI: its value is kept as plain text')
    return factory.literal(wellFormed(String(value)))
  }
  if (typeof value === 'boolean') return factory.literal(String(value), datatypeOf(type, BOOLEAN))
  if (typeof value === 'number') return number(value, type)
  if (type === DOUBLE.value) {
    const parsed = Number.parseFloat(value)
    if (Number.isFinite(parsed)) return number(parsed, type)
  }
  return factory.literal(wellFormed(value), datatypeOf(type, STRING))
}

const JSON_TYPE = factory.namedNode(rdf('JSON').value)
const BOOLEAN = factory.namedNode(xsd('boolean').value)
const DOUBLE = factory.namedNode(xsd('double').value)
const INTEGER = factory.namedNode(xsd('integer').value)
const STRING = factory.namedNode(xsd('string').value)

const datatypeOf = (type: string | undefined, otherwise: NamedNode): NamedNode =>
  type === undefined ? otherwise : (nameOf(type) ?? otherwise)

const number = (value: number, type: string | undefined): Literal => {
  if (Number.isInteger(value) && Math.abs(value) < 1e21 && type !== DOUBLE.value)
    return factory.literal(value.toFixed(0), datatypeOf(type, INTEGER))
  const text = value.toExponential(15).replace(/(\d)0*e\+?/, '$1E')
  return factory.literal(text, datatypeOf(type, DOUBLE))
}

/** RFC 8785: keys in code unit order, no white space. */
const canonicalJson = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}

/** JSON can hold half of a surrogate pair; UTF-8, and therefore every RDF format, cannot. */
const wellFormed = (text: string): string =>
  // The first test is quick, and fails for nearly every text.
  /[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text)
    ? text.replace(/\p{Surrogate}/gu, '\ufffd')
    : text
