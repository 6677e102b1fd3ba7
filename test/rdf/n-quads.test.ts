import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { parseQuads, quadLine, writeQuads } from '../../src/rdf/n-quads.ts'
import { factory } from '../../src/rdf/terms.ts'

const { namedNode, literal, blankNode, defaultGraph, quad } = factory
const p = namedNode('urn:p')

const literals = fc.oneof(
  fc.string({ unit: 'grapheme' }).map(value => literal(value)),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '\n',
        '\r',
        '\t',
        '\b',
        '\f',
        '\u0000',
        '\u007f',
        '\u0085',
        '\u2028',
        'u0041',
        'x',
      ),
    )
    .map(c => literal(c.join(''))),
  fc.string().map(value => literal(value, 'de-at')),
  fc.string().map(value => literal(value, namedNode('urn:type'))),
)
const nodes = fc.constantFrom(
  namedNode('urn:a'),
  namedNode('http://example.org/é#x'),
  blankNode('b0'),
  blankNode('x.1-y'),
)
const quads: fc.Arbitrary<Quad[]> = fc.array(
  fc
    .tuple(nodes, fc.oneof(nodes, literals), fc.constantFrom(defaultGraph(), namedNode('urn:g')))
    .map(([s, o, g]) => quad(s, p, o, g)),
)

describe('writeQuads', () => {
  it('writes each quad once, in the order of code units', () => {
    const a = quad(namedNode('urn:a'), p, literal('x'))
    const b = quad(namedNode('urn:b'), p, literal('x'), namedNode('urn:g'))
    expect(writeQuads([b, a, b])).toBe('<urn:a> <urn:p> "x" .\n<urn:b> <urn:p> "x" <urn:g> .\n')
  })

  it('sorts by whole lines, also where one name begins like another', () => {
    const alike = fc.constantFrom(
      ...[namedNode('urn:a'), namedNode('urn:a:b'), namedNode('urn:a!'), blankNode('b1'), blankNode('b10')],
    )
    const objects = fc.oneof(
      alike,
      fc.constantFrom(literal('x'), literal('x', 'en'), literal('x '), literal('x', p)),
    )
    const graphs = fc.constantFrom(defaultGraph(), namedNode('urn:g'), blankNode('g'))
    const many = fc.array(fc.tuple(alike, objects, graphs).map(([s, o, g]) => quad(s, p, o, g)))
    fc.assert(
      fc.property(many, given => {
        expect(writeQuads(given)).toBe([...new Set(given.map(quadLine))].sort().join(''))
      }),
    )
  })

  it('escapes what would break a line', () => {
    expect(writeQuads([quad(namedNode('urn:a'), p, literal('a"b\\c\nd\u0000'))])).toBe(
      '<urn:a> <urn:p> "a\\"b\\\\c\\nd\\u0000" .\n',
    )
  })
})

describe('parseQuads', () => {
  it('reads back what was written, as n3 does', () => {
    fc.assert(
      fc.property(quads, input => {
        const text = writeQuads(input)
        expect(writeQuads(parseQuads(text))).toBe(text)
        const other = new Parser({ format: 'N-Quads', blankNodePrefix: '_:' }).parse(text)
        expect(parseQuads(text).every((q, i) => other[i] !== undefined && q.equals(other[i]))).toBe(true)
        expect(other).toHaveLength(parseQuads(text).length)
      }),
      { numRuns: 500 },
    )
  })

  it('reads escapes, comments, empty lines and any line end', () => {
    const text =
      '# first\r\n\r\n  <urn:\\u0061>\t<urn:p> "\\U0001F600\\t"@EN-us . # last\r\n<urn:b><urn:p>_:x.y<urn:g>.'
    expect(writeQuads(parseQuads(text))).toBe(
      '<urn:a> <urn:p> "😀\\t"@en-us .\n<urn:b> <urn:p> _:x.y <urn:g> .\n',
    )
  })

  it.each([
    ['<urn:a> <urn:p> .', 'expected'],
    ['<urn:a> <urn:p> "open .', 'no end'],
    ['<urn:a <urn:p> <urn:o> .', 'no IRI'],
    ['<urn:a> _:p <urn:o> .', 'may not'],
    ['"a" <urn:p> <urn:o> .', 'may not'],
    ['<urn:a> <urn:p> <urn:o> <urn:g> <urn:h> .', '"." expected'],
    ['<urn:a> <urn:p> <urn:o>', 'expected'],
    ['<urn:a> <urn:p> <urn:o> . <urn:b>', 'should end'],
    ['<urn:a> <urn:p> "a\\q" .', 'no escape'],
    ['<urn:a> <urn:p> "a"^^xsd:x .', 'datatype'],
    ['<urn:a> <urn:p> "a"@ .', 'language'],
    ['<urn:a> <urn:p> <urn:\\u003E> .', 'no IRI'],
    ['@prefix : <urn:x> .', 'expected'],
  ])('refuses %s and names the line', (line, reason) => {
    expect(() => parseQuads(`<urn:x> <urn:p> <urn:o> .\n${line}\n`)).toThrow(/^N-Quads line 2: /)
    expect(() => parseQuads(line)).toThrow(reason)
  })
})
