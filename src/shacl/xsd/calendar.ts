/** Dates and times of XML Schema 1.1 part 2 (3.3.7 to 3.3.14): lexical forms, the calendar, and their partial order. */

/** A point on the time line: whole seconds, decimals of a second as digits, and whether a time zone fixes it. */
export interface Moment {
  readonly seconds: number
  readonly fraction: string
  readonly zoned: boolean
}

const ZONE = '(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?'
const YEAR = '(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))'
const MONTH = '(0[1-9]|1[0-2])'
const DAY = '(0[1-9]|[12][0-9]|3[01])'
const TIME = '(?:([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\\.([0-9]+))?|24:00:00(?:\\.0+)?)'

/** Which groups of a form are year, month, day and time; what is missing is taken from the reference of XSD 1.1 (E.3.5). */
interface Form {
  readonly pattern: RegExp
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly time?: number
  readonly zone: number
}

const form = (pattern: string, groups: Omit<Form, 'pattern'>): Form => ({
  pattern: new RegExp(`^${pattern}${ZONE}$`),
  ...groups,
})

const FORMS: Readonly<Record<string, Form>> = {
  dateTime: form(`${YEAR}-${MONTH}-${DAY}T${TIME}`, { year: 1, month: 2, day: 3, time: 4, zone: 8 }),
  date: form(`${YEAR}-${MONTH}-${DAY}`, { year: 1, month: 2, day: 3, zone: 4 }),
  time: form(TIME, { time: 1, zone: 5 }),
  gYearMonth: form(`${YEAR}-${MONTH}`, { year: 1, month: 2, zone: 3 }),
  gYear: form(YEAR, { year: 1, zone: 2 }),
  gMonthDay: form(`--${MONTH}-${DAY}`, { month: 1, day: 2, zone: 3 }),
  gDay: form(`---${DAY}`, { day: 1, zone: 2 }),
  gMonth: form(`--${MONTH}`, { month: 1, zone: 2 }),
}

/** Local names of the datatypes that this file reads. */
export const CALENDAR_TYPES: readonly string[] = Object.keys(FORMS)

// Years beyond this have no whole second in a double; they are valid but compared only as far as doubles go.
const REFERENCE_YEAR = 1972

/** Reads a lexical form; undefined when it is none, or names a day that the calendar does not have. */
export const readMoment = (type: string, text: string): Moment | undefined => {
  const shape = FORMS[type]
  const match = shape?.pattern.exec(text)
  if (!shape || !match) return undefined
  const part = (group: number | undefined, missing: number): number =>
    group === undefined ? missing : Number(match[group])
  const year = part(shape.year, REFERENCE_YEAR)
  const month = part(shape.month, shape.day !== undefined || shape.time !== undefined ? 12 : 1)
  const day = part(shape.day, shape.time !== undefined ? 31 : 1)
  // A year is known or 1972, a leap year, so that --02-29 is a day.
  if (day > daysIn(year, month)) return undefined
  const zone = match[shape.zone]
  const clock = shape.time === undefined ? 0 : clockSeconds(match, shape.time)
  // 24:00:00 of xsd:time is 00:00:00 of the same reference day (XSD 1.1, 3.3.8).
  const seconds = type === 'time' && clock === 86_400 ? 0 : clock
  return {
    seconds: daysFrom(year, month, day) * 86_400 + seconds - zoneMinutes(zone) * 60,
    fraction: (shape.time === undefined ? '' : (match[shape.time + 3] ?? '')).replace(/0+$/, ''),
    zoned: zone !== undefined,
  }
}

const clockSeconds = (match: RegExpExecArray, group: number): number =>
  match[group] === undefined
    ? 86_400
    : Number(match[group]) * 3600 + Number(match[group + 1]) * 60 + Number(match[group + 2])

const zoneMinutes = (zone: string | undefined): number => {
  if (zone === undefined || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return zone.startsWith('-') ? -minutes : minutes
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** Days since 1970-01-01 in the proleptic Gregorian calendar (months beyond 1 to 12 run on). */
export const daysFrom = (year: number, month: number, day: number): number => {
  const months = year * 12 + month - 1
  const y = Math.floor(months / 12)
  const m = (months % 12) + (months % 12 < 0 ? 12 : 0)
  // Years counted from March, so that the leap day is the last of a year.
  const fromMarch = m < 2 ? y - 1 : y
  const monthFromMarch = (m + 10) % 12
  const leaps = Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400)
  return 365 * fromMarch + leaps + Math.floor((153 * monthFromMarch + 2) / 5) + day - 719_469
}

const FOURTEEN_HOURS = 14 * 3600

/** -1, 0 or 1; undefined where only a time zone would decide (XSD 1.1, 3.3.7.1: up to 14 hours either way). */
export const compareMoments = (a: Moment, b: Moment): number | undefined => {
  if (a.zoned === b.zoned) return onLine(a, b)
  if (!a.zoned) {
    const reversed = compareMoments(b, a)
    return reversed === undefined ? undefined : -reversed
  }
  if (onLine(a, { ...b, seconds: b.seconds - FOURTEEN_HOURS }) < 0) return -1
  return onLine(a, { ...b, seconds: b.seconds + FOURTEEN_HOURS }) > 0 ? 1 : undefined
}

const onLine = (a: Moment, b: Moment): number =>
  Math.sign(a.seconds - b.seconds) || (a.fraction < b.fraction ? -1 : a.fraction > b.fraction ? 1 : 0)
