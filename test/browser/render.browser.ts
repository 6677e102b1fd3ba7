/** Pages that put their JSON-LD in by script, rendered by a real browser that only the harvester's client serves. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { extractDocuments } from '../../src/harvest/extract.ts'
import { createFetcher } from '../../src/harvest/fetch.ts'
import type { Fetcher } from '../../src/harvest/fetcher.ts'
import { openRenderer, type Renderer } from '../../src/harvest/render.ts'
import type { FetchOutcome } from '../../src/model/page.ts'
import { demoSource } from '../harvest/demo-source.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'

let agent: FakeAgent
let fetcher: Fetcher
let renderer: Renderer

const open = async (changes: Partial<Parameters<typeof openRenderer>[0]> = {}): Promise<Renderer> => {
  const opened = await openRenderer({
    ...{ fetcher, browsers: 1, timeoutMs: 60_000, maxBytes: 500_000 },
    userAgent: 'lodestone/0.1 (+https://demo.example/)',
    ...changes,
  })
  if (!opened.ok) throw new Error(opened.problem.detail)
  return opened.value
}

beforeAll(async () => {
  fetcher = createFetcher({ userAgent: 'lodestone/0.1' })
  renderer = await open()
})
beforeEach(async () => {
  agent = await startFakeAgent()
})
afterEach(() => agent.close())
afterAll(async () => {
  await renderer.close()
  await fetcher.close()
})

const html = (path: string, body: string): void =>
  agent.on(path, { headers: { 'content-type': 'text/html; charset=utf-8' }, body })

const rendered = (path: string, by = renderer): Promise<FetchOutcome> =>
  by.render(`${agent.origin}${path}`, demoSource())

const jsonOf = (outcome: FetchOutcome): unknown[] =>
  outcome.kind === 'page' ? extractDocuments(outcome.page).documents.map(({ json }) => json) : [outcome]

const INJECT = `const s = document.createElement('script'); s.type = 'application/ld+json'
  s.textContent = JSON.stringify(data); document.head.append(s)`

/** A page that asks for its metadata when it comes into view, a moment after it was loaded. */
const lazyPage = (path: string, name: string): void => {
  html(
    path,
    `<!doctype html><h1>Demo</h1><div style="height:3000px"></div><p id="end"><script>
      new IntersectionObserver(([e], o) => { if (!e.isIntersecting) return; o.disconnect()
        setTimeout(async () => { const data = await (await fetch('${path}.json')).json(); ${INJECT} }, 50)
      }).observe(document.getElementById('end'))</script>`,
  )
  agent.on(`${path}.json`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
}

const codeOf = (outcome: FetchOutcome): string =>
  outcome.kind === 'problem' ? outcome.problem.code : outcome.kind

describe('a rendered page', () => {
  it('has the JSON-LD that it loads lazily (earthref/MagIC#575)', async () => {
    lazyPage('/lazy', 'A & B </script> C')
    expect(jsonOf(await rendered('/lazy'))).toEqual([{ name: 'A & B </script> C' }])
  })

  it('is followed by any number of others (gleaner#69: headless stops after one call)', async () => {
    for (let i = 0; i < 20; i++) {
      lazyPage(`/page${i}`, `Demo ${i}`)
      expect(jsonOf(await rendered(`/page${i}`))).toEqual([{ name: `Demo ${i}` }])
    }
  })

  it('is what a redirect led to, with its scripts from there', async () => {
    agent.on('/old', { status: 301, headers: { location: '/deep/new' } })
    html('/deep/new', '<script src="inject.js"></script>')
    agent.on('/deep/inject.js', {
      headers: { 'content-type': 'text/javascript' },
      body: `{ const data = { name: location.pathname }; ${INJECT} }`,
    })
    const outcome = await rendered('/old')
    expect(jsonOf(outcome)).toEqual([{ name: '/deep/new' }])
    expect(outcome.kind === 'page' && outcome.page.url).toBe(`${agent.origin}/old`)
  })

  it('without JSON-LD ends when nothing more comes', async () => {
    html('/bare', '<p>nothing here')
    const outcome = await rendered('/bare')
    expect(
      outcome.kind === 'page' && extractDocuments(outcome.page).problems.map(({ code }) => code),
    ).toEqual(['no-json-ld'])
  })

  it('may be gone, or refused by robots.txt', async () => {
    expect(codeOf(await rendered('/none'))).toBe('gone')
    agent.on('/robots.txt', { body: 'User-agent: *\nDisallow: /' })
    const other = createFetcher({ userAgent: 'lodestone/0.1' })
    const strict = await open({ fetcher: other })
    expect(codeOf(await rendered('/none', strict))).toBe('disallowed-by-robots')
    await strict.close()
    await other.close()
  })
})

describe('a page that misbehaves', () => {
  it('reaches nothing but by the harvester: no private address, no other protocol, no image, no frame, no post', async () => {
    const outside = await startFakeAgent()
    // Loopback plays the public internet on one port only by its name here; the other agent is private.
    const guarded = createFetcher({
      userAgent: 'lodestone/0.1',
      forbidden: address => address !== '127.0.0.1',
    })
    const strict = await open({ fetcher: guarded })
    const { port } = outside
    html(
      '/sly',
      `<img src="/image.png"><link rel="stylesheet" href="/style.css"><iframe src="/frame"></iframe><script>
      (async () => {
        const tries = ['http://[::1]:${port}/secret', 'http://127.0.0.2:${port}/secret', 'file:///etc/hostname']
        const results = await Promise.all(tries.map(u => fetch(u).then(() => 'reached', () => 'refused')))
        results.push(await fetch('/post', { method: 'POST' }).then(() => 'reached', () => 'refused'))
        results.push(await new Promise(r => { const w = new WebSocket('ws://127.0.0.1:${port}/'); w.onopen = () => r('reached'); w.onclose = w.onerror = () => r('refused') }))
        const data = { results }; ${INJECT}
      })()</script>`,
    )
    const closed = { ...demoSource(), allowPrivateAddresses: false }
    const outcome = await strict.render(`${agent.origin}/sly`, closed)
    expect(jsonOf(outcome)).toEqual([{ results: Array(5).fill('refused') }])
    expect(outside.received).toEqual([])
    expect(agent.received.map(({ path }) => path)).toEqual(['/robots.txt', '/sly'])
    await strict.close()
    await guarded.close()
    await outside.close()
  })

  it('is left when its time is up, and the next one is rendered', async () => {
    const hasty = await open({ timeoutMs: 15_000 })
    html('/endless', '<script>for (;;) {}</script>')
    expect(codeOf(await rendered('/endless', hasty))).toBe('timeout')
    lazyPage('/next', 'next')
    expect(jsonOf(await rendered('/next', hasty))).toEqual([{ name: 'next' }])
    await hasty.close()
  })

  it('asks for a bounded number of things and bytes', async () => {
    const small = await open({ maxRequests: 3 })
    html(
      '/greedy',
      `<script>(async () => { let n = 0
        for (let i = 0; i < 10; i++) await fetch('/x' + i).then(() => n++, () => 0)
        const data = { n }; ${INJECT} })()</script>`,
    )
    for (let i = 0; i < 10; i++) agent.on(`/x${i}`, { body: 'x' })
    expect(jsonOf(await rendered('/greedy', small))).toEqual([{ n: 3 }])
    html('/grows', `<script>document.write('x'.repeat(600000)); const data = 1; ${INJECT}</script>`)
    expect(codeOf(await rendered('/grows', small))).toBe('too-large')
    await small.close()
  })
})

describe('a renderer without a browser', () => {
  it('says what to install', async () => {
    const opened = await openRenderer({
      ...{ fetcher, browsers: 1, timeoutMs: 1000, maxBytes: 1000, userAgent: 'x' },
      executablePath: '/nowhere/chromium',
    })
    expect(opened).toMatchObject({ ok: false, problem: { code: 'renderer-missing' } })
    expect(!opened.ok && opened.problem.detail).toContain('apt install chromium')
  })
})
