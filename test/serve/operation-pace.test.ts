import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openOperation } from '../../src/serve/operation/operation.ts'
import { createPaces } from '../../src/serve/operation/pace.ts'

/** An API of one path, and a clock that stands still until it is moved. */
const open = (settings: Record<string, unknown>) => {
  let now = 0
  const config = readConfig(settings, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const operation = openOperation({ config: config.value, ticks: () => now })
  const app = new Hono()
  app.use('/api/*', operation.paces)
  app.get('/api/x', c => c.text('x'))
  const ask = (from: string, headers: Record<string, string> = {}) => {
    const incoming = { socket: { remoteAddress: from } } as IncomingMessage
    return Promise.resolve(app.request('/api/x', { headers }, { incoming }))
  }
  return { ask, wait: (seconds: number) => (now += seconds * 1000) }
}

describe('requests of one client', () => {
  it('are answered up to so many a minute, then told when to come back, and that is true', async () => {
    const { ask, wait } = open({ apiRequestsPerMinute: 60 })
    for (let i = 0; i < 60; i++) expect((await ask('192.0.2.1')).status).toBe(200)
    const refused = await ask('192.0.2.1')
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ type: 'urn:problem:lodestone:too-many-requests' })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await ask('192.0.2.2')).status).toBe(200)
    wait(Number(refused.headers.get('retry-after')))
    expect((await ask('192.0.2.1')).status).toBe(200)
    expect((await ask('192.0.2.1')).status).toBe(429)
  })

  it('hear what is left of them', async () => {
    const { ask, wait } = open({ apiRequestsPerMinute: 30 })
    const first = await ask('192.0.2.1')
    expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=30;w=60')
    expect(first.headers.get('ratelimit')).toBe('"requests";r=29;t=2')
    wait(60)
    expect((await ask('192.0.2.1')).headers.get('ratelimit')).toBe('"requests";r=29;t=2')
  })

  it('have no limit on this machine, and none at 0', async () => {
    const local = open({ apiRequestsPerMinute: 1 })
    const none = open({ apiRequestsPerMinute: 0 })
    for (let i = 0; i < 5; i++) {
      expect((await local.ask('127.0.0.1')).headers.get('ratelimit')).toBeNull()
      expect((await none.ask('192.0.2.1')).status).toBe(200)
    }
    const strict = open({ apiRequestsPerMinute: 1, queryLimitsOnLoopback: true })
    await strict.ask('127.0.0.1')
    expect((await strict.ask('127.0.0.1')).status).toBe(429)
  })

  it('are told apart behind a proxy that is trusted', async () => {
    const { ask } = open({ apiRequestsPerMinute: 1, trustProxy: 1 })
    expect((await ask('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).status).toBe(200)
    expect((await ask('127.0.0.1', { 'x-forwarded-for': '192.0.2.2' })).status).toBe(200)
    expect((await ask('127.0.0.1', { 'x-forwarded-for': '9.9.9.9, 192.0.2.1' })).status).toBe(429)
  })

  it('are remembered of so many clients and no more, those that asked last', () => {
    const paces = createPaces(1, () => 0, 3)
    for (const client of ['a', 'b', 'c', 'a', 'd']) paces.take(client)
    expect(paces.clients()).toBe(3)
    expect(paces.take('a').go).toBe(false)
    expect(paces.take('b').go).toBe(true)
  })
})
