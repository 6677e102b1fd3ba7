/** Dates in the forms that people write: those with one meaning become ISO 8601, with the precision that was given. */
import type { ValueRepairName } from '../../registry/repairs.ts'

/** What a text was read as; an empty text when it stands for a missing date. */
export interface ReadDate {
  readonly text: string
  readonly rule: ValueRepairName
}

const MAX_LENGTH = 100

const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar jänner janvier enero gennaio janeiro',
    'feb february februar février fevrier febrero febbraio fevereiro',
    'mar march märz maerz mrz mars marzo março',
    'apr april avril abril aprile',
    'may mai mayo maggio maio',
    'jun june juni juin junio giugno junho',
    'jul july juli juillet julio luglio julho',
    'aug august août aout agosto',
    'sep sept september septembre septiembre settembre setembro',
    'oct october okt oktober octobre octubre ottobre outubro',
    'nov november novembre noviembre novembro',
    'dec december dez dezember décembre decembre diciembre dicembre dezembro',
  ].flatMap((names, i) => names.split(' ').map((name): [string, number] => [name, i + 1])),
)

const two = (number: number): string => String(number).padStart(2, '0')

const isDay = (year: number, month: number, day: number): boolean => {
  const last = new Date(Date.UTC(2000, month, 0))
  last.setUTCFullYear(year, month, 0)
  return month >= 1 && month <= 12 && day >= 1 && day <= last.getUTCDate()
}

const iso = (year: number, month?: number, day?: number): string | undefined => {
  if (year < 1 || year > 9999) return undefined
  const start = String(year).padStart(4, '0')
  if (month === undefined) return start
  if (month < 1 || month > 12) return undefined
  if (day === undefined) return `${start}-${two(month)}`
  return isDay(year, month, day) ? `${start}-${two(month)}-${two(day)}` : undefined
}

const TIME =
  /[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

/** The time at the end of a text, in ISO form, and the text before it. */
const apartFromTime = (text: string): { date: string; time: string } => {
  const match = TIME.exec(text)
  if (!match) return { date: text, time: '' }
  const [, hours = '', minutes = '', seconds = '00', half = '', zone = ''] = match
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59) return { date: text, time: '' }
  const offset = /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone.replace(/(\d{2})(\d{2})$/, '$1:$2')
  return { date: text.slice(0, match.index).trim(), time: `T${two(hour)}:${minutes}:${seconds}${offset}` }
}

const isIso = (text: string): boolean => {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)?.slice(1)
  const [year = 0, month, day] = (parts ?? []).map(part => (part === undefined ? undefined : Number(part)))
  return iso(year, month, day) !== undefined
}

/** `2001/04/30`, `2001.04.30`, `2001-4-3`, `20010430`, `30.04.2001`, `4.2001`, `30/04/2001` when only one order is possible. */
const numeric = (text: string): string | undefined => {
  const yearFirst =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text)
  if (yearFirst) return iso(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4]))
  const dotted = /^(?:(\d{1,2})\.\s?)?(\d{1,2})\.\s?(\d{4})$/.exec(text)
  if (dotted)
    return iso(Number(dotted[3]), Number(dotted[2]), dotted[1] === undefined ? undefined : Number(dotted[1]))
  const slashed = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (!slashed) return undefined
  const [a, b, year] = [Number(slashed[1]), Number(slashed[3]), Number(slashed[4])]
  // 03/04/2020 is March or April: it stays a text.
  if (a === b || (a > 12 && b <= 12)) return iso(year, b, a)
  return b > 12 && a <= 12 ? iso(year, a, b) : undefined
}

const SEASON = /^(?:early|mid|late|spring|summer|autumn|fall|winter)[ -,]+(?:of )?(\d{4})$/i

/** `30 April 2001`, `April 30, 2001`, `30-Apr-2001`, `2001 April 30`, `April 2001`, `Mon, 30 Apr 2001`, `Summer 1998`. */
const inWords = (text: string): string | undefined => {
  const season = SEASON.exec(text)
  if (season) return iso(Number(season[1]))
  const words = text
    .toLowerCase()
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/, '')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1')
    .split(/(?:\s*[,./-]\s*|\s+(?:of\s+|de\s+)?)/)
    .filter(word => word !== '')
  const month = words.map(word => MONTHS.get(word)).find(found => found !== undefined)
  const numbers = words.filter(word => /^\d+$/.test(word))
  if (month === undefined || numbers.length !== words.length - 1) return undefined
  const years = numbers.filter(number => number.length === 4)
  const days = numbers.filter(number => number.length <= 2)
  if (years.length !== 1 || days.length > 1 || years.length + days.length !== numbers.length) return undefined
  return iso(Number(years[0]), month, days[0] === undefined ? undefined : Number(days[0]))
}

