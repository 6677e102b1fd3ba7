import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GraphStore } from '../../src/graph/store.ts'
import type { UserGraphs } from '../../src/graph/user-graphs/user-graphs.ts'
import { dcterms, voidNs, xsd } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { BASE } from './small-archive.ts'
import { openWritingHouse, type WritingHouse } from './user-graphs-house.ts'

const NONE = { usingGraphs: [], usingNamedGraphs: [] }
const RECORD = 'https://repository.example/sample/piece'

describe('user graphs of the embedded graph', () => {
  let house: WritingHouse
  let graph: GraphStore
  let users: UserGraphs
  const update = (text: string, using: Partial<typeof NONE> = {}) => users.update(text, { ...NONE, ...using })
  const must = async (text: string, using: Partial<typeof NONE> = {}) => {
    const done = await update(text, using)
    if (!done.ok) throw new Error(`${done.problem.code}: ${done.problem.detail}`)
    return done.value
  }
  const codeOf = async (text: string): Promise<string | undefined> => {
    const done = await update(text)
    return done.ok ? undefined : done.problem.code
  }
  const ask = async (text: string): Promise<string> => {
    const answer = await graph.query(text, { accept: 'text/csv' })
    if (!answer.ok) throw new Error(answer.problem.detail)
    return new TextDecoder().decode(answer.value.body).trim()
  }
  const rows = async (pattern: string): Promise<string[]> =>
    (await ask(`SELECT ?s ?p ?o WHERE { ${pattern} } ORDER BY ?s ?p ?o`)).split(/\r?\n/).slice(1)

  beforeAll(async () => {
    house = await openWritingHouse()
    graph = house.graph
    users = house.users
  })
  beforeEach(() => must('CLEAR ALL'))
  afterAll(async () => {
    await house.close()
  })

  it('shows what was inserted in the next answer', async () => {
    await must('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> "c"@EN, 1.00 } }')
    expect(await rows('GRAPH <urn:x:g> { ?s ?p ?o }')).toEqual(['urn:x:a,urn:x:b,1', 'urn:x:a,urn:x:b,c'])
    await must('DELETE DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1.0 } }')
    expect(await rows('GRAPH <urn:x:g> { ?s ?p ?o }')).toEqual(['urn:x:a,urn:x:b,c'])
  })

  it('lets an operation see what those before it did, and nobody else', async () => {
    await must(`PREFIX x: <urn:x:> INSERT DATA { GRAPH x:g { x:a x:b 1 } } ;
      INSERT { GRAPH x:h { ?s x:seen ?o } } WHERE { GRAPH x:g { ?s x:b ?o } } ;
      DELETE WHERE { GRAPH x:g { ?s ?p ?o } }`)
    expect(await rows('GRAPH ?g { ?s ?p ?o FILTER(STRSTARTS(STR(?g), "urn:x:")) }')).toEqual([
      'urn:x:a,urn:x:seen,1',
    ])
  })

  it('holds what the graph says about itself, which users can read and not clear', async () => {
    const dataset = factory.namedNode(`${BASE}/sparql#dataset`)
    const at = (day: string) => [
      factory.quad(dataset, voidNs('triples'), factory.literal('12', xsd('integer'))),
      factory.quad(dataset, dcterms('modified'), factory.literal(`${day}T00:00:00Z`, xsd('dateTime'))),
    ]
    expect(await users.describe(at('2026-01-01'))).toMatchObject({ ok: true, value: { added: 2 } })
    await must('CLEAR ALL ; DROP SILENT NAMED')
    const described = `GRAPH <${BASE}/graph/void> { ?s ?p ?o }`
    expect(await rows(described)).toHaveLength(2)
    expect(await codeOf(`DELETE WHERE { ${described} }`)).toBe('harvested-graph')
    expect(await users.describe(at('2026-01-02'))).toMatchObject({ value: { added: 0, removed: 0 } })
    expect(await users.describe(at('2026-01-02').slice(1))).toMatchObject({ value: { added: 1, removed: 2 } })
    expect(await rows(described)).toEqual([expect.stringContaining('2026-01-02')])
  })

  it('reads what is harvested', async () => {
    await must(`INSERT { GRAPH <urn:x:g> { ?s <urn:x:seen> true } } WHERE { GRAPH <${RECORD}> { ?s ?p ?o } }`)
    expect((await rows('GRAPH <urn:x:g> { ?s ?p ?o }')).length).toBeGreaterThan(0)
  })

  it('takes WITH for a graph that is there, and for one that is not', async () => {
    await must('WITH <urn:x:new> INSERT { <urn:x:a> <urn:x:b> ?x } WHERE { BIND(1 AS ?x) }')
    await must('WITH <urn:x:new> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }')
    expect(await rows('GRAPH <urn:x:new> { ?s ?p ?o }')).toEqual(['urn:x:a,urn:x:b,2'])
  })

  it('reads other graphs below WITH for a graph that is not there', async () => {
    await must(`WITH <urn:x:new> INSERT { ?s ?p ?o } WHERE { GRAPH <${RECORD}> { ?s ?p ?o } }`)
    expect(await rows('GRAPH <urn:x:new> { ?s ?p ?o }')).toEqual(await rows(`GRAPH <${RECORD}> { ?s ?p ?o }`))
    await must(`WITH <${RECORD}> INSERT { GRAPH <urn:x:h> { ?s ?p ?o } } WHERE { ?s ?p ?o }`)
    expect(await rows('GRAPH <urn:x:h> { ?s ?p ?o }')).toEqual(await rows(`GRAPH <${RECORD}> { ?s ?p ?o }`))
  })

  it.each([
    ['the default graph', 'INSERT DATA { <urn:x:a> <urn:x:b> 1 }', 'harvested-graph'],
    ['a record', `INSERT DATA { GRAPH <${RECORD}> { <urn:x:a> <urn:x:b> 1 } }`, 'harvested-graph'],
    ['a fixed graph', `CLEAR SILENT GRAPH <${BASE}/graph/provenance>`, 'harvested-graph'],
    [
      'a record by a variable',
      'DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }',
      'harvested-graph',
    ],
    ['the default graph by CLEAR', 'CLEAR DEFAULT', 'harvested-graph'],
    ['a record by MOVE', `MOVE <${RECORD}> TO <urn:x:g>`, 'harvested-graph'],
    ['LOAD', 'LOAD <http://127.0.0.1/> INTO GRAPH <urn:x:g>', 'load-refused'],
    ['a query', 'SELECT * { ?s ?p ?o }', 'query-syntax'],
    [
      'an escaped bracket',
      'INSERT DATA { GRAPH <urn:x:g\\u003E> { <urn:x:a> <urn:x:b> 1 } }',
      'query-syntax',
    ],
    [
      'SERVICE',
      'INSERT { GRAPH <urn:x:g> { ?s ?p ?o } } WHERE { SERVICE <urn:x:s> { ?s ?p ?o } }',
      'federation-refused',
    ],
    [
      'SERVICE behind GRAPH',
      'INSERT { GRAPH <urn:x:g> { ?s ?p ?o } } WHERE { GRAPH SERVICE:x { ?s ?p ?o } }',
      'federation-refused',
    ],
  ])('refuses %s', async (_, text, code) => {
    expect(await codeOf(text)).toBe(code)
  })

  it('does nothing of a request that fails at its end', async () => {
    expect(await codeOf('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> 1 } } ; CLEAR DEFAULT')).toBe(
      'harvested-graph',
    )
    expect(await rows('GRAPH <urn:x:g> { ?s ?p ?o }')).toEqual([])
  })

  it('copies, moves and adds', async () => {
    await must(`COPY <${RECORD}> TO <urn:x:a> ; ADD <urn:x:a> TO <urn:x:b> ; MOVE <urn:x:a> TO <urn:x:c>`)
    const record = await rows(`GRAPH <${RECORD}> { ?s ?p ?o }`)
    expect(record.length).toBeGreaterThan(3)
    expect(await rows('GRAPH <urn:x:b> { ?s ?p ?o }')).toEqual(record)
    expect(await rows('GRAPH <urn:x:c> { ?s ?p ?o }')).toEqual(record)
    expect(await rows('GRAPH <urn:x:a> { ?s ?p ?o }')).toEqual([])
    expect(await codeOf('COPY <urn:x:nothing> TO <urn:x:b>')).toBe('no-such-graph')
  })

  it('gives every solution nodes of its own', async () => {
    await must('INSERT { GRAPH <urn:x:g> { [] <urn:x:n> ?n ; <urn:x:m> ?n } } WHERE { VALUES ?n { 1 2 } }')
    expect(
      await ask('SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <urn:x:g> { ?s <urn:x:n> ?v ; <urn:x:m> ?v } }'),
    ).toBe('n\r\n2')
  })

  it('counts every write once for those who wait at the same time', async () => {
    await must('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:n> 0 } }')
    const add =
      'DELETE { GRAPH <urn:x:g> { ?s ?p ?n } } INSERT { GRAPH <urn:x:g> { ?s ?p ?m } } WHERE { GRAPH <urn:x:g> { ?s ?p ?n } BIND(?n + 1 AS ?m) }'
    await Promise.all(Array.from({ length: 10 }, () => must(add)))
    expect(await rows('GRAPH <urn:x:g> { ?s ?p ?o }')).toEqual(['urn:x:a,urn:x:n,10'])
  })

  it('says more of an answer than its generation', async () => {
    const { revision: before = 0 } = graph.status()
    await must('INSERT DATA { GRAPH <urn:x:g> { <urn:x:a> <urn:x:n> 5 } }')
    const answer = await graph.query('ASK {}')
    expect(graph.status().revision).toBe(before + 1)
    expect(answer.ok && answer.value.revision).toBe(before + 1)
  })
})
