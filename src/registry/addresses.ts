/** Keeps outbound requests out of networks that are not the public internet (server-side request forgery). */

import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'

// IANA special-purpose registries (RFC 6890 and successors): everything that is not globally reachable unicast.
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

// Public IPv6 unicast is 2000::/3, and within it these ranges are not what they seem: documentation, Teredo and
// 6to4 (both tunnel to an IPv4 address of the sender's choice), benchmarking, ORCHID.
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const specialIPv4 = new BlockList()
for (const [net, prefix] of SPECIAL_IPV4) specialIPv4.addSubnet(net, prefix, 'ipv4')
const specialIPv6 = new BlockList()
for (const [net, prefix] of SPECIAL_IPV6) specialIPv6.addSubnet(net, prefix, 'ipv6')
const globalIPv6 = new BlockList()
globalIPv6.addSubnet('2000::', 3, 'ipv6')

/**
 * Whether an IP address (text, IPv4 or IPv6, optionally in brackets or with a zone) lies outside the public
 * internet: private, loopback, link-local (and so cloud metadata), shared, multicast, reserved, documentation, and
 * every IPv6 range that maps or tunnels to IPv4. Text that is no IP address counts as private.
 */
export const isPrivateAddress = (address: string): boolean => {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const version = isIP(plain)
  if (version === 4) return specialIPv4.check(plain, 'ipv4')
  if (version === 6) return !globalIPv6.check(plain, 'ipv6') || specialIPv6.check(plain, 'ipv6')
  return true
}

/** Thrown inside the connector, where undici takes only errors; `fetch.ts` turns it into a Problem. */
export class PrivateAddressError extends Error {
  readonly host: string
  readonly addresses: readonly string[]
  constructor(host: string, addresses: readonly string[]) {
    super(`${host} leads to ${addresses.join(', ')}, which is not a public address`)
    this.host = host
    this.addresses = addresses
  }
}

/** What decides about one address; replaceable so that tests can treat loopback as the public internet. */
export type AddressRule = (address: string) => boolean

/**
 * A `lookup` for sockets that resolves names and hands on only the addresses that `forbidden` lets through; with
 * none left the connection fails with a `PrivateAddressError`. The socket connects to exactly the addresses that
 * were checked, so a name that resolves differently the next time (DNS rebinding) gains nothing.
 */
export const guardedLookup =
  (forbidden: AddressRule, lookup: LookupFunction = systemLookup as LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error) {
        callback(error, '', 0)
        return
      }
      const addresses = Array.isArray(found) ? found : [{ address: found, family: family ?? isIP(found) }]
      const usable = addresses.filter(({ address }) => !forbidden(address))
      const first = usable[0]
      if (!first) {
        const refused = new PrivateAddressError(
          hostname,
          addresses.map(({ address }) => address),
        )
        callback(refused, '', 0)
      } else if (options.all) callback(null, usable)
      else callback(null, first.address, first.family)
    })
  }

/**
 * An undici connector that applies `forbidden` to IP addresses written in the URL (sockets do not look those up)
 * and to whatever names resolve to. `timeout` (milliseconds) bounds connecting and the TLS handshake.
 */
export const guardedConnector = (options: {
  forbidden: AddressRule
  lookup?: LookupFunction | undefined
  timeout: number
}): buildConnector.connector => {
  const connect = buildConnector({
    timeout: options.timeout,
    lookup: guardedLookup(options.forbidden, options.lookup),
  } as buildConnector.BuildOptions)
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && options.forbidden(host)) {
      callback(new PrivateAddressError(host, [host]), null)
      return
    }
    connect(target, callback)
  }
}
