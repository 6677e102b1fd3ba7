// Serves an index and sitemaps of 50,000 addresses each; tells its parent the port, then every path that is asked for.
import { createServer } from 'node:http'

const urls = Number(process.argv[2])
const PER_SITEMAP = 50_000

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  const origin = `http://${request.headers.host}`
  if (path.startsWith('/sitemap')) process.send?.(path)
  response.setHeader('content-type', 'application/xml')
  if (path === '/sitemap.xml') {
    response.write('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for (let part = 0; part * PER_SITEMAP < urls; part++)
      response.write(`<sitemap><loc>${origin}/sitemap-${part}.xml</loc></sitemap>\n`)
    response.end('</sitemapindex>')
  } else if (/^\/sitemap-\d+\.xml$/.test(path)) {
    const from = Number(/\d+/.exec(path)?.[0]) * PER_SITEMAP
    response.write('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for (let n = from; n < Math.min(urls, from + PER_SITEMAP); n++)
      response.write(
        `<url><loc>${origin}/samples/demo/page/${n}</loc><lastmod>2026-01-0${1 + (n % 9)}</lastmod></url>\n`,
      )
    response.end('</urlset>')
  } else response.writeHead(404).end()
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
