/** Identifiers with slashes in a path, as people type them: sent on to the percent-encoded form. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { ENTITY_PATHS } from './entities.ts'

const LISTS = ['samples', ...Object.values(ENTITY_PATHS)]
const PARTS = /\/(links|family|assertions|validation|record|samples)$/

/** Mounts after all other routes: `/api/samples/10.60510/ABC/links` -> 308 to `/api/samples/10.60510%2FABC/links`. */
export const mountUnencoded = (app: OpenAPIHono): void => {
  for (const list of LISTS) {
    app.get(`/api/${list}/*`, (c, next) => {
      const { pathname, search } = new URL(c.req.url)
      const rest = pathname.slice(`/api/${list}/`.length)
      const part = PARTS.exec(rest)?.[0] ?? ''
      const id = rest.slice(0, rest.length - part.length)
      // Without a slash the routes before this one have answered already.
      if (!id.includes('/')) return next()
      const encoded = id.replaceAll('/', '%2F').replace(/^(https?):(?:%2F)+/i, '$1:%2F%2F')
      return Promise.resolve(c.redirect(`/api/${list}/${encoded}${part}${search}`, 308))
    })
  }
}
