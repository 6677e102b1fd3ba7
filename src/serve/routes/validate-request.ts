/** An HTTP request to have a document checked, in any of the forms that are taken -> a check request. */
import type { Context } from 'hono'
import { isIri } from '../../rdf/terms.ts'
import { didYouMean } from '../../registry/nearest.ts'
import {
  type CheckRequest,
  LANGUAGES,
  type Language,
  THRESHOLDS,
  type Threshold,
} from '../../validate/check-request.ts'
import { problemResponse } from '../errors.ts'

/** Largest document and shapes, in bytes, and most results that are told. */
export const MAX_DOCUMENT = 1_000_000
export const MAX_SHAPES = 256_000
const MAX_RESULTS = 1_000
/** JSON and forms escape what they carry. */
const MAX_BODY = 2 * (MAX_DOCUMENT + MAX_SHAPES)

/** Names for `format=` besides the media types themselves. */
const FORMATS: Readonly<Record<string, string>> = {
  turtle: 'text/turtle',
  ttl: 'text/turtle',
  trig: 'application/trig',
  nt: 'application/n-triples',
  ntriples: 'application/n-triples',
  nq: 'application/n-quads',
  nquads: 'application/n-quads',
  jsonld: 'application/ld+json',
  json: 'application/ld+json',
  html: 'text/html',
}

/** Media types of documents. */
export const DOCUMENT_TYPES = [
  ...['application/ld+json', 'text/html', 'text/turtle', 'application/n-triples', 'application/n-quads'],
  ...['application/trig', 'application/xhtml+xml', 'application/xml', 'text/xml'],
] as const

const PARAMETERS = [
  'profile',
  'format',
  'url',
  'raw',
  'language',
  'explain',
  'failOn',
  'document',
  'mediaType',
  'shapes',
  'sample',
  'report',
]

const bad = (status: number, code: string, title: string, detail: string): Response =>
  problemResponse({ status, code, title, detail })

const invalid = (detail: string): Response => bad(400, 'invalid-parameter', 'Invalid parameter', detail)

const tooLarge = (what: string, most: number): Response =>
  bad(
    413,
    'too-large',
    'Too large',
    `the ${what} has more than ${most} bytes; \`lodestone validate\` takes more`,
  )

/** The body, at most `MAX_BODY` bytes of it, whatever its Content-Length says. */
const readBody = async (request: Request): Promise<Uint8Array | Response> => {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return tooLarge('request', MAX_BODY)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > MAX_BODY) return tooLarge('request', MAX_BODY)
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** What a request says, wherever it says it. */
interface Said {
  readonly content?: Uint8Array
  /** Of the document; empty to tell by its content. */
  readonly mediaType: string
  readonly fields: URLSearchParams
}

const typeOf = (header: string | undefined): string =>
  (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

const fromJson = (body: Uint8Array, query: URLSearchParams): Said | Response | undefined => {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(body))
  } catch {
    // Perhaps a document whose faults the harvest repairs: it is taken for one.
    return undefined
  }
  if (typeof json !== 'object' || json === null || !('document' in json) || '@context' in json)
    return undefined
  const fields = new URLSearchParams(query)
  for (const [key, value] of Object.entries(json)) {
    if (key === 'document') continue
    for (const each of Array.isArray(value) ? value : [value]) fields.append(key, String(each))
  }
  const { document } = json
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  return { content: new TextEncoder().encode(text), mediaType: '', fields }
}

const fromForm = async (
  body: Uint8Array,
  contentType: string,
  query: URLSearchParams,
): Promise<Said | Response> => {
  let form: Awaited<ReturnType<Response['formData']>>
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    return bad(
      400,
      'invalid-form',
      'The form cannot be read',
      'the body is not a form as its Content-Type says',
    )
  }
  const fields = new URLSearchParams(query)
  let content: Uint8Array | undefined
  let mediaType = ''
  for (const [key, value] of form.entries()) {
    if (key === 'document') {
      content =
        typeof value === 'string'
          ? new TextEncoder().encode(value)
          : new Uint8Array(await value.arrayBuffer())
      if (typeof value !== 'string') mediaType = typeOf(value.type)
    } else fields.append(key, typeof value === 'string' ? value : await value.text())
  }
  return { ...(content && { content }), mediaType, fields }
}

