/** /assets: styles, scripts and outlines that pages load, from a fixed table. */
import { type Context, Hono } from 'hono'
import { problemResponse } from '../errors.ts'
import { assetNamed, assetUrl } from '../views/asset-files.ts'

const FOREVER = 'public, max-age=31536000, immutable'

/** Where browsers look for an icon when they show something that is no page, and names none. */
const toIcon = (c: Context): Response => {
  c.header('cache-control', 'public, max-age=86400')
  return c.redirect(assetUrl('icon.svg'), 302)
}

/**
 * Serves the files of the table by GET with a strong ETag per encoding (RFC 9110 section 8.8.3). A request that names the
 * right version may keep the answer for ever; any other asks again.
 */
export const assetRoutes = (): Hono =>
  new Hono().get('/favicon.ico', toIcon).get('/assets/*', c => {
    const name = c.req.path.slice('/assets/'.length)
    const asset = assetNamed(name)
    if (!asset) {
      const detail = `there is no file "${name.slice(0, 100)}"; pages name the files they need`
      return problemResponse({ status: 404, code: 'not-found', title: 'No such file', detail })
    }
    const zipped = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    const etag = `"${asset.version}${zipped ? '-gz' : ''}"`
    const headers = {
      etag,
      vary: 'Accept-Encoding',
      'cache-control': c.req.query('v') === asset.version ? FOREVER : 'no-cache',
    }
    const known = (c.req.header('if-none-match') ?? '').split(',').map(tag => tag.trim())
    if (known.includes(etag)) return new Response(null, { status: 304, headers })
    return new Response(zipped ? asset.gzipped : asset.body, {
      headers: { ...headers, 'content-type': asset.type, ...(zipped && { 'content-encoding': 'gzip' }) },
    })
  })
