/**
 * What an OAI-PMH server answers (protocol 2.0), read so that a record that is not well-formed costs only itself: the
 * answer is cut into records by their tags, comments and CDATA sections aside, and each is read on its own.
 */

import { failed, ok, type Result } from '../../model/problem.ts'
import { parseXml, rootOf, TEXT } from '../formats/xml-tree.ts'
import { quote } from '../web-url.ts'

/** One record of a list, as far as it could be read. */
export interface OaiRecord {
  readonly identifier?: string
  /** As written; `isDatestamp` tells whether it is one. */
  readonly datestamp?: string
  readonly deleted: boolean
  /** The element below `metadata` as sent, with the namespace declarations around it. */
  readonly metadata?: string
}

/** One answer. */
export interface OaiAnswer {
  /** OAI-PMH 3.6: codes such as `badResumptionToken`. */
  readonly errors: readonly { readonly code: string; readonly message: string }[]
  readonly responseDate?: string
  readonly records: readonly OaiRecord[]
  /** Empty at the end of a list that came in parts; undefined when there is none. */
  readonly token?: string
  readonly completeListSize?: number
  /** Whether the answer has its end. */
  readonly whole: boolean
  /** Of an Identify answer. */
  readonly granularity?: string
}

/** Records of one answer that are read. */
const MAX_RECORDS = 100_000
const MAX_TOKEN = 4096
const MAX_DECLARATIONS = 50

const SECTIONS: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
]

/**
 * The text with comments and CDATA sections blanked out, everything at its place: tags in them are no tags. A section
 * that begins a second time before its end was not closed, and is left as it is.
 */
const masked = (text: string): string => {
  const parts: string[] = []
  let done = 0
  const ends = new Map<string, number>()
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at + 2)) {
    if (at < done) continue
    const section = SECTIONS.find(([open]) => text.startsWith(open, at))
    if (!section) continue
    const [open, close] = section
    const known = ends.get(close) ?? -1
    const end = known >= at + open.length ? known : text.indexOf(close, at + open.length)
    // Nothing closes it, nor any that follows.
    ends.set(close, end < 0 ? Number.MAX_SAFE_INTEGER : end)
    if (end < 0 || end === Number.MAX_SAFE_INTEGER) continue
    const again = text.indexOf(open, at + open.length)
    if (again >= 0 && again < end) continue
    parts.push(text.slice(done, at), ' '.repeat(end + close.length - at))
    done = end + close.length
  }
  parts.push(text.slice(done))
  return parts.join('')
}

const RECORD = /<((?:[\w.-]{1,40}:)?)record(?:\s[^<>]{0,2000})?>\s*<\1header[\s/>]/g

/** Namespace declarations in start tags; a later one of the same prefix wins. */
const declarationsIn = (tags: string): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, name = '', value = ''] of tags.matchAll(
    /\s(xmlns(?::[\w.-]{1,40})?)\s*=\s*("[^"<]*"|'[^'<]*')/g,
  ))
    if (found.size < MAX_DECLARATIONS) found.set(name, value)
  return found
}

/** The element with the declarations that it does not make itself. */
const selfContained = (element: string, scope: ReadonlyMap<string, string>): string => {
  const start = /<[^\s<>/!?][^\s<>/]*/.exec(element)
  if (!start) return element
  const end = start.index + start[0].length
  const own = declarationsIn(element.slice(start.index, element.indexOf('>', end)))
  const missing = [...scope].filter(([name]) => !own.has(name)).map(([name, value]) => ` ${name}=${value}`)
  return element.slice(start.index, end) + missing.join('') + element.slice(end)
}

const textOf = (xml: string, hidden: string, name: string): string | undefined => {
  const tag = new RegExp(`<((?:[\\w.-]{1,40}:)?)${name}(?:\\s[^<>]*)?>`).exec(hidden)
  if (!tag) return undefined
  const end = hidden.indexOf(`</${tag[1]}${name}`, tag.index)
  if (end < 0) return undefined
  const parsed = parseXml(`<t>${xml.slice(tag.index + tag[0].length, end)}</t>`)
  const text = parsed.ok ? parsed.tree.json[TEXT] : undefined
  return typeof text === 'string' ? text : undefined
}

/** One record from its own text. */
const recordOf = (xml: string, hidden: string, outer: ReadonlyMap<string, string>): OaiRecord => {
  const prefix = /^<((?:[\w.-]+:)?)/.exec(hidden)?.[1] ?? ''
  const headerEnd = hidden.indexOf(`</${prefix}header`)
  const head = headerEnd < 0 ? hidden.length : headerEnd
  const status = /<[^<>]{0,60}header\s[^<>]{0,2000}status\s*=\s*["']\s*deleted\s*["']/i.test(
    hidden.slice(0, head),
  )
  const identifier = textOf(xml.slice(0, head), hidden.slice(0, head), 'identifier')
  const datestamp = textOf(xml.slice(0, head), hidden.slice(0, head), 'datestamp')
  const opening = new RegExp(`<${prefix}metadata(?:\\s[^<>]*)?>`).exec(hidden.slice(head))
  const from = opening ? head + opening.index + opening[0].length : -1
  const closing = hidden.lastIndexOf(`</${prefix}metadata`)
  const element =
    from < 0 ? '' : xml.slice(from, closing > from ? closing : lastClosing(hidden, prefix)).trim()
  const scope = new Map([...outer, ...declarationsIn(hidden.slice(0, from < 0 ? 0 : from))])
  return {
    ...(identifier !== undefined && { identifier }),
    ...(datestamp !== undefined && { datestamp }),
    deleted: status,
    ...(/<[^\s<>/!?]/.test(element) && { metadata: selfContained(element, scope) }),
  }
}

