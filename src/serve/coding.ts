/** Content codings br and gzip (RFC 9110, 8.4 and 12.5.3). */

import { Duplex } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { codingWeight, preferencesOf } from '../graph/accept.ts'

/** What is worth the work of packing: texts and all formats of data. */
const PACKABLE =
  /^(?:text\/|application\/(?:json|xml|javascript|n-triples|n-quads|trig|(?:[\w.-]+\+(?:json|xml)))(?:;|$))/i

/** Answers below this many bytes are sent as they are. */
const WORTHWHILE = 1024

// Quality 5 packs results better than gzip does in about the same time; the default of 11 is made for files packed once.
const packers = {
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: () => createGzip(),
}
type Coding = keyof typeof packers
const CODINGS: readonly Coding[] = ['br', 'gzip']

/** The coding that an Accept-Encoding header likes best, br before gzip; undefined for none at all, or no header. */
export const chooseCoding = (header: string | undefined): Coding | undefined => {
  if (header === undefined) return undefined
  const preferences = preferencesOf(header)
  const weigh = (coding: string): number => codingWeight(coding, preferences)
  // Not to be listed is the weakest way to be acceptable: what a client lists, it wants rather than no coding.
  const plain = preferences.some(({ name }) => name === 'identity') ? weigh('identity') : 0
  const [best] = [...CODINGS].sort((a, b) => weigh(b) - weigh(a))
  return best !== undefined && weigh(best) > 0 && weigh(best) >= plain ? best : undefined
}

/** A coded answer is another representation: its strong tag must differ (RFC 9110, 8.8.3.3). */
const codedTag = (tag: string, coding: Coding): string =>
  tag.startsWith('W/') ? tag : tag.replace(/"$/, `-${coding}"`)

const pack = (body: ReadableStream<Uint8Array>, coding: Coding): ReadableStream<Uint8Array> => {
  // The types of streams of the web and of Node differ in name only.
  const { readable, writable } = Duplex.toWeb(packers[coding]()) as unknown as TransformStream<
    Uint8Array,
    Uint8Array<ArrayBuffer>
  >
  return body.pipeThrough({ readable, writable })
}

/** Packs answers on their way out, as the client likes; an answer that has a coding keeps it. */
export const coded: MiddlewareHandler = async (c, next) => {
  await next()
  const { status, headers, body } = c.res
  if (status === 206 || headers.has('content-encoding')) return
  if (status !== 304 && !PACKABLE.test(headers.get('content-type') ?? '')) return
  if (!/\baccept-encoding\b/i.test(headers.get('vary') ?? ''))
    c.header('vary', 'Accept-Encoding', { append: true })
  if (status === 304) return
  const coding = chooseCoding(c.req.header('accept-encoding'))
  const length = headers.get('content-length')
  if (!coding || !body || (length !== null && Number(length) < WORTHWHILE)) return
  const head = c.req.method === 'HEAD'
  const packed = head ? null : pack(body, coding)
  c.res = new Response(packed, c.res)
  c.res.headers.delete('content-length')
  c.res.headers.set('content-encoding', coding)
  const tag = headers.get('etag')
  if (tag) c.res.headers.set('etag', codedTag(tag, coding))
}
