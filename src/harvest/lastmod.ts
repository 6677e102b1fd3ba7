/** Dates as sitemaps give them: W3C datetime as sitemaps.org asks, and what others write in its place. */

/** Dates outside of these are defaults of some program, no dates of pages: there was no web before, and will be other programs after. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
const LONGEST_TEXT = 100

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** RFC 822, section 5.1: the zones that have names, as minutes east of Greenwich. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
}

const DATE = String.raw`(?<year>\d{4})(?:[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?)?`
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,12}))?)?`
// A zone as offset or name; Go's time.String() writes both, and then its monotonic clock.
const ZONE = String.raw`(?:\s*(?<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Z]{2,4}))?(?:\s+[A-Z+-][A-Z0-9+-]{0,5})?(?:\s+m=[+-]?[\d.]+)?`
const NAMED_MONTH = String.raw`(?<name>[A-Z]{3,9})\.?`

/** All forms are anchored and have no nested repetition: time is linear in the (short) text. */
const FORMS: readonly RegExp[] = [
  // W3C datetime (ISO 8601), with a space for the T, or slashes, and Go's form.
  new RegExp(`^${DATE}(?:(?:T|\\s+)${TIME}${ZONE})?$`, 'i'),
  // The same without separators.
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})(?<zone>Z)?)?$/i,
  // Dots are written where the day comes first; slashes are written by everybody, so they tell nothing.
  new RegExp(String.raw`^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})(?:,?\s+${TIME}${ZONE})?$`, 'i'),
  // RFC 822, RFC 9110 (both forms with a four-digit year) and prose: 17 June 2019.
  new RegExp(
    String.raw`^(?:[A-Z]{3,9},?\s+)?(?<day>\d{1,2})[\s-]${NAMED_MONTH}[\s-](?<year>\d{4})(?:,?\s+${TIME}${ZONE})?$`,
    'i',
  ),
  // June 17, 2019
  new RegExp(String.raw`^${NAMED_MONTH}\s+(?<day>\d{1,2}),\s*(?<year>\d{4})(?:,?\s+${TIME}${ZONE})?$`, 'i'),
  // asctime (RFC 9110) and Java's Date.toString(), which puts the zone before the year.
  new RegExp(
    String.raw`^[A-Z]{3},?\s+${NAMED_MONTH}\s+(?<day>\d{1,2})\s+${TIME}(?:\s+(?<zone>[A-Z]{2,4}|[+-]\d{4}))?\s+(?<year>\d{4})$`,
    'i',
  ),
]

/** Minutes east of Greenwich; without a zone UTC, so that the answer does not depend on where this runs. */
const zoneMinutes = (zone: string | undefined): number | undefined => {
  if (zone === undefined) return 0
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (!offset) return ZONES[zone.toUpperCase()]
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
  if (minutes > 14 * 60) return undefined
  return offset[1] === '-' ? -minutes : minutes
}

const monthOf = ({ month, name }: Readonly<Record<string, string | undefined>>): number => {
  if (name === undefined) return Number(month ?? 1)
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

const timeOf = (parts: Readonly<Record<string, string | undefined>>): number | undefined => {
  const [year, month, day] = [Number(parts.year), monthOf(parts), Number(parts.day ?? 1)]
  const [hour, minute, second] = [parts.hour, parts.minute, parts.second].map(text => Number(text ?? 0))
  if (hour === undefined || minute === undefined || second === undefined) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const zone = zoneMinutes(parts.zone)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  // 31 February is no day: Date would go on into March.
  if (zone === undefined || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const milliseconds = Math.floor(Number(`0.${parts.fraction ?? 0}`) * 1000)
  return date.getTime() + ((hour * 60 + minute - zone) * 60 + second) * 1000 + milliseconds
}

/** Seconds or milliseconds since the epoch, by the number of digits: both give dates from 2001 to 2286. */
const epochOf = (text: string): number | undefined => {
  const number = /^(\d{10}|\d{13})(?:\.\d{1,9})?$/.exec(text)
  if (!number) return undefined
  return Math.floor(Number(text) * (number[1]?.length === 10 ? 1000 : 1))
}

/**
 * The time that a `lastmod` means, in milliseconds since the epoch (the first moment of a year, month or day; UTC
 * when no zone is given), or undefined when that is not certain: nonsense, days that do not exist, `03/04/2020`,
 * zones without a fixed meaning, and dates before 1990 or after 2099. Reads W3C datetime in all precisions, Go's
 * time.String(), RFC 822 and HTTP dates, asctime, `17.06.2019`, `20190617`, and epoch seconds or milliseconds.
 */
export const parseLastmod = (text: string): number | undefined => {
  const written = text.trim()
  if (written.length > LONGEST_TEXT) return undefined
  let time = epochOf(written)
  for (const form of FORMS) {
    if (time !== undefined) break
    const parts = form.exec(written)?.groups
    if (parts) time = timeOf(parts)
  }
  return time !== undefined && time >= EARLIEST && time < LATEST ? time : undefined
}
