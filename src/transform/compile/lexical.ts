/** Literals in the form in which the store keeps them, so that compiled rules and the store see the same terms. */
import { PREFIXES } from '../../rdf/namespaces.ts'
import { asStored } from './oracle.ts'
import { looseLiteral, type Node, XSD_STRING } from './terms.ts'

/** What is surely written canonically already; the store is asked about the rest. */
const CANONICAL: Readonly<Record<string, RegExp | undefined>> = {
  anyURI: /^/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  dateTime: /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{0,8}[1-9])?(?:Z|[+-](?!00:00)\d\d:\d\d)?$/,
  decimal: /^(?!-0$)-?(?:0|[1-9]\d{0,17})(?:\.\d{0,16}[1-9])?$/,
  gYear: /^\d{4}$/,
  gYearMonth: /^\d{4}-\d\d$/,
  integer: /^(?:0|-?[1-9]\d{0,17})$/,
}

// Half of a surrogate pair: the store takes UTF-8, where there is none.
const SURROGATE = /[\ud800-\udfff]/
const ALL_LONE = /\p{Surrogate}/gu

/** A text as it is after a journey through UTF-8. */
export const wellFormed = (text: string): string =>
  SURROGATE.test(text) ? text.replace(ALL_LONE, '\u{fffd}') : text

/** A literal as the store would give it back. `language` in any case, '' for none. */
export const storedLiteral = (text: string, datatype: string, language: string): Node => {
  const value = wellFormed(text)
  if (datatype === XSD_STRING || language !== '') return looseLiteral(value, datatype, language.toLowerCase())
  if (!datatype.startsWith(PREFIXES.xsd)) return looseLiteral(value, datatype)
  const node = looseLiteral(value, datatype)
  return CANONICAL[datatype.slice(PREFIXES.xsd.length)]?.test(value) ? node : asStored(node)
}
