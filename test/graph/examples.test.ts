import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runExample } from '../../src/graph/description/example-runs.ts'
import { openEmbeddedGraph } from '../../src/graph/embedded/open.ts'
import { exampleStatements } from '../../src/graph/example-statements.ts'
import { loadExamples, loadQueries, parseExample, queryName, readExample } from '../../src/graph/examples.ts'
import { registryStatements } from '../../src/graph/registry-statements.ts'
import type { GraphStore } from '../../src/graph/store.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { PREFIXES, rdf, rdfs, schema, sh, spex } from '../../src/rdf/namespaces.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { archiveDemo } from '../support/demo-archive.ts'
import { exampleRecords, VOCABULARY } from './example-records.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

const examples = loadExamples(BASE)
const local = examples.filter(({ federatesWith }) => !federatesWith)

describe('the example queries over the demo', () => {
  let folder: string
  let graph: GraphStore
  const settings = () => ({ graph, deadlineMs: 60_000, signal: new AbortController().signal })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lodestone-examples-'))
    const sources = await archiveDemo(folder, BASE)
    const vocabularies = loadVocabularies()
    graph = openEmbeddedGraph({
      dataDir: folder,
      base: BASE,
      replicas: 1,
      vocabulary: writeQuads(vocabularies.quads),
      fixed: registryStatements({ base: BASE, sources, profiles: loadProfiles(), vocabularies, examples }),
    })
    await graph.catchUp(1)
  }, 120_000)
  afterAll(async () => {
    await graph?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('are at least twenty, of every form', () => {
    expect(local.length).toBeGreaterThanOrEqual(20)
    const types = new Set(exampleStatements(examples, BASE).map(({ object }) => object.value))
    for (const form of ['Select', 'Ask', 'Construct'])
      expect(types).toContain(sh(`SPARQL${form}Executable`).value)
  })

  it('are SPARQL 1.1, which is not looked at when they are loaded', () => {
    const dir = bundled('queries/examples')
    for (const name of readdirSync(dir))
      expect(
        readExample(name.replace(/\.rq$/, ''), readFileSync(join(dir, name), 'utf8'), BASE),
      ).toMatchObject({
        ok: true,
      })
  })

  it.each(local.map(example => [example.id, example] as const))('%s has an answer', async (_, example) => {
    const run = await runExample(settings(), example)
    expect(run.error).toBeUndefined()
    if (!example.mayBeEmpty) expect(run.rows).toBeGreaterThan(0)
  })

  it('give no row twice, since a sample of several records has its place and name from each', async () => {
    const doubled: string[] = []
    for (const { id, query } of local) {
      const result = await graph.query(query, { accept: 'text/csv, application/n-triples' })
      if (!result.ok || result.value.form !== 'SELECT') continue
      const rows = new TextDecoder().decode(result.value.body).split('\r\n')
      if (new Set(rows).size < rows.length) doubled.push(id)
    }
    expect(doubled).toEqual([])
  })

  it('are portable unless they say GeoSPARQL: no function of an engine', () => {
    const special = local.filter(({ query }) => query.includes(PREFIXES.geof))
    expect(special.filter(({ keywords }) => !keywords.includes('GeoSPARQL'))).toEqual([])
    expect(local.filter(({ query }) => /<(?!https?:|urn:)[^<>\s]*>/.test(query))).toEqual([])
  })

  it('are found in the graph by the question that editors ask for them', async () => {
    const result = await graph.query(
      `PREFIX sh: <${PREFIXES.sh}> PREFIX rdfs: <${PREFIXES.rdfs}>
       SELECT ?query { ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query }`,
      { defaultGraphs: [`${BASE}/graph/examples`], accept: 'application/sparql-results+json' },
    )
    if (!result.ok) throw new Error(result.problem.detail)
    const { results } = JSON.parse(new TextDecoder().decode(result.value.body))
    expect(results.bindings).toHaveLength(examples.length)
  })
})

describe('the example queries over a few records', () => {
  let small: SmallArchive
  let graph: GraphStore
  const answers = async (id: string): Promise<string[]> => {
    const example = examples.find(each => each.id === id)
    const result = await graph.query(example?.query ?? '', { accept: 'text/csv, application/n-triples' })
    if (!result.ok) throw new Error(result.problem.detail)
    return new TextDecoder().decode(result.value.body).trim().split(/\r?\n/)
  }

  beforeAll(async () => {
    small = await createSmallArchive()
    await small.archive.write(exampleRecords())
    graph = openEmbeddedGraph({ dataDir: small.dataDir, base: BASE, vocabulary: VOCABULARY, replicas: 1 })
    await graph.catchUp(await small.archive.generation())
  })
  afterAll(async () => {
    await graph.close()
    await small.remove()
  })

  it('count a sample under every broader material', async () => {
    expect(await answers('01-samples-per-material')).toEqual([
      'material,label,samples',
      'urn:demo:rock,Rock,2',
      'urn:demo:basalt,Basalt,1',
    ])
  })

  it('count reports, not their results, per profile', async () => {
    expect(await answers('08-validation-per-profile')).toEqual([
      'profile,checked,conforming,violations,warnings',
      `${BASE}/api/profiles/kernel,3,3,0,1`,
    ])
  })

  it('count the samples of a custodian once, however many contacts it has', async () => {
    expect(await answers('05-custodians')).toEqual([
      'name,contact,samples',
      expect.stringMatching(/^Demo archive,.*archive@repository\.example.*,1$/),
    ])
  })

  it('find the person whose samples come from two sources', async () => {
    expect((await answers('10-people-across-sources'))[1]).toBe(
      'https://orcid.org/0000-0002-1825-0097,Demo collector,2,2',
    )
  })

  it('find a sample within a box by numbers alone', async () => {
    const [, found] = await answers('15-samples-within-a-box')
    expect(found).toMatch(/^https:\/\/doi\.org\/10\.60510\/demo1,Demo core,11\.5,48\.1$/)
  })
})

