/** Numbers as literals write them. */

const NUMBER = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/

/**
 * A number in plain decimal notation: JSON-LD turns 12.345 into `"1.2345E1"^^xsd:double`, which this turns back into
 * `12.345`, digit by digit and without loss. Integers and decimals are only tidied (`+01.50` is `1.5`). Undefined for
 * what is no number, and for exponents beyond ±100.
 */
export const plainDecimal = (text: string): string | undefined => {
  const match = NUMBER.exec(text)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const shift = Number(exponent)
  if (Math.abs(shift) > 100) return undefined
  const digits = whole + fraction
  const point = whole.length + shift
  const before = (point > 0 ? digits.slice(0, point).padEnd(point, '0') : '').replace(/^0+(?=\d)/, '')
  const after = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '')
  const plain = after ? `${before || '0'}.${after}` : before || '0'
  return sign === '-' && /[1-9]/.test(plain) ? `-${plain}` : plain
}
