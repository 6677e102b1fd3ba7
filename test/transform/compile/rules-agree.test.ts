/** Every rule does the same compiled as in the store, alone and after all others, whatever the graphs are. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Iri } from '../../../src/model/iri.ts'
import type { JsonObject } from '../../../src/model/json-ld-document.ts'
import { lode, rdf, schema, xsd } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { programOf } from '../../../src/transform/compile/program.ts'
import { TermTable } from '../../../src/transform/compile/terms.ts'
import { compileUpdate } from '../../../src/transform/compile/update.ts'
import { objectTypeNotes } from '../../../src/transform/concepts.ts'
import { identifyNodes } from '../../../src/transform/identify.ts'
import { promote } from '../../../src/transform/promote.ts'
import { recordGraph } from '../../../src/transform/record-graph.ts'
import { loadRules, type Rule } from '../../../src/transform/rules.ts'
import { sampleJson } from '../../support/demo-pages.ts'
import { BASE, documentsOf, lab, sourceWith } from '../open-test-lab.ts'
import { bothSides, CompiledSide, GENID, graphsOf, linksOf, StoreSide } from './agreement.ts'

const rules = loadRules()

describe('the rules that ship', () => {
  it('are all compiled', () => {
    expect(programOf(rules).notices).toEqual([])
  })
})

/** IRIs and texts that a rule mentions. */
const vocabularyOf = ({ update }: Rule): { iris: string[]; texts: string[] } => {
  const prefixes = new Map(
    [...update.matchAll(/^PREFIX (\S+): <(.*)>$/gm)].map(([, prefix, iri]) => [prefix, iri]),
  )
  const body = update.replace(/^PREFIX .*$/gm, '').replace(/"(?:[^"\\]|\\.)*"/g, ' ')
  const named = [...body.matchAll(/([a-z]\w*):(\w+)/g)].map(
    ([, prefix, local]) => `${prefixes.get(prefix)}${local}`,
  )
  const full = [...body.matchAll(/<([^<>\s]+)>/g)].map(([, iri]) => iri ?? '')
  const texts = [...update.matchAll(/"([\w /-]{1,40})"/g)].map(([, text]) => text ?? '')
  return {
    iris: [...new Set([rdf('type').value, ...named, ...full])].filter(iri => !iri.startsWith('undefined')),
    texts: [...new Set(texts)],
  }
}

const NODES = [
  'https://doi.org/10.5072/a',
  'https://b.example/b',
  `${GENID}c`,
  `${GENID}d`,
  'https://e.example/pub',
]

const TEXTS = [
  ...[
    '',
    ' ',
    'x',
    'Zürich 𝄞',
    'Collection Date',
    'sample-type',
    'Chief Scientist',
    'POINT(1 2)',
    'POINT (200 95)',
  ],
  ...[
    '<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(50 10)',
    'POLYGON((0 0,0 1,1 1,0 0))',
    'MULTIPOINT((1 2),(3 4))',
  ],
  ...[
    '1 2 3 4',
    '1,2 3,4',
    '5 170 6 -170',
    '-91 2 3 4',
    '0 0 0 10 10 10',
    '1 2, 3 4',
    '45.9',
    '-120.50',
    '1e5',
    ' 7 ',
  ],
  ...[
    '12 ft',
    '3 km',
    '100 m a.s.l.',
    '10 furlongs',
    '2020-01-02',
    '1976-00-00',
    '1976',
    '0000',
    '2020-13-01',
    '2020-02-30',
  ],
  ...[
    '2013-09-14/2013-10',
    '2020-01-02 10:30',
    '2020-01-02T10:30+0100',
    '2020-01-02T25:00:00Z',
    '/2001',
    ' 2020-01 ',
  ],
  ...[
    'Demo (2020). https://doi.org/10.1234/Abc-1).',
    '10.1234/a b',
    'see 10.1234/x<y',
    'collector',
    'Destroyed',
  ],
]

