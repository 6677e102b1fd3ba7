import type { Quad, Term } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sh } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import { compilePath } from '../../src/shacl/paths/compile-path.ts'
import type { Path } from '../../src/shacl/paths/path.ts'
import { pathText, writePath } from '../../src/shacl/paths/path-text.ts'
import { readPath } from '../../src/shacl/paths/read-path.ts'
import { parse } from './shapes-of.ts'

const read = (path: string): Path | string => {
  const graph = new DataGraph(parse(`:s sh:path ${path} .`))
  const [node] = graph.objects(factory.namedNode('http://example.org/s'), sh('path').value)
  return node ? readPath(graph, node) : 'no path'
}

const good = (path: string): Path => {
  const found = read(path)
  if (typeof found === 'string') throw new Error(found)
  return found
}

const A = '<http://example.org/a>'
const B = '<http://example.org/b>'
const C = '<http://example.org/c>'

describe('paths as text', () => {
  it.each([
    [':a', A],
    ['( :a :b )', `${A}/${B}`],
    ['[ sh:alternativePath ( :a ( :b :c ) ) ]', `${A}|(${B}/${C})`],
    ['[ sh:inversePath :a ]', `^${A}`],
    ['[ sh:zeroOrMorePath [ sh:inversePath :a ] ]', `(^${A})*`],
    ['( :a [ sh:oneOrMorePath :b ] [ sh:zeroOrOnePath :c ] )', `${A}/(${B}+)/(${C}?)`],
  ])('writes %s', (path, text) => {
    expect(pathText(good(path))).toBe(text)
  })

  it('come back the same when they are written as RDF', () => {
    const path = good(
      '( [ sh:inversePath ( :a :b ) ] [ sh:alternativePath ( :c [ sh:zeroOrMorePath :a ] ) ] )',
    )
    const quads: Quad[] = []
    const node = writePath(path, quads)
    expect(readPath(new DataGraph(quads), node)).toEqual(path)
  })
})

describe('ill-formed paths', () => {
  it.each([
    ['a list that runs into itself', '_:l . _:l rdf:first :a ; rdf:rest _:l', /does not end/],
    ['a list of one', '( :a )', /at least two/],
    ['an empty blank node', '[]', /exactly one of/],
    ['two inverses', '[ sh:inversePath :a , :b ]', /exactly one of/],
    ['text', '"a"', /literal "a"/],
    ['a path inside itself', '_:p . _:p sh:inversePath _:p', /deeper than/],
  ])('are told apart: %s', (_, path, reason) => {
    expect(read(path)).toMatch(reason)
  })
})

const walk = (path: Path, data: string, start: string): string[] =>
  compilePath(path)(new DataGraph(parse(data)), factory.namedNode(`http://example.org/${start}`))
    .map(term => term.value.replace('http://example.org/', ''))
    .sort()

describe('walking paths', () => {
  const chain = ':n1 :p :n2 . :n2 :p :n3 . :n3 :p :n1 . :n3 :q "end" . :x :p :n2 .'

  it.each([
    ['a property', ':p', 'n1', ['n2']],
    ['an inverse', '[ sh:inversePath :p ]', 'n2', ['n1', 'x']],
    ['the inverse of a sequence', '[ sh:inversePath ( :p :q ) ]', 'n2', []],
    ['the inverse of a sequence of two', '[ sh:inversePath ( :p :p ) ]', 'n3', ['n1', 'x']],
    ['the inverse of an inverse', '[ sh:inversePath [ sh:inversePath :p ] ]', 'n1', ['n2']],
    ['an alternative that holds a sequence', '[ sh:alternativePath ( :q ( :p :q ) ) ]', 'n2', ['end']],
    [
      'zero or more backwards round a circle',
      '[ sh:zeroOrMorePath [ sh:inversePath :p ] ]',
      'n1',
      ['n1', 'n2', 'n3', 'x'],
    ],
    ['one or more round a circle', '[ sh:oneOrMorePath :p ]', 'n1', ['n1', 'n2', 'n3']],
    ['zero or one', '[ sh:zeroOrOnePath :p ]', 'n1', ['n1', 'n2']],
    ['a sequence that ends in text', '( :p :p :q )', 'n1', ['end']],
  ])('goes along %s', (_, path, start, found) => {
    expect(walk(good(path), chain, start)).toEqual(found)
  })

  it('meets every node once, however many ways lead there', () => {
    expect(walk(good('( :p :q )'), ':a :p :b , :c . :b :q :d . :c :q :d .', 'a')).toEqual(['d'])
  })

  it('goes along a chain of many thousand nodes', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `:n${i} :p :n${i + 1} .`).join('\n')
    expect(walk(good('[ sh:zeroOrMorePath :p ]'), long, 'n0')).toHaveLength(20_001)
  })
})

