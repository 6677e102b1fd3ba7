/** An HTTP request to have identifiers verified, in any of the forms that are taken. */
import type { Context } from 'hono'
import { canonicalise } from '../../pid/identifiers.ts'
import { isIri } from '../../rdf/terms.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { problemResponse } from '../errors.ts'
import type { Place } from '../upload-room.ts'
import type { VerifyRequest } from '../verify-service.ts'
import { bad, invalid, isForm, mediaTypeOf, readBody, readForm } from './request-body.ts'
import { formBound, jsonBound } from './verify-bounds.ts'

/** Forms of the report. */
export const FORMATS = ['json', 'csv', 'html'] as const
export type Format = (typeof FORMATS)[number]

/** Largest request, in bytes: a book with pictures. */
export const MAX_BODY = 20_000_000
const MAX_IDENTIFIERS = 10_000
const MAX_IDENTIFIER = 2_048
const PARAMETERS = ['publication', 'format', 'name', 'document', 'text', 'identifiers'] as const

/** What is asked for. */
export interface Asked extends VerifyRequest {
  readonly format?: Format
}

const tooLarge = (): Response =>
  bad(
    413,
    'too-large',
    'Too large',
    `more than ${MAX_BODY / 1_000_000} MB were sent; \`lodestone verify\` takes up to 64 MB`,
  )

const noRoom = (): Response =>
  problemResponse(
    {
      ...{ status: 503, code: 'busy', title: 'Too many documents at once' },
      detail: 'so many documents are being sent that there is no room for this one; try again in a moment',
    },
    { 'retry-after': '5' },
  )

/** What a body carries, before it is checked. */
interface Carried {
  readonly document?: VerifyRequest['document']
  readonly identifiers?: unknown
  readonly fields: Readonly<Record<string, unknown>>
}

const textDocument = (text: string, name = 'text'): Carried['document'] => ({
  name,
  bytes: new TextEncoder().encode(text),
  mediaType: 'text/plain; charset=utf-8',
})

const fromJson = (body: Uint8Array): Carried | Response => {
  const bound = jsonBound(body)
  if (bound !== undefined) return bad(400, 'invalid-json', 'Not read', `the body is not read: ${bound}`)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(body))
  } catch (error) {
    return bad(400, 'invalid-json', 'Not JSON', `the body is not JSON: ${(error as Error).message}`)
  }
  if (Array.isArray(json)) return { identifiers: json, fields: {} }
  if (typeof json !== 'object' || json === null)
    return bad(
      400,
      'invalid-parameter',
      'Invalid body',
      'send {"identifiers": […]} or {"text": "…"}, with "publication" if you like',
    )
  const { text, identifiers, ...fields } = json as Record<string, unknown>
  return {
    ...(typeof text === 'string' && { document: textDocument(text) }),
    ...(identifiers !== undefined && { identifiers }),
    fields,
  }
}

const fromForm = async (body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Carried | Response> => {
  const bound = formBound(body, contentType)
  if (bound !== undefined)
    return bad(400, 'invalid-form', 'The form is not read', `the form is not read: ${bound}`)
  const form = await readForm(body, contentType)
  if (form instanceof Response) return form
  const fields: Record<string, string> = {}
  let document: Carried['document']
  for (const [key, value] of form.entries()) {
    if (typeof value !== 'string') {
      // A file field that was left empty is sent as well.
      if (value.size > 0)
        document = {
          name: value.name.slice(0, 200),
          bytes: new Uint8Array(await value.arrayBuffer()),
          mediaType: value.type,
        }
    } else if ((key === 'text' || key === 'document') && value.trim() !== '') document ??= textDocument(value)
    else if (key !== 'text' && key !== 'document') fields[key] = value
  }
  return { ...(document && { document }), fields }
}

const carriedBy = async (c: Context, name: string, place: Place): Promise<Carried | Response> => {
  const body = await readBody(c.req.raw, {
    most: MAX_BODY,
    tooLarge,
    room: bytes => (place.take(bytes) ? undefined : noRoom()),
  })
  if (body instanceof Response) return body
  const header = c.req.header('content-type') ?? ''
  const type = mediaTypeOf(header)
  if (type === 'application/json') return fromJson(body)
  if (isForm(type)) return fromForm(body, header)
  return { ...(body.length > 0 && { document: { name, bytes: body, mediaType: header } }), fields: {} }
}

const checkedList = (given: unknown): readonly string[] | Response => {
  const list = typeof given === 'string' ? given.split(/\r?\n/).filter(line => line.trim() !== '') : given
  if (!Array.isArray(list) || list.some(each => typeof each !== 'string'))
    return invalid('"identifiers" is a list of texts')
  if (list.length > MAX_IDENTIFIERS)
    return invalid(`at most ${MAX_IDENTIFIERS} identifiers are verified at once, not ${list.length}`)
  const long = list.find((each: string) => each.length > MAX_IDENTIFIER) as string | undefined
  return long === undefined
    ? list
    : invalid(`"${long.slice(0, 60)}…" is too long for an identifier; send texts as "text"`)
}

/** Canonical IRI of a publication in any spelling; any web address will do. */
export const publicationNamed = (text: string): string | undefined =>
  canonicalise(text) ?? (/^https?:/i.test(text) && isIri(text.trim()) ? text.trim() : undefined)

/** Reads what a request asks for into its place, or the answer that refuses it. */
export const readVerifyRequest = async (c: Context, place: Place): Promise<Asked | Response> => {
  const query = Object.fromEntries(new URL(c.req.url).searchParams)
  const carried = await carriedBy(c, (query.name ?? 'document').slice(0, 200), place)
  if (carried instanceof Response) return carried
  const fields: Record<string, unknown> = { ...query, ...carried.fields }
  const strange = Object.keys(fields).find(name => !PARAMETERS.some(known => known === name))
  if (strange !== undefined)
    return bad(
      400,
      'unknown-parameter',
      'Unknown parameter',
      `there is no parameter "${strange.slice(0, 100)}"${didYouMean(strange, PARAMETERS)}`,
    )
  const text = (name: string): string => String(fields[name] ?? '').trim()
  const format = FORMATS.find(known => known === text('format'))
  if (text('format') !== '' && !format)
    return invalid(`format is ${FORMATS.join(', ')}, not "${text('format').slice(0, 100)}"`)
  const publication = text('publication') === '' ? undefined : publicationNamed(text('publication'))
  if (text('publication') !== '' && publication === undefined)
    return invalid(
      `publication is a DOI or another identifier of a publication, not "${text('publication').slice(0, 200)}"`,
    )
  const listed = carried.identifiers ?? fields.identifiers
  const identifiers = listed === undefined ? undefined : checkedList(listed)
  if (identifiers instanceof Response) return identifiers
  if (!carried.document && !identifiers)
    return bad(
      400,
      'no-document',
      'No document',
      'nothing was sent; send a text, a file or {"identifiers": […]} as the body',
    )
  return {
    ...(carried.document && { document: carried.document }),
    ...(identifiers && !carried.document && { identifiers }),
    ...(publication !== undefined && { publication }),
    ...(format && { format }),
  }
}
