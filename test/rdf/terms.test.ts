import fc from 'fast-check'
import { DataFactory } from 'n3'
import { parse } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { factory, fromJsonTerm, iri, isIri, MAX_IRI_LENGTH, toJsonTerm } from '../../src/rdf/terms.ts'

const storeAccepts = (text: string): boolean => {
  try {
    parse(`<${text}> <urn:p> <urn:o> .`, { format: 'application/n-quads' })
    return true
  } catch {
    return false
  }
}

describe('isIri', () => {
  it.each([
    'https://doi.org/10.60510/x',
    'urn:x-demo:a#b',
    'http://[::1]:80/x',
    'mailto:a@example.org',
    'http://example.org/é😀?q=%20#f',
  ])('accepts %s', text => {
    expect(isIri(text)).toBe(true)
  })

  it.each([
    '',
    'relative/path',
    'http://example.org/a b',
    'https://example.org/> } ; DROP ALL',
    'http://example.org/a[1]',
    'http://example.org/%zz',
    'http://example.org/#a#b',
    'http://example.org:port/',
    'urn://[80]',
    'http://[::1:]/',
    'http://[1.2.3.4]/',
    'http://example.org/\ud800',
    `http://example.org/${'a'.repeat(MAX_IRI_LENGTH)}`,
  ])('refuses %j', text => {
    expect(isIri(text)).toBe(false)
    expect(iri(text)).toBeUndefined()
  })

  it('accepts nothing that the graph store refuses', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'http://',
        'urn:',
        '//',
        '/',
        '?',
        '#',
        '%',
        '%41',
        '[',
        ']',
        '[::1]',
        ':',
        '@',
        '80',
        ' ',
        '>',
      ),
      fc.constantFrom(
        '<',
        '{',
        '"',
        '`',
        '\\',
        '^',
        '|',
        'é',
        '😀',
        '\ue000',
        '\ufdd0',
        '\ufffe',
        '\u0080',
        '..',
        'é',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom('http://', 'urn:', 'a:', ''),
        fc.array(part, { maxLength: 6 }),
        (start, parts) => {
          const text = start + parts.join('')
          if (isIri(text)) expect(storeAccepts(text), text).toBe(true)
        },
      ),
      { numRuns: 10_000 },
    )
  })
})

describe('JSON form of terms', () => {
  it('is the one of SPARQL results and can be read back', () => {
    const terms = [
      factory.namedNode('urn:a'),
      factory.blankNode('b'),
      factory.literal('plain'),
      factory.literal('hallo', 'de'),
      factory.literal('1', factory.namedNode('http://www.w3.org/2001/XMLSchema#integer')),
    ]
    expect(terms.map(toJsonTerm)).toEqual([
      { type: 'uri', value: 'urn:a' },
      { type: 'bnode', value: 'b' },
      { type: 'literal', value: 'plain' },
      { type: 'literal', value: 'hallo', 'xml:lang': 'de' },
      { type: 'literal', value: '1', datatype: 'http://www.w3.org/2001/XMLSchema#integer' },
    ])
    for (const term of terms) expect(fromJsonTerm(toJsonTerm(term)).equals(term)).toBe(true)
  })

  it('throws for a term that no result can hold', () => {
    expect(() => toJsonTerm(factory.defaultGraph())).toThrow('DefaultGraph')
  })
})

describe('factory', () => {
  it('makes terms that are equal to those of another library, both ways', () => {
    const terms = [
      [factory.namedNode('urn:a'), DataFactory.namedNode('urn:a')],
      [factory.blankNode('b'), DataFactory.blankNode('b')],
      [factory.literal('x'), DataFactory.literal('x')],
      [factory.literal('x', 'EN'), DataFactory.literal('x', 'en')],
      [
        factory.literal('x', factory.namedNode('urn:t')),
        DataFactory.literal('x', DataFactory.namedNode('urn:t')),
      ],
      [factory.defaultGraph(), DataFactory.defaultGraph()],
    ] as const
    for (const [i, [own, other]] of terms.entries()) {
      expect(own.equals(other) && other.equals(own)).toBe(true)
      for (const [j, [another]] of terms.entries()) expect(own.equals(another)).toBe(i === j)
      expect(own.equals(null) || own.equals(undefined)).toBe(false)
    }
  })

  it('makes quads that are equal when their terms are', () => {
    const quad = factory.quad(factory.namedNode('urn:s'), factory.namedNode('urn:p'), factory.literal('o'))
    const same = DataFactory.quad(
      DataFactory.namedNode('urn:s'),
      DataFactory.namedNode('urn:p'),
      DataFactory.literal('o'),
    )
    expect(quad.equals(same) && same.equals(quad)).toBe(true)
    expect(quad.equals(factory.quad(quad.subject, quad.predicate, factory.literal('O')))).toBe(false)
  })

  it('gives blank nodes without a label one of their own', () => {
    expect(factory.blankNode().value).not.toBe(factory.blankNode().value)
  })
})
