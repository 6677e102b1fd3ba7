/**
 * Built-in functions (SPARQL 1.1, 17.4), each on the arguments that records mostly have. For other arguments it gives
 * `UNKNOWN`, and the store is asked: it alone decides about errors, language tags and what is rare.
 */
import { hash } from 'node:crypto'
import { xsd } from '../../rdf/namespaces.ts'
import { storedLiteral } from './lexical.ts'
import { decimalFrom } from './numbers.ts'
import { type Pattern, patternOf, type Replacer } from './regex/pattern.ts'
import { FALSE, isText, looseIri, looseText, type Node, TRUE, XSD_DECIMAL, XSD_INTEGER } from './terms.ts'

/** The answer of a function to arguments that it leaves to the store. */
export const UNKNOWN = Symbol('unknown')

/** A function on values; it is not called when one of them is an error. */
export type Builtin = (...args: readonly Node[]) => Node | typeof UNKNOWN

const truth = (value: boolean): Node => (value ? TRUE : FALSE)

type Answer = Node | typeof UNKNOWN

const onTexts =
  (work: (...texts: readonly string[]) => Answer): Builtin =>
  (...args) =>
    args.every(isText) ? work(...args.map(({ value }) => value)) : UNKNOWN

const onText =
  (work: (text: string) => Answer): Builtin =>
  node =>
    node && isText(node) ? work(node.value) : UNKNOWN

const onTwoTexts =
  (work: (text: string, other: string) => Answer): Builtin =>
  (a, b) =>
    a && b && isText(a) && isText(b) ? work(a.value, b.value) : UNKNOWN

const text = (value: string): Node => looseText(value)

/** Absolute, and with nothing in it that IRI grammars disagree about. */
const PLAIN_IRI = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#](?:[\w.~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$/
const SMALL_INTEGER = /^[1-9]\d{0,8}$/

const iri: Builtin = ({ isIri, value, datatype }) => {
  if (isIri) return looseIri(value)
  return isText({ datatype } as Node) && PLAIN_IRI.test(value) ? looseIri(value) : UNKNOWN
}

const substring: Builtin = (source, start, length) => {
  if (!source || !start || !isText(source) || !isPlace(start) || (length && !isPlace(length))) return UNKNOWN
  const from = Number(start.value) - 1
  return text([...source.value].slice(from, length && from + Number(length.value)).join(''))
}

const isPlace = ({ datatype, value }: Node): boolean => datatype === XSD_INTEGER && SMALL_INTEGER.test(value)

const regex = onTexts((value = '', pattern = '', flags = '') => tested(patternOf(pattern, flags), value))

const replace = onTexts((value = '', pattern = '', replacement = '', flags = '') =>
  replaced(patternOf(pattern, flags)?.replacer(replacement), value),
)

const tested = (pattern: Pattern | undefined, value: string): Node | typeof UNKNOWN => {
  const found = pattern?.test(value)
  return found === undefined ? UNKNOWN : truth(found)
}

const replaced = (replacer: Replacer | undefined, value: string): Node | typeof UNKNOWN => {
  const result = replacer?.(value)
  return result === undefined ? UNKNOWN : text(result)
}

/** Arguments as far as the rule itself gives them. */
export type Given = readonly (Node | undefined)[]

const regexWith = (given: Given): Builtin => {
  const [pattern, flags] = [given[1], given.length > 2 ? given[2] : looseText('')]
  if (!pattern || !flags || !isText(pattern) || !isText(flags)) return regex
  const compiled = patternOf(pattern.value, flags.value)
  return value => (value && isText(value) ? tested(compiled, value.value) : UNKNOWN)
}

const replaceWith = (given: Given): Builtin => {
  const [pattern, replacement, flags] = [given[1], given[2], given.length > 3 ? given[3] : looseText('')]
  if (!pattern || !replacement || !flags || ![pattern, replacement, flags].every(isText)) return replace
  const replacer = patternOf(pattern.value, flags.value)?.replacer(replacement.value)
  return value => (value && isText(value) ? replaced(replacer, value.value) : UNKNOWN)
}

const isNumeric: Builtin = ({ datatype, value }) => {
  if (datatype === XSD_INTEGER || datatype === XSD_DECIMAL)
    return /^-?\d{1,15}(?:\.\d{1,12})?$/.test(value) ? TRUE : UNKNOWN
  return datatype === '' || datatype === xsd('string').value ? FALSE : UNKNOWN
}

/** A literal with a datatype: as a store keeps it at once, for that is how it is compared and printed. */
const typed: Builtin = (lexical, datatype) =>
  lexical && datatype && isText(lexical) && datatype.isIri && !datatype.value.endsWith('#langString')
    ? storedLiteral(lexical.value, datatype.value, '')
    : UNKNOWN

/** A function, and a better one for arguments that the rule itself gives. */
export interface BuiltinEntry {
  readonly sparql: string
  readonly work: Builtin
  readonly given?: (given: Given) => Builtin
}

