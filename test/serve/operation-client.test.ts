import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { agentFamily } from '../../src/serve/operation/agent-family.ts'
import { type Client, clientOf } from '../../src/serve/operation/client.ts'
import { createPseudonyms } from '../../src/serve/operation/pseudonym.ts'

/** Who the server takes a request for that comes from `peer` with these headers. */
const seen = async (
  peer: string | undefined,
  headers: Record<string, string> = {},
  trustProxy = 0,
): Promise<Client> => {
  const app = new Hono().get('/', c => c.json(clientOf(c, trustProxy)))
  const incoming = { socket: { remoteAddress: peer } } as IncomingMessage
  const response = await app.request('/', { headers }, { incoming })
  return (await response.json()) as Client
}

describe('the client of a request', () => {
  it('is its address; what it writes into X-Forwarded-For is not believed without trustProxy', async () => {
    const spoofed = { 'x-forwarded-for': '127.0.0.1' }
    expect(await seen('192.0.2.7', spoofed)).toMatchObject({ key: '192.0.2.7', local: false })
    expect(await seen('::ffff:192.0.2.7')).toMatchObject({ key: '192.0.2.7' })
  })

  it.each([
    ['198.51.100.9', 1, '198.51.100.9'],
    ['203.0.113.5, 198.51.100.9', 1, '198.51.100.9'],
    ['127.0.0.1, 203.0.113.5, 198.51.100.9', 2, '203.0.113.5'],
    ['198.51.100.9:1234', 1, '198.51.100.9'],
    ['[2001:db8:1:2:3::4]:443', 1, '2001:db8:1:2::/64'],
    ['unknown', 1, '127.0.0.1'],
    ["'; DROP TABLE", 1, '127.0.0.1'],
    ['', 1, '127.0.0.1'],
  ])('behind proxies is the entry that they wrote: %j with %i', async (header, trustProxy, key) => {
    const client = await seen('127.0.0.1', { 'x-forwarded-for': header }, trustProxy)
    expect(client).toMatchObject({ key, local: false })
  })

  it('does not become local by an entry that says so, even one that a trusted proxy wrote', async () => {
    expect(await seen('127.0.0.1', { 'x-forwarded-for': '::1' }, 1)).toMatchObject({ local: false })
  })

  it('is a network of 64 bits when the address is IPv6', async () => {
    const [one, same, other] = await Promise.all(
      ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'].map(address => seen(address)),
    )
    expect(one).toEqual(same)
    expect(one?.key).not.toBe(other?.key)
    expect((await seen('fe80::1%eth0')).key).toBe('fe80:0:0:0::/64')
  })

  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    'is local on %s, unless a proxy has left its mark',
    async peer => {
      expect(await seen(peer)).toMatchObject({ local: true, indistinct: false })
      for (const mark of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
        expect(await seen(peer, { [mark]: '192.0.2.1' })).toMatchObject({ local: false, indistinct: true })
    },
  )

  it('whose socket is gone already is nobody in particular, and not local', async () => {
    expect(await seen(undefined)).toEqual({ key: 'unknown', local: false, indistinct: false })
  })
})

describe('the pseudonym of a client', () => {
  it('stays the same for a day, is another one the next, and does not show the address', () => {
    let now = Date.UTC(2026, 0, 31, 12)
    const pseudonym = createPseudonyms(() => now)
    const first = pseudonym('192.0.2.7')
    expect(first).toMatch(/^[0-9a-f]{16}$/)
    now += 11 * 3_600_000
    expect(pseudonym('192.0.2.7')).toBe(first)
    expect(pseudonym('192.0.2.8')).not.toBe(first)
    now += 3_600_000
    expect(pseudonym('192.0.2.7')).not.toBe(first)
    expect(createPseudonyms(() => now)('192.0.2.7')).not.toBe(pseudonym('192.0.2.7'))
  })
})

describe('the family of a user agent', () => {
  it.each([
    ['curl/8.5.0', 'curl'],
    ['sparqlwrapper 2.0.0 (rdflib.github.io/sparqlwrapper)', 'sparqlwrapper'],
    ['python-requests/2.31', 'python'],
    ['Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'browser'],
    ['Mozilla/5.0 (compatible; Demobot/1.0)', 'bot'],
    ['my own <script>\u00e9', 'other'],
    ['', 'none'],
  ])('of %j is %s', (header, family) => {
    expect(agentFamily(header)).toBe(family)
  })
})
