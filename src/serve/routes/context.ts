/** /api/context.jsonld, and where each JSON answer says that it is its context. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { CONTEXT, CONTEXT_PATH, CONTEXT_REL } from '../api/context.ts'
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

/** Adds the Link header to answers that are application/json (JSON-LD 1.1, section 6.1). */
export const pointsToContext =
  (base: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    if (!/^application\/json\b/.test(c.res.headers.get('content-type') ?? '')) return
    c.header('link', `<${base}${CONTEXT_PATH}>; rel="${CONTEXT_REL}"; type="${TYPE}"`, { append: true })
  }
