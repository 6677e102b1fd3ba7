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
import { bad, invalid } from './request-body.ts'
import { DOCUMENT_TYPES, MAX_DOCUMENT, MAX_SHAPES, readSaid, type Said, tooLarge } from './validate-body.ts'

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

const MAX_RESULTS = 1_000

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