const LITERALS = [
  ...TEXTS.map(text => factory.literal(text)),
  factory.literal('Name', 'en'),
  factory.literal('name', 'de-AT'),
  ...(
    [
      ['5', 'integer'],
      ['05', 'integer'],
      ['-12.50', 'decimal'],
      ['0.1', 'decimal'],
      ['1.5E3', 'double'],
      ['true', 'boolean'],
      ['2020-01-02', 'date'],
      ['2020-01-02T00:00:00.000+00:00', 'dateTime'],
      ['no number', 'decimal'],
    ] as const
  ).map(([value, type]) => factory.literal(value, xsd(type))),
  factory.literal('POINT(3 4)', factory.namedNode('http://www.opengis.net/ont/geosparql#wktLiteral')),
]

/** Small graphs in which the vocabulary of a rule meets often. */
const recordsFor = (rule: Rule) => {
  const { iris, texts } = vocabularyOf(rule)
  const node = fc.constantFrom(...NODES).map(iri => factory.namedNode(iri))
  const predicate = fc.constantFrom(...iris, schema('name').value).map(iri => factory.namedNode(iri))
  const literal = fc.constantFrom(...LITERALS, ...texts.map(text => factory.literal(text)))
  const object = fc.oneof(node, literal)
  const statement = fc.tuple(node, predicate, object)
  const typed = fc.tuple(
    node,
    fc.constant(rdf('type')),
    fc.constantFrom(...iris).map(iri => factory.namedNode(iri)),
  )
  const staged = fc.tuple(
    node,
    fc.constant(rdf('type')),
    fc.constantFrom(lode('Sample'), lode('Agent'), lode('Subject')),
  )
  const graph = fc.constantFrom('record', 'record', 'kernel', 'notes')
  const quad = fc.tuple(fc.oneof(statement, statement, statement, typed, staged), graph)
  return fc
    .array(fc.array(quad, { minLength: 1, maxLength: 45 }), { minLength: 1, maxLength: 12 })
    .map(records =>
      records.map((quads, i) =>
        quads.map(([[s, p, o], name]) => factory.quad(s, p, o as typeof s, graphsOf(i)[name as 'record'])),
      ),
    )
}

describe('a compiled rule makes of random graphs what the store makes of them', () => {
  const constants = new TermTable()
  it.each(rules.map(rule => [rule.name, rule] as const))('%s', (_, rule) => {
    const compiled = compileUpdate(rule.update, constants)
    fc.assert(
      fc.property(recordsFor(rule), records => {
        const [expected, made] = bothSides(records, rule.update, compiled, constants)
        expect(made).toEqual(expected)
      }),
      { numRuns: 6 },
    )
  })
})

/** Staging graphs of each form's document, as rules find them. */
const stagedForms = async (): Promise<Quad[][]> => {
  const dir = new URL('../fixtures/', import.meta.url)
  const documents = readdirSync(dir)
    .filter(file => file.endsWith('.json'))
    .map(file => JSON.parse(readFileSync(new URL(file, dir), 'utf8')) as JsonObject)
  documents.push(
    sampleJson(1),
    sampleJson(2, { material: 'Basalt', dateCreated: '2020-02-03', creator: 'Demo Person' }),
  )
  return Promise.all(
    documents.map(async (json, i) => {
      const url = `https://repository.example/${i}` as Iri
      const record = await recordGraph({ url, source: sourceWith(), documents: documentsOf(url, json) }, lab)
      const { quads, notes } = identifyNodes(record.quads.map(promote), BASE)
      const graphs = graphsOf(i)
      return [
        ...quads.map(quad => factory.quad(quad.subject, quad.predicate, quad.object, graphs.record)),
        ...[...notes, ...objectTypeNotes(quads, lab.vocabularies)].map(quad =>
          factory.quad(quad.subject, quad.predicate, quad.object, graphs.notes),
        ),
        ...linksOf(i),
      ]
    }),
  )
}

describe('all compiled rules, one after the other', () => {
  it('make of the documents of all forms what the store makes of them, rule by rule', async () => {
    const forms = await stagedForms()
    const constants = new TermTable()
    const updates = rules.map(({ update }) => compileUpdate(update, constants))
    const store = new StoreSide(forms.flat())
    const sides = forms.map(quads => new CompiledSide(quads, constants))
    for (const [i, { name, update }] of rules.entries()) {
      store.run(update)
      for (const side of sides) side.run(updates[i] ?? (() => undefined))
      const made = sides.flatMap(side => side.lines()).sort()
      expect(made, name).toEqual(store.lines())
    }
    store.close()
  })
})
