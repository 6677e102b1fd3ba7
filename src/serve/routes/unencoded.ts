/** Identifiers with slashes in a path, as people type them: sent on to the percent-encoded form. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { problemResponse } from '../errors.ts'
import { isBelow, PARTS } from './sub-paths.ts'

const nothingBelow = (list: string, id: string, part: string): Response =>
  problemResponse({
    status: 404,
    code: 'not-found',
    title: 'Not found',
    detail: `there is no "${part.slice(0, 100)}" below /api/${list}/${id.slice(0, 200)}${isBelow(list, part)}`,
  })

/** Mounts after all other routes: `/api/samples/10.60510/ABC/links` -> 308 to `/api/samples/10.60510%2FABC/links`. */
export const mountUnencoded = (app: OpenAPIHono): void => {
  for (const [list, parts] of Object.entries(PARTS)) {
    app.get(`/api/${list}/*`, (c, next) => {
      const { pathname, search } = new URL(c.req.url)
      const rest = pathname.slice(`/api/${list}/`.length)
      const part = parts.find(each => rest.endsWith(`/${each}`))
      const id = part === undefined ? rest : rest.slice(0, -part.length - 1)
      // Without a slash the routes before this one have answered already.
      if (!id.includes('/')) return next()
      const [first = '', ...others] = id.split('/')
      // Whoever encodes the slashes of an identifier means those that are left for something else.
      if (/%2F/i.test(first)) return Promise.resolve(nothingBelow(list, first, others.join('/')))
      const encoded = id.replaceAll('/', '%2F').replace(/^(https?):(?:%2F)+/i, '$1:%2F%2F')
      const tail = part === undefined ? '' : `/${part}`
      return Promise.resolve(c.redirect(`/api/${list}/${encoded}${tail}${search}`, 308))
    })
  }
}
