import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { type RunningServer, startServer } from '../../src/serve/server.ts'
import { archiveDemo } from '../support/demo-archive.ts'

interface FacetAnswer {
  readonly total: number
  readonly facets: Record<string, { readonly total: number; readonly values: readonly FacetValue[] }>
}
interface FacetValue {
  readonly value: string
  readonly count: number
}

describe('SPARQL and the API, asked the same question about the demo,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-same-numbers-'))
  let server: RunningServer

  beforeAll(async () => {
    const base = 'http://localhost:3030'
    const sources = await archiveDemo(folder, base)
    const config = readConfig({ data: folder, port: 0, base, graphReplicas: 1 }, {})
    if (!config.ok) throw new Error(config.problem.detail)
    const started = await startServer({ config: config.value, sources })
    if (!started.ok) throw new Error(started.problem.detail)
    server = started.value
    expect(await server.caughtUp()).toMatchObject({ ok: true })
  }, 120_000)

  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const rows = async (query: string): Promise<string[][]> => {
    const response = await fetch(`${server.url}/sparql`, {
      method: 'POST',
      headers: { accept: 'text/tab-separated-values', 'content-type': 'application/sparql-query' },
      body: Object.entries(PREFIXES)
        .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
        .join('')
        .concat(query),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return text
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split('\t').map(cell => cell.replace(/^<|>$/g, '').replace(/^"(\d+)"\^\^.*$/, '$1')))
  }
  const search = async (parameters: Record<string, string>): Promise<FacetAnswer> => {
    const response = await fetch(
      `${server.url}/api/samples?${new URLSearchParams({ limit: '1', ...parameters })}`,
    )
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as FacetAnswer
  }

  it('count the same samples under every material, with all that is narrower', async () => {
    const counted = new Map(
      (
        await rows(`SELECT ?material (COUNT(DISTINCT ?sample) AS ?n) {
          { ?sample a sosa:Sample } UNION { ?sample a sosa:SampleCollection }
          ?sample schema:material/skos:broader* ?material FILTER(isIRI(?material)) } GROUP BY ?material`)
      ).map(([material, n]) => [material, Number(n)]),
    )
    const { facets } = await search({ facets: 'material', facetLimit: '1000' })
    const concepts = facets.material?.values.filter(({ value }) => /^https?:/.test(value)) ?? []
    expect(concepts.length).toBeGreaterThan(20)
    expect(concepts.map(({ value, count }) => [value, count])).toEqual(
      concepts.map(({ value }) => [value, counted.get(value)]),
    )
  })

  it('find the same samples that a person collected', async () => {
    const orcid = 'https://orcid.org/0000-0002-1825-0097'
    const [[collected]] = (await rows(
      `SELECT (COUNT(DISTINCT ?sample) AS ?n) { ?sample sosa:isResultOf/prov:wasAssociatedWith <${orcid}> }`,
    )) as [[string]]
    expect(Number(collected)).toBeGreaterThan(50)
    expect((await search({ person: orcid })).total).toBe(Number(collected))
  })

  it('find the same papers about samples within a box, by GeoSPARQL and by bbox', async () => {
    const papers = await rows(`SELECT ?paper (COUNT(DISTINCT ?sample) AS ?n) {
      ?sample dcterms:isReferencedBy ?paper ; geo:hasGeometry/geo:asWKT ?where
      FILTER(geof:sfWithin(?where, "POLYGON((-60 -40, 0 -40, 0 60, -60 60, -60 -40))"^^geo:wktLiteral)) }
      GROUP BY ?paper`)
    const { facets } = await search({ bbox: '-60,-40,0,60', facets: 'publication', facetLimit: '1000' })
    expect(papers.length).toBeGreaterThan(5)
    const byPaper = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]))
    expect(facets.publication?.values.map(({ value, count }) => [value, count]).sort(byPaper)).toEqual(
      papers.map(([paper, n]) => [paper, Number(n)]).sort(byPaper),
    )
  })

  it.each([
    ['all', {}, ''],
    [
      'of a material and what is narrower',
      { material: 'https://w3id.org/isample/vocabulary/material/rockorsediment' },
      '?s schema:material/skos:broader* <https://w3id.org/isample/vocabulary/material/rockorsediment>',
    ],
    [
      'of a person',
      { person: 'https://orcid.org/0000-0002-1825-0097' },
      '?s (sosa:isResultOf/prov:wasAssociatedWith)|schema:creator|schema:contributor|(prov:qualifiedAttribution/prov:agent) <https://orcid.org/0000-0002-1825-0097>',
    ],
    [
      'that meet an area',
      { polygon: 'POLYGON((-30 -40,20 -20,60 60,-30 60,-30 -40))' },
      '?s geo:hasGeometry/geo:asWKT ?w FILTER(geof:sfIntersects(?w, "POLYGON((-30 -40,20 -20,60 60,-30 60,-30 -40))"^^geo:wktLiteral))',
    ],
    [
      'collected since 2015',
      { collected: '2015/..' },
      '?s sosa:isResultOf/(prov:startedAtTime|prov:endedAtTime) ?d FILTER(STR(?d) >= "2015")',
    ],
    [
      'of a source that papers cite',
      { source: 'demo-rock-and-core', has: 'publication' },
      `?s dcterms:isReferencedBy ?paper GRAPH <http://localhost:3030/graph/provenance> { ?r foaf:primaryTopic ?s ; dcterms:isPartOf <http://localhost:3030/api/sources/demo-rock-and-core> }`,
    ],
  ])(
    'count and list the samples %s alike on the page, in the API and in exports',
    async (_, asked: Record<string, string>, pattern) => {
      const [[counted]] = (await rows(
        `SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s a sosa:Sample } UNION { ?s a sosa:SampleCollection } ${pattern} }`,
      )) as [[string]]
      const n = Number(counted)
      expect(n).toBeGreaterThan(10)
      expect((await search(asked)).total).toBe(n)
      const text = async (path: string, more: Record<string, string> = {}) =>
        (await fetch(`${server.url}${path}?${new URLSearchParams({ ...asked, ...more })}`)).text()
      expect(Number(/data-total="(\d+)"/.exec(await text('/search'))?.[1])).toBe(n)
      const exported = (await text('/api/export', { format: 'jsonl' })).trim().split('\n')
      expect(new Set(exported.map(line => (JSON.parse(line) as { id: string }).id)).size).toBe(n)
      expect(exported).toHaveLength(n)
    },
  )

  it('find the same samples below one, at any distance', async () => {
    const families = await rows(`SELECT ?top (COUNT(DISTINCT ?s) AS ?n) {
      ?s (dcterms:isPartOf|prov:wasDerivedFrom)+ ?top } GROUP BY ?top ORDER BY DESC(?n) LIMIT 5`)
    expect(Number(families[0]?.[1])).toBeGreaterThan(5)
    for (const [top = '', n] of families) expect((await search({ within: top })).total, top).toBe(Number(n))
  })

  it('count every sample once', async () => {
    const [[n]] = (await rows(
      'SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s a sosa:Sample } UNION { ?s a sosa:SampleCollection } }',
    )) as [[string]]
    expect((await search({})).total).toBe(Number(n))
    const tables = ['rock-and-core', 'natural-history', 'soil-and-heritage']
    const lines = tables.flatMap(name =>
      readFileSync(bundled(`examples/${name}.csv`), 'utf8')
        .trim()
        .split('\n')
        .slice(1),
    )
    expect(Number(n)).toBeGreaterThan(400)
    expect(Number(n)).toBeLessThanOrEqual(lines.length)
  })
})
