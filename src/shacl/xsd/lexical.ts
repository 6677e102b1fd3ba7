/** Lexical spaces of the datatypes that RDF 1.1 recommends (RDF 1.1 Concepts, 5.1 to 5.3; XSD 1.1 part 2). */
import { rdf, xsd } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'
import { CALENDAR_TYPES, readMoment } from './calendar.ts'
import { isDayTime, isYearMonth, readDuration } from './duration.ts'

/** Whether a text is in the lexical space of a datatype. */
export type LexicalCheck = (text: string) => boolean

const matches =
  (pattern: RegExp): LexicalCheck =>
  text =>
    pattern.test(text)

const INTEGER = /^[+-]?[0-9]+$/

const integer =
  (min?: bigint, max?: bigint): LexicalCheck =>
  text => {
    if (!INTEGER.test(text)) return false
    // 20 digits hold every bound there is; longer numbers are decided by their sign.
    const digits = text.replace(/^[+-]?0*/, '')
    const magnitude = digits.length > 20 ? 10n ** 20n : BigInt(digits || '0')
    const value = text.startsWith('-') ? -magnitude : magnitude
    return (min === undefined || value >= min) && (max === undefined || value <= max)
  }

const signed = (bits: bigint): LexicalCheck => integer(-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n)
const unsigned = (bits: bigint): LexicalCheck => integer(0n, 2n ** bits - 1n)

// XML 1.0, productions [4] and [4a], without the colon.
const NAME_START =
  'A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const NAME_MORE = `${NAME_START}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}-`
const NC_NAME = `[${NAME_START}][${NAME_MORE}]*`

const float = matches(/^(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)$/)
// XML 1.0 production [2]; surrogates without partner are no characters.
const isText = (text: string): boolean => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML forbids
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) && text.isWellFormed()
}
const normalized = (text: string): boolean => isText(text) && !/[\t\n\r]/.test(text)
const token = (text: string): boolean => normalized(text) && !/^ | $| {2}/.test(text)
const ncName = matches(new RegExp(`^${NC_NAME}$`, 'u'))

/** RFC 3987 references, relative ones and the empty one included; what XSD 1.1 leaves to the application. */
const anyUri = (text: string): boolean => isIri(text) || isRelative(text)
const isRelative = (text: string): boolean =>
  !/^[^/?#]*:/.test(text) && isIri(text.startsWith('//') ? `x:${text}` : `x://h/${text}`)

/** XSD 1.1, 3.3.16: groups of four; single spaces may stand between; unused bits of the last group are zero. */
const base64 = (text: string): boolean => {
  if (/^ | $| {2}/.test(text)) return false
  const bare = text.replaceAll(' ', '')
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:[AEIMQUYcgkosw048]=|[AQgw]==)?$/.test(bare)
}

const json = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const XSD_CHECKS: Readonly<Record<string, LexicalCheck>> = {
  string: isText,
  normalizedString: normalized,
  token,
  language: matches(/^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/),
  Name: matches(new RegExp(`^[:${NAME_START}][:${NAME_MORE}]*$`, 'u')),
  NCName: ncName,
  NMTOKEN: matches(new RegExp(`^[:${NAME_MORE}]+$`, 'u')),
  ID: ncName,
  IDREF: ncName,
  ENTITY: ncName,
  QName: matches(new RegExp(`^(?:${NC_NAME}:)?${NC_NAME}$`, 'u')),
  boolean: matches(/^(?:true|false|0|1)$/),
  decimal: matches(/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/),
  float,
  double: float,
  integer: integer(),
  nonNegativeInteger: integer(0n),
  positiveInteger: integer(1n),
  nonPositiveInteger: integer(undefined, 0n),
  negativeInteger: integer(undefined, -1n),
  long: signed(64n),
  int: signed(32n),
  short: signed(16n),
  byte: signed(8n),
  unsignedLong: unsigned(64n),
  unsignedInt: unsigned(32n),
  unsignedShort: unsigned(16n),
  unsignedByte: unsigned(8n),
  duration: text => readDuration(text) !== undefined,
  yearMonthDuration: isYearMonth,
  dayTimeDuration: isDayTime,
  dateTimeStamp: text => readMoment('dateTime', text)?.zoned === true,
  ...Object.fromEntries(
    CALENDAR_TYPES.map(type => [type, (text: string) => readMoment(type, text) !== undefined]),
  ),
  hexBinary: text => text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text),
  base64Binary: base64,
  anyURI: anyUri,
}

const CHECKS: ReadonlyMap<string, LexicalCheck> = new Map([
  ...Object.entries(XSD_CHECKS).map(([name, check]) => [xsd(name).value, check] as const),
  [rdf('JSON').value, json],
])

/** The check of a datatype (IRI); undefined for datatypes that are not known here, any text of which is accepted. */
export const lexicalCheck = (datatype: string): LexicalCheck | undefined => CHECKS.get(datatype)