const APPROXIMATE = /^(?:circa|ca?\.?|about|approx(?:\.|imately)?|around|um|vers|~|≈)(?:\s+|(?=\d))/i
const APPROXIMATE_AFTER =
  /\s*(?:\?|~|%|\((?:\?|ca?\.?|circa|approx\.?|approximate(?:ly)?|estimated|est\.?)\))$/i

/** One date or date and time in ISO form; undefined when it is none. */
const single = (text: string): string | undefined => {
  const { date, time } = apartFromTime(text)
  const read = isIso(date) ? date : (numeric(date) ?? inWords(date))
  if (read === undefined) return undefined
  return time !== '' && read.length === 10 ? read + time : read
}

/** One date, and whether it was marked as approximate. */
const perhapsApproximate = (text: string): { date: string; isApproximate: boolean } | undefined => {
  const bare = text.replace(APPROXIMATE, '').replace(APPROXIMATE_AFTER, '').trim()
  const date = single(bare)
  return date === undefined ? undefined : { date, isApproximate: bare !== text }
}

const SEPARATORS = [
  /\s*\.\.\.?\s*/,
  /\s+(?:-|–|—|to|until|till|bis|through)\s+/i,
  /\s*(?:–|—)\s*/,
  /\s*\/\s*/,
]

/** `a/b`, `a..b`, `a - b`, `a to b`, and open ends. */
const range = (text: string): string | undefined => {
  for (const separator of SEPARATORS) {
    const parts = text.split(separator)
    if (parts.length !== 2) continue
    const [from, to] = parts.map(part => (isOpen(part) ? '' : perhapsApproximate(part.trim())?.date))
    if (from === undefined || to === undefined || from + to === '') continue
    return `${from}/${to}`
  }
  return years(text)
}

const isOpen = (text: string): boolean => /^(?:|\.\.|present|today|now|ongoing|heute)$/i.test(text.trim())

// Years that are shortened to two digits follow each other closely.
const MAX_SHORT_SPAN = 10

/** `1998-2001`, `1998-99`, `1990s`, `199X`, `before 1998`, `after 1998`. */
const years = (text: string): string | undefined => {
  const both = /^(\d{4})\s*-\s*(\d{4}|\d{2})$/.exec(text)
  if (both) {
    const [, from = '', written = ''] = both
    const to = written.length === 2 ? from.slice(0, 2) + written : written
    // 2001-04 is April; 1998-99 two years in a row; 2001-13 a slip and 1998-97 nothing.
    const span = Number(to) - Number(from)
    const isRange = span > 0 && (written.length === 4 || (Number(written) > 12 && span <= MAX_SHORT_SPAN))
    return isRange ? `${from}/${to}` : undefined
  }
  const decade = /^(\d{3})(?:0s|0['’]s|[xu])$/i.exec(text)?.[1]
  if (decade !== undefined) return `${decade}0/${decade}9`
  const open = /^(before|pre-?|until|vor|after|since|post-?|nach|seit)\s*(\d{4})$/i.exec(text)
  if (!open) return undefined
  const [, word = '', year = ''] = open
  return /^(?:before|pre|until|vor)/i.test(word) ? `/${year}` : `${year}/`
}

const EMPTY =
  /^(?:0000(?:-?00(?:-?00)?)?|0001-01-01|9999-12-31|00[./]00[./]0000)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/
// As rule 80 of the crosswalk reads them: nothing to repair.
const READABLE =
  /^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[-+]\d{2}:?\d{2})?)?)?)?$/
// 1973 to the end of 2099: twelve digits and more can be neither seconds nor a date.
const EPOCH = /^(\d{12,13})$/
const MOST_EPOCH = 4_102_444_800_000

const isReadable = (text: string): boolean =>
  text.split('/').every(part => READABLE.test(part)) && text.split('/').length <= 2

/**
 * Reads a date that is not in the form that the rules of the crosswalk read: forms with one meaning become an ISO 8601 date
 * or interval (`a/b`, either end may be empty), as precise as given; a stand-in for a missing date becomes an empty text.
 * Undefined when there is nothing to do: the form is readable already, or has no meaning or two.
 */
export const readDate = (written: string): ReadDate | undefined => {
  if (written.length > MAX_LENGTH) return undefined
  const text = written.trim().replace(/\s+/g, ' ')
  if (EMPTY.test(text)) return { text: '', rule: 'date-empty' }
  if (isReadable(text) && years(text) === undefined) return undefined
  const epoch = Number(EPOCH.exec(text)?.[1] ?? Number.NaN)
  if (epoch < MOST_EPOCH)
    return { text: new Date(epoch).toISOString().replace('.000Z', 'Z'), rule: 'date-epoch-read' }
  const one = perhapsApproximate(text)
  if (one) return { text: one.date, rule: one.isApproximate ? 'date-approximate' : 'date-read' }
  const between = range(text)
  if (between === undefined || between === text) return undefined
  return { text: between, rule: 'date-range-read' }
}
