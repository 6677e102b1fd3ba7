// Serves the demo's landing pages several times over, each copy with identifiers of its own, from memory.
// Usage: node bench/agent-server.mjs SITE_FOLDER COPIES; prints its port. Pages: /N/samples/…; sitemap: /sitemap.xml
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, relative } from 'node:path'

const [folder, copies] = [process.argv[2], Number(process.argv[3])]
const filesBelow = dir =>
  readdirSync(dir, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)],
  )
const pages = new Map(
  filesBelow(folder)
    .filter(file => /[\\/]samples[\\/].*\.html$/.test(file))
    .map(file => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
)

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '')
  if (path === '/sitemap.xml') {
    const origin = `http://${request.headers.host}`
    response.write('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for (let n = 0; n < copies; n++) {
      for (const name of pages.keys())
        response.write(`<url><loc>${origin}/${n}/${encodeURI(name)}</loc></url>\n`)
    }
    response.end('</urlset>')
    return
  }
  const [, n, name] = /^\/(\d+)\/(.*)$/s.exec(path) ?? []
  const page = pages.get(name ?? '')
  response.statusCode = page ? 200 : 404
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('etag', `"${path.length}-${n}"`)
  response.end(page?.replaceAll(/DEMO-/gi, `DEMO-${n}-`))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
