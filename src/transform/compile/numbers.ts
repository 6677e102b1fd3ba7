/** Numbers of rules: integers and decimals that both worlds surely treat alike. The store is asked about others. */
import { looseLiteral, type Node, XSD_DECIMAL, XSD_INTEGER } from './terms.ts'

/** `units` / 10^18, as the store keeps decimals. */
interface Decimal {
  readonly units: bigint
  readonly isInteger: boolean
}

const DIGITS = 18
const ONE = 10n ** BigInt(DIGITS)
const PLAIN = /^-?\d{1,15}(?:\.\d{1,12})?$/

/** A number of up to 15 digits before and 12 behind the point; undefined for anything else. */
const decimalOf = ({ value, datatype }: Node): Decimal | undefined => {
  const isInteger = datatype === XSD_INTEGER
  if ((!isInteger && datatype !== XSD_DECIMAL) || !PLAIN.test(value)) return undefined
  return { units: unitsOf(value), isInteger }
}

const unitsOf = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(DIGITS, '0'))
}

const decimalNode = (units: bigint): Node => {
  const sign = units < 0n ? '-' : ''
  const digits = String(units < 0n ? -units : units).padStart(DIGITS + 1, '0')
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '')
  const whole = digits.slice(0, -DIGITS)
  return looseLiteral(sign + whole + (fraction === '' ? '' : `.${fraction}`), XSD_DECIMAL)
}

/** -1, 0 or 1; undefined when one of them is no plain number. */
export const compareNumbers = (a: Node, b: Node): number | undefined => {
  const [left, right] = [decimalOf(a), decimalOf(b)]
  if (!left || !right) return undefined
  return left.units < right.units ? -1 : left.units > right.units ? 1 : 0
}

/** Sum, difference or product of two numbers of which one is a decimal; undefined when only the store knows. */
export const calculate = (operator: string, a: Node, b: Node): Node | undefined => {
  const [left, right] = [decimalOf(a), decimalOf(b)]
  if (!left || !right || (left.isInteger && right.isInteger)) return undefined
  if (operator === '+') return decimalNode(left.units + right.units)
  if (operator === '-') return decimalNode(left.units - right.units)
  // Oxigraph 0.5 gives up on 0 * 0.3048; what a rule comes to may not depend on how it is run.
  const product = left.units * right.units
  if (product === 0n) return undefined
  return operator === '*' && product % ONE === 0n && product / ONE < ONE * ONE
    ? decimalNode(product / ONE)
    : undefined
}

/** The decimal that a text is (XPath casts, SPARQL 1.1, 17.5); undefined when only the store knows. */
export const decimalFrom = (text: string): Node | undefined => {
  if (!PLAIN.test(text)) return undefined
  const value = text
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/\.?0*$/, zeros => (zeros.startsWith('.') ? '' : zeros))
  return CANONICAL.test(value) ? looseLiteral(value, XSD_DECIMAL) : decimalNode(unitsOf(text))
}

const CANONICAL = /^-?[1-9]\d*(?:\.\d*[1-9])?$/