describe('a query file', () => {
  const header = '#+ title: T\n#+ description: D\n'
  const problemOf = (id: string, text: string): string => {
    const read = readExample(id, text)
    return read.ok ? '' : read.problem.detail
  }

  it('is read with its keywords, parameters and endpoints', () => {
    const text = `${header}#+ keywords: a, b\n#+ federatesWith: https://x.example/sparql\n#+ parameter: who identifier -- A person\n\nASK { VALUES ?who { UNDEF } ?s ?p ?who }`
    expect(parseExample('x', text)).toEqual({
      id: 'x',
      title: 'T',
      description: 'D',
      keywords: ['a', 'b'],
      query: 'ASK { VALUES ?who { UNDEF } ?s ?p ?who }\n',
      federatesWith: ['https://x.example/sparql'],
      parameters: [{ name: 'who', type: 'identifier', description: 'A person' }],
    })
  })

  it.each([
    ['nameless', '#+ title: Only a title\nASK {}', 'nameless needs'],
    ['x', `${header}#+ keyword: a\nASK {}`, 'did you mean "keywords"'],
    ['x', `${header}ASK { ?s ?p }`, 'is not SPARQL 1.1'],
    ['x', `${header}DROP ALL`, 'is an update'],
    ['x', `${header}#+ parameter: who person -- A person\nASK { VALUES ?who { 1 } }`, 'is no type'],
    ['x', `${header}#+ parameter: who iri\nASK {}`, 'NAME TYPE -- DESCRIPTION'],
    ['x', `${header}#+ parameter: who iri -- A person\nASK { ?who ?p ?o }`, 'no VALUES ?who'],
    ['x', `${header}#+ parameter: limit integer -- Rows\nASK { VALUES ?limit { 1 } }`, '"limit"'],
    ['x', `${header}SELECT * { ?s ?p ?o } VALUES ?s { <urn:x> }`, 'ends with VALUES'],
    ['examples', `${header}ASK {}`, 'cannot be the name'],
    ['Upper Case', `${header}ASK {}`, 'cannot be the name'],
  ])('%s is refused with a reason: %s', (id, text, reason) => {
    expect(problemOf(id, text)).toContain(reason)
  })

  it('has its relative graph names made absolute, so that it runs anywhere', () => {
    const { query } = parseExample('x', `${header}ASK { GRAPH <graph/quality> { ?s ?p "<graph/x>" } }`, BASE)
    expect(query).toBe(`ASK { GRAPH <${BASE}/graph/quality> { ?s ?p "<graph/x>" } }\n`)
  })

  it('of an operator stands beside the bundled ones, unless its name is taken', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lodestone-queries-'))
    await writeFile(join(folder, '02-own.rq'), `${header}ASK {}`)
    const own = loadQueries(folder, BASE, examples)
    expect(own.ok && own.value.map(({ id }) => queryName(id))).toEqual(['own'])
    await writeFile(join(folder, 'families.rq'), `${header}ASK {}`)
    expect(loadQueries(folder, BASE, examples)).toMatchObject({
      ok: false,
      problem: { subject: join(folder, 'families.rq'), detail: expect.stringContaining('families') },
    })
    await rm(folder, { recursive: true })
    expect(loadQueries(folder, BASE, examples)).toMatchObject({ problem: { code: 'queries-missing' } })
  })
})

describe('the statements about an example', () => {
  const [example] = examples.filter(({ federatesWith }) => federatesWith)
  const quads = exampleStatements(examples, BASE).filter(({ subject }) =>
    subject.value.endsWith(`#${example?.id}`),
  )
  const objects = (predicate: { value: string }): string[] =>
    quads.filter(quad => quad.predicate.value === predicate.value).map(quad => quad.object.value)

  it('are those that SHACL tools look for', () => {
    expect(objects(rdf('type'))).toEqual([sh('SPARQLExecutable').value, sh('SPARQLSelectExecutable').value])
    expect(objects(rdfs('comment'))[0]).toContain(example?.title)
    expect(objects(sh('select'))).toEqual([example?.query])
    expect(objects(schema('target'))).toEqual([`${BASE}/sparql`])
    expect(objects(spex('federatesWith'))).toEqual(['https://query.wikidata.org/sparql'])
  })

  it('declare the prefixes, none of them for what is never published', () => {
    const declared = exampleStatements([], BASE).filter(
      ({ predicate }) => predicate.value === sh('prefix').value,
    )
    expect(declared.map(({ object }) => object.value)).toContain('sosa')
    expect(declared.map(({ object }) => object.value)).not.toContain('lode')
  })
})
