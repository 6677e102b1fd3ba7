/** JSON-LD value objects to literals (JSON-LD 1.1 API, object to RDF conversion). */
import type { Literal } from '@rdfjs/types'
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import { rdf, xsd } from './namespaces.ts'
import { factory, isIri } from './terms.ts'

/** Told of a change: rule, the text concerned, what was done. */
type OnRepair = (rule: string, text: string, what: string) => void

const LANGUAGE = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/

/**
 * The literal of an expanded value object, or undefined when its value is null. Numbers get the canonical forms that
 * JSON-LD prescribes (see `plainDecimal` of numbers.ts for reading them). A datatype that is no IRI and a language that
 * is no tag are left out (repairs `datatype-left-out`, `language-left-out`); `@direction` has no form in RDF.
 */
export const toLiteral = (object: JsonObject, onRepair: OnRepair): Literal | undefined => {
  const value = object['@value']
  const type = object['@type']
  if (type === '@json') return factory.literal(wellFormed(canonicalJson(value ?? null)), rdf('JSON'))
  if (value === null || value === undefined || typeof value === 'object') return undefined
  const datatype = typeof type === 'string' ? type : undefined
  if (datatype && !isIri(datatype)) {
    onRepair('datatype-left-out', datatype, 'is no IRI: its value is kept as plain text')
    return factory.literal(wellFormed(String(value)))
  }
  if (typeof value === 'boolean') return typed(String(value), datatype ?? xsd('boolean').value)
  if (typeof value === 'number') return number(value, datatype)
  const language = object['@language']
  if (typeof language === 'string') {
    if (LANGUAGE.test(language)) return factory.literal(wellFormed(value), language)
    onRepair('language-left-out', language, 'is no language tag')
    return factory.literal(wellFormed(value))
  }
  if (datatype === xsd('double').value) {
    const parsed = Number.parseFloat(value)
    if (Number.isFinite(parsed)) return number(parsed, datatype)
  }
  return datatype ? typed(wellFormed(value), datatype) : factory.literal(wellFormed(value))
}

const typed = (text: string, datatype: string): Literal => factory.literal(text, factory.namedNode(datatype))

const number = (value: number, datatype: string | undefined): Literal => {
  const double = xsd('double').value
  const isInteger = Number.isInteger(value) && Math.abs(value) < 1e21 && datatype !== double
  if (isInteger) return typed(value.toFixed(0), datatype ?? xsd('integer').value)
  return typed(value.toExponential(15).replace(/(\d)0*e\+?/, '$1E'), datatype ?? double)
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
  /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text
