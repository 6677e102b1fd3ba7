// An agent that misbehaves by a seed: the fault of every page follows from seed and number, so that two runs see the same.
// Usage: node test/support/faulty-agent.mjs PAGES SEED FAULTS(on|off) [PORT]; prints its port; GET /stats tells what it saw,
// GET /reset forgets it. Every fault is either passing (gone after one or two requests) or permanent.
import { createServer } from 'node:http'

const [pages, seed, faults] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4] !== 'off']
const PER_SITEMAP = 5000

/** A number in [0, 1) that follows from the seed and another number (an integer hash). */
const drawn = (n, salt) => {
  let h = Math.imul(n ^ Math.imul(salt + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b), 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32
}

/** Faults with their share of the pages. */
const PASSING = [
  ['slow', 0.004],
  ['reset', 0.006],
  ['truncated', 0.006],
  ['retry-after', 0.002],
  ['rate-limited', 0.002],
  ['server-error', 0.008],
  ['wrong-type', 0.02],
  ['redirected', 0.01],
  ['duplicate', 0.01],
  ['conflicting', 0.01],
]
const PERMANENT = [
  ['not-found', 0.003],
  ['gone', 0.002],
  ['redirect-loop', 0.002],
  ['always-500', 0.001],
  ['always-reset', 0.001],
  ['no-json-ld', 0.003],
  ['invalid-json', 0.002],
]

/** The fault of page `n`: by its name, or undefined. Permanent ones exist in a faultless agent as well. */
const faultOf = n => {
  let left = drawn(n, 1)
  for (const [name, share] of PERMANENT) {
    if (left < share) return name
    left -= share
  }
  for (const [name, share] of PASSING) {
    if (left < share) return faults ? name : contentOnly(name)
    left -= share
  }
  return undefined
}
/** Of the passing faults these two are about what a page says, and stay when the agent behaves. */
const contentOnly = name => (name === 'duplicate' || name === 'conflicting' ? name : undefined)

const jsonLd = (n, fault) => {
  // A duplicate repeats its neighbour's sample as it is, a conflicting page says something else of it.
  const about = fault === 'duplicate' || fault === 'conflicting' ? n - (n % 10) : n
  return JSON.stringify({
    '@context': 'https://schema.org/',
    '@type': ['Product', 'http://www.w3.org/ns/sosa/Sample'],
    '@id': `https://doi.org/10.5072/demo-${about}`,
    identifier: `igsn:10.5072/DEMO-${about}`,
    name: fault === 'conflicting' ? `Another name ${n}` : `Demo sample ${about}`,
    description: `A made-up sample of basalt, number ${about}, taken from a made-up place.`,
    material: ['basalt', 'granite', 'sediment', 'soil'][about % 4],
    dateCreated: `${1980 + (about % 40)}-0${1 + (about % 9)}-1${about % 9}`,
    spatialCoverage: {
      '@type': 'Place',
      name: 'Demo place',
      geo: { '@type': 'GeoCoordinates', latitude: (about % 160) - 80, longitude: (about % 340) - 170 },
    },
    creator: { '@type': 'Person', '@id': 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry' },
  })
}

const seen = { requests: 0, full: new Map(), starts: [], underWay: 0, most: 0, attempts: new Map(), early: 0 }
/** After a 429 with Retry-After nothing may come before this moment. */
let quietUntil = 0

const forget = () => {
  Object.assign(seen, { requests: 0, starts: [], most: 0, early: 0 })
  seen.full.clear()
  seen.attempts.clear()
}

/** Most requests that started within any second, and within any tenth of one. */
const most = window => {
  let first = 0
  let result = 0
  for (let last = 0; last < seen.starts.length; last++) {
    while (seen.starts[last] - seen.starts[first] >= window) first++
    result = Math.max(result, last - first + 1)
  }
  return result
}

const stats = () => {
  const times = [...seen.full.values()]
  return {
    requests: seen.requests,
    pagesSentInFull: times.length,
    pagesSentTwice: times.filter(count => count > 1).length,
    mostAtOnce: seen.most,
    mostInOneSecond: most(1000),
    mostInATenth: most(100),
    requestsDuringRetryAfter: seen.early,
    permanent: Object.fromEntries(
      PERMANENT.map(([name]) => [
        name,
        Array.from({ length: pages }, (_, n) => n).filter(n => faultOf(n) === name).length,
      ]),
    ),
  }
}

const urlset = (origin, part) => {
  const from = part * PER_SITEMAP
  const to = Math.min(pages, from + PER_SITEMAP)
  let text = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
  for (let n = from; n < to; n++) {
    text += `<url><loc>${origin}/page/${n}</loc></url>\n`
    // Some pages are listed twice, here or in the next sitemap.
    if (n % 97 === 0) text += `<url><loc>${origin}/page/${n}</loc><lastmod>nonsense</lastmod></url>\n`
  }
  if (part > 0) text += `<url><loc>${origin}/page/${from - 1}</loc></url>\n`
  return `${text}</urlset>`
}

const asHtml = (response, text) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(text)
}
const pageOf = (n, fault) =>
  `<!doctype html><title>Demo ${n}</title><script type="application/ld+json">${jsonLd(n, fault)}</script><p>${'Made up. '.repeat(100)}</p>`

const attempts = key => {
  const count = (seen.attempts.get(key) ?? 0) + 1
  seen.attempts.set(key, count)
  return count
}

const inFull = (n, response, fault) => {
  seen.full.set(n, (seen.full.get(n) ?? 0) + 1)
  asHtml(response, pageOf(n, fault))
}

const truncated = (n, response) => {
  const body = Buffer.from(pageOf(n))
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length })
  response.write(body.subarray(0, body.length / 2))
  setTimeout(() => response.destroy(), 5)
}

