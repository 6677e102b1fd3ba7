import { Store, type Term } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { EMBEDDED_FUNCTIONS } from '../../src/graph/extension-functions.ts'
import { serviceDescription } from '../../src/graph/service-description.ts'
import { PREFIXES, rdf, sd } from '../../src/rdf/namespaces.ts'

const status = { generation: 7, lag: 0, quads: 12, replicas: 1 }
const limits = { deadlineMs: 1500, maxBodyBytes: 1000 }
const facts = { base: 'https://samples.example', status, limits }
const objects = (predicate: string, more = {}): string[] =>
  serviceDescription({ ...facts, ...more })
    .filter(quad => quad.predicate.value === sd(predicate).value)
    .map(quad => quad.object.value)

describe('the service description', () => {
  it('claims federation and writing only where they are', () => {
    expect(objects('feature')).toEqual([])
    expect(objects('supportedLanguage')).toEqual([sd('SPARQL11Query').value])
    expect(objects('inputFormat')).toEqual([])
    expect(objects('feature', { federation: true })).toEqual([sd('BasicFederatedQuery').value])
    expect(objects('supportedLanguage', { writable: true })).toContain(sd('SPARQL11Update').value)
    expect(objects('inputFormat', { writable: true }).map(iri => iri.split('/').at(-1))).toEqual([
      'Turtle',
      'N-Triples',
      'JSON-LD',
    ])
  })

  it('states its limits, the generation, and the five fixed graphs by their names', () => {
    const text = serviceDescription(facts)
      .map(quad => quad.object.value)
      .join('\n')
    expect(text).toContain('1.5 seconds')
    expect(text).toContain('Refused: SERVICE, updates.')
    expect(text).toMatch(/^7$/m)
    expect(objects('name').sort()).toEqual(
      ['examples', 'provenance', 'quality', 'registry', 'void'].map(
        name => `https://samples.example/graph/${name}`,
      ),
    )
  })

  it('types every node that the vocabulary wants typed', () => {
    const quads = serviceDescription(facts)
    for (const [predicate, type] of [
      ['defaultGraph', 'Graph'],
      ['graph', 'Graph'],
      ['namedGraph', 'NamedGraph'],
      ['extensionFunction', 'Function'],
    ] as const)
      for (const { object } of quads.filter(quad => quad.predicate.equals(sd(predicate))))
        expect(
          quads.some(
            quad =>
              quad.subject.equals(object) &&
              quad.predicate.equals(rdf('type')) &&
              quad.object.equals(sd(type)),
          ),
        ).toBe(true)
  })
})

const wkt = (text: string): string => `"${text}"^^<${PREFIXES.geo}wktLiteral>`
const METRE = '<http://www.opengis.net/def/uom/OGC/1.0/metre>'
const [POINT, OTHER] = [wkt('POINT(0 0)'), wkt('POINT(1 0)')]
const [SQUARE, SHIFTED] = ['0 0,2 0,2 2,0 2,0 0', '1 1,3 1,3 3,1 3,1 1'].map(ring =>
  wkt(`POLYGON((${ring}))`),
)
const ARGUMENTS: Readonly<Record<string, string>> = {
  distance: `${POINT}, ${OTHER}, ${METRE}`,
  length: `${wkt('LINESTRING(0 0,1 0)')}, ${METRE}`,
  perimeter: `${SQUARE}, ${METRE}`,
  relate: `${SQUARE}, ${SHIFTED}, "T********"`,
}
const ONE = /^(?:envelope|convexHull|centroid|getSRID|asGeoJSON|.*[dD]imension|is.*)$/

it.each(EMBEDDED_FUNCTIONS)('the engine has <%s>', iri => {
  const name = iri.slice(PREFIXES.geof.length)
  const given = ARGUMENTS[name] ?? (ONE.test(name) ? SQUARE : `${SQUARE}, ${SHIFTED}`)
  const [row] = new Store().query(`SELECT (<${iri}>(${given}) AS ?value) {}`) as Map<string, Term>[]
  expect(row?.get('value')?.value).toMatch(/./)
})
