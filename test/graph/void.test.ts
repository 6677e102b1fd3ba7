import { Store } from 'oxigraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Description, startDescription } from '../../src/graph/description/keeper.ts'
import { voidDescription } from '../../src/graph/description/void-document.ts'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import type { ExampleQuery } from '../../src/graph/examples.ts'
import { sourceNode } from '../../src/graph/record-nodes.ts'
import type { GraphStore, QueryOptions } from '../../src/graph/store.ts'
import type { Source } from '../../src/model/source.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { PREFIXES, sosa } from '../../src/rdf/namespaces.ts'
import { SOURCE_DEFAULTS } from '../../src/registry/source-defaults.ts'
import { exampleRecords } from './example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const source = (id: string): Source => ({
  ...SOURCE_DEFAULTS,
  id,
  name: `Agent ${id}`,
  licence: 'https://creativecommons.org/licenses/by/4.0/',
  feeds: [{ kind: 'sitemap', url: 'https://repository.example/sitemap.xml' }],
  profiles: ['kernel'],
  politeness: { concurrency: 1, delayMs: 0, timeoutMs: 1000, maxPageBytes: 1000 },
  allowPrivateAddresses: false,
  demo: true,
})
const SOURCES = [source('demo'), source('other-demo')]
const example = (id: string, query: string): ExampleQuery => ({
  id,
  title: 'T',
  description: 'D',
  keywords: [],
  query,
})
const EXAMPLES = [
  example('samples', `SELECT ?s WHERE { ?s a <${sosa('Sample').value}> }`),
  example('broken', 'SELECT * WHERE { ?s ?p'),
  { ...example('elsewhere', 'ASK {}'), federatesWith: ['https://endpoint.example/sparql'] },
]
const prefixed = Object.entries(PREFIXES)
  .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
  .join('')

/** Asks a description as an editor would that has loaded it. */
const askVoid = (description: Description, select: string): Record<string, string>[] => {
  const store = new Store()
  const quads = voidDescription({ base: BASE, sources: SOURCES }, description.figures())
  store.load(writeQuads(quads), { format: 'application/n-quads' })
  return (store.query(prefixed + select) as Map<string, { value: string }>[]).map(row =>
    Object.fromEntries([...row].map(([name, term]) => [name, term.value])),
  )
}

