/**
 * One form for every value. Stores keep numbers, booleans and times as values: "1.0" and "1.00" are one statement to them, and
 * taking out the one would take out the other. So only one form is ever sent.
 */

import { PREFIXES } from '../../rdf/namespaces.ts'

const TYPED = new RegExp(
  `^(.*) "([^"\\\\]*)"\\^\\^<${PREFIXES.xsd}(integer|decimal|boolean|double|float|dateTime|long|int|short|byte|nonNegativeInteger|positiveInteger)>( .*)$`,
)

const plainNumber = (text: string): string | undefined => {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text)
  if (!found || !(found[2] || found[3])) return undefined
  const whole = (found[2] ?? '').replace(/^0+(?=\d)/, '') || '0'
  const part = (found[3] ?? '').replace(/0+$/, '')
  const value = part ? `${whole}.${part}` : whole
  return found[1] === '-' && value !== '0' ? `-${value}` : value
}

/** XSD 1.1 Part 2 lexical form -> the one form, as Oxigraph writes it; what is no such form stays. */
const canonical = (text: string, type: string): string => {
  if (type === 'boolean') return { '1': 'true', '0': 'false' }[text] ?? text
  if (type === 'dateTime')
    return text
      .replace(/(\.\d*?)0+(?=$|[Z+-])/, '$1')
      .replace(/\.(?=$|[Z+-])/, '')
      .replace(/[+-]00:00$/, 'Z')
  if (type === 'double' || type === 'float') {
    const value = Number(text)
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(value)
      ? String(type === 'float' ? Math.fround(value) : value)
      : text
  }
  return plainNumber(text) ?? text
}

/** A line of N-Quads with its value in the one form. */
export const canonicalLine = (line: string): string => {
  if (!line.includes(`"^^<${PREFIXES.xsd}`)) return line
  const [, before, text = '', type = '', after] = TYPED.exec(line) ?? []
  return before === undefined
    ? line
    : `${before} "${canonical(text, type)}"^^<${PREFIXES.xsd}${type}>${after}`
}
