import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../src/archive/open.ts'
import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/serve/server.ts'
import { buildOutcomes } from '../support/build-record.ts'

describe('the server', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lodestone-server-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const configWith = (overrides: Record<string, unknown>) => {
    const config = readConfig({ data: folder, port: 0, graphReplicas: 1, ...overrides }, {})
    if (!config.ok) throw new Error(config.problem.detail)
    return config.value
  }
  const openedArchive = async () => {
    const archive = await openArchive(folder)
    if (!archive.ok) throw new Error(archive.problem.detail)
    return archive.value
  }
  const started = async (overrides: Record<string, unknown> = {}) => {
    const server = await startServer({ config: configWith(overrides), sources: [] })
    if (!server.ok) throw new Error(server.problem.detail)
    return server.value
  }

  it('without an archive says that there is none', async () => {
    expect(await startServer({ config: configWith({}), sources: [] })).toMatchObject({
      ok: false,
      problem: { code: 'archive-missing' },
    })
  })

  it('refuses an archive that was made for another base, and names it', async () => {
    const archive = await openedArchive()
    await archive.setSetting('base', 'https://graph.example')
    await archive.close()
    const refused = await startServer({ config: configWith({}), sources: [] })
    expect(refused).toMatchObject({ ok: false, problem: { code: 'other-base' } })
    expect(!refused.ok && refused.problem.detail).toContain('--base https://graph.example')
  })

  it('on a taken port says so and lets go of the data folder', async () => {
    await (await openedArchive()).close()
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const refused = await startServer({ config: configWith({ port }), sources: [] })
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'cannot-listen', subject: `127.0.0.1:${port}` },
    })
    other.close()
    await (await started()).close()
  })

  it('shows on /health, and in SPARQL and API, what another connection writes, without being told', async () => {
    const archive = await openedArchive()
    const server = await started()
    expect((await server.caughtUp()).ok).toBe(true)
    await archive.write(buildOutcomes(20))
    const began = performance.now()
    let health: {
      status: string
      generation: number
      graph: { generation: number }
      catalogue: { generation: number }
    }
    do {
      health = (await (await fetch(`${server.url}/health`)).json()) as typeof health
    } while (health.status !== 'ok' && performance.now() - began < 10_000)
    const generation = await archive.generation()
    expect(health).toMatchObject({
      status: 'ok',
      generation,
      graph: { generation },
      catalogue: { generation },
    })
    const found = (await (await fetch(`${server.url}/api/samples?limit=1`)).json()) as { total: number }
    expect(found.total).toBeGreaterThan(0)
    await archive.close()
    await server.close()
  })

  it('describes its API, and answers what is not there with a problem', async () => {
    await (await openedArchive()).close()
    const server = await started()
    const description = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
      paths: Record<string, unknown>
    }
    expect(Object.keys(description.paths)).toContain('/api/samples')
    const missing = await fetch(`${server.url}/api/nothing`)
    expect(missing.status).toBe(404)
    expect(missing.headers.get('content-type')).toContain('application/problem+json')
    await server.close()
  })
})
