/** Who asks: the address that limits are counted for. */

import type { IncomingMessage } from 'node:http'
import { isIP, SocketAddress } from 'node:net'
import type { Context } from 'hono'

export interface Client {
  /** IPv4 address, or the /64 network of an IPv6 address: one subscriber has at least that many addresses. */
  readonly key: string
  /** A program on this machine, as far as can be told: the socket is loopback's and no proxy has left its mark. */
  readonly local: boolean
  /** It came through a proxy on this machine that `trustProxy` does not count: all its clients look the same. */
  readonly indistinct: boolean
}

/** Headers that proxies add. One that adds none of them cannot be told from a local program. */
const MARKS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto', 'via']

/** An IP address without brackets, port and zone; undefined for anything else. */
const addressIn = (text: string): string | undefined => {
  const [, bracketed] = /^\[([0-9a-f:.]+)\](?::\d+)?$/i.exec(text) ?? []
  const [, plain] = /^(\d+(?:\.\d+){3}):\d+$/.exec(text) ?? []
  const address = (bracketed ?? plain ?? text).replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : address
}

/** The first four groups of an IPv6 address, whose text is in canonical form (RFC 5952). */
const network = (canonical: string): string => {
  const [head = '', tail] = canonical.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return `${[...before, ...Array<string>(missing).fill('0'), ...after].slice(0, 4).join(':')}::/64`
}

/** The key of an address; an IPv4 address may come mapped into IPv6 (RFC 4291, 2.5.5.2). */
const keyOf = (address: string): string => {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (mapped !== undefined || isIP(address) === 4) return mapped ?? address
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address
  const again = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(canonical)?.[1]
  return again ?? network(canonical)
}

const isLoopback = (address: string): boolean => /^(?:127\.|::1$|::ffff:127\.)/i.test(address)

/**
 * The client of a request. `trustProxy` is the number of proxies in front of the server: each adds the address it was asked
 * from to X-Forwarded-For, so the client is that many entries from the right; what stands further left anybody may have
 * written. With 0 the header is not looked at. Without a socket (a call within the process) the client is local.
 */
export const clientOf = (c: Context, trustProxy: number): Client => {
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming
  if (incoming === undefined) return { key: 'in-process', local: true, indistinct: false }
  const peer = addressIn(incoming.socket.remoteAddress ?? '')
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map(part => part.trim())
  const named = forwarded.filter(part => part !== '')
  const behind = trustProxy > 0 ? named.at(-Math.min(trustProxy, named.length)) : undefined
  const marked = MARKS.some(name => c.req.header(name) !== undefined)
  const address = (behind === undefined ? undefined : addressIn(behind)) ?? peer
  if (address === undefined) return { key: 'unknown', local: false, indistinct: false }
  const ours = isLoopback(address)
  return { key: keyOf(address), local: ours && !marked, indistinct: ours && marked && trustProxy === 0 }
}
