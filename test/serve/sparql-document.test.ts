import type { Quad } from '@rdfjs/types'
import { Parser } from 'n3'
import { Store } from 'oxigraph'
import { expect, it } from 'vitest'
import { canonicalForm } from '../../src/rdf/canonical.ts'
import { schema, xsd } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { DOCUMENT_TYPES, writeDocument } from '../../src/serve/rdf-document.ts'
import { compactTurtle } from '../../src/serve/routes/sparql/compact-turtle.ts'

const S = factory.namedNode('https://repository.example/a?b=1&c="<2>"'.replaceAll(/["<>]/g, ''))
const QUADS = [
  factory.quad(S, schema('name'), factory.literal('<b>&amp; "quoted"</b>\n]]>', 'en-GB')),
  factory.quad(S, schema('value'), factory.literal('1.5', xsd('decimal'))),
  factory.quad(S, factory.namedNode('https://repository.example/own/term'), S),
  factory.quad(factory.namedNode('https://repository.example/石'), schema('name'), factory.literal('')),
]

const parse = (text: string, format: string): Quad[] => {
  const store = new Store()
  store.load(text, { format, base_iri: 'http://localhost/' })
  return new Parser().parse(store.dump({ format: 'application/n-quads' }))
}

it.each(DOCUMENT_TYPES)('a document written as %s says the same', async type => {
  const read = parse(writeDocument(QUADS, type), type)
  expect(await canonicalForm(read)).toBe(await canonicalForm(QUADS))
})

const compact = (turtle: string, prefixes: Record<string, string>, type = 'text/turtle'): string =>
  [...compactTurtle(new Uint8Array(Buffer.from(turtle)), type, prefixes)]
    .map(piece => Buffer.from(piece).toString())
    .join('')

it('gives prefixes back to Turtle, declares those it used, and leaves strings alone', () => {
  const turtle =
    '<http://a.example/x> <http://b.example/#p> "<http://a.example/x>" , <http://a.example/y/z> .\n'
  const text = compact(turtle, { a: 'http://a.example/', b: 'http://b.example/#', c: 'http://c.example/' })
  const [first, second, ...rest] = text.split('\n')
  expect([first, second].sort()).toEqual([
    '@prefix a: <http://a.example/> .',
    '@prefix b: <http://b.example/#> .',
  ])
  expect(rest).toEqual(['', 'a:x b:p "<http://a.example/x>" , <http://a.example/y/z> .', ''])
})

it('leaves documents alone that have prefixes, long strings, or another format', () => {
  const prefixes = { a: 'http://a.example/' }
  for (const turtle of [
    '@prefix x: <http://a.example/x> .\n<http://a.example/y> a x: .\n',
    '<http://a.example/x> a """ .\n<http://a.example/y> .\n""" .\n',
  ])
    expect(compact(turtle, prefixes)).toBe(turtle)
  expect(compact('<http://a.example/x> a <a:b> .\n', prefixes, 'application/n-triples')).not.toContain(
    '@prefix',
  )
})

it('says the same in a long document, which comes in pieces', () => {
  const lines = Array.from(
    { length: 6000 },
    (_, i) =>
      `<http://a.example/${i}> <http://b.example/#p-${i % 7}> "\\"<http://a.example/${i}> .\\n é" .\n`,
  )
  const turtle = lines.join('')
  const pieces = [
    ...compactTurtle(new Uint8Array(Buffer.from(turtle)), 'text/turtle', {
      a: 'http://a.example/',
      b: 'http://b.example/#',
    }),
  ]
  expect(pieces.length).toBeGreaterThan(2)
  const text = Buffer.concat(pieces).toString()
  expect(text.length).toBeLessThan(turtle.length)
  const sorted = (document: string): string[] =>
    parse(document, 'text/turtle')
      .map(({ subject, predicate, object }) => [subject, predicate, object].map(t => t.value).join(' '))
      .sort()
  expect(sorted(text)).toEqual(sorted(turtle))
})
