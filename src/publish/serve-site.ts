/** A small server for published sites: conditional requests, Link headers, the right media types; for demos and previews. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve as absolute, extname, join, normalize, sep } from 'node:path'
import { linkHeader, linksOfPage } from './signposting.ts'

export interface ServedSite {
  /** Without a slash at the end. */
  readonly url: string
  close(): Promise<void>
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.jsonld': 'application/ld+json',
  '.xml': 'application/xml; charset=utf-8',
  // The sitemap itself is the compressed file: no Content-Encoding.
  '.gz': 'application/gzip',
  '.txt': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** Largest page that is read for its links; larger files are streamed without a Link header. */
const MAX_PAGE = 2_000_000

interface Found {
  readonly file: string
  readonly size: number
  readonly modified: Date
}

/** The file of a request path; undefined when there is none or the path leads out of the folder. */
const findFile = async (dir: string, path: string): Promise<Found | undefined> => {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    // A broken percent escape names nothing.
    return undefined
  }
  if (decoded.includes('\0')) return undefined
  const relative = normalize(decoded.endsWith('/') ? `${decoded}index.html` : decoded)
  const file = join(dir, relative)
  if (!file.startsWith(dir.endsWith(sep) ? dir : dir + sep)) return undefined
  const stats = await stat(file).catch(() => undefined)
  return stats?.isFile() ? { file, size: stats.size, modified: stats.mtime } : undefined
}

/** RFC 9110: If-None-Match wins over If-Modified-Since. */
const isFresh = (request: IncomingMessage, etag: string, modified: Date): boolean => {
  const match = request.headers['if-none-match']
  if (match !== undefined) {
    return match.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && Math.floor(modified.getTime() / 1000) * 1000 <= since
}

const linksFor = (url: string, extension: string, page: string | undefined): string => {
  if (page !== undefined) return linkHeader(linksOfPage(page))
  if (extension !== '.jsonld') return ''
  return linkHeader([{ rel: 'describes', href: url.replace(/\.jsonld$/, '.html'), type: 'text/html' }])
}

const notFound = (response: ServerResponse): void => {
  response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is no such page.\n')
}

const send = async (request: IncomingMessage, response: ServerResponse, dir: string): Promise<void> => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const path = (request.url ?? '/').replace(/[?#].*$/s, '')
  const found = await findFile(dir, path)
  if (!found) {
    notFound(response)
    return
  }
  const extension = extname(found.file)
  const etag = `"${found.size.toString(16)}-${found.modified.getTime().toString(16)}"`
  const page = extension === '.html' && found.size <= MAX_PAGE ? await readFile(found.file) : undefined
  const link = linksFor(path, extension, page?.toString('utf8'))
  const headers = {
    ETag: etag,
    'Last-Modified': found.modified.toUTCString(),
    'Cache-Control': 'no-cache',
    ...(link && { Link: link }),
  }
  if (isFresh(request, etag, found.modified)) {
    response.writeHead(304, headers).end()
    return
  }
  const type = MEDIA_TYPES[extension] ?? 'application/octet-stream'
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': page?.length ?? found.size })
  if (request.method === 'HEAD') response.end()
  else if (page) response.end(page)
  else
    createReadStream(found.file)
      .on('error', error => response.destroy(error))
      .pipe(response)
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })

/**
 * Serves a folder on loopback (`host` 127.0.0.1 and a free port unless told otherwise) and returns its address.
 * Files are read when asked for: the folder may be published into while it is served. Rejects when the port is taken.
 */
export const serveSite = async (
  dir: string,
  { port = 0, host = '127.0.0.1' }: { readonly port?: number; readonly host?: string } = {},
): Promise<ServedSite> => {
  const root = absolute(dir)
  const server = createServer((request, response) => {
    send(request, response, root).catch(error => response.destroy(error))
  })
  await listen(server, port, host)
  const { port: bound } = server.address() as AddressInfo
  const name = host === '127.0.0.1' || host === '::1' ? 'localhost' : host
  return {
    url: `http://${name}:${bound}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
