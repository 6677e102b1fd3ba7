import type { Quad, Quad_Object, Quad_Subject, Term } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Iri } from '../../src/model/iri.ts'
import { canonicalForm } from '../../src/rdf/canonical.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { skolemise } from '../../src/rdf/skolemise.ts'
import { factory } from '../../src/rdf/terms.ts'

const { namedNode, literal, blankNode, quad } = factory
const graph = 'http://demo.example/samples/1' as Iri
const base = 'http://localhost:3030'
const options = { graph, base }

/** Trees of blank nodes, the only thing that JSON can nest, with many that say the same. */
interface Tree {
  readonly values: readonly string[]
  readonly children: readonly (readonly [string, Tree])[]
}
const { tree } = fc.letrec<{ tree: Tree }>(tie => ({
  tree: fc.record({
    values: fc.array(fc.constantFrom('1', '2'), { maxLength: 2 }),
    children: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'tree' },
      fc.constant([]),
      fc.array(fc.tuple(fc.constantFrom('urn:p', 'urn:q'), tie('tree')), { maxLength: 3 }),
    ),
  }),
}))

const quadsOf = (roots: readonly Tree[]): Quad[] => {
  const quads: Quad[] = []
  let count = 0
  const add = ({ values, children }: Tree, node: Quad_Subject): void => {
    for (const value of values) quads.push(quad(node, namedNode('urn:value'), literal(value)))
    for (const [property, child] of children) {
      count += 1
      const inner = blankNode(`t${count}`)
      quads.push(quad(node, namedNode(property), inner))
      add(child, inner)
    }
  }
  for (const [i, root] of roots.entries()) add(root, i % 2 ? blankNode(`root${i}`) : namedNode('urn:sample'))
  return quads
}

/** Any graph: shared nodes and cycles included. */
const nodes = fc.constantFrom<Quad_Subject>(
  namedNode('urn:a'),
  ...['w', 'x', 'y', 'z'].map(label => blankNode(label)),
)
const anyGraph = fc.array(
  fc
    .tuple(
      nodes,
      fc.constantFrom('urn:p', 'urn:q'),
      fc.oneof<fc.Arbitrary<Quad_Object>[]>(nodes, fc.constant(literal('1'))),
    )
    .map(([s, p, o]) => quad(s, namedNode(p), o)),
  { maxLength: 10 },
)
const graphs = fc.oneof(fc.array(tree, { minLength: 1, maxLength: 3 }).map(quadsOf), anyGraph)

const relabel = (quads: readonly Quad[], rename: (term: Term) => Term): Quad[] =>
  quads.map(q => quad(rename(q.subject) as Quad_Subject, q.predicate, rename(q.object) as Quad_Object))

const backToBlank = (term: Term): Term =>
  term.value.startsWith(`${base}/.well-known/genid/`) && term.termType === 'NamedNode'
    ? blankNode(term.value.slice(-32))
    : term

const blankNodes = (quads: readonly Quad[]): number =>
  new Set(
    quads
      .flatMap(q => [q.subject, q.object])
      .filter(t => t.termType === 'BlankNode')
      .map(t => t.value),
  ).size

describe('skolemise', () => {
  it('leaves no blank node, merges none, and keeps the graph isomorphic', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async quads => {
        const named = await skolemise(quads, options)
        expect(blankNodes(named)).toBe(0)
        const back = relabel(named, backToBlank)
        expect(blankNodes(back)).toBe(blankNodes(quads))
        expect(await canonicalForm(back)).toBe(await canonicalForm(quads))
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same names whatever the order of the quads and the labels', async () => {
    const shuffled = graphs.chain(quads =>
      fc.tuple(fc.constant(quads), fc.shuffledSubarray(quads, { minLength: quads.length })),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([quads, mixed]) => {
        const renamed = relabel(mixed, t =>
          t.termType === 'BlankNode' ? blankNode(`r${[...t.value].reverse().join('')}`) : t,
        )
        expect(writeQuads(await skolemise(renamed, options))).toBe(
          writeQuads(await skolemise(quads, options)),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('is not confused by a quad that is given twice', async () => {
    const quads = quadsOf([{ values: ['1'], children: [['urn:p', { values: ['2'], children: [] }]] }])
    expect(writeQuads(await skolemise([...quads, ...quads], options))).toBe(
      writeQuads(await skolemise(quads, options)),
    )
  })

  it('names equal content of two records differently', async () => {
    const quads = [quad(namedNode('urn:a'), namedNode('urn:p'), blankNode('x'))]
    const other = await skolemise(quads, { graph: 'http://demo.example/samples/2' as Iri, base })
    expect(writeQuads(other)).not.toBe(writeQuads(await skolemise(quads, options)))
    expect(other[0]?.object.value).toMatch(/^http:\/\/localhost:3030\/\.well-known\/genid\/[0-9a-f]{32}$/)
  })

  it('keeps the names of what did not change when another part of the record did', async () => {
    const agent = [
      quad(namedNode('urn:a'), namedNode('urn:creator'), blankNode('c')),
      quad(blankNode('c'), namedNode('urn:name'), literal('Demo')),
    ]
    const place = (name: string) => [
      quad(namedNode('urn:a'), namedNode('urn:place'), blankNode('d')),
      quad(blankNode('d'), namedNode('urn:name'), literal(name)),
    ]
    const before = await skolemise([...agent, ...place('here')], options)
    const after = await skolemise([...place('there'), ...agent], options)
    expect(after.filter(q => before.some(other => other.equals(q)))).toHaveLength(2)
  })

  it('names a graph made to exhaust canonicalisation, and every node of it', async () => {
    const labels = Array.from({ length: 40 }, (_, i) => blankNode(`n${i}`))
    const clique = labels.flatMap(a => labels.filter(b => b !== a).map(b => quad(a, namedNode('urn:p'), b)))
    const named = await skolemise(clique, options)
    expect(new Set(named.map(q => q.subject.value)).size).toBe(40)
  })

  it('names the cells of a list as long as a page may hold', async () => {
    const cells = Array.from({ length: 20_000 }, (_, i) => blankNode(`c${i}`))
    const list = cells.flatMap((cell, i) => [
      quad(cell, namedNode('urn:first'), literal(String(i % 2))),
      quad(cell, namedNode('urn:rest'), cells[i + 1] ?? namedNode('urn:nil')),
    ])
    expect(new Set((await skolemise(list, options)).map(q => q.subject.value)).size).toBe(20_000)
  })
})
