/** Headers of every answer of a protocol endpoint: CORS, OPTIONS, `Vary`. */

import type { MiddlewareHandler } from 'hono'
import { DEADLINE_HEADER, GENERATION_HEADER, MAX_BODY_HEADER, QUERY_ID_HEADER } from '../../headers.ts'

const ASKED_WITH = `accept, content-type, if-none-match, ${QUERY_ID_HEADER.toLowerCase()}`
const SHOWN = [
  GENERATION_HEADER,
  DEADLINE_HEADER,
  MAX_BODY_HEADER,
  QUERY_ID_HEADER,
  'RateLimit',
  'RateLimit-Policy',
  'ETag',
  'Link',
  'Retry-After',
  'Server-Timing',
  'Allow',
].join(', ')

/** What may be sent to a protocol endpoint. */
export interface Openness {
  /** Value of `Allow` and of the preflight answer. */
  readonly methods: string
  /** Media types that the method QUERY takes, when it is among the methods. */
  readonly acceptQuery?: string
  /** Whether tokens are of use; by default where something may be sent. */
  readonly writes?: boolean
}

/** Opens an endpoint to scripts of any site (CORS), and answers OPTIONS, preflight or not. */
export const openToAll =
  ({ methods, acceptQuery, writes = /\b(?:POST|PUT)\b/.test(methods) }: Openness): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method === 'OPTIONS') {
      c.res = new Response(null, { status: 204, headers: { allow: methods } })
      if (acceptQuery) c.header('accept-query', acceptQuery)
      c.header('access-control-allow-methods', methods)
      // Where nothing is ever written, no token is: scripts of other sites need not be let send it.
      c.header('access-control-allow-headers', writes ? `authorization, ${ASKED_WITH}` : ASKED_WITH)
      c.header('access-control-max-age', '86400')
    } else await next()
    c.header('access-control-allow-origin', '*')
    c.header('access-control-expose-headers', SHOWN)
    c.header('vary', 'Accept', { append: true })
  }
