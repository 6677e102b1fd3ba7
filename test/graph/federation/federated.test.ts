import { afterEach, describe, expect, it } from 'vitest'
import { type FederationOptions, withFederation } from '../../../src/graph/federation/federated.ts'
import type { QueryOptions } from '../../../src/graph/store.ts'
import {
  answering,
  type Behaviour,
  type Endpoint,
  graphOf,
  lookupOf,
  startEndpoint,
  storeOf,
} from './stores.ts'

const local = storeOf(`
  e:s1 e:name "one" . e:s2 e:name "two" . e:s3 e:name "three" .
`)
const papers = storeOf('e:s1 e:paper e:p1, e:p2 . e:s3 e:paper e:p3 . e:s9 e:paper e:p9 . e:p1 e:year 2001 .')
const persons = storeOf('e:p1 e:by "Demo One" . e:p3 e:by "Demo Three" . e:s2 e:paper e:p7 .')

describe('a graph with federation', () => {
  const cleanups: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  })

  const open = async (
    behaviours: Readonly<Record<string, Behaviour>>,
    options: Partial<FederationOptions> = {},
  ) => {
    const endpoints: Record<string, Endpoint> = {}
    for (const [name, behave] of Object.entries(behaviours)) {
      const endpoint = await startEndpoint(`${name}.example`, behave)
      endpoints[name] = endpoint
      cleanups.push(() => endpoint.close())
    }
    const url = (name: string): string => endpoints[name]?.url ?? `http://${name}.example/sparql`
    const graph = graphOf(options.base === undefined ? local : storeOf(options.base))
    const federated = withFederation(graph, {
      allow: Object.values(endpoints).map(endpoint => endpoint.url),
      deadlineMs: 5000,
      lookup: lookupOf(),
      forbidden: () => false,
      ...options,
      base: 'http://local',
    })
    cleanups.push(() => federated.close())
    const ask = async (text: string, more: QueryOptions = {}) => {
      const query = `PREFIX e: <http://e/>\n${text.replace(/<<(\w+)>>/g, (_, name) => `<${url(name)}>`)}`
      const result = await federated.query(query, { accept: 'text/csv', ...more })
      return result.ok
        ? {
            rows: Buffer.from(result.value.body)
              .toString()
              .trim()
              .split('\r\n')
              .slice(1)
              .sort()
              .map(row => row.replaceAll('http://e/', '')),
            sources: result.value.sources ?? [],
          }
        : { problem: result.problem, rows: undefined }
    }
    return { ask, graph, federated, url, queries: (name: string) => endpoints[name]?.queries ?? [] }
  }

  it('hands a query without SERVICE to the graph as it is', async () => {
    const { ask, graph } = await open({})
    const { rows } = await ask('SELECT ?n { e:s1 e:name ?n }')
    expect(rows).toEqual(['one'])
    expect(graph.asked).toEqual(['PREFIX e: <http://e/>\nSELECT ?n { e:s1 e:name ?n }'])
  })

  it('joins what an endpoint knows, asking it only for what the graph has', async () => {
    const { ask, queries } = await open({ a: answering(papers) })
    const { rows, sources } = await ask('SELECT ?n ?p { ?s e:name ?n SERVICE <<a>> { ?s e:paper ?p } }')
    expect(rows).toEqual(['one,p1', 'one,p2', 'three,p3'])
    expect(queries('a')).toHaveLength(1)
    expect(queries('a')[0]).not.toContain('one')
    expect(sources).toMatchObject([
      { source: 'local', requests: 2 },
      { requests: 1, rows: 3 },
    ])
  })

  it('asks one endpoint with what another one gave', async () => {
    const { ask, queries } = await open({ a: answering(papers), b: answering(persons) })
    const { rows } = await ask(
      'SELECT ?n ?who { ?s e:name ?n . SERVICE <<a>> { ?s e:paper ?p } SERVICE <<b>> { ?p e:by ?who } }',
    )
    expect(rows).toEqual(['one,Demo One', 'three,Demo Three'])
    expect(queries('b')[0]).toContain('<http://e/p2>')
    expect(queries('b')[0]).not.toContain('<http://e/p9>')
  })

  it.each([
    ['before what binds its variables', 'SERVICE <<a>> { ?s e:paper ?p } ?s e:name ?n'],
    ['in a group of its own', '?s e:name ?n { SERVICE <<a>> { ?s e:paper ?p } }'],
    ['in a sub-SELECT', '?s e:name ?n { SELECT ?s ?p { SERVICE <<a>> { ?s e:paper ?p } } }'],
    ['with a body that is a sub-SELECT', '?s e:name ?n SERVICE <<a>> { SELECT * { ?s e:paper ?p } }'],
    ['with a UNION in its body', '?s e:name ?n SERVICE <<a>> { { ?s e:paper ?p } UNION { ?s e:none ?p } }'],
    ['after a comment with SERVICE', '# SERVICE {\n ?s e:name ?n SERVICE <<a>> { ?s e:paper ?p # }\n }'],
    ['by a prefixed name', '?s e:name ?n SERVICE a:sparql { ?s e:paper ?p }'],
  ])('finds the same %s', async (_, pattern) => {
    const { ask, url } = await open({ a: answering(papers) })
    const prefix = `PREFIX a: <${url('a').replace('sparql', '')}>`
    const { rows, problem } = await ask(`${prefix} SELECT ?n ?p { ${pattern} }`)
    expect(problem).toBeUndefined()
    expect(rows).toEqual(['one,p1', 'one,p2', 'three,p3'])
  })

  it('keeps what OPTIONAL SERVICE has nothing for', async () => {
    const { ask } = await open({ a: answering(papers) })
    const { rows } = await ask(
      'SELECT ?n ?p ?y { ?s e:name ?n OPTIONAL { SERVICE <<a>> { ?s e:paper ?p OPTIONAL { ?p e:year ?y } } } }',
    )
    expect(rows).toEqual(['one,p1,2001', 'one,p2,', 'three,p3,', 'two,,'])
  })

  it('removes by MINUS and filters by EXISTS', async () => {
    const { ask } = await open({ a: answering(papers) })
    const minus = await ask('SELECT ?n { ?s e:name ?n MINUS { SERVICE <<a>> { ?s e:paper ?p } } }')
    expect(minus.rows).toEqual(['two'])
    const exists = await ask('SELECT ?n { ?s e:name ?n FILTER EXISTS { SERVICE <<a>> { ?s e:paper ?p } } }')
    expect(exists.rows).toEqual(['one', 'three'])
  })

  it('answers in any format and form of query', async () => {
    const { ask } = await open({ a: answering(papers) })
    const made = await ask(
      'CONSTRUCT { ?s e:has ?p } WHERE { ?s e:name ?n SERVICE <<a>> { ?s e:paper ?p } }',
      {
        accept: 'application/n-triples',
      },
    )
    expect(made.rows).toBeDefined()
    const asked = await ask('ASK { e:s1 e:name ?n SERVICE <<a>> { ?s e:paper ?p } }', { accept: 'text/csv' })
    expect(asked.problem).toBeUndefined()
  })

  it('asks each endpoint that SERVICE ?x is bound to, with what leads there', async () => {
    const { ask, url, queries } = await open({ a: answering(papers), b: answering(persons) })
    const values = `VALUES (?s ?x) { (e:s1 <${url('a')}>) (e:s2 <${url('b')}>) }`
    const { rows, problem } = await ask(
      `SELECT ?n ?p { ?s e:name ?n . ${values} SERVICE ?x { ?s e:paper ?p } }`,
    )
    expect(problem).toBeUndefined()
    expect(rows).toEqual(['one,p1', 'one,p2', 'two,p7'])
    expect(queries('a')).toHaveLength(1)
    expect(queries('a')[0]).not.toContain('s2')
  })

  it('asks nobody when one value of SERVICE ?x is not listed', async () => {
    const { ask, url, queries } = await open({ a: answering(papers) })
    const values = `VALUES ?x { <${url('a')}> <http://other.example/sparql> }`
    const { problem } = await ask(`SELECT * { ${values} SERVICE ?x { ?s e:paper ?p } }`)
    expect(problem).toMatchObject({ code: 'service-refused' })
    expect(problem?.detail).toContain('http://other.example/sparql')
    expect(queries('a')).toEqual([])
  })

  it('says when nothing binds the variable of SERVICE', async () => {
    const { ask } = await open({ a: answering(papers) })
    expect((await ask('SELECT * { SERVICE ?x { ?s e:paper ?p } }')).problem).toMatchObject({
      code: 'service-unbound',
    })
    const literal = await ask('SELECT * { ?s e:name ?x SERVICE ?x { ?s e:paper ?p } }')
    expect(literal.problem).toMatchObject({ code: 'service-unbound' })
  })

  it.each<[string, Behaviour, string]>([
    ['answers 500', (_, response) => response.writeHead(500).end('broken'), 'answers 500'],
    [
      'says in a problem why it fails',
      (_, response) =>
        response
          .writeHead(400, { 'content-type': 'application/problem+json' })
          .end('{"title":"no","detail":"line 1:\\n\\u202Eno such prefix"}'),
      'answers 400: "line 1: no such prefix"',
    ],
    [
      'says in a text why it fails',
      (_, response) =>
        response
          .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
          .end(`out of memory${' and more'.repeat(100)}`),
      'answers 500: "out of memory and more',
    ],
    [
      'fails without a word that can be read',
      (_, response) =>
        response
          .writeHead(503, { 'content-type': 'text/plain', 'content-encoding': 'gzip', 'retry-after': '7' })
          .end('not packed'),
      'answers 503; it asks to wait 7',
    ],
    [
      'answers 429',
      (_, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
      'asks to wait 120',
    ],
    [
      'sends broken JSON',
      (_, response) => response.setHeader('content-type', 'application/json').end('{"results":'),
      'not JSON',
    ],
    [
      'sends JSON without solutions',
      (_, response) => response.setHeader('content-type', 'application/json').end('{}'),
      'no solutions',
    ],
    [
      'sends HTML',
      (_, response) => response.setHeader('content-type', 'text/html').end('<html>'),
      'text/html',
    ],
    ['hangs up', (_, response) => response.destroy(), 'cannot be asked'],
    [
      'redirects in a circle',
      (_, response) => response.writeHead(302, { location: '/sparql' }).end(),
      'redirects more than',
    ],
    [
      'sends an IRI that would break out of the query',
      (_, response) =>
        response.setHeader('content-type', 'application/json').end(
          JSON.stringify({
            results: { bindings: [{ p: { type: 'uri', value: 'http://e/> } DROP ALL #' } }] },
          }),
        ),
      'cannot be read',
    ],
  ])('fails visibly when an endpoint %s, unless SILENT says otherwise', async (_, behave, words) => {
    const { ask, url } = await open({ a: behave })
    const loud = await ask('SELECT ?n ?p { ?s e:name ?n SERVICE <<a>> { ?s e:paper ?p FILTER(?p != e:x) } }')
    expect(loud.problem).toMatchObject({ code: 'service-failed', stage: 'graph' })
    expect(loud.problem?.detail).toContain(url('a'))
    expect(loud.problem?.detail).toContain(words)
    const silent = await ask(
      'SELECT ?n ?p { ?s e:name ?n SERVICE SILENT <<a>> { ?s e:paper ?p FILTER(?p != e:x) } }',
    )
    expect(silent.rows).toEqual(['one,', 'three,', 'two,'])
    expect(silent.sources?.find(({ source }) => source === url('a'))?.failure).toContain(words)
  })

  it('joins one empty solution for each silent endpoint of SERVICE ?x that fails', async () => {
    const { ask, url } = await open({
      a: answering(papers),
      b: (_, response) => response.writeHead(500).end(),
    })
    const values = `VALUES (?s ?x) { (e:s1 <${url('a')}>) (e:s2 <${url('b')}>) }`
    const { rows } = await ask(
      `SELECT ?n ?p { ?s e:name ?n . ${values} SERVICE SILENT ?x { ?s e:paper ?p } }`,
    )
    expect(rows).toEqual(['one,p1', 'one,p2', 'two,'])
  })

  it('bounds the time of an endpoint that is slow, and of one that drips without an end', async () => {
    const drip: Behaviour = (_, response) => {
      response.setHeader('content-type', 'application/json')
      const timer = setInterval(() => response.write(' '), 5)
      response.on('close', () => clearInterval(timer))
    }
    const { ask } = await open({ slow: () => {}, drip }, { deadlineMs: 600 })
    for (const name of ['slow', 'drip']) {
      const loud = await ask(`SELECT * { SERVICE <<${name}>> { ?s e:paper ?p } }`)
      expect(loud.problem?.detail).toContain('did not answer within')
      const silent = await ask(`SELECT ?n { ?s e:name ?n SERVICE SILENT <<${name}>> { ?s e:paper ?p } }`)
      expect(silent.rows).toHaveLength(3)
    }
  })

  it('stops reading an answer that is too large, packed or not', async () => {
    const { gzipSync } = await import('node:zlib')
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
    const { ask } = await open({
      huge: (_, response) =>
        response.setHeader('content-type', 'application/json').end(Buffer.alloc(20_000_000, ' ')),
      bomb: (_, response) =>
        response
          .setHeader('content-type', 'application/json')
          .setHeader('content-encoding', 'gzip')
          .end(bomb),
      rows: (_, response) =>
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ results: { bindings: Array(30_000).fill({}) } })),
    })
    for (const name of ['huge', 'bomb'])
      expect((await ask(`SELECT * { SERVICE <<${name}>> { ?s e:paper ?p } }`)).problem?.detail).toContain(
        'more than',
      )
    expect((await ask('SELECT * { SERVICE <<rows>> { ?s e:paper ?p } }')).problem?.detail).toContain(
      '30000 solutions',
    )
  })

  it('asks in blocks, and no more often than its limit', async () => {
    const many = Array.from({ length: 25 }, (_, i) => `e:m${i} e:name "${i}"`).join(' . ')
    const { ask, queries } = await open(
      { a: answering(papers) },
      { base: `${many} .`, limits: { blockRows: 10 } },
    )
    expect((await ask('SELECT * { ?s e:name ?n SERVICE <<a>> { ?s e:paper ?p } }')).rows).toEqual([])
    expect(queries('a')).toHaveLength(3)
    const few = await open(
      { a: answering(papers) },
      { base: `${many} .`, limits: { blockRows: 10, maxRequests: 2 } },
    )
    const { problem } = await few.ask('SELECT * { ?s e:name ?n SERVICE <<a>> { ?s e:paper ?p } }')
    expect(problem?.detail).toContain('more than 2 requests')
  })

  it('stops when nobody waits any more', async () => {
    const stop = new AbortController()
    const { ask } = await open({ a: () => stop.abort() })
    const { problem } = await ask('SELECT * { SERVICE SILENT <<a>> { ?s e:paper ?p } }', {
      signal: stop.signal,
    })
    expect(problem).toMatchObject({ code: 'cancelled' })
  })

  it('names blank nodes of an endpoint, and takes its literals as they are', async () => {
    const odd = storeOf('e:s1 e:paper [ e:note "a\\\\u0041 \\"b\\"\\n"@en ] .')
    const { ask } = await open({ a: answering(odd) })
    const { rows } = await ask(
      'SELECT (isIRI(?p) AS ?named) (STR(?note) = "a\\\\\\u00750041 \\"b\\"\\n" AS ?same) (LANG(?note) AS ?l) { SERVICE <<a>> { e:s1 e:paper ?p . ?p e:note ?note } }',
    )
    expect(rows).toEqual(['true,true,en'])
  })

  it('says where a query is wrong', async () => {
    const { ask } = await open({ a: answering(papers) })
    const { problem } = await ask('SELECT * {\n  SERVICE <<a>> { ?s e:paper ?p }\n  ?s ?p ]}')
    expect(problem).toMatchObject({ code: 'query-syntax', line: 4 })
  })

  it('refuses SERVICE and names the setting when no endpoint is listed', async () => {
    const { ask } = await open({}, { allow: [] })
    const { problem } = await ask('SELECT * {\n  SERVICE SILENT <http://a.example/> { ?s ?p ?o } }')
    expect(problem).toMatchObject({ code: 'federation-refused', line: 3, column: 3 })
    expect(problem?.detail).toContain('the setting "federation"')
  })
})
