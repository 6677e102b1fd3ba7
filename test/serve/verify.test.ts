import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/serve/app.ts'
import { openOperation } from '../../src/serve/operation/operation.ts'
import { openParts, type Parts } from '../../src/serve/parts.ts'
import type { VerifyReport } from '../../src/verify/report.ts'
import { recordOf } from '../catalogue/sample-sketch.ts'
import { docx, pdf } from '../verify/documents.ts'

const PAPER = 'https://doi.org/10.5072/demo-paper'
const at = (name: string): string => `https://doi.org/10.5072/${name}`

let data: string
let parts: Parts
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'lodestone-verify-'))
  const archive = await openArchive(data)
  if (!archive.ok) throw new Error(archive.problem.detail)
  await archive.value.write([
    recordOf('https://repository.example/1', [
      {
        ...{ iri: at('demo-rock-1'), identifier: 'IGSN:10.5072/DEMO-ROCK-1', name: 'Demo <b>rock</b>' },
        publications: [{ id: PAPER, title: 'Demo paper', relation: 'IsCitedBy' }],
      },
    ]),
    recordOf('https://repository.example/2', [
      { iri: at('demo-rock-2'), name: 'Second', identifier: 'hdl:10273/DEMOOLD02' },
    ]),
    recordOf('https://repository.example/3', [{ iri: at('demo-rock-3') }]),
    recordOf('https://repository.example/4', [{ iri: at('demo-rock-4') }], { state: 'rejected' }),
  ])
  await archive.value.withdraw('https://repository.example/3', 'gone (410)')
  await archive.value.close()
  const config = readConfig({ data, port: 0, graphReplicas: 1 }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const opened = await openParts({ config: config.value, sources: [] })
  if (!opened.ok) throw new Error(opened.problem.detail)
  parts = opened.value
  await parts.caughtUp()
  app = createApp(parts.deps)
})
afterAll(async () => {
  await parts?.close()
  rmSync(data, { recursive: true, force: true })
})

const post = async (
  body: string | FormData | Uint8Array<ArrayBuffer>,
  type?: string,
  path = '/api/verify',
  headers = {},
) =>
  app.request(path, { method: 'POST', body, headers: { ...(type && { 'content-type': type }), ...headers } })
const report = async (...given: Parameters<typeof post>): Promise<VerifyReport> =>
  (await post(...given)).json() as Promise<VerifyReport>
const verdicts = ({ results }: VerifyReport) => results.map(({ verdict }) => verdict)

const TEXT = `${PAPER} has IGSN 10.5072/DEMO-ROCK-1, hdl:10273/DEMOOLD02, IGSN 10.5072/DEMO-ROCK-3, IGSN 10.5072/DEMO-ROCK-4, IGSN 10.5072/DEM0-ROCK-2 and IGSN 10.5072/NOWHERE-77.`
const EXPECTED = ['not-a-sample', 'registered', 'alias', 'withdrawn', 'unknown', 'malformed', 'unknown']

