import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RELATION_TYPES } from '../../../src/harvest/formats/relations.ts'
import type { JsonValue } from '../../../src/model/json-ld-document.ts'
import { datacite, dcat, dcterms, geo, prov, rdf, schema, sosa } from '../../../src/rdf/namespaces.ts'
import { values } from '../../transform/open-test-lab.ts'
import { CARBERRY, fullAttributes, fullXml, LANDING, SAMPLE } from './demo-datacite.ts'
import { crossed, leaves, readDataciteJson, readText } from './format-house.ts'

const roles = (quads: readonly Quad[]): Record<string, string[]> => {
  const found: Record<string, string[]> = {}
  for (const attribution of values(quads, SAMPLE, prov('qualifiedAttribution'))) {
    const [role = ''] = values(quads, attribution, dcat('hadRole'))
    found[role] = values(quads, attribution, prov('agent'), schema('name'))
  }
  return found
}

/** Figures of use and repetitions of the DOI, which are left out on purpose. */
const LEFT_OUT = ['doi', 'prefix', 'suffix', 'viewCount']
/** Words that become a class or a property. */
const DECIDING = /^(?:personal|organizational)$/i

const keysIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const nested = Object.values(value).flatMap(keysIn)
  return [...new Set(Array.isArray(value) ? nested : [...Object.keys(value), ...nested])]
}

describe.each([
  ['JSON of the REST API', () => readDataciteJson(fullAttributes)],
  ['XML', () => readText(fullXml)],
  [
    'oai_datacite',
    () =>
      readText(
        `<oai_datacite xmlns="http://schema.datacite.org/oai/oai-1.1/"><datacentreSymbol>DEMO.REPO</datacentreSymbol><payload>${fullXml.replace(/^<\?.*\?>/, '')}</payload></oai_datacite>`,
      ),
  ],
])('a DataCite record as %s', (_, read) => {
  it('is a sample with its names, its kind, its maker and those who had a part in it', async () => {
    const { kernel } = await crossed(read())
    const of = (...path: Parameters<typeof values> extends [unknown, unknown, ...infer P] ? P : never) =>
      values(kernel.quads, SAMPLE, ...path)
    expect(kernel.samples).toEqual([SAMPLE])
    expect(of(rdf('type'))).toContain(sosa('Sample').value)
    expect(of(schema('name'))).toEqual(['Demo core 7'])
    expect(of(schema('alternateName'))).toEqual(expect.arrayContaining(['CORE-7', 'Demokern 7']))
    expect(of(schema('description'))).toEqual(['A piece of a demo core'])
    expect(of(schema('additionalType')).join()).toMatch(/core$/i)
    expect(of(schema('material'))).toHaveLength(1)
    expect(of(schema('creator'))).toEqual([CARBERRY])
    expect(values(kernel.quads, CARBERRY, rdf('type'))).toEqual([schema('Person').value])
    expect(values(kernel.quads, CARBERRY, schema('affiliation'))).toEqual(['https://ror.org/04wxnsj81'])
    expect(roles(kernel.quads)).toEqual({
      DataCollector: ['Demo Collector'],
      HostingInstitution: ['Demo Core Store'],
    })
    expect(of(schema('holdingArchive'), schema('name'))).toEqual(['Demo Core Store'])
    expect(of(schema('publisher'))).toEqual(['https://ror.org/04z8jg394'])
    expect(of(schema('funder'), schema('name'))).toEqual(['Demo Fund'])
  })

  it('has its place, its dates as one sampling, its licence and what it relates to', async () => {
    const { kernel } = await crossed(read())
    const { quads } = kernel
    const sampling = values(quads, SAMPLE, sosa('isResultOf'))
    expect(sampling).toHaveLength(1)
    expect(values(quads, SAMPLE, sosa('isResultOf'), prov('startedAtTime'))).toEqual(['2021-05-03'])
    expect(values(quads, SAMPLE, sosa('isResultOf'), prov('endedAtTime'))).toEqual(['2021-05-04'])
    expect(values(quads, SAMPLE, sosa('isResultOf'), prov('wasAssociatedWith'), schema('name'))).toEqual([
      'Demo Collector',
    ])
    expect(values(quads, SAMPLE, geo('hasGeometry'), geo('asWKT'))).toEqual([
      'POINT(170.5 -43.25)',
      'POLYGON((170 -44,171 -44,171 -43,170 -43,170 -44))',
      'POLYGON((2 1,3 1,3 2,2 1))',
    ])
    expect(values(quads, SAMPLE, schema('spatialCoverage'), schema('name'))).toEqual(['Demo Bay'])
    expect(values(quads, SAMPLE, schema('license'))).toEqual(['https://creativecommons.org/licenses/by/4.0/'])
    expect(values(quads, SAMPLE, dcterms('isPartOf'))).toEqual(['https://doi.org/10.60510/demo.1'])
    expect(values(quads, SAMPLE, datacite('IsReferencedBy'))).toEqual(['https://doi.org/10.5072/paper'])
    expect(values(quads, 'https://doi.org/10.5072/paper', rdf('type'))).toEqual([
      schema('ScholarlyArticle').value,
    ])
  })

  it('reaches the graph with every value', async () => {
    const { record } = await crossed(read())
    expect(record.coverage.lost).toEqual([])
    expect(record.problems).toEqual([])
    expect(record.repairs).toEqual([])
  })
})

