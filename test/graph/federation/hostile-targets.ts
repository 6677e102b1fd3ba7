/** Addresses that a hostile query may name in SERVICE: the demonstration that none is contacted, for tests and operators. */

/** One target: what is tried, and the address. `listed`: it is tried although the operator's list allows it. */
export interface HostileTarget {
  readonly trick: string
  readonly address: string
  readonly listed?: boolean
}

/** Names of the demonstration and where they lead; all others do not exist. */
export const HOSTILE_NAMES: Readonly<Record<string, string>> = {
  'inside.example': '10.0.0.7',
  'rebound.example': '127.0.0.1',
  'metadata.google.internal': '169.254.169.254',
  'six.example': '::ffff:127.0.0.1',
  localhost: '127.0.0.1',
  'localhost.': '127.0.0.1',
}

/** Ways to this machine, to its network and to other protocols; `port` is where a listener counts who comes. */
export const hostileTargets = (port: number): readonly HostileTarget[] => [
  { trick: 'loopback', address: `http://127.0.0.1:${port}/sparql` },
  { trick: 'loopback, listed', address: `http://127.0.0.1:${port}/listed`, listed: true },
  { trick: 'loopback in two parts', address: `http://127.1:${port}/sparql` },
  { trick: 'loopback as one number', address: `http://2130706433:${port}/sparql` },
  { trick: 'loopback in hexadecimal', address: `http://0x7f000001:${port}/sparql` },
  { trick: 'loopback in octal', address: `http://017700000001:${port}/sparql` },
  { trick: 'loopback in full-width digits', address: `http://１２７.０.０.１:${port}/sparql` },
  { trick: 'loopback, IPv6', address: `http://[::1]:${port}/sparql`, listed: true },
  { trick: 'loopback, IPv4 in IPv6', address: `http://[::ffff:127.0.0.1]:${port}/sparql`, listed: true },
  { trick: 'any address', address: `http://0.0.0.0:${port}/sparql`, listed: true },
  { trick: 'localhost', address: `http://localhost:${port}/sparql`, listed: true },
  { trick: 'localhost with a dot behind', address: `http://localhost.:${port}/sparql`, listed: true },
  { trick: 'cloud metadata', address: 'http://169.254.169.254/latest/meta-data/', listed: true },
  { trick: 'cloud metadata, IPv6', address: 'http://[fd00:ec2::254]/latest/meta-data/', listed: true },
  { trick: 'cloud metadata by name', address: 'http://metadata.google.internal/', listed: true },
  { trick: 'private network', address: `http://10.1.2.3:${port}/sparql`, listed: true },
  { trick: 'a listed name that leads inside', address: `http://inside.example:${port}/sparql`, listed: true },
  {
    trick: 'a listed name that leads to loopback',
    address: `http://rebound.example:${port}/sparql`,
    listed: true,
  },
  {
    trick: 'a listed name that maps IPv4 in IPv6',
    address: `http://six.example:${port}/sparql`,
    listed: true,
  },
  { trick: 'user name and password', address: `http://public.example:x@127.0.0.1:${port}/sparql` },
  { trick: 'credentials for a listed host', address: 'http://user:secret@public.example/sparql' },
  { trick: 'another port of a listed host', address: `http://public.example:${port}/sparql` },
  { trick: 'a listed host with a dot behind', address: 'http://public.example./sparql' },
  { trick: 'a listed host as part of another', address: 'http://public.example.hostile.example/sparql' },
  { trick: 'another path that begins alike', address: 'http://public.example/sparql/../admin' },
  { trick: 'file', address: 'file:///etc/passwd' },
  { trick: 'data', address: 'data:application/sparql-results+json,x' },
  { trick: 'unix socket', address: 'http+unix://%2Fvar%2Frun%2Fdocker.sock/info' },
  { trick: 'gopher', address: `gopher://127.0.0.1:${port}/_GET` },
]
