/** What the DataCite REST API answers, checked: JSON:API with a page of DOI records. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { failed, ok, type Result } from '../../model/problem.ts'
import type { Source } from '../../model/source.ts'
import { decodeText } from '../charset.ts'
import type { Fetcher } from '../fetcher.ts'
import { parseJsonText } from '../json-text.ts'
import { quote, webUrl } from '../web-url.ts'

/** One record of a page of results. */
export interface DataciteRecord {
  /** In lower case. */
  readonly doi: string
  /** As the server says, when it is a time. */
  readonly updated?: string
  /** Whether the DOI can be found: drafts, registered-only and deactivated ones cannot. */
  readonly findable: boolean
  readonly json: JsonObject
}

/** One page of results. */
export interface DataciteAnswer {
  /** `undefined` stands for an entry that is no record or has no DOI. */
  readonly records: readonly (DataciteRecord | undefined)[]
  readonly total?: number
  /** Query part of `links.next`. */
  readonly next?: string
}

const ACCEPT = 'application/vnd.api+json, application/json;q=0.9'
const MAX_RECORDS = 10_000
const DOI = /^10\.\d{4,9}(?:\.\d+)*\/\S{1,2000}$/

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const recordOf = (json: JsonValue): DataciteRecord | undefined => {
  if (!isObject(json)) return undefined
  const attributes = isObject(json.attributes) ? json.attributes : {}
  const named = [attributes.doi, json.id].find(value => typeof value === 'string' && DOI.test(value.trim()))
  if (typeof named !== 'string') return undefined
  const { updated, state, isActive } = attributes
  return {
    doi: named.trim().toLowerCase(),
    ...(typeof updated === 'string' &&
      !Number.isNaN(Date.parse(updated)) && { updated: new Date(updated).toISOString() }),
    findable: isActive !== false && (typeof state !== 'string' || state === 'findable'),
    json,
  }
}

const nextOf = (json: JsonObject, base: string): string | undefined => {
  const links = isObject(json.links) ? json.links : {}
  const next =
    typeof links.next === 'string' ? links.next : isObject(links.next) ? links.next.href : undefined
  if (typeof next !== 'string' || next.length > 8000 || !URL.canParse(next, base)) return undefined
  return new URL(next, base).search
}

/** Reads one answer; `url` is where it came from. Problems: `not-datacite`, `invalid-json`, `json-too-deep`. */
export const readAnswer = (url: string, text: string): Result<DataciteAnswer> => {
  const no = (code: string, detail: string): Result<never> =>
    failed({ stage: 'gate', code, subject: url, detail })
  const first = /\S/.exec(text)?.[0]
  if (first === '<')
    return no('not-datacite', `the server answers with a web page (${quote(text.trimStart(), 60)})`)
  const reading = parseJsonText(text, { tolerant: false })
  if (!reading.ok) {
    const { code, message, line, column } = reading.error
    return no(code, `the page of results cannot be read: ${message}, at line ${line}, column ${column}`)
  }
  const { json } = reading
  if (!isObject(json) || !Array.isArray(json.data))
    return no(
      'not-datacite',
      `${quote(text, 80)} has no list "data"; give the address of a REST API such as …/dois`,
    )
  const total = isObject(json.meta) ? json.meta.total : undefined
  const next = nextOf(json, url)
  return ok({
    records: json.data.slice(0, MAX_RECORDS).map(recordOf),
    ...(typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 && { total }),
    ...(next !== undefined && next !== '' && { next }),
  })
}

/** Gets and reads one page of results of at most `maxBytes`. */
export const askDatacite = async (
  fetcher: Pick<Fetcher, 'get'>,
  url: string,
  source: Source,
  maxBytes: number,
): Promise<Result<DataciteAnswer>> => {
  const got = await fetcher.get(url, source, { accept: ACCEPT, maxBytes })
  if (!got.ok) return failed({ ...got.problem, stage: 'gate' })
  const { status, body, charset } = got.value
  if (status >= 400) {
    const said = quote(decodeText(body.subarray(0, 300), charset).text, 160)
    const detail = `the server answers ${status}: ${said}; check url, query and client of the feed`
    return failed({ stage: 'gate', code: 'request-refused', subject: url, detail })
  }
  return readAnswer(url, decodeText(body, charset).text)
}

/** The record's name: its address in the API. Undefined when that makes no address. */
export const recordUrl = (feedUrl: string, doi: string): string | undefined => {
  // Half a character cannot be encoded.
  if (/\p{Cs}/u.test(doi)) return undefined
  const { origin, pathname } = new URL(feedUrl)
  const path = doi.split('/').map(encodeURIComponent).join('/')
  const url = webUrl(`${origin}${pathname.replace(/\/+$/, '')}/${path}`, { stage: 'gate', subject: feedUrl })
  return url.ok ? url.value : undefined
}
