import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { datacite, dcterms, schema } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { buildOutcome, memoryFeed } from '../support/build-record.ts'
import { rockVocabularies } from './sample-sketch.ts'

const iri = (name: string) => `https://doi.org/10.60510/${name}`

interface Names {
  readonly identifiers?: readonly string[]
  readonly alternate?: readonly string[]
  readonly same?: readonly string[]
  readonly identical?: readonly string[]
  readonly pages?: readonly string[]
}

const named = (url: string, sample: string, names: Names): RecordOutcome => {
  const about = factory.namedNode(sample)
  const text = (value: string) => factory.literal(value)
  const node = (value: string) => factory.namedNode(value)
  const quads = [
    ...(names.identifiers ?? []).map(name => factory.quad(about, dcterms('identifier'), text(name))),
    ...(names.alternate ?? []).map(name => factory.quad(about, schema('alternateName'), text(name))),
    ...(names.same ?? []).map(name => factory.quad(about, schema('sameAs'), node(name))),
    ...(names.identical ?? []).map(name => factory.quad(about, datacite('IsIdenticalTo'), node(name))),
    ...(names.pages ?? []).map(name => factory.quad(about, schema('url'), node(name))),
  ]
  return buildOutcome({ url, samples: [sample], kernelTriples: writeQuads(quads), recordQuads: '' })
}

const PAGE = 'https://a.example/core'
const HANDLE = 'https://hdl.handle.net/10273/DEMO7'

describe('names of samples', () => {
  const feed = memoryFeed()
  let catalogue: Catalogue
  beforeAll(async () => {
    feed.write([
      named(PAGE, iri('iedemocore'), {
        identifiers: ['IGSN: Demo-12'],
        alternate: ['Core 12', 'hdl:10273/DEMO7'],
        same: ['https://n2t.net/ark:/12345/demo'],
        identical: ['https://elsewhere.example/12'],
        pages: ['https://a.example/other-page'],
      }),
      named('https://a.example/piece', iri('sub/piece'), { alternate: ['core 12', 'x'.repeat(5_000)] }),
    ])
    catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
  })
  afterAll(() => catalogue.close())
  const resolved = async (text: string) => (await catalogue.resolve(text)).map(({ id }) => id)

  it.each([
    PAGE,
    'https://a.example/other-page',
    'demo-12',
    'IGSN: DEMO-12',
    'IEDEMOCORE',
    'igsn:IEDemoCore',
  ])('lead to the sample from %s', async text => {
    expect(await resolved(text)).toEqual([iri('iedemocore')])
  })

  it('lead to it from the end of its IRI, whole or behind the last slash', async () => {
    expect(await resolved('sub/piece')).toEqual([iri('sub/piece')])
    expect(await resolved('PIECE')).toEqual([iri('sub/piece')])
    expect(await resolved('iece')).toEqual([])
  })

  it('are other identifiers only when a record says so or a name is one by itself', async () => {
    const same = ['https://n2t.net/ark:/12345/demo', 'https://elsewhere.example/12', HANDLE]
    const called = await catalogue.samplesCalled([...same, iri('iedemocore'), iri('demo-12'), 'Core 12'])
    expect([...called]).toEqual(same.map(name => [name, [iri('iedemocore')]]))
  })

  it('are found in one batch as codes, in any case, each sample once', async () => {
    const unknown = Array.from({ length: 500 }, (_, n) => `UNKNOWN${n}`)
    const coded = await catalogue.samplesWithCode([...unknown, 'CORE 12', 'IEDEMOCORE', 'DEMO7', 'DEMO-12'])
    expect(Object.fromEntries(coded)).toEqual({
      'CORE 12': [iri('iedemocore'), iri('sub/piece')],
      IEDEMOCORE: [iri('iedemocore')],
      DEMO7: [iri('iedemocore')],
      'DEMO-12': [iri('iedemocore')],
    })
    expect(await catalogue.samplesWithCode([])).toEqual(new Map())
  })

  it('stay findable when thousands of samples have one, and are forgotten with their record', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) =>
      named(`https://b.example/${n}`, iri(`many${n}`), { alternate: ['popular', `single ${n}`] }),
    )
    feed.write(many)
    await catalogue.catchUp()
    const codes = ['POPULAR', ...Array.from({ length: 40 }, (_, n) => `SINGLE ${n}`)]
    const coded = await catalogue.samplesWithCode(codes)
    expect(coded.get('POPULAR')).toHaveLength(20)
    for (let n = 0; n < 40; n++) expect(coded.get(`SINGLE ${n}`)).toEqual([iri(`many${n}`)])
    feed.withdraw('https://b.example/7')
    feed.write([named('https://b.example/8', iri('many8'), { alternate: ['renamed'] })])
    await catalogue.catchUp()
    const after = await catalogue.samplesWithCode(['SINGLE 7', 'MANY7', 'SINGLE 8', 'RENAMED', 'SINGLE 9'])
    expect(Object.fromEntries(after)).toEqual({ RENAMED: [iri('many8')], 'SINGLE 9': [iri('many9')] })
  })
})
