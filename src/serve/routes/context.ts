/** /api/context.jsonld, and where each JSON answer says that it is its context. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { CONTEXT, CONTEXT_PATH, CONTEXT_REL, textWithContext } from '../api/context.ts'
import { chooseType } from './accept.ts'
import { describeRoute } from './api-answer.ts'

const TYPE = 'application/ld+json'

const route = describeRoute({
  path: CONTEXT_PATH,
  summary: 'The JSON-LD context of all JSON answers',
  tag: 'registry',
  schema: z.object({ '@context': z.record(z.string(), z.unknown()) }).openapi('JsonLdContext'),
  type: TYPE,
})

/** Mounts the document. */
export const mountContext = (app: OpenAPIHono): void => {
  const body = `${JSON.stringify({ '@context': CONTEXT })}\n`
  app.openapi(
    route,
    () => new Response(body, { headers: { 'content-type': TYPE, 'cache-control': 'public, max-age=3600' } }),
  )
}

const PLAIN = /^application\/(?:geo\+)?json\b/
const OFFERS = ['application/json', TYPE] as const

/**
 * Adds the Link header to answers that are JSON (JSON-LD 1.1, section 6.1). To clients that like JSON-LD better, what a
 * route gives as JSON all the same is given with the context in it.
 */
export const pointsToContext =
  (base: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    const { status, headers } = c.res
    if (!PLAIN.test(headers.get('content-type') ?? '')) return
    c.header('link', `<${base}${CONTEXT_PATH}>; rel="${CONTEXT_REL}"; type="${TYPE}"`, { append: true })
    if (!/\baccept\b/i.test(headers.get('vary') ?? '')) c.header('vary', 'Accept', { append: true })
    if (headers.has('content-encoding')) return
    if (status !== 200 || chooseType(c.req.header('accept'), OFFERS) !== TYPE) return
    const body = c.req.method === 'HEAD' ? undefined : textWithContext(await c.res.clone().text())
    const described = new Headers(c.res.headers)
    described.set('content-type', `${TYPE}; charset=utf-8`)
    described.delete('content-length')
    // Other bytes, another tag.
    const tag = described.get('etag')
    if (tag !== null) described.set('etag', tag.replace(/"$/, '-ld"'))
    c.res = undefined
    c.res = new Response(body ?? null, { status, headers: described })
  }