const step = fc.constantFrom('a', 'b').map(
  (name): Path => ({
    kind: 'property',
    property: factory.namedNode(`http://example.org/${name}`),
  }),
)
const paths = fc.letrec<{ path: Path }>(tie => ({
  path: fc.oneof(
    { maxDepth: 3 },
    step,
    tie('path').map((path): Path => ({ kind: 'inverse', path })),
    fc.array(tie('path'), { minLength: 2, maxLength: 3 }).map((steps): Path => ({ kind: 'sequence', steps })),
    fc
      .array(tie('path'), { minLength: 2, maxLength: 3 })
      .map((options): Path => ({ kind: 'alternative', options })),
    fc.tuple(tie('path'), fc.constantFrom('*', '+', '?' as const)).map(
      ([path, sign]): Path => ({
        kind: 'repeat',
        path,
        sign: sign as '*' | '+' | '?',
      }),
    ),
  ),
})).path

const node = fc.constantFrom('x', 'y', 'z').map(name => factory.namedNode(`http://example.org/${name}`))

/** Paths as relations over a fixed set of nodes: the definition, in the slowest way. */
const holds = (path: Path, quads: readonly Quad[], nodes: readonly Term[], from: Term, to: Term): boolean => {
  switch (path.kind) {
    case 'property':
      return quads.some(
        q => q.subject.equals(from) && q.predicate.equals(path.property) && q.object.equals(to),
      )
    case 'inverse':
      return holds(path.path, quads, nodes, to, from)
    case 'alternative':
      return path.options.some(option => holds(option, quads, nodes, from, to))
    case 'sequence': {
      const [first, ...rest] = path.steps
      if (!first) return from.equals(to)
      const tail: Path = { kind: 'sequence', steps: rest }
      return nodes.some(mid => holds(first, quads, nodes, from, mid) && holds(tail, quads, nodes, mid, to))
    }
    case 'repeat': {
      if (path.sign !== '+' && from.equals(to)) return true
      if (path.sign === '?') return holds(path.path, quads, nodes, from, to)
      const reached = new Set(nodes.filter(next => holds(path.path, quads, nodes, from, next)))
      for (const each of reached)
        for (const next of nodes) if (holds(path.path, quads, nodes, each, next)) reached.add(next)
      return [...reached].some(each => each.equals(to))
    }
  }
}

describe('any path over any graph', () => {
  it('leads where its definition says, forwards and inverted', () => {
    const names = ['x', 'y', 'z'].map(name => factory.namedNode(`http://example.org/${name}`))
    const quads = fc.array(
      fc
        .tuple(node, fc.constantFrom('a', 'b'), node)
        .map(([s, p, o]) => factory.quad(s, factory.namedNode(`http://example.org/${p}`), o)),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(paths, quads, node, (path, statements, start) => {
        const data = new DataGraph(statements)
        const found = compilePath(path)(data, start)
          .map(({ value }) => value)
          .sort()
        const defined = names
          .filter(to => holds(path, statements, names, start, to))
          .map(({ value }) => value)
        expect(found).toEqual(defined)
      }),
      { numRuns: 300 },
    )
  })
})
