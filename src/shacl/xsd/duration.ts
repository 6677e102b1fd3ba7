/** Durations of XML Schema 1.1 part 2 (3.3.6, 3.4.26, 3.4.27): lexical forms and their partial order. */
import { compareMoments, daysFrom } from './calendar.ts'

/** Months and seconds, both signed alike; decimals of a second as digits. */
export interface Duration {
  readonly months: number
  readonly seconds: number
  readonly fraction: string
  readonly negative: boolean
}

const DURATION =
  /^(-?)P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?$/

/** Reads a duration; undefined when it is none. */
export const readDuration = (text: string): Duration | undefined => {
  const match = DURATION.exec(text)
  if (!match) return undefined
  const [
    ,
    sign,
    years = '0',
    months = '0',
    days = '0',
    hours = '0',
    minutes = '0',
    seconds = '0',
    fraction = '',
  ] = match
  return {
    months: Number(years) * 12 + Number(months),
    seconds: Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    fraction: fraction.replace(/0+$/, ''),
    negative: sign === '-',
  }
}

/** Whether a lexical form of xsd:duration is one of xsd:yearMonthDuration. */
export const isYearMonth = (text: string): boolean => DURATION.test(text) && !/[DT]/.test(text)

/** Whether a lexical form of xsd:duration is one of xsd:dayTimeDuration. */
export const isDayTime = (text: string): boolean => DURATION.test(text) && !/^[^T]*[YM]/.test(text)

// The four days from which two durations are compared (XSD 1.1, 3.3.6.2): what holds from all of them holds.
const REFERENCES = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
] as const

/** -1, 0 or 1; undefined when it depends on the months that are meant (P1M against P30D). */
export const compareDurations = (a: Duration, b: Duration): number | undefined => {
  let answer: number | undefined
  for (const reference of REFERENCES) {
    const found = compareMoments(after(reference, a), after(reference, b))
    if (answer !== undefined && answer !== found) return undefined
    answer = found
  }
  return answer
}

const after = ([year, month]: readonly [number, number], duration: Duration) => {
  const sign = duration.negative ? -1 : 1
  const whole = daysFrom(year, month + sign * duration.months, 1) * 86_400 + sign * duration.seconds
  const { fraction } = duration
  // -0.25 is one second back and 0.75 on.
  return duration.negative && fraction
    ? { seconds: whole - 1, fraction: complement(fraction), zoned: true }
    : { seconds: whole, fraction, zoned: true }
}

const complement = (digits: string): string =>
  (10n ** BigInt(digits.length) - BigInt(digits)).toString().padStart(digits.length, '0')
