/** /releases: the folder of releases that `lodestone export --release` fills, as it is. */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { releasesIn } from '../../export/release.ts'
import { rangeOf, unsatisfiable } from '../range.ts'
import { notFound } from './api-answer.ts'

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  nt: 'application/n-triples',
  gz: 'application/gzip',
  parquet: 'application/vnd.apache.parquet',
}

/** Nothing else is ever sent, whatever a path says. */
const RELEASE = /^(?:latest|\d{4}-\d\d-\d\d-\d+)$/
const FILE = /^(?:SHA256SUMS|[a-z]+(?:\.[a-z]+){1,2})$/

const open = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' }

const sendFile = async (c: Context, path: string): Promise<Response | undefined> => {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const { size, mtimeMs } = found
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
  const extension = path.split('.').at(-1) ?? ''
  const headers = {
    ...open,
    etag,
    'accept-ranges': 'bytes',
    'last-modified': new Date(mtimeMs).toUTCString(),
    'content-type': TYPES[extension] ?? 'text/plain; charset=utf-8',
  }
  if (c.req.header('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  const condition = c.req.header('if-range')
  const range = condition === undefined || condition === etag ? rangeOf(c.req.header('range')) : undefined
  if (range && range.from >= size) return unsatisfiable(size, headers)
  const [from, to] = [range?.from ?? 0, Math.min(range?.to ?? size, size)]
  const about = {
    'content-length': String(to - from),
    ...(range && { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
  }
  const body =
    c.req.method === 'HEAD' || to === from ? null : createReadStream(path, { start: from, end: to - 1 })
  return new Response(body && (Readable.toWeb(body) as ReadableStream<Uint8Array>), {
    status: range ? 206 : 200,
    headers: { ...headers, ...about },
  })
}

const listing = (title: string, names: readonly string[]) =>
  html`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><ul>${names.map(
    name => html`<li><a href="${name}">${name}</a></li>`,
  )}</ul></html>`

/** The routes; every path below /releases/ is a release or a file of one. */
export const releaseRoutes = (folder: string): Hono => {
  const app = new Hono()
  app.get('/releases', c => c.redirect('/releases/', 301))
  app.get('/releases/', async c => {
    const names = await releasesIn(folder)
    const all = names.length > 0 ? ['latest', ...names] : []
    return c.html(
      listing(
        'Releases',
        all.map(name => `${name}/`),
      ),
      200,
      open,
    )
  })
  const missing = (what: string) => notFound('release', what, '; /releases/ lists them')
  app.get('/releases/:release', c =>
    c.redirect(`/releases/${encodeURIComponent(c.req.param('release'))}/`, 301),
  )
  app.get('/releases/:release/', async c => {
    const { release } = c.req.param()
    const names = RELEASE.test(release) ? await readdir(join(folder, release)).catch(() => []) : []
    return names.length > 0 ? c.html(listing(release, names.sort()), 200, open) : missing(release)
  })
  app.get('/releases/:release/:file', async c => {
    const { release, file } = c.req.param()
    const safe = RELEASE.test(release) && FILE.test(file)
    return (safe && (await sendFile(c, join(folder, release, file)))) || missing(`${release}/${file}`)
  })
  return app
}
