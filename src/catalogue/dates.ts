/** Dates as precise as people give them -> intervals of days that can be compared. */

/** First and last day, in days since 1970-01-01 (proleptic Gregorian calendar, UTC). */
export interface Days {
  readonly first: number
  readonly last: number
}

const DAY_MS = 86_400_000

// XSD 1.1 part 2: gYear, gYearMonth, date, dateTime; time zones are ignored, the day is the one written down.
const PATTERN = /^(-?\d{4,6})(?:-(\d\d)(?:-(\d\d)(?:T[\d:.]+)?)?)?(?:Z|[+-]\d\d:\d\d)?$/

// Date.UTC takes 0 to 99 as 1900 to 1999; setUTCFullYear does not.
const dayNumber = (year: number, month: number, day: number): number => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / DAY_MS
}

/** The days that an xsd:gYear, gYearMonth, date or dateTime covers; undefined when the text is none of them or no real date. */
export const daysOf = (text: string): Days | undefined => {
  const match = PATTERN.exec(text.trim())
  if (!match) return undefined
  const year = Number(match[1])
  const month = match[2] === undefined ? undefined : Number(match[2])
  const day = match[3] === undefined ? undefined : Number(match[3])
  if (Math.abs(year) > 200_000) return undefined
  if (month === undefined) return { first: dayNumber(year, 1, 1), last: dayNumber(year, 12, 31) }
  if (month < 1 || month > 12) return undefined
  // Day 0 of the next month is the last day of this one.
  const last = dayNumber(year, month + 1, 0)
  if (day === undefined) return { first: dayNumber(year, month, 1), last }
  const only = dayNumber(year, month, day)
  return day < 1 || only > last ? undefined : { first: only, last: only }
}

/**
 * `FROM/TO` as days: both ends inclusive, either may be empty or `..` (open), one date alone means that period.
 * Undefined when an end is no date or the interval ends before it begins.
 */
export const parseInterval = (text: string): Days | undefined => {
  const [from = '', to, ...more] = text.split('/')
  if (more.length > 0) return undefined
  if (to === undefined) return daysOf(from)
  const open = (end: string): boolean => end === '' || end === '..'
  const first = open(from) ? Number.NEGATIVE_INFINITY : daysOf(from)?.first
  const last = open(to) ? Number.POSITIVE_INFINITY : daysOf(to)?.last
  if (first === undefined || last === undefined || first > last) return undefined
  return { first, last }
}

/** The year a day lies in. */
export const yearOf = (day: number): number => new Date(day * DAY_MS).getUTCFullYear()
