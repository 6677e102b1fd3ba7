/** What every implementation of the graph port has to do; each test file of an implementation runs it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { GraphStore, QueryOptions } from '../../src/graph/store.ts'
import { dcterms, PREFIXES, rdf, schema, sosa } from '../../src/rdf/namespaces.ts'
import { buildOutcome, buildOutcomes } from '../support/build-record.ts'
import { ENDLESS } from '../support/endless-query.ts'
import { BASE, createSmallArchive, type SmallArchive } from './small-archive.ts'

/** Makes a store over the archive in `dataDir`. */
export type OpenGraph = (dataDir: string) => GraphStore

const SAMPLES = `SELECT ?s WHERE { ?s a <${sosa('Sample').value}> }`

const DEADLINE_MS = 1000

const decode = (body: Uint8Array): string => new TextDecoder().decode(body)

export const graphStoreContract = (name: string, open: OpenGraph): void => {
  describe(`${name} as a graph store`, () => {
    let small: SmallArchive
    let archive: Archive
    let graph: GraphStore

    const answer = async (text: string, options?: QueryOptions): Promise<string> => {
      const result = await graph.query(text, options)
      if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`)
      return decode(result.value.body)
    }
    const rows = async (text: string, options: QueryOptions = {}): Promise<string[]> =>
      (await answer(text, { ...options, accept: 'text/csv' })).trim().split('\r\n').slice(1).sort()
    const problemOf = async (text: string, options?: QueryOptions) => {
      const result = await graph.query(text, options)
      if (result.ok) throw new Error('expected a problem')
      return result.problem
    }
    const settle = async (): Promise<number> => {
      const generation = await archive.generation()
      expect(await graph.catchUp(generation)).toEqual({ ok: true, value: undefined })
      return generation
    }

    beforeAll(async () => {
      small = await createSmallArchive()
      archive = small.archive
      await archive.write(buildOutcomes(12))
      graph = open(small.dataDir)
      await settle()
    })
    afterAll(async () => {
      await graph.close()
      await small.remove()
    })

    it('shows every accepted record and says which generation it shows', async () => {
      const result = await graph.query(SAMPLES)
      expect(result.ok && result.value.generation).toBe(await archive.generation())
      expect(await rows(SAMPLES)).toHaveLength(12)
    })

    it('keeps what a record says in the graph named after its landing page', async () => {
      const found = await rows(`SELECT ?g WHERE { GRAPH ?g { ?s a <${sosa('Sample').value}> } }`)
      expect(found).toContain('https://repository.example/sample/7')
    })

    it('follows new, changed and withdrawn records', async () => {
      await archive.write([buildOutcome({ id: 'new' }), buildOutcome({ id: 1, name: 'Renamed' })])
      await archive.withdraw('https://repository.example/sample/2', 'gone (410)')
      const generation = await settle()
      expect(await rows(SAMPLES)).toHaveLength(12)
      const names = await rows(`SELECT ?n WHERE { ?s <${schema('name').value}> ?n }`)
      expect(names).toContain('Renamed')
      expect(names).not.toContain('Demo sample 1')
      expect(names).not.toContain('Demo sample 2')
      expect(graph.status()).toMatchObject({ generation, lag: 0 })
    })

    it('tells of rejected records in the graph of findings, and nowhere else', async () => {
      await archive.write([buildOutcome({ id: 'bad', state: 'rejected' })])
      await settle()
      const bad = `<https://repository.example/sample/bad> <${schema('creativeWorkStatus').value}> "rejected"`
      expect(await answer(`ASK { GRAPH <${BASE}/graph/quality> { ${bad} } }`)).toContain('true')
      expect(await answer(`ASK { ${bad} }`)).toContain('false')
      expect(await answer(`ASK { ?s <${dcterms('identifier').value}> "DEMObad" }`)).toContain('false')
      expect(await answer('ASK { GRAPH <https://repository.example/sample/bad> { ?s ?p ?o } }')).toContain(
        'false',
      )
    })

    it('keeps a statement that several records make until the last of them goes', async () => {
      const shared = { samples: ['https://doi.org/10.60510/shared'], name: 'Shared' }
      await archive.write(['one', 'two', 'three'].map(id => buildOutcome({ ...shared, id })))
      const left: string[] = []
      for (const id of ['two', 'three', 'one']) {
        await archive.withdraw(`https://repository.example/sample/${id}`, 'gone (410)')
        await settle()
        left.push(await answer(`ASK { ?s <${schema('name').value}> "Shared" }`, { accept: 'text/csv' }))
      }
      expect(left).toEqual(['true', 'true', 'false'])
    })

    it.each([
      ['SELECT', 'application/sparql-results+json', '"bindings"'],
      ['SELECT', 'application/sparql-results+xml', '<binding'],
      ['SELECT', 'text/csv', 's,p,o'],
      ['SELECT', 'text/tab-separated-values', '?s\t?p\t?o'],
      ['ASK', 'application/sparql-results+json', '"boolean":true'],
      ['ASK', 'application/sparql-results+xml', '<boolean>true'],
      ['CONSTRUCT', 'text/turtle', 'Sample> .'],
      ['CONSTRUCT', 'application/n-triples', '> .'],
      ['CONSTRUCT', 'application/n-quads', '> .'],
      ['CONSTRUCT', 'application/trig', 'Sample> .'],
      ['CONSTRUCT', 'application/rdf+xml', '<rdf:RDF'],
      ['CONSTRUCT', 'application/ld+json', '"@id"'],
    ])('answers %s as %s', async (form, accept, part) => {
      const type = `<${rdf('type').value}>`
      const where = '{ ?s ?p ?o FILTER(?p = TYPE) }'.replace('TYPE', type)
      const head = { SELECT: 'SELECT ?s ?p ?o', ASK: 'ASK', CONSTRUCT: 'CONSTRUCT { ?s ?p ?o }' }[form]
      const result = await graph.query(`${head} WHERE ${where} LIMIT 1`.replace(/^(ASK.*) LIMIT 1$/, '$1'), {
        accept,
      })
      expect(result).toMatchObject({ ok: true, value: { form } })
      if (result.ok) {
        expect(result.value.mediaType.split(';')[0]).toBe(accept)
        expect(decode(result.value.body)).toContain(part)
      }
    })

    it('uses the dataset that the protocol gives instead of its own', async () => {
      const named = 'https://repository.example/sample/7'
      const count = 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }'
      expect(await rows(count, { defaultGraphs: [named] })).toEqual(['4'])
      expect(await answer('ASK { GRAPH ?g { ?s ?p ?o } }', { defaultGraphs: [named] })).toContain('false')
      expect(await answer('ASK { GRAPH ?g { ?s ?p ?o } }', { namedGraphs: [named] })).toContain('true')
      expect(await rows(count, { namedGraphs: [named] })).toEqual(['0'])
    })

    it('names the place of a syntax error', async () => {
      expect(await problemOf('SELECT * WHERE {\n  ?s ?p }')).toMatchObject({
        code: 'query-syntax',
        line: 2,
        column: expect.any(Number),
      })
    })

    it.each([
      ['an update', 'DROP ALL', 'update-refused'],
      ['SERVICE', 'SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }', 'federation-refused'],
      ['a graph name that is no IRI', 'ASK {}', 'bad-graph-iri', { defaultGraphs: ['x> } ; DROP ALL'] }],
      ['a format it does not have', 'ASK {}', 'not-acceptable', { accept: 'image/png' }],
    ])('refuses %s', async (_, text, code, options?: QueryOptions) => {
      expect(await problemOf(text, options)).toMatchObject({ code })
    })

    it('ends an endless query at its deadline and answers others meanwhile', async () => {
      const started = performance.now()
      const endless = problemOf(ENDLESS, { deadlineMs: DEADLINE_MS })
      expect(await rows(SAMPLES)).toHaveLength(12)
      expect(await endless).toMatchObject({ code: 'deadline' })
      expect(performance.now() - started).toBeLessThan(5 * DEADLINE_MS)
      expect(await rows(SAMPLES)).toHaveLength(12)
    })

    it('survives what exhausts the engine', async () => {
      const nested = `SELECT * WHERE ${'{'.repeat(800)}?s ?p ?o${'}'.repeat(800)}`
      const chain = `ASK { FILTER(${Array(20_000).fill('1 = 1').join(' || ')}) }`
      const binds = `ASK { ${Array.from({ length: 450 }, (_, i) => `BIND(${i} AS ?v${i})`).join(' ')} }`
      expect(await problemOf(nested)).toMatchObject({ code: 'query-too-complex' })
      expect(await problemOf(chain)).toMatchObject({ code: 'query-too-complex' })
      await graph.query(binds)
      expect(await rows(SAMPLES)).toHaveLength(12)
    })

    it('stops for a client that went away', async () => {
      const abort = new AbortController()
      const query = problemOf(ENDLESS, { signal: abort.signal, deadlineMs: DEADLINE_MS })
      abort.abort()
      expect(await query).toMatchObject({ code: expect.stringMatching(/^(cancelled|deadline)$/) })
    })

    it('answers with the prefixes that the documentation uses', async () => {
      const text = `PREFIX sosa: <${PREFIXES.sosa}>\nSELECT (COUNT(?s) AS ?n) WHERE { ?s a sosa:Sample }`
      expect(await rows(text)).toEqual(['12'])
    })
  })
}