const limited = (response, after) => {
  if (after !== undefined) {
    response.setHeader('retry-after', String(after))
    // What is on its way already cannot know.
    quietUntil = Date.now() + after * 1000
  }
  response.writeHead(429).end('slower, please')
}

/** Answers of each fault; passing ones depend on how often the page was asked for. */
const ANSWERS = {
  slow: (n, response) => setTimeout(() => inFull(n, response), 400 + 800 * drawn(n, 2)),
  reset: (n, response, times) => (times <= 2 ? response.destroy() : inFull(n, response)),
  truncated: (n, response, times) => (times <= 1 ? truncated(n, response) : inFull(n, response)),
  'retry-after': (n, response, times) => (times <= 1 ? limited(response, 1) : inFull(n, response)),
  'rate-limited': (n, response, times) => (times <= 1 ? limited(response) : inFull(n, response)),
  'server-error': (n, response, times) =>
    times <= 1 + (n % 2) ? response.writeHead(500).end('oops') : inFull(n, response),
  'wrong-type': (n, response) => {
    seen.full.set(n, (seen.full.get(n) ?? 0) + 1)
    response.setHeader('content-type', n % 2 ? 'text/plain' : 'application/json')
    response.end(n % 2 ? pageOf(n) : jsonLd(n))
  },
  redirected: (n, response) => response.writeHead(302, { location: `/moved/${n}` }).end(),
  duplicate: (n, response) => inFull(n, response, 'duplicate'),
  conflicting: (n, response) => inFull(n, response, 'conflicting'),
  'not-found': (_, response) => response.writeHead(404).end('not here'),
  gone: (_, response) => response.writeHead(410).end('gone'),
  'redirect-loop': (n, response) => response.writeHead(301, { location: `/page/${n}?again` }).end(),
  'always-500': (_, response) => response.writeHead(500).end('oops'),
  'always-reset': (_, response) => response.destroy(),
  'no-json-ld': (_, response) => asHtml(response, '<!doctype html><p>Nothing here.</p>'),
  'invalid-json': (_, response) =>
    asHtml(response, '<script type="application/ld+json">{"@context": "https://schema.org/", name}</script>'),
}

const onSitemap = (path, origin, response) => {
  const parts = Math.ceil(pages / PER_SITEMAP)
  response.setHeader('content-type', 'application/xml')
  if (path === '/sitemap.xml') {
    const list = Array.from(
      { length: parts },
      (_, part) => `<sitemap><loc>${origin}/sitemap-${part}.xml</loc></sitemap>`,
    )
    response.end(
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${list.join('')}</sitemapindex>`,
    )
    return
  }
  const part = Number(/\d+/.exec(path)?.[0])
  const times = attempts(path)
  if (faults && part % 3 === 1 && times === 1) response.writeHead(503).end()
  else if (faults && part % 3 === 2 && times === 1) {
    const body = Buffer.from(urlset(origin, part))
    response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length })
    response.write(body.subarray(0, body.length / 3))
    setTimeout(() => response.destroy(), 5)
  } else response.end(urlset(origin, part))
}

const onPage = (path, request, response) => {
  const n = Number(/\d+/.exec(path)?.[0])
  const fault = faultOf(n)
  const etag = `"${seed}-${n}"`
  const permanent = PERMANENT.some(([name]) => name === fault)
  if (!permanent) response.setHeader('etag', etag)
  if (!permanent && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  if (path.startsWith('/moved/')) inFull(n, response)
  else if (path.endsWith('?again')) response.writeHead(301, { location: `/page/${n}` }).end()
  else if (fault) ANSWERS[fault](n, response, attempts(path))
  else inFull(n, response)
}

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  if (path === '/stats') {
    response.end(JSON.stringify(stats()))
    return
  }
  if (path === '/reset') {
    forget()
    response.end()
    return
  }
  seen.requests++
  seen.starts.push(Date.now())
  seen.most = Math.max(seen.most, ++seen.underWay)
  // Half a second for what was already on its way when the pause was asked for.
  if (Date.now() < quietUntil && Date.now() > quietUntil - 500) seen.early++
  response.on('close', () => seen.underWay--)
  const origin = `http://${request.headers.host}`
  if (path.startsWith('/sitemap')) onSitemap(path, origin, response)
  else if (/^\/(?:page|moved)\//.test(path)) onPage(path, request, response)
  else response.writeHead(404).end()
})
server.keepAliveTimeout = 60_000
server.listen(Number(process.argv[5] ?? 0), '127.0.0.1', () => console.log(server.address().port))