const lastClosing = (hidden: string, prefix: string): number => {
  const end = hidden.lastIndexOf(`</${prefix}record`)
  return end < 0 ? hidden.length : end
}

interface Records {
  readonly records: readonly OaiRecord[]
  /** Where the first begins and the last ends. */
  readonly start: number
  readonly end: number
}

const recordsOf = (text: string, hidden: string): Records => {
  const places = [...hidden.matchAll(RECORD)].slice(0, MAX_RECORDS)
  const start = places[0]?.index ?? hidden.length
  const outer = declarationsIn(hidden.slice(0, start).slice(0, 20_000))
  let end = 0
  const records = places.map((place, i) => {
    const prefix = place[1] ?? ''
    const limit = places[i + 1]?.index ?? tailStart(hidden, prefix, place.index)
    const chunk = hidden.slice(place.index, limit)
    const closed = chunk.lastIndexOf(`</${prefix}record`)
    end = closed < 0 ? limit : place.index + closed
    return recordOf(text.slice(place.index, limit), chunk, outer)
  })
  return { records, start, end }
}

/** Where the last record's text ends at the latest. */
const tailStart = (hidden: string, prefix: string, from: number): number => {
  const ends = [`<${prefix}resumptionToken`, `</${prefix}ListRecords`, `</${prefix}OAI-PMH`]
  const found = ends.map(end => hidden.lastIndexOf(end)).filter(at => at > from)
  return found.length > 0 ? Math.min(...found) : hidden.length
}

const tokenIn = (text: string, hidden: string): { token?: string; completeListSize?: number } => {
  const open = /<((?:[\w.-]{1,40}:)?)resumptionToken((?:\s[^<>]*)?)>/.exec(hidden)
  if (!open) return {}
  const attributes = parseXml(`<t ${(open[2] ?? '').replace(/\/$/, '')}/>`)
  const size = attributes.ok ? Number(attributes.tree.json['@completeListSize']) : Number.NaN
  const isEmpty = open[2]?.endsWith('/') ?? false
  const rest = hidden.slice(open.index)
  const token = isEmpty ? '' : (textOf(text.slice(open.index), rest, 'resumptionToken') ?? '')
  return { token, ...(Number.isSafeInteger(size) && size >= 0 && { completeListSize: size }) }
}

const errorsIn = (text: string, hidden: string): { code: string; message: string }[] =>
  [
    ...hidden.matchAll(
      /<(?:[\w.-]{1,40}:)?error\s[^<>]{0,500}code\s*=\s*["']\s*([\w-]{1,60})\s*["'][^<>]{0,500}>/g,
    ),
  ]
    .slice(0, 10)
    .map(error => {
      const rest = text.slice(error.index, error.index + 2000)
      return { code: error[1] ?? '', message: textOf(rest, rest, 'error')?.slice(0, 300) ?? '' }
    })

/** Reads one answer. The problem (`not-oai-pmh`) says what else it is. */
export const readOai = (url: string, text: string): Result<OaiAnswer> => {
  const root = rootOf(text)?.root
  if (root !== 'OAI-PMH') {
    const what = root === undefined ? `no XML (${quote(text.trimStart(), 60)})` : `<${root.slice(0, 40)}>`
    const detail = `the server answers with ${what}, not with <OAI-PMH>; give the base URL of an OAI-PMH repository`
    return failed({ stage: 'gate', code: 'not-oai-pmh', subject: url, detail })
  }
  const hidden = masked(text)
  const { records, start, end } = recordsOf(text, hidden)
  const head = [text.slice(0, start), hidden.slice(0, start)] as const
  const responseDate = textOf(...head, 'responseDate')
  const granularity = textOf(...head, 'granularity')
  const tail = records.length > 0 ? end : 0
  const token = tokenIn(text.slice(tail), hidden.slice(tail))
  if (token.token !== undefined && token.token.length > MAX_TOKEN) {
    const detail = `the resumption token has ${token.token.length} characters; the limit is ${MAX_TOKEN}`
    return failed({ stage: 'gate', code: 'token-too-long', subject: url, detail })
  }
  return ok({
    errors: errorsIn(...head),
    ...(responseDate !== undefined && { responseDate }),
    records,
    ...token,
    whole: /<\/(?:[\w.-]{1,40}:)?OAI-PMH\s*>\s*$/.test(hidden.slice(-200)),
    ...(granularity !== undefined && { granularity }),
  })
}
