import { describe, expect, it } from 'vitest'
import { factsOf, indexStatements } from '../../src/catalogue/facts.ts'
import { type Description, summarise } from '../../src/catalogue/summary.ts'
import { dcat, prov, schema } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { kernelQuads, rockVocabularies, type SampleSketch } from './sample-sketch.ts'

const IRI = 'https://doi.org/10.60510/demo1'
const ORCID = 'https://orcid.org/0000-0002-1825-0097'

const describeBy = (
  record: string,
  sketch: Partial<SampleSketch>,
  conformsTo: string[] = [],
): Description => ({
  record: `https://repository.example/${record}`,
  source: `source of ${record}`,
  facts: factsOf(IRI, indexStatements(kernelQuads({ iri: IRI, ...sketch })), conformsTo),
})

const item = (...descriptions: Description[]) => summarise(IRI, descriptions, rockVocabularies()).item

describe('the summary of a sample', () => {
  it('of one silent record has an identifier, a landing page and a status', () => {
    expect(item(describeBy('a', {}))).toEqual({
      id: IRI,
      identifier: 'IGSN:10.60510/DEMO1',
      landingPage: 'https://repository.example/a',
      source: 'source of a',
      sources: ['source of a'],
      status: 'registered',
      collection: false,
      objectTypes: [],
      materials: [],
      sampledFeatures: [],
      methods: [],
      people: [],
      organisations: [],
      publications: [],
      parents: [],
      conformsTo: [],
    })
  })

  it('takes the English name, and of several records the first that has one', () => {
    expect(item(describeBy('a', { germanName: 'Kern' }), describeBy('b', { name: 'Core' })).name).toBe('Core')
    expect(item(describeBy('a', { name: 'Core A' }), describeBy('b', { name: 'Core B' })).name).toBe('Core A')
    expect(item(describeBy('a', { germanName: 'Kern' })).name).toBe('Kern')
  })

  it('shows the identifier that spells the IRI before others', () => {
    expect(
      item(describeBy('a', { identifier: 'ABC-7' }), describeBy('b', { identifier: 'doi:10.60510/DEMO1' }))
        .identifier,
    ).toBe('doi:10.60510/DEMO1')
  })

  it('unites lists, and gathers all roles of a person under the most frequent name', () => {
    const found = item(
      describeBy(
        'a',
        {
          collectors: [{ id: ORCID, name: 'J. Carberry' }],
          materials: ['https://vocabulary.example/basalt'],
        },
        ['kernel'],
      ),
      describeBy('b', { collectors: [{ id: ORCID, name: 'Josiah Carberry' }], materials: ['chalk'] }, [
        'geology',
        'kernel',
      ]),
      describeBy('c', { collectors: [{ id: ORCID, name: 'Josiah Carberry' }] }),
    )
    expect(found.people).toEqual([{ id: ORCID, name: 'Josiah Carberry', roles: ['collector'] }])
    expect(found.materials).toEqual([
      { id: 'https://vocabulary.example/basalt', label: 'Basalt' },
      { id: 'chalk', label: 'chalk' },
    ])
    expect(found.sources).toEqual(['source of a', 'source of b', 'source of c'])
    expect(found.conformsTo).toEqual(['geology', 'kernel'])
  })

  it('calls destroyed what any record calls destroyed', () => {
    expect(
      item(describeBy('a', { status: 'registered' }), describeBy('b', { status: 'destroyed' })).status,
    ).toBe('destroyed')
  })

  it('spans all dates, as precise as given', () => {
    expect(
      item(describeBy('a', { from: '1998-07', to: '1999' }), describeBy('b', { from: '1998-07-21' }))
        .collected,
    ).toEqual({
      from: '1998-07',
      to: '1999',
    })
  })

  it('gives each exact relation to a publication, and IsReferencedBy where there is none', () => {
    const paper = { id: 'https://doi.org/10.5555/1', title: 'Paper' }
    const data = { id: 'https://doi.org/10.5555/2' }
    expect(
      item(
        describeBy('a', { publications: [{ ...paper, relation: 'IsCitedBy' }, data] }),
        describeBy('b', { publications: [{ ...paper, relation: 'IsDocumentedBy' }] }),
      ).publications,
    ).toEqual([
      { ...paper, relation: 'IsCitedBy' },
      { ...paper, relation: 'IsDocumentedBy' },
      { id: data.id, title: data.id, relation: 'IsReferencedBy' },
    ])
  })

  it('counts parts and derivation as parents, and no sample as its own', () => {
    expect(
      item(describeBy('a', { parents: ['https://p.example/1', IRI], derivedFrom: ['https://p.example/2'] }))
        .parents,
    ).toEqual(['https://p.example/1', 'https://p.example/2'])
  })

  it('knows organisations by affiliation and persons by qualified attribution', () => {
    const node = (text: string) => factory.namedNode(text)
    const quads = [
      ...kernelQuads({
        iri: IRI,
        collectors: [{ id: ORCID, affiliation: { id: 'https://lab.example/', name: 'Demo lab' } }],
      }),
      factory.quad(node(IRI), prov('qualifiedAttribution'), node('urn:x:1')),
      factory.quad(node('urn:x:1'), prov('agent'), node(ORCID)),
      factory.quad(node('urn:x:1'), dcat('hadRole'), node('https://roles.example/voc#dataCollector')),
      factory.quad(node(ORCID), schema('familyName'), factory.literal('Carberry')),
      factory.quad(node(ORCID), schema('givenName'), factory.literal('Josiah')),
    ]
    const facts = factsOf(IRI, indexStatements(quads), [])
    const found = item({ record: 'https://r.example/', source: 's', facts })
    expect(found.people).toEqual([
      { id: ORCID, name: 'Josiah Carberry', roles: ['collector', 'dataCollector'] },
    ])
    expect(found.organisations).toEqual([
      { id: 'https://lab.example/', name: 'Demo lab', roles: ['affiliation'] },
    ])
  })

  it('counts a concept and everything above it once', () => {
    const { values } = summarise(
      IRI,
      [
        describeBy('a', {
          materials: ['https://vocabulary.example/basalt', 'https://vocabulary.example/igneous'],
        }),
      ],
      rockVocabularies(),
    )
    expect(
      values
        .filter(({ facet }) => facet === 'material')
        .map(({ value, direct }) => [value.split('/').at(-1), direct]),
    ).toEqual([
      ['basalt', true],
      ['igneous', true],
      ['lava', false],
      ['rock', false],
    ])
  })
})
