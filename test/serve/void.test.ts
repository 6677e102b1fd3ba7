import { describe, expect, it } from 'vitest'
import type { DatasetFigures } from '../../src/graph/description/figures.ts'
import type { Description } from '../../src/graph/description/keeper.ts'
import { PREFIXES, schema, sosa } from '../../src/rdf/namespaces.ts'
import { voidRoutes } from '../../src/serve/routes/void.ts'
import { BASE } from '../graph/small-archive.ts'

const of = <T>(value: T) => ({ ok: true as const, value, generation: 7 })
const graphFigures = {
  triples: of(12),
  classes: of([{ class: sosa('Sample').value, entities: 3 }]),
  properties: of([{ property: schema('name').value, triples: 3, subjects: 3, objects: 2 }]),
}
const FIGURES: DatasetFigures = {
  generation: 7,
  measuredAt: '2026-01-02T03:04:05Z',
  quads: of(20),
  kernel: {
    ...graphFigures,
    subjects: of(4),
    objects: of(9),
    details: [
      {
        class: sosa('Sample').value,
        entities: 3,
        properties: graphFigures.properties,
        objects: of([{ property: schema('name').value, datatype: `${PREFIXES.xsd}string`, triples: 3 }]),
      },
    ],
  },
  graphs: {},
  sources: [],
  samples: of(['https://doi.org/10.5072/demo-1']),
}
const description = (figures?: DatasetFigures): Description => ({
  figures: () => figures,
  run: () => undefined,
  described: async () => {},
  stop: async () => {},
})
const appOf = (figures?: DatasetFigures) =>
  voidRoutes({
    base: BASE,
    sources: [],
    description: description(figures),
    graph: { status: () => ({ generation: 9, lag: 0, quads: 20, replicas: 1 }) },
  })

describe('/.well-known/void', () => {
  it.each([
    ['text/turtle', 'text/turtle; charset=utf-8'],
    ['application/ld+json', 'application/ld+json'],
    ['application/rdf+xml', 'application/rdf+xml'],
    ['application/n-triples', 'application/n-triples'],
    ['*/*', 'text/turtle; charset=utf-8'],
  ])('is given as %s', async (accept, type) => {
    const answer = await appOf(FIGURES).request('/.well-known/void', { headers: { accept } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    expect(await answer.text()).toContain('classPartition')
  })

  it('names the generation of its figures, not that of the graph now', async () => {
    const answer = await appOf(FIGURES).request('/.well-known/void')
    expect(answer.headers.get('lodestone-generation')).toBe('7')
    expect(await answer.text()).toContain('dcat:version "7"')
  })

  it('has a tag, and is not sent again for it', async () => {
    const app = appOf(FIGURES)
    const tag = (await app.request('/.well-known/void')).headers.get('etag') ?? ''
    expect((await app.request('/.well-known/void', { headers: { 'if-none-match': tag } })).status).toBe(304)
    const other = appOf({ ...FIGURES, quads: of(21) })
    expect((await other.request('/.well-known/void', { headers: { 'if-none-match': tag } })).status).toBe(200)
  })

  it('refuses formats and methods that there are not', async () => {
    const app = appOf(FIGURES)
    expect((await app.request('/.well-known/void', { headers: { accept: 'image/png' } })).status).toBe(406)
    expect((await app.request('/.well-known/void?format=pdf')).status).toBe(406)
    expect((await app.request('/.well-known/void', { method: 'DELETE' })).status).toBe(405)
  })

  it('says that it has no figures yet, and when to ask again', async () => {
    const answer = await appOf().request('/.well-known/void')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([200, '10'])
    expect(await answer.text()).not.toContain('void:triples')
  })
})

describe('/api/vocabularies/used', () => {
  it('lists classes with their properties, by prefixed name, and how old the counts are', async () => {
    const answer = await appOf(FIGURES).request('/api/vocabularies/used')
    const name = { iri: schema('name').value, name: 'schema:name', triples: 3 }
    expect(await answer.json()).toEqual({
      generation: 7,
      shown: 9,
      classes: [{ iri: sosa('Sample').value, name: 'sosa:Sample', entities: 3, properties: [name] }],
      properties: [name],
    })
  })

  it('is empty while nothing has been counted', async () => {
    const answer = await appOf().request('/api/vocabularies/used')
    expect(await answer.json()).toEqual({ generation: null, shown: 9, classes: [], properties: [] })
  })
})