describe('the description of a graph', () => {
  let small: SmallArchive
  let graph: GraphStore
  let description: Description
  const asked: string[] = []
  let running = 0
  let mostRunning = 0
  let refuse: (text: string, options?: QueryOptions) => boolean = () => false

  const start = (): Description =>
    startDescription({
      graph: {
        ...graph,
        async query(text, options) {
          asked.push(text)
          mostRunning = Math.max(mostRunning, ++running)
          const detail = 'the query was ended after 1 s'
          const result = refuse(text, options)
            ? ({
                ok: false,
                problem: { stage: 'graph', code: 'deadline', subject: 'query', detail },
              } as const)
            : await graph.query(text, options)
          running--
          return result
        },
      },
      base: BASE,
      sources: SOURCES,
      examples: EXAMPLES,
      deadlineMs: 10_000,
      quietMs: 0,
      pollMs: 5,
    })

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, replicas: 1, pollMs: 20 })
    await graph.catchUp(await small.archive.generation())
    description = start()
    await description.described(3)
  })
  afterAll(async () => {
    await description.stop()
    await graph.close()
    await small.remove()
  })

  it('counts things per class and statements per property', () => {
    expect(
      askVoid(
        description,
        'SELECT ?n { <http://localhost:3030/sparql#default-graph> void:classPartition [ void:class sosa:Sample ; void:entities ?n ] }',
      ),
    ).toEqual([{ n: '2' }])
    expect(
      askVoid(
        description,
        'SELECT ?n ?s ?o { ?d sd:defaultGraph/void:propertyPartition [ void:property schema:creator ; void:triples ?n ; void:distinctSubjects ?s ; void:distinctObjects ?o ] }',
      ),
    ).toEqual([{ n: '1', s: '1', o: '1' }])
  })

  it('says where the properties of a class lead, as editors ask for it', () => {
    const rows = askVoid(
      description,
      `SELECT ?property ?objectClass ?datatype {
         ?part void:class sosa:Sample ; void:propertyPartition ?of . ?of void:property ?property .
         { ?of void:classPartition [ void:class ?objectClass ] } UNION { ?of void-ext:datatypePartition [ void-ext:datatype ?datatype ] }
       }`,
    )
    expect(rows).toContainEqual({
      property: `${PREFIXES.sosa}isResultOf`,
      objectClass: `${PREFIXES.sosa}Sampling`,
    })
    expect(rows).toContainEqual({ property: `${PREFIXES.schema}name`, datatype: `${PREFIXES.xsd}string` })
  })

  it('has a subset for each source, with its licence, records and samples', () => {
    const rows = askVoid(
      description,
      'SELECT ?source ?records ?samples ?licence { ?d void:subset ?source . ?source void:documents ?records ; void:entities ?samples ; dcterms:license ?licence } ORDER BY ?source',
    )
    const licence = 'https://creativecommons.org/licenses/by/4.0/'
    expect(rows).toEqual([
      { source: sourceNode(BASE, 'demo').value, records: '1', samples: '1', licence },
      { source: sourceNode(BASE, 'other-demo').value, records: '2', samples: '2', licence },
    ])
  })

  it('names the generation that it is of', () => {
    expect(
      askVoid(description, 'SELECT ?version { ?d a void:DatasetDescription ; dcat:version ?version }'),
    ).toEqual([{ version: '3' }])
  })

  it('asks one question at a time', () => {
    expect(asked.length).toBeGreaterThan(20)
    expect(mostRunning).toBe(1)
  })

  it('runs the examples: rows and time of those that answer, the reason of those that do not, none of those that ask others', () => {
    expect(description.run('samples')).toMatchObject({ generation: 3, rows: 2, ms: expect.any(Number) })
    expect(description.run('broken')).toMatchObject({ error: expect.stringContaining('query-syntax') })
    expect(description.run('elsewhere')).toBeUndefined()
  })

  it('says what it does not know in place of a wrong number', async () => {
    refuse = text => text.includes('GROUP BY ?class')
    const partial = start()
    await partial.described(3)
    const comments = askVoid(
      partial,
      'SELECT ?comment { ?d sd:defaultGraph/rdfs:comment ?comment FILTER NOT EXISTS { ?d sd:defaultGraph/void:classes ?n } }',
    )
    expect(comments[0]?.comment).toContain('Not known: the classes. deadline')
    expect(askVoid(partial, 'SELECT ?n { ?d sd:defaultGraph/void:properties ?n }')).toHaveLength(1)
    await partial.stop()
    refuse = () => false
  })

  it('leaves out the distinct counts that are too much, not the others', async () => {
    refuse = text => text.includes('COUNT(DISTINCT ?object)')
    const partial = start()
    await partial.described(3)
    const [row] = askVoid(
      partial,
      'SELECT ?n ?s { ?d sd:defaultGraph/void:propertyPartition ?p . ?p void:property rdf:type ; void:triples ?n OPTIONAL { ?p void:distinctSubjects ?s } }',
    )
    expect(row).toEqual({ n: expect.any(String) })
    await partial.stop()
    refuse = () => false
  })

  it('is made anew when the graph has moved on', async () => {
    const [first] = exampleRecords()
    if (!first) throw new Error('no record')
    await small.archive.write([{ ...first, url: `${first.url}-new` as typeof first.url }])
    await graph.catchUp(4)
    await description.described(4)
    expect(description.figures()?.generation).toBe(4)
    expect(description.run('samples')?.generation).toBe(4)
  })
})

describe('a description without figures', () => {
  it('says so and names the endpoint', () => {
    const quads = voidDescription({ base: BASE, sources: [] }, undefined)
    expect(quads.map(({ object }) => object.value)).toContain(`${BASE}/sparql`)
    expect(quads.some(({ predicate }) => predicate.value === `${PREFIXES.void}triples`)).toBe(false)
  })
})
