/** A small agent on loopback: serves what a test tells it to, and remembers what it was asked. */

import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { closeNow, listen } from './loopback.ts'

/** A fixed answer. Answers with a body get an ETag and honour If-None-Match, unless `validators` is false. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string | Uint8Array
  readonly validators?: boolean
}

/** Full control over one answer, for servers that misbehave. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** One request as it was received; `at` is performance.now(). */
export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly at: number
}

export interface FakeAgent {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly port: number
  readonly received: readonly Received[]
  /** Answers `path` (with query) from now on; a list is used up one by one, its last reply stays. */
  on(path: string, reply: Reply | Handler | readonly (Reply | Handler)[]): void
  /** An HTML page with one JSON-LD script. */
  page(path: string, json: unknown, headers?: Reply['headers']): void
  /** A urlset of paths of this agent or of absolute URLs. */
  sitemap(path: string, locs: readonly string[]): void
  /** How often a path was asked for. */
  count(path: string): number
  /** Largest number of requests under way at once. */
  mostAtOnce(): number
  close(): Promise<void>
}

const send = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  const body = reply.body ?? ''
  const status = reply.status ?? 200
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
  if (reply.validators !== false && status === 200 && !response.hasHeader('etag'))
    response.setHeader('etag', `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`)
  const etag = response.getHeader('etag')
  if (status === 200 && etag !== undefined && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  response.writeHead(status).end(body)
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Starts an agent on a free port of 127.0.0.1 that answers 404 to everything not told. Close it after the test. */
export const startFakeAgent = async (): Promise<FakeAgent> => {
  const replies = new Map<string, (Reply | Handler)[]>()
  const received: Received[] = []
  let underWay = 0
  let most = 0
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    received.push({ path, headers: request.headers, at: performance.now() })
    most = Math.max(most, ++underWay)
    response.on('close', () => underWay--)
    const planned = replies.get(path) ?? [{ status: 404, body: 'not here' }]
    const reply = planned.length > 1 ? planned.shift() : planned[0]
    if (typeof reply === 'function') reply(request, response)
    else send(request, response, reply ?? { status: 404 })
  })
  const port = await listen(server)
  const origin = `http://127.0.0.1:${port}`
  const on: FakeAgent['on'] = (path, reply) => {
    replies.set(
      path,
      Array.isArray(reply) ? [...(reply as readonly (Reply | Handler)[])] : [reply as Reply | Handler],
    )
  }
  return {
    origin,
    port,
    received,
    on,
    page: (path, json, headers) => {
      const script = JSON.stringify(json).replaceAll('<', '\\u003c')
      const body = `<!doctype html><title>Demo</title><script type="application/ld+json">${script}</script>`
      on(path, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body })
    },
    sitemap: (path, locs) => {
      const urls = locs.map(loc => `<url><loc>${escapeXml(new URL(loc, origin).href)}</loc></url>`)
      const body = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('\n')}</urlset>`
      on(path, { headers: { 'content-type': 'application/xml' }, body })
    },
    count: path => received.filter(request => request.path === path).length,
    mostAtOnce: () => most,
    close: () => closeNow(server),
  }
}
