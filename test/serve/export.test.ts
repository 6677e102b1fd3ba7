import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { readConfig } from '../../src/config.ts'
import { parseQuads, writeQuads } from '../../src/rdf/n-quads.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { type RunningServer, startServer } from '../../src/serve/server.ts'
import { buildOutcomes, sha256 } from '../support/build-record.ts'

describe('/api/export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-serve-export-'))
  let server: RunningServer

  const write = async (count: number, name?: string) => {
    const archive = await openArchive(folder)
    if (!archive.ok) throw new Error(archive.problem.detail)
    await archive.value.write(buildOutcomes(count, name === undefined ? {} : { name }))
    await archive.value.close()
  }

  beforeAll(async () => {
    await write(30)
    const config = readConfig({ data: folder, port: 0, graphReplicas: 1 }, {})
    if (!config.ok) throw new Error(config.problem.detail)
    const started = await startServer({ config: config.value, sources: [] })
    if (!started.ok) throw new Error(started.problem.detail)
    server = started.value
    await server.caughtUp()
  }, 60_000)
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/export${query}`, { headers: { 'accept-encoding': 'identity', ...headers } })

  it('sends all that the search finds, says how many there are, and links to its manifest', async () => {
    const response = await get('?format=jsonl&q=sample')
    expect(response.status).toBe(200)
    expect(response.headers.get('lodestone-total')).toBe('30')
    expect(response.headers.get('lodestone-generation')).toBe('30')
    expect(response.headers.get('content-disposition')).toContain('lodestone-30.jsonl')
    const text = await response.text()
    expect(text.trim().split('\n')).toHaveLength(30)
    const described = /<([^>]+)>; rel="describedby"/.exec(response.headers.get('link') ?? '')?.[1] ?? ''
    const manifest = await (await fetch(server.url + described)).json()
    expect(manifest).toMatchObject({ samples: 30, generation: 30, sha256: sha256(text), query: 'q=sample' })
  })

  it('goes on where a download ended, for who has the beginning of the same bytes', async () => {
    const whole = await get('?format=csv')
    const text = await whole.text()
    const etag = whole.headers.get('etag') ?? ''
    const rest = await get('?format=csv', { range: 'bytes=100-', 'if-range': etag })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('content-range')).toBe(`bytes 100-${text.length - 1}/${text.length}`)
    expect(await rest.text()).toBe(text.slice(100))
    const part = await get('?format=csv', { range: 'bytes=5-9', 'if-range': etag })
    expect(await part.text()).toBe(text.slice(5, 10))
    const other = await get('?format=csv', { range: 'bytes=100-', 'if-range': '"other"' })
    expect([other.status, await other.text()]).toEqual([200, text])
    const beyond = await get('?format=csv', { range: 'bytes=9999999-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${text.length}`])
    const again = await get('?format=csv')
    expect(again.headers.get('content-length')).toBe(String(text.length))
    expect(again.headers.get('repr-digest')).toBe(
      `sha-256=:${Buffer.from(sha256(text), 'hex').toString('base64')}:`,
    )
    expect((await get('?format=csv', { 'if-none-match': etag })).status).toBe(304)
  })

  it('as N-Quads has, with the vocabularies, the default graph of the SPARQL endpoint', async () => {
    const accept = { accept: 'application/n-triples' }
    const stored = await (await fetch(`${server.url}/graphs?default`, { headers: accept })).text()
    const exported = parseQuads(await (await get('?format=nquads')).text())
    const kernel = exported.filter(({ graph }) => graph.termType === 'DefaultGraph')
    expect(writeQuads([...kernel, ...loadVocabularies().quads])).toBe(writeQuads(parseQuads(stored)))
    expect(new Set(exported.map(({ graph }) => graph.value)).size).toBe(31)
  })

  it('answers HEAD without making anything', async () => {
    const response = await fetch(`${server.url}/api/export?format=nquads`, { method: 'HEAD' })
    expect([response.status, response.headers.get('lodestone-total')]).toEqual([200, '30'])
  })

  it('says what to write instead of what it does not understand', async () => {
    const detail = async (query: string) => {
      const response = await get(query)
      return [response.status, ((await response.json()) as { detail: string }).detail]
    }
    expect(await detail('?format=cvs')).toEqual([400, expect.stringContaining('csv')])
    expect(await detail('?columns=nam')).toEqual([400, expect.stringContaining('did you mean "name"')])
    expect(await detail('?materiel=x')).toEqual([400, expect.stringContaining('material')])
    expect(await detail('?format=csv&format=jsonl')).toEqual([400, expect.stringContaining('once')])
    expect(await detail('?format=jsonl&columns=name')).toEqual([400, expect.stringContaining('CSV')])
  })

  it('keeps the export of an earlier state for who is still fetching it, and says when a state is over', async () => {
    const before = await (await get('?format=jsonl&generation=30')).text()
    await write(1, 'Demo sample, renamed')
    await server.caughtUp()
    const kept = await get('?format=jsonl&generation=30', { range: 'bytes=50-' })
    expect([kept.status, await kept.text()]).toEqual([206, before.slice(50)])
    const now = await get('?format=jsonl')
    expect(now.headers.get('lodestone-generation')).toBe('31')
    expect(await now.text()).toContain('renamed')
    const over = await get('?format=geojson&generation=30')
    expect([over.status, await over.json()]).toMatchObject([410, { generation: 31 }])
  })
})
