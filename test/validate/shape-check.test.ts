import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { checkShapes } from '../../src/validate/shape-check.ts'

const check = (turtle: string) =>
  checkShapes(
    new Parser().parse(
      `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> . :t sh:targetClass :T . ${turtle}`,
    ),
    'own',
  )

describe('checking shapes', () => {
  it.each([
    ['sh:sparql', ':s sh:sparql [ sh:select "" ] .', 'unsupported-shape', /sh:sparql is beyond SHACL Core/],
    ['a SPARQL target', ':s sh:target [] .', 'unsupported-shape', /sh:target is beyond/],
    ['a misspelt term', ':s sh:dataType :x .', 'unknown-shape-term', /sh:dataType .*did you mean "datatype"/],
    ['a term that never was', ':s sh:minValue 1 .', 'unknown-shape-term', /sh:minValue/],
    [
      'an inverse of a longer path',
      ':s sh:path [ sh:inversePath ( :a :b ) ] .',
      'unsupported-shape',
      /inversePath/,
    ],
    ['a shape that checks itself', ':s sh:node :s .', 'recursive-shape', /example.org\/s/],
    [
      'recursion through a list',
      ':s sh:or ( :u [ sh:property :p ] ) . :p sh:node :s .',
      'recursive-shape',
      /itself/,
    ],
  ])('finds %s', (_, turtle, code, detail) => {
    expect(check(turtle)).toEqual([
      { stage: 'scales', code, subject: 'own', detail: expect.stringMatching(detail) },
    ])
  })

  it('lets shapes share an inner shape', () => {
    expect(check(':s sh:node :u , :v . :u sh:property :p . :v sh:property :p . :p sh:path :x .')).toEqual([])
  })

  it('says when nothing would ever be checked', () => {
    const shapes = new Parser().parse(
      '<urn:s> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .',
    )
    expect(checkShapes(shapes, 'own').map(({ code }) => code)).toEqual(['no-target'])
  })

  it('takes long lists without running out of stack', () => {
    const items = Array.from({ length: 50_000 }, (_, i) => `:i${i}`).join(' ')
    expect(check(`:s sh:or ( ${items} ) .`)).toEqual([])
  })
})