/** By the operator names of the syntax tree, in lower case. */
export const BUILTINS: Readonly<Record<string, BuiltinEntry | undefined>> = {
  str: { sparql: 'STR', work: node => text(node.value) },
  lang: { sparql: 'LANG', work: ({ isIri, language }) => (isIri ? UNKNOWN : text(language)) },
  datatype: { sparql: 'DATATYPE', work: node => (node.isIri ? UNKNOWN : looseIri(node.datatype)) },
  isiri: { sparql: 'isIRI', work: node => truth(node.isIri) },
  isuri: { sparql: 'isIRI', work: node => truth(node.isIri) },
  isblank: { sparql: 'isBlank', work: () => FALSE },
  isliteral: { sparql: 'isLiteral', work: node => truth(!node.isIri) },
  isnumeric: { sparql: 'isNumeric', work: isNumeric },
  iri: { sparql: 'IRI', work: iri },
  uri: { sparql: 'IRI', work: iri },
  strlen: {
    sparql: 'STRLEN',
    work: onText(value => looseNumber([...value].length)),
  },
  ucase: { sparql: 'UCASE', work: onText(value => text(value.toUpperCase())) },
  lcase: { sparql: 'LCASE', work: onText(value => text(value.toLowerCase())) },
  contains: { sparql: 'CONTAINS', work: onTwoTexts((value, part) => truth(value.includes(part))) },
  strstarts: { sparql: 'STRSTARTS', work: onTwoTexts((value, part) => truth(value.startsWith(part))) },
  strends: { sparql: 'STRENDS', work: onTwoTexts((value, part) => truth(value.endsWith(part))) },
  strbefore: { sparql: 'STRBEFORE', work: onTwoTexts((value, part) => text(before(value, part))) },
  strafter: { sparql: 'STRAFTER', work: onTwoTexts((value, part) => text(after(value, part))) },
  concat: { sparql: 'CONCAT', work: onTexts((...texts) => text(texts.join(''))) },
  substr: { sparql: 'SUBSTR', work: substring },
  regex: { sparql: 'REGEX', work: regex, given: regexWith },
  replace: { sparql: 'REPLACE', work: replace, given: replaceWith },
  md5: { sparql: 'MD5', work: onText(value => text(hash('md5', value))) },
  strdt: { sparql: 'STRDT', work: typed },
  strlang: { sparql: 'STRLANG', work: () => UNKNOWN },
  encode_for_uri: { sparql: 'ENCODE_FOR_URI', work: () => UNKNOWN },
  langmatches: { sparql: 'langMatches', work: () => UNKNOWN },
  sha1: { sparql: 'SHA1', work: () => UNKNOWN },
  sha256: { sparql: 'SHA256', work: () => UNKNOWN },
  abs: { sparql: 'ABS', work: () => UNKNOWN },
  round: { sparql: 'ROUND', work: () => UNKNOWN },
  ceil: { sparql: 'CEIL', work: () => UNKNOWN },
  floor: { sparql: 'FLOOR', work: () => UNKNOWN },
  year: { sparql: 'YEAR', work: () => UNKNOWN },
  month: { sparql: 'MONTH', work: () => UNKNOWN },
  day: { sparql: 'DAY', work: () => UNKNOWN },
}

const looseNumber = (value: number): Node => storedLiteral(String(value), XSD_INTEGER, '')

const before = (value: string, part: string): string => {
  const at = value.indexOf(part)
  return at < 0 ? '' : value.slice(0, at)
}

const after = (value: string, part: string): string => {
  const at = value.indexOf(part)
  return at < 0 ? '' : value.slice(at + part.length)
}

/** Casts by their datatype's local name (SPARQL 1.1, 17.5). */
export const CASTS: Readonly<Record<string, Builtin | undefined>> = {
  string: node => text(node.value),
  decimal: onText(value => decimalFrom(value) ?? UNKNOWN),
  date: onText(value => (isDay(value) ? storedLiteral(value, XSD_DATE, '') : UNKNOWN)),
  integer: () => UNKNOWN,
  boolean: () => UNKNOWN,
  double: () => UNKNOWN,
  float: () => UNKNOWN,
  dateTime: onText(value => (isMoment(value) ? storedLiteral(value, XSD_DATE_TIME, '') : UNKNOWN)),
}

const XSD_DATE = xsd('date').value
const XSD_DATE_TIME = xsd('dateTime').value

/** Whether a literal is a date or a time that the calendar has, so that it equals itself. */
export const isWholeDate = ({ datatype, value }: Node): boolean =>
  (datatype === XSD_DATE && isDay(value)) || (datatype === XSD_DATE_TIME && isMoment(value))

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isDay = (value: string): boolean => {
  const [, year, month, day] = (/^([12]\d{3})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day > 0 && day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0))
}

const isMoment = (value: string): boolean =>
  /^T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?$/.test(
    value.slice(10),
  ) && isDay(value.slice(0, 10))
