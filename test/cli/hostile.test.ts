/** The worst that a source can send, through the whole program: each a clear problem, and the process ends by itself. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, type Handler, startFakeAgent } from '../support/fake-agent.ts'
import { lodestone } from './run-cli.ts'

const MEGABYTE = 1024 * 1024

let agent: FakeAgent
let folder: string
beforeEach(async () => {
  agent = await startFakeAgent()
  folder = mkdtempSync(join(tmpdir(), 'lodestone-hostile-'))
})
afterEach(async () => {
  await agent.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A gigabyte, announced or not, that comes drop by drop. */
const trickle =
  (announced: boolean): Handler =>
  (_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(announced && { 'content-length': String(1024 * MEGABYTE) }),
    })
    const drip = setInterval(() => response.write('<p>demo</p>'), 20)
    response.on('close', () => clearInterval(drip))
  }

const script = (json: string | Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from('<!doctype html><script type="application/ld+json">'),
    Buffer.from(json),
    Buffer.from('</script>'),
  ])

const EVIL = 'http://demo.example/> } ; DROP ALL #'

const publishHorrors = (): string[] => {
  const html = { 'content-type': 'text/html; charset=utf-8' }
  const deep = `{"@context":"https://schema.org/","name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  const text = JSON.stringify(sampleJson('bytes', { description: 'caf#' }))
  const [before = '', after = ''] = text.split('#')
  agent.on('/slow', trickle(false))
  agent.on('/slow-announced', trickle(true))
  agent.on('/deep', { headers: html, body: script(deep) })
  agent.page('/context', { ...sampleJson('context'), '@context': 'https://nowhere.example/context.jsonld' })
  agent.page('/iri', sampleJson('iri', { '@id': EVIL, url: EVIL, isPartOf: { '@id': EVIL }, material: EVIL }))
  const bytes = script(
    Buffer.concat([Buffer.from(before), Buffer.from([0xe9, 0xff, 0xfe]), Buffer.from(after)]),
  )
  agent.on('/bytes', { headers: html, body: bytes })
  agent.page('/good', sampleJson('good'))
  return ['/slow-announced', '/deep', '/context', '/iri', '/bytes', '/good']
}

const publishSitemaps = (paths: readonly string[]): string[] => {
  const bomb = Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(10 * MEGABYTE, ' '))))
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
  agent.on('/bomb.xml.gz', { headers: { 'content-type': 'application/gzip' }, body: bomb })
  agent.on('/entities.xml', {
    body: `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "lol">${levels.join('')}]><urlset><url><loc>${agent.origin}/&l9;</loc></url></urlset>`,
  })
  const urls = paths.map(path => `<url><loc>${agent.origin}${path}</loc></url>`)
  agent.on('/sitemap.xml', {
    body: `<urlset>${urls.join('')}<url><loc>${agent.origin}/&gt; } ; DROP ALL</loc></url></urlset>`,
  })
  return ['/bomb.xml.gz', '/entities.xml', '/sitemap.xml'].map(path => `${agent.origin}${path}`)
}

const summary = (line: {
  ending: string
  state?: string
  problems: { code: string }[]
  repairs?: { rule: string }[]
}): string =>
  [
    line.ending,
    line.state ?? 'no record',
    ...line.problems.map(({ code }) => code),
    ...(line.repairs ?? []).map(({ rule }) => rule),
  ].join(' ')

it('the whole list of horrors ends by itself, with a clear problem each and the good page accepted', {
  timeout: 120_000,
}, async () => {
  const sources = [
    {
      id: 'horrors',
      name: 'Demo horrors',
      sitemaps: publishSitemaps(publishHorrors()),
      allowPrivateAddresses: true,
      politeness: { delayMs: 0, maxPageBytes: MEGABYTE },
    },
    {
      id: 'patience',
      name: 'Demo of little patience',
      sitemaps: [`${agent.origin}/slow.xml`],
      allowPrivateAddresses: true,
      politeness: { delayMs: 0, timeoutMs: 3000 },
    },
    // For this one the machine itself is off limits, however it is written.
    {
      id: 'outsider',
      name: 'Demo outsider',
      sitemaps: [
        `${agent.origin}/good`,
        `http://2130706433:${agent.port}/good`,
        `http://[::1]:${agent.port}/good`,
      ],
    },
  ]
  writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources }))
  agent.sitemap('/slow.xml', ['/slow'])
  const { code, stdout, stderr } = await lodestone(folder, [
    'harvest',
    '--workers',
    '1',
    '--report',
    'report.jsonl',
    '--documents',
  ])
  const lines = readFileSync(join(folder, 'report.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const found = lines.map(line => `${line.source} ${decodeURI(new URL(line.url).pathname)}: ${summary(line)}`)
  expect(found.sort()).toEqual([
    'horrors /> } ; DROP ALL: failed no record gone',
    'horrors /bomb.xml.gz: listing no record too-large',
    'horrors /bytes: written accepted invalid-bytes-replaced',
    'horrors /context: written unreadable unknown-context',
    'horrors /deep: written unreadable json-too-deep',
    'horrors /entities.xml: listing no record xml-entities-declared',
    'horrors /good: written accepted',
    'horrors /iri: written accepted id-kept-as-identifier',
    'horrors /slow-announced: failed no record too-large',
    'outsider /good: listing no record private-address',
    'outsider /good: listing no record private-address',
    'outsider /good: listing no record private-address',
    'patience /slow: failed no record timeout',
  ])
  expect(code).toBe(1)
  // No stack trace: nothing of this is a bug.
  expect(stderr).not.toContain('    at ')
  expect(stdout).toMatch(/horrors +7 /)
  const opened = await openArchive(join(folder, 'data'), { readOnly: true })
  if (!opened.ok) throw new Error(opened.problem.detail)
  const evil = await opened.value.record(`${agent.origin}/iri`)
  const statements = `${evil?.recordQuads}${evil?.kernelTriples}`
  // As text it is kept; outside of literals nothing of it is left.
  expect(statements).toContain('DROP ALL')
  expect(statements.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')).not.toContain('DROP')
  await opened.value.close()
})
