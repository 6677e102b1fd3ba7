/** Decimals of any length, compared digit by digit (XSD 1.1 part 2, 3.3.3). */

/** A decimal without superfluous zeros. */
export interface Decimal {
  readonly negative: boolean
  readonly whole: string
  readonly fraction: string
}

const DECIMAL = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?$/

/** Reads a valid lexical form of xsd:decimal or a type derived from it. */
export const readDecimal = (text: string): Decimal | undefined => {
  const match = DECIMAL.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', digits = ''] = match
  const fraction = digits.replace(/0+$/, '')
  return { negative: sign === '-' && (whole !== '' || fraction !== ''), whole, fraction }
}

/** -1, 0 or 1. */
export const compareDecimals = (a: Decimal, b: Decimal): number => {
  if (a.negative !== b.negative) return a.negative ? -1 : 1
  const size = a.whole.length - b.whole.length || order(a.whole, b.whole) || order(a.fraction, b.fraction)
  return size === 0 ? 0 : Math.sign(size) * (a.negative ? -1 : 1)
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The nearest double, as XPath promotes a decimal that is compared with a double. */
export const toNumber = ({ negative, whole, fraction }: Decimal): number =>
  Number(`${negative ? '-' : ''}${whole || '0'}.${fraction || '0'}`)