describe('POST /api/verify', () => {
  it('judges every identifier of a text against catalogue and archive', async () => {
    const answer = await report(TEXT, 'text/plain')
    expect(verdicts(answer)).toEqual(EXPECTED)
    expect(answer.publication).toEqual({ id: PAPER, guessed: true })
    expect(answer.results.map(({ linksBack }) => linksBack)).toEqual([
      null,
      true,
      false,
      null,
      null,
      null,
      null,
    ])
    expect(answer.results[5]?.suggestion).toBe('10.5072/demo-rock-2')
    for (const { text, start, end } of answer.results) expect(TEXT.slice(start, end)).toBe(text)
  })

  it('takes CSV, JSON, forms, Word and PDF alike', async () => {
    const form = new FormData()
    form.set('document', new File([new Uint8Array(docx([TEXT]))], 'paper.docx'))
    form.set('publication', '10.5072/demo-paper')
    const word = await report(form)
    expect(verdicts(word)).toEqual(EXPECTED)
    expect(word).toMatchObject({
      document: { name: 'paper.docx', kind: 'docx' },
      publication: { guessed: false },
    })
    const layer = await report(new Uint8Array(pdf([['IGSN 10.5072/DEMO-ROCK-1']])), 'application/pdf')
    expect(layer.results).toMatchObject([{ verdict: 'registered', place: { page: 1 } }])
    const table = await report('n,IGSN\n1,10.5072/DEMO-ROCK-1\n', 'text/csv')
    expect(table.results).toMatchObject([{ verdict: 'registered', place: { row: 2, column: 2 } }])
    const list = await report(
      JSON.stringify({ identifiers: ['10.5072/demo-rock-1', 'x'] }),
      'application/json',
    )
    expect(verdicts(list)).toEqual(['registered', 'malformed'])
    const text = await report(
      JSON.stringify({ text: TEXT, publication: '10.1234/another' }),
      'application/json',
    )
    expect(text.samples.linkingBack).toBe(0)
  })

  it('gives the report as CSV or as a page in which nothing of the document is markup', async () => {
    const csv = await post(TEXT, 'text/plain', '/api/verify?format=csv')
    expect(csv.headers.get('content-disposition')).toContain('verify-report.csv')
    expect((await csv.text()).split('\r\n')).toHaveLength(EXPECTED.length + 2)
    const page = await post(
      `<script>alert(1)</script> IGSN 10.5072/DEMO-ROCK-1`,
      'text/plain',
      '/api/verify',
      { accept: 'text/html' },
    )
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await page.text()
    expect(html).not.toContain('<script')
    expect(html).not.toContain('<b>rock')
    expect(html).toContain('Demo &lt;b&gt;rock')
  })

  it('refuses what it cannot read, and says why', async () => {
    const detail = async (answer: Response) =>
      [answer.status, ((await answer.json()) as { detail: string }).detail] as const
    expect(await detail(await post(new Uint8Array(pdf([[]])), 'application/pdf'))).toEqual([
      422,
      expect.stringContaining('has no text layer'),
    ])
    expect(await detail(await post(new Uint8Array([1, 0, 2]), 'image/png'))).toEqual([
      415,
      expect.stringContaining('neither text'),
    ])
    expect(await detail(await post('', 'text/plain'))).toEqual([
      400,
      expect.stringContaining('nothing was sent'),
    ])
    expect(await detail(await post('x', 'text/plain', '/api/verify?publicaton=x'))).toEqual([
      400,
      expect.stringContaining('"publication"'),
    ])
    expect(await detail(await post('x', 'text/plain', '/api/verify?publication=mine'))).toEqual([
      400,
      expect.stringContaining('"mine"'),
    ])
    expect(await detail(await post('{"identifiers":[1]}', 'application/json'))).toEqual([
      400,
      expect.stringContaining('list of texts'),
    ])
    expect((await post('x', 'text/plain', '/api/verify', { 'content-length': '30000000' })).status).toBe(413)
    expect((await app.request('/api/verify')).status).toBe(405)
  })

  it('answers others while a long document is read', async () => {
    const long = post(`${TEXT}\n`.repeat(3_000), 'text/plain')
    const health = await Promise.race([
      Promise.resolve(app.request('/health')).then(() => 'health'),
      long.then(() => 'long'),
    ])
    expect(health).toBe('health')
    expect(((await (await long).json()) as VerifyReport).truncated).toBe(true)
  })

  it('is described with examples of every form', async () => {
    const openapi = (await (await app.request('/openapi.json')).json()) as {
      paths: Record<string, { post: { requestBody: { content: object } } }>
    }
    expect(Object.keys(openapi.paths['/api/verify']?.post.requestBody.content ?? {})).toContain('text/csv')
  })
})

describe('the page /verify', () => {
  it('verifies pasted text without scripts, and marks it', async () => {
    expect(await (await app.request('/verify?publication=10.5072/demo-paper')).text()).toContain(
      'value="10.5072/demo-paper"',
    )
    const form = new FormData()
    form.set('text', TEXT)
    form.set('publication', '')
    const html = await (await post(form, undefined, '/verify')).text()
    expect(html).toContain('class="mark v-registered"')
    expect(html).toContain('1 of 2 samples name it')
  })

  it('says on the page why a document cannot be read', async () => {
    const form = new FormData()
    form.set('document', new File([new Uint8Array(pdf([[]]))], 'scan.pdf'))
    const answer = await post(form, undefined, '/verify')
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('has no text layer')
  })
})

describe('the pace of a client', () => {
  it('holds for the page as for the API, but not for looking at the form', async () => {
    const limits = { apiRequestsPerMinute: 1, queryLimitsOnLoopback: true }
    const config = readConfig({ data, port: 0, ...limits }, {})
    if (!config.ok) throw new Error(config.problem.detail)
    const paced = createApp({ ...parts.deps, operation: openOperation({ config: config.value }) })
    const incoming = { socket: { remoteAddress: '192.0.2.1' } } as IncomingMessage
    const send = (method: string) => {
      const body = method === 'POST' ? new URLSearchParams({ text: TEXT }) : null
      return paced.request('/verify', { method, body }, { incoming })
    }
    const statuses: number[] = []
    for (const method of ['GET', 'POST', 'POST', 'GET']) statuses.push((await send(method)).status)
    expect(statuses).toEqual([200, 200, 429, 200])
  })
})

describe('texts that no database takes', () => {
  it.each(['%00', 'a%00b', '%F0%9F%98%80', 'x%F0%9F%98%80'])(
    'answers /id/%s like any unknown name',
    async name => {
      expect((await app.request(`/id/${name}`)).status).toBe(404)
      expect((await app.request(`/samples/${name}`, { headers: { accept: 'text/html' } })).status).toBe(404)
    },
  )

  it('verifies half a surrogate pair like any other text', async () => {
    const answer = await report(
      '{"identifiers":["10.5072/\\ud800abc","10.5072/DEMO-ROCK-1"]}',
      'application/json',
    )
    expect(verdicts(answer)).toEqual(['malformed', 'registered'])
  })
})
