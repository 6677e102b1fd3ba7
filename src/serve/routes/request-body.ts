/** Bodies of requests that carry documents: bounded, and their forms. */
import { problemResponse } from '../errors.ts'

/** A refusal. */
export const bad = (status: number, code: string, title: string, detail: string): Response =>
  problemResponse({ status, code, title, detail })

/** HTTP 400 for a parameter; `detail` quotes it. */
export const invalid = (detail: string): Response =>
  bad(400, 'invalid-parameter', 'Invalid parameter', detail)

/** How much of a body is read, and what is answered to more of it. */
export interface BodyBounds {
  /** Bytes. */
  readonly most: number
  readonly tooLarge: () => Response
  /** Makes room for the next bytes, or answers why there is none. */
  readonly room?: (bytes: number) => Response | undefined
}

/** The answer to a body that is packed, 415 with the codings that are taken (RFC 9110, 15.5.16); undefined to one that is not. */
const refusedCoding = (request: Request): Response | undefined => {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (coding === 'identity') return undefined
  const detail = `a body packed with "${coding.slice(0, 60)}" is not taken; send it as it is`
  return problemResponse(
    { status: 415, code: 'unsupported-coding', title: 'Unsupported media type', detail },
    { 'accept-encoding': 'identity' },
  )
}

/** The body as it was sent, at most `most` bytes of it, whatever its Content-Length says; else the answer that refuses it. */
export const readBody = async (
  request: Request,
  { most, tooLarge, room }: BodyBounds,
): Promise<Uint8Array<ArrayBuffer> | Response> => {
  const packed = refusedCoding(request)
  if (packed) return packed
  if (Number(request.headers.get('content-length') ?? 0) > most) return tooLarge()
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > most) return tooLarge()
    const refusal = room?.(part.byteLength)
    if (refusal) return refusal
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** `Text/HTML; charset=x` -> `text/html`; empty when there is no header. */
export const mediaTypeOf = (header: string | undefined): string =>
  (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** Whether a media type is one of the two that HTML forms are sent in. */
export const isForm = (type: string): boolean =>
  type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded'

/** The form in a body, or HTTP 400 when it is none as its Content-Type says. */
export const readForm = async (
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<FormData | Response> => {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return bad(
      400,
      'invalid-form',
      'The form cannot be read',
      'the body is not a form as its Content-Type says',
    )
  }
}
