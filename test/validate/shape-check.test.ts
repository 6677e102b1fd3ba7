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
    ['an empty query', ':s sh:sparql [ sh:select "" ] .', 'bad-query', /must be a SELECT query/],
    ['a target of no kind', ':s sh:target [] .', 'unsupported-shape', /neither a sh:SPARQLTarget/],
    ['a misspelt term', ':s sh:dataType :x .', 'unknown-shape-term', /sh:dataType .*did you mean "datatype"/],
    ['a term that never was', ':s sh:minValue 1 .', 'unknown-shape-term', /sh:minValue/],
    ['a shape that denies itself', ':s sh:not :s .', 'recursive-shape', /example.org\/s/],
    [
      'denial of itself through a list',
      ':s sh:xone ( [] [ sh:property :p ] ) . :p sh:path :q ; sh:node :s .',
      'recursive-shape',
      /itself/,
    ],
  ])('finds %s', (_, turtle, code, detail) => {
    expect(check(turtle)).toEqual([
      { stage: 'scales', code, subject: 'own', detail: expect.stringMatching(detail) },
    ])
  })

  it.each([
    ['share an inner shape', ':s sh:node :u , :v . :u sh:property :p . :v sh:property :p . :p sh:path :x .'],
    ['be checked with themselves', ':s sh:property [ sh:path :part ; sh:node :s ] .'],
    [
      'go backwards along a longer path',
      ':s sh:property [ sh:path [ sh:inversePath ( :a :b ) ] ; sh:minCount 1 ] .',
    ],
    ['hold rules in SPARQL', ':s sh:sparql [ sh:select "SELECT $this { $this <urn:p> ?value }" ] .'],
  ])('lets shapes %s', (_, turtle) => {
    expect(check(turtle)).toEqual([])
  })

  it('says when nothing would ever be checked', () => {
    const shapes = new Parser().parse(
      '<urn:s> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .',
    )
    expect(checkShapes(shapes, 'own').map(({ code }) => code)).toEqual(['no-target'])
  })

  it('takes long lists without running out of stack', () => {
    expect(check(`:s sh:or ( ${'[] '.repeat(50_000)} ) .`)).toEqual([])
  })

  it('does not list every fault of a shapes graph that is nothing but faults', () => {
    const items = Array.from({ length: 20_000 }, (_, i) => `:i${i}`).join(' ')
    const found = check(`:s sh:or ( ${items} ) .`)
    expect(found.length).toBeGreaterThan(10)
    expect(found.length).toBeLessThan(500)
  })
})
