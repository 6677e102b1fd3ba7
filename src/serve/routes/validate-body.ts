/** The body of a request to check a document: the document itself, JSON or a form that carries it. */
import type { Context } from 'hono'
import { bad, isForm, mediaTypeOf, readBody, readForm } from './request-body.ts'

/** Largest document and shapes, in bytes. */
export const MAX_DOCUMENT = 1_000_000
export const MAX_SHAPES = 256_000
/** JSON and forms escape what they carry. */
const MAX_BODY = 2 * (MAX_DOCUMENT + MAX_SHAPES)

/** Media types of documents. */
export const DOCUMENT_TYPES = [
  ...['application/ld+json', 'text/html', 'text/turtle', 'application/n-triples', 'application/n-quads'],
  ...['application/trig', 'application/xhtml+xml', 'application/xml', 'text/xml'],
] as const

/** HTTP 413. */
export const tooLarge = (what: string, most: number): Response =>
  bad(
    413,
    'too-large',
    'Too large',
    `the ${what} has more than ${most} bytes; \`lodestone validate\` takes more`,
  )

/** What a request says, wherever it says it. */
export interface Said {
  readonly content?: Uint8Array
  /** Of the document; empty to tell by its content. */
  readonly mediaType: string
  readonly fields: URLSearchParams
}

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
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  query: URLSearchParams,
): Promise<Said | Response> => {
  const form = await readForm(body, contentType)
  if (form instanceof Response) return form
  const fields = new URLSearchParams(query)
  let content: Uint8Array | undefined
  let mediaType = ''
  for (const [key, value] of form.entries()) {
    if (key === 'document') {
      content =
        typeof value === 'string'
          ? new TextEncoder().encode(value)
          : new Uint8Array(await value.arrayBuffer())
      if (typeof value !== 'string') mediaType = mediaTypeOf(value.type)
    } else fields.append(key, typeof value === 'string' ? value : await value.text())
  }
  return { ...(content && { content }), mediaType, fields }
}

/** Reads what a request says, or the answer that refuses it. */
export const readSaid = async (c: Context): Promise<Said | Response> => {
  const query = new URL(c.req.url).searchParams
  const body = await readBody(c.req.raw, { most: MAX_BODY, tooLarge: () => tooLarge('request', MAX_BODY) })
  if (body instanceof Response) return body
  const header = c.req.header('content-type')
  const type = mediaTypeOf(header)
  if (isForm(type)) return fromForm(body, header ?? '', query)
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
