import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writePath } from '../../src/graph/path-nodes.ts'
import { factory } from '../../src/rdf/terms.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import type { Path } from '../../src/shacl/paths/path.ts'
import { pathText } from '../../src/shacl/paths/path-text.ts'
import { readPath } from '../../src/shacl/paths/read-path.ts'

const property = fc
  .constantFrom('a', 'b', 'c')
  .map((name): Path => ({ kind: 'property', property: factory.namedNode(`urn:demo:${name}`) }))

const path = fc.letrec<{ path: Path }>(tie => ({
  path: fc.oneof(
    { depthSize: 'small' },
    property,
    property.map((inner): Path => ({ kind: 'inverse', path: inner })),
    tie('path').chain(inner =>
      fc
        .constantFrom('*', '+', '?')
        .map((sign): Path => ({ kind: 'repeat', path: inner, sign: sign as '*' })),
    ),
    fc.array(tie('path'), { minLength: 2, maxLength: 3 }).map((steps): Path => ({ kind: 'sequence', steps })),
    fc
      .array(tie('path'), { minLength: 2, maxLength: 3 })
      .map((options): Path => ({ kind: 'alternative', options })),
  ),
})).path

const written = (text: string) => {
  const quads: Quad[] = []
  const node = writePath(
    text,
    position => factory.namedNode(`urn:demo:node:${position}`),
    (subject, predicate, object) => quads.push(factory.quad(subject, predicate, object)),
  )
  return { node, quads }
}

describe('a path of a result', () => {
  it('is a property as it stands', () => {
    expect(written('urn:demo:a')).toEqual({ node: factory.namedNode('urn:demo:a'), quads: [] })
  })

  it('reads back as the path whose text it was', () => {
    fc.assert(
      fc.property(path, original => {
        const { node, quads } = written(pathText(original))
        // readPath takes named nodes for properties: the nodes of the path are made blank, as in a shapes graph.
        const blank = <T extends { termType: string; value: string }>(term: T) =>
          term.value.startsWith('urn:demo:node:') ? factory.blankNode(term.value.replace(/.*:/, 'n')) : term
        const graph = new DataGraph(
          quads.map(q => factory.quad(blank(q.subject) as never, q.predicate, blank(q.object) as never)),
        )
        expect(readPath(graph, blank(node as never))).toEqual(original)
      }),
    )
  })

  it.each([
    '',
    'a',
    '<urn:a>/',
    '(<urn:a>',
    '<urn:a>)',
    '<urn:a> <urn:b>',
    '<urn:a>/<not an IRI>',
    '<b>* > } ; DROP ALL',
    `${'('.repeat(5_000)}<urn:a>${')'.repeat(5_000)}`,
    Array(5_000).fill('<urn:a>').join('/'),
  ])('is not written when it cannot be read: %.40s', text => {
    expect(written(text)).toEqual({ node: undefined, quads: [] })
  })
})
