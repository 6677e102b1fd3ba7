// Serves a folder of documents from the wild as landing pages with a sitemap, harvests it with the real command, and
// checks that every document ends in one of three ways: accepted with a coverage, kept with a reason, or a typed problem.
// Usage: node .ci/real-documents.mjs FOLDER (after `npm run build`)
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const folder = process.argv[2]
if (!folder) throw new Error('name the folder of documents')
const work = mkdtempSync(join(tmpdir(), 'lodestone-real-'))

const list = sub =>
  readdirSync(join(folder, sub)).map(name => ({ name, bytes: readFileSync(join(folder, sub, name)) }))
const decode = bytes =>
  bytes[0] === 0xff && bytes[1] === 0xfe
    ? bytes.toString('utf16le').slice(1)
    : bytes.toString('utf8').replace(/^\ufeff/, '')
const landingPage = (name, json) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>
<script type="application/ld+json">${json.replaceAll('</script', '<\\/script')}</script><h1>${name}</h1></html>`

const resources = new Map()
for (const { name, bytes } of list('json-ld')) {
  resources.set(`/json-ld/${name}`, {
    type: 'text/html; charset=utf-8',
    body: Buffer.from(landingPage(name, decode(bytes))),
  })
}
// The UTF-16 documents also as they are: the body itself is the JSON.
for (const { name, bytes } of list('json-ld').filter(one => one.name.startsWith('igsn-'))) {
  resources.set(`/raw/${name}`, { type: 'application/json', body: bytes })
}
for (const { name, bytes } of list('pages'))
  resources.set(`/pages/${name}`, { type: 'text/html', body: bytes })

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '/')
  const origin = `http://${request.headers.host}`
  if (path === '/sitemap.xml') {
    const urls = [...resources.keys()]
      .map(key => `<url><loc>${origin}${encodeURI(key)}</loc></url>`)
      .join('\n')
    response.setHeader('content-type', 'application/xml')
    response.end(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>`)
    return
  }
  const found = resources.get(path)
  response.statusCode = found ? 200 : 404
  if (found) response.setHeader('content-type', found.type)
  response.end(found?.body)
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`
const registry = join(work, 'sources.yaml')
writeFileSync(
  registry,
  `sources:
  - id: wild
    name: Documents from the wild
    sitemaps: [${origin}/sitemap.xml]
    allowPrivateAddresses: true
    politeness: { delayMs: 0, concurrency: 8 }
`,
)
const report = join(work, 'report.jsonl')
const code = await new Promise(resolve => {
  const args = [
    'dist/cli/main.js',
    'harvest',
    '--registry',
    registry,
    '--data',
    join(work, 'data'),
    '--documents',
    '--report',
    report,
  ]
  spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', resolve)
})
server.close()
const visits = readFileSync(report, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
const byName = new Map(visits.map(visit => [basename(new URL(visit.url).pathname), visit]))
rmSync(work, { recursive: true, force: true })

let passed = 0
let failed = 0
const check = (sentence, holds) => {
  if (holds) passed++
  else failed++
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${sentence}`)
}
const coverage = name => {
  const found = byName.get(name)?.coverage
  return found ? found.reached / found.present : 0
}

console.log('')
check(`the harvest ends by itself with findings (exit code ${code})`, code === 1)
check(
  `every listed document is accounted for (${visits.length} of ${resources.size})`,
  visits.length === resources.size,
)
for (const visit of visits) {
  const name = new URL(visit.url).pathname
  const accepted = visit.state === 'accepted' && visit.samples?.length > 0 && visit.coverage?.present > 0
  const rejected =
    visit.state === 'rejected' &&
    visit.results?.some(result => result.severity.endsWith('#Violation') && result.message)
  const typed = visit.problems.length > 0 && visit.problems.every(problem => problem.code && problem.detail)
  check(`${name} ends in one of the three ways`, accepted || rejected || typed)
}
check(
  `the SESAR record covers at least 0.9 (${coverage('sesar-core-DSR000008.json').toFixed(2)})`,
  coverage('sesar-core-DSR000008.json') >= 0.9,
)
for (const name of ['ardc-json_ld.json', 'ardc-sample_ardcv1.json']) {
  check(`${name} covers at least 0.9 (${coverage(name).toFixed(2)})`, coverage(name) >= 0.9)
}
for (const name of ['sesar-core-DSR000008.json', 'ardc-json_ld.json', 'ardc-sample_ardcv1.json']) {
  check(`${name} is accepted`, byName.get(name)?.state === 'accepted')
}
if (process.env.CI_COUNTS) writeFileSync(process.env.CI_COUNTS, JSON.stringify({ passed, failed }))
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