const readSaid = async (c: Context): Promise<Said | Response> => {
  const query = new URL(c.req.url).searchParams
  const body = await readBody(c.req.raw)
  if (body instanceof Response) return body
  const header = c.req.header('content-type')
  const type = typeOf(header)
  if (type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded')
    return fromForm(body, header ?? '', query)
  const wrapped = type === 'application/json' ? fromJson(body, query) : undefined
  if (wrapped) return wrapped
  const known: readonly string[] = DOCUMENT_TYPES
  const mediaType = type === 'application/json' ? 'application/ld+json' : type
  if (mediaType !== '' && mediaType !== 'text/plain' && !known.includes(mediaType) && !query.has('format'))
    return bad(
      415,
      'unsupported-media-type',
      'Unsupported media type',
      `a document cannot be sent as "${type.slice(0, 100)}"; use one of ${known.join(', ')}, or say format=`,
    )
  return { content: body, mediaType: mediaType === 'text/plain' ? '' : mediaType, fields: query }
}

const flag = (fields: URLSearchParams, name: string): boolean =>
  ['', 'true', '1', 'on', 'yes'].includes(fields.get(name) ?? 'no')

const choice = <T extends string>(
  fields: URLSearchParams,
  name: string,
  known: readonly T[],
): T | Response | undefined => {
  const text = fields.get(name)
  if (text === null || text === '') return undefined
  return (
    known.find(each => each === text) ??
    invalid(`${name} is one of ${known.join(', ')}, not "${text.slice(0, 60)}"${didYouMean(text, known)}`)
  )
}

const formatOf = ({ fields, mediaType }: Said): string | Response => {
  const text = (fields.get('format') ?? fields.get('mediaType') ?? '').trim().toLowerCase()
  if (text === '') return mediaType
  const known: readonly string[] = DOCUMENT_TYPES
  const found = FORMATS[text] ?? known.find(each => each === text)
  return (
    found ??
    invalid(`format is one of ${Object.keys(FORMATS).join(', ')} or a media type, not "${text.slice(0, 60)}"`)
  )
}

/** Forms of a report, by the name that `report=` takes. */
export const REPORTS = ['json', 'turtle', 'jsonld', 'ntriples'] as const
export type ReportName = (typeof REPORTS)[number]

/** A check that was asked for; `sample` in place of a document is for the caller to look up. */
export interface AskedCheck {
  /** The form of the report, when it is to be saved as a file. */
  readonly report?: ReportName
  readonly request: CheckRequest
  readonly sample?: string
}

/** Reads a request. A Response says what is wrong with it. `base` is the public address without a trailing slash. */
export const readCheckRequest = async (c: Context, base: string): Promise<AskedCheck | Response> => {
  const said = await readSaid(c)
  if (said instanceof Response) return said
  const { content = new Uint8Array(), fields } = said
  const stray = [...fields.keys()].find(key => !PARAMETERS.includes(key))
  if (stray !== undefined)
    return bad(
      400,
      'unknown-parameter',
      'Unknown parameter',
      `"${stray.slice(0, 60)}" is not known${didYouMean(stray, PARAMETERS)}`,
    )
  const mediaType = formatOf(said)
  const language = choice<Language>(fields, 'language', LANGUAGES)
  const threshold = choice<Threshold>(fields, 'failOn', THRESHOLDS)
  const report = choice<ReportName>(fields, 'report', REPORTS)
  for (const each of [mediaType, language, threshold, report]) if (each instanceof Response) return each
  const url = fields.get('url') || `${base}/profiles/playground/document`
  if (!isIri(url)) return invalid(`url is the absolute address of the document, not "${url.slice(0, 100)}"`)
  const shapes = fields.get('shapes')?.trim() ? (fields.get('shapes') ?? '') : undefined
  const profiles = fields.getAll('profile').filter(id => id !== '')
  const sample = fields.get('sample')?.trim()
  if (content.byteLength > MAX_DOCUMENT) return tooLarge('document', MAX_DOCUMENT)
  if (shapes !== undefined && Buffer.byteLength(shapes) > MAX_SHAPES) return tooLarge('shapes', MAX_SHAPES)
  if (profiles.length > 100) return invalid('at most 100 profiles can be named')
  if (content.byteLength === 0 && !sample)
    return bad(
      400,
      'no-document',
      'No document',
      'the body is empty; send the document, or name a sample that was harvested',
    )
  return {
    request: {
      ...{ name: 'document', content, mediaType: mediaType as string, url, profiles },
      ...(shapes !== undefined && { shapes: { name: 'shapes', text: shapes } }),
      raw: flag(fields, 'raw'),
      language: (language as Language | undefined) ?? 'en',
      ...(threshold !== undefined && { threshold: threshold as Threshold }),
      explain: flag(fields, 'explain'),
      graph: false,
      maxResults: MAX_RESULTS,
    },
    ...(report !== undefined && { report: report as ReportName }),
    ...(sample && content.byteLength === 0 && { sample }),
  }
}
