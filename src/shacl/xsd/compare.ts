/** Literals as values that can be ordered, as `<` of SPARQL 1.1 (17.3) and XPath order them. */
import type { Literal, Term } from '@rdfjs/types'
import { xsd } from '../../rdf/namespaces.ts'
import { CALENDAR_TYPES, compareMoments, type Moment, readMoment } from './calendar.ts'
import { compareDurations, type Duration, readDuration } from './duration.ts'
import { lexicalCheck } from './lexical.ts'
import { compareDecimals, type Decimal, readDecimal, toNumber } from './numeric.ts'

/** A value in an ordered space; values of different families have no order. */
export type OrderedValue =
  | { readonly family: 'decimal'; readonly value: Decimal }
  | { readonly family: 'double'; readonly value: number }
  | { readonly family: 'string'; readonly value: string }
  | { readonly family: 'boolean'; readonly value: boolean }
  | { readonly family: 'moment'; readonly type: string; readonly value: Moment }
  | { readonly family: 'duration'; readonly value: Duration }

const BASE = xsd('').value
const DECIMALS = new Set(
  `decimal integer nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger long int short byte
  unsignedLong unsignedInt unsignedShort unsignedByte`.split(/\s+/),
)
const STRINGS = new Set('string normalizedString token language Name NCName NMTOKEN'.split(' '))
const DURATIONS = new Set(['duration', 'yearMonthDuration', 'dayTimeDuration'])
const MOMENTS = new Set([...CALENDAR_TYPES, 'dateTimeStamp'])

/** The value of a literal; undefined for terms without order and for ill-typed literals. */
export const orderedValue = (term: Term): OrderedValue | undefined => {
  if (term.termType !== 'Literal') return undefined
  const datatype = term.datatype.value
  if (!datatype.startsWith(BASE)) return undefined
  return lexicalCheck(datatype)?.(term.value) === false ? undefined : typed(term, datatype.slice(BASE.length))
}

const typed = ({ value: text }: Literal, type: string): OrderedValue | undefined => {
  if (DECIMALS.has(type)) {
    const value = readDecimal(text)
    return value && { family: 'decimal', value }
  }
  if (type === 'double' || type === 'float') return { family: 'double', value: floating(text, type) }
  if (STRINGS.has(type)) return { family: 'string', value: text }
  if (type === 'boolean') return { family: 'boolean', value: text === 'true' || text === '1' }
  if (MOMENTS.has(type)) {
    const base = type === 'dateTimeStamp' ? 'dateTime' : type
    const value = readMoment(base, text)
    return value && { family: 'moment', type: base, value }
  }
  if (DURATIONS.has(type)) {
    const value = readDuration(text)
    return value && { family: 'duration', value }
  }
  return undefined
}

const floating = (text: string, type: string): number => {
  const value = Number(text.replace('INF', 'Infinity'))
  return type === 'float' ? Math.fround(value) : value
}

/** -1, 0 or 1; undefined when two values have no order between them. */
export const compareValues = (a: OrderedValue, b: OrderedValue): number | undefined => {
  if (a.family === 'decimal' && b.family === 'decimal') return compareDecimals(a.value, b.value)
  if (isNumeric(a) && isNumeric(b)) return plain(asNumber(a), asNumber(b))
  if (a.family === 'string' && b.family === 'string') return codePoints(a.value, b.value)
  if (a.family === 'boolean' && b.family === 'boolean') return plain(Number(a.value), Number(b.value))
  if (a.family === 'duration' && b.family === 'duration') return compareDurations(a.value, b.value)
  if (a.family === 'moment' && b.family === 'moment' && a.type === b.type)
    return compareMoments(a.value, b.value)
  return undefined
}

type Numeric = Extract<OrderedValue, { family: 'decimal' | 'double' }>
const isNumeric = (value: OrderedValue): value is Numeric =>
  value.family === 'decimal' || value.family === 'double'
const asNumber = (value: Numeric): number =>
  value.family === 'decimal' ? toNumber(value.value) : value.value

// NaN is not ordered, not even against itself.
const plain = (a: number, b: number): number | undefined => (a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined)

/** By code points, where `<` of JavaScript goes by UTF-16 units. */
const codePoints = (a: string, b: string): number => {
  if (a === b) return 0
  let i = 0
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  // Inside a surrogate pair, step back to its beginning.
  const low = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff
  if (i > 0 && low(a.charCodeAt(i)) && low(b.charCodeAt(i))) i--
  return (a.codePointAt(i) ?? -1) < (b.codePointAt(i) ?? -1) ? -1 : 1
}