describe('a DataCite record', () => {
  it('leads to its landing page, not to the API', async () => {
    const { kernel } = await crossed(readDataciteJson(fullAttributes))
    expect(values(kernel.quads, SAMPLE, schema('url'))).toEqual([LANDING])
    expect(values(kernel.quads, SAMPLE, schema('creativeWorkStatus'))).toEqual(['registered'])
    expect(values(kernel.quads, SAMPLE, schema('sameAs'))).toEqual(['https://hdl.handle.net/10273/DEMO00007'])
  })

  it('keeps what no schema knows, and types that have no property, as pairs of name and value', async () => {
    const { record } = await crossed(readText(fullXml))
    const pair = (name: string): string[] => {
      const nodes = record.quads.filter(q => q.predicate.equals(schema('name')) && q.object.value === name)
      return nodes.flatMap(({ subject }) => values(record.quads, subject.value, schema('value')))
    }
    expect(pair('ourOwnElement')).toEqual(['of no schema'])
    expect(pair('Created')).toEqual(['2021-06-01'])
    expect(pair('TranslatedTitle')).toEqual(['Demokern 7'])
  })

  it('does not change with the figures of its use', () => {
    const again = { ...fullAttributes, viewCount: 18, citationCount: 2, viewsOverTime: [{ total: 3 }] }
    expect(readDataciteJson(again)).toEqual(readDataciteJson(fullAttributes))
  })

  it('with a relation of any type keeps it', async () => {
    const expected: Record<string, [string, boolean]> = {
      IsPartOf: [dcterms('isPartOf').value, false],
      HasPart: [dcterms('isPartOf').value, true],
      IsDerivedFrom: [prov('wasDerivedFrom').value, false],
    }
    const related = fc.uniqueArray(
      fc.record({ relationType: fc.constantFrom(...RELATION_TYPES), n: fc.integer({ min: 1, max: 500 }) }),
      { minLength: 1, maxLength: 39, selector: ({ n }) => n },
    )
    const check = async (relations: readonly { relationType: string; n: number }[]): Promise<void> => {
      const relatedIdentifiers = relations.map(({ relationType, n }) => ({
        relationType,
        relatedIdentifier: `10.5072/X${n}`,
        relatedIdentifierType: 'DOI',
      }))
      const { kernel } = await crossed(
        readDataciteJson({
          doi: '10.60510/demo.7',
          types: { resourceTypeGeneral: 'PhysicalObject' },
          relatedIdentifiers,
        }),
      )
      for (const { relationType, n } of relations) {
        const [property, isInverse] = expected[relationType] ?? [datacite(relationType).value, false]
        const ends = [SAMPLE, `https://doi.org/10.5072/x${n}`]
        const [from, to] = isInverse ? ends.reverse() : ends
        expect(
          kernel.quads.some(
            q => q.subject.value === from && q.predicate.value === property && q.object.value === to,
          ),
        ).toBe(true)
      }
    }
    await check(RELATION_TYPES.map((relationType, i) => ({ relationType, n: i + 1 })))
    await fc.assert(fc.asyncProperty(related, check), { numRuns: 10 })
  })

  it('takes identical things for the same, sources for origins, and other samples for no literature', async () => {
    const relatedIdentifiers = ['IsIdenticalTo', 'IsSourceOf', 'Cites'].map((relationType, i) => ({
      relationType,
      relatedIdentifier: `10.5072/x${i}`,
      relatedIdentifierType: 'DOI',
      resourceTypeGeneral: 'PhysicalObject',
    }))
    const { kernel } = await crossed(
      readDataciteJson({
        doi: '10.60510/demo.7',
        types: { resourceTypeGeneral: 'PhysicalObject' },
        relatedIdentifiers,
      }),
    )
    expect(values(kernel.quads, SAMPLE, schema('sameAs'))).toEqual(['https://doi.org/10.5072/x0'])
    expect(values(kernel.quads, 'https://doi.org/10.5072/x1', prov('wasDerivedFrom'))).toEqual([SAMPLE])
    expect(values(kernel.quads, SAMPLE, dcterms('isReferencedBy'))).toEqual([])
    expect(kernel.samples).toEqual([SAMPLE])
  })

  it('with nulls where lists are expected, or without a DOI, is read or refused without a throw', () => {
    const nulls = Object.fromEntries(Object.keys(fullAttributes).map(key => [key, null]))
    expect(readDataciteJson({ ...nulls, doi: '10.60510/demo.7' }).documents).toHaveLength(1)
    expect(readDataciteJson(nulls).problems[0]).toMatchObject({
      code: 'record-without-identifier',
      stage: 'hall',
    })
    expect(readText('{"data":', 'application/vnd.datacite.datacite+json').problems[0]?.code).toBe(
      'invalid-json',
    )
  })

  it('with half characters and types of no vocabulary is read all the same', () => {
    const { documents } = readDataciteJson({
      doi: '10.60510/demo.7',
      types: { resourceTypeGeneral: 'Demo \ud800' },
      relatedIdentifiers: [
        { relatedIdentifier: '10.5072/\udc00', relatedIdentifierType: 'DOI', relationType: 'Cites' },
      ],
    })
    expect(documents).toHaveLength(1)
    expect(JSON.stringify(documents[0]?.json)).toContain('types.resourceTypeGeneral')
  })

  it('loses no value, of whatever form its attributes are', () => {
    // Words below the names that records use, at any depth, in lists and out of them.
    const keys = keysIn(fullAttributes).filter(key => !LEFT_OUT.includes(key))
    const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 4, depthSize: 'medium' },
        fc.stringMatching(/^[a-z]{8,12}$/),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
        fc.constant(null),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), tree, { minKeys: 1, maxKeys: 12 }), attributes => {
        const { documents } = readDataciteJson({ ...attributes, doi: '10.60510/demo.7' })
        const texts = JSON.stringify(documents.map(({ json }) => json))
        for (const word of leaves(attributes as JsonValue))
          if (!DECIDING.test(word)) expect(texts).toContain(word)
      }),
      { numRuns: 300 },
    )
  })
})
