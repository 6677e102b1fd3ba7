import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { guardedLookup, isPrivateAddress, PrivateAddressError } from '../../src/registry/addresses.ts'

describe('private addresses', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '[::1]',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fec0::1',
    'localhost',
    '',
  ])('closes %s', address => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '193.174.1.1', '2600::1', '2a00:1450:4001::1'])(
    'opens %s',
    address => {
      expect(isPrivateAddress(address)).toBe(false)
    },
  )
})

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_host, _options, callback) =>
    callback(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

const lookUp = (lookup: LookupFunction, all: boolean): Promise<unknown> =>
  new Promise((resolve, reject) => {
    lookup('demo.example', { all }, (error, address) => (error ? reject(error) : resolve(address)))
  })

describe('name resolution', () => {
  it('hands on only the public addresses of a name', async () => {
    const lookup = guardedLookup(isPrivateAddress, resolvesTo('10.0.0.1', '8.8.8.8'))
    expect(await lookUp(lookup, true)).toEqual([{ address: '8.8.8.8', family: 4 }])
    expect(await lookUp(lookup, false)).toBe('8.8.8.8')
  })

  it('fails for a name with private addresses only', async () => {
    const lookup = guardedLookup(isPrivateAddress, resolvesTo('10.0.0.1', '::1'))
    await expect(lookUp(lookup, true)).rejects.toThrow(PrivateAddressError)
    await expect(lookUp(lookup, false)).rejects.toThrow('demo.example leads to 10.0.0.1, ::1')
  })
})
