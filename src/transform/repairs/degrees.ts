/** Degrees in the forms that people write. */

/** The axis that a text says it is on: by N, S or by E, W. */
export type Axis = 'latitude' | 'longitude'

/** Decimal degrees, and the axis when a hemisphere is given. */
export interface ReadDegrees {
  readonly degrees: string
  readonly axis?: Axis
}

const MAX_LENGTH = 60
const NUMBER = '\\d{1,3}(?:[.,]\\d+)?'
// Degree signs, masculine ordinals, primes, quotes of all kinds, "d", "deg", "m", "s".
const PATTERN = new RegExp(
  `^([NSEW])?\\s*([+−–-])?\\s*(${NUMBER})\\s*(?:[°º˚d:]|deg(?:\\.|rees?)?|\\s)?\\s*` +
    `(?:(${NUMBER})\\s*(?:['′’‘\`´m:]|min(?:\\.|utes?)?|\\s)?\\s*)?` +
    `(?:(${NUMBER})\\s*(?:["″”“s]|''|′′|’’|sec(?:\\.|onds?)?)?\\s*)?` +
    '(north|south|east|west|[NSEW])?\\.?$',
  'i',
)

const decimal = (text: string): number => Number(text.replace(',', '.'))

/**
 * Reads `48.2 N`, `48°12'30"N`, `48 12.5 S`, `48,2`, `W 12.5` as decimal degrees with at most 9 decimals. Undefined for a
 * plain decimal number (nothing to do), for minutes or seconds from 60, for `-12 N`, and for everything else.
 */
export const readDegrees = (written: string): ReadDegrees | undefined => {
  const text = written.trim()
  if (text.length > MAX_LENGTH || /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text)) return undefined
  const match = PATTERN.exec(text)
  if (!match) return undefined
  const [, before, sign = '', whole = '', minutes, seconds, after] = match
  if (before !== undefined && after !== undefined) return undefined
  const letter = (before ?? after ?? '').charAt(0).toUpperCase()
  const isMinus = sign !== '' && sign !== '+'
  if (isMinus && (letter === 'N' || letter === 'E')) return undefined
  if (minutes !== undefined && (/[.,]/.test(whole) || decimal(minutes) >= 60)) return undefined
  if (seconds !== undefined && (/[.,]/.test(minutes ?? '') || decimal(seconds) >= 60)) return undefined
  const value = decimal(whole) + decimal(minutes ?? '0') / 60 + decimal(seconds ?? '0') / 3600
  if (value > 360) return undefined
  const isNegative = isMinus || letter === 'S' || letter === 'W'
  const digits = minutes === undefined ? whole.replace(',', '.') : String(Number(value.toFixed(9)))
  const degrees = `${isNegative && value > 0 ? '-' : ''}${digits}`
  if (letter === '') return { degrees }
  return { degrees, axis: letter === 'N' || letter === 'S' ? 'latitude' : 'longitude' }
}
