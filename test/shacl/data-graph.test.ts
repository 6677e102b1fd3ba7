import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rdf, rdfs } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'

const node = (name: string) => factory.namedNode(`http://example.org/${name}`)
const quad = ([s, p, o]: readonly [string, string, string]): Quad => factory.quad(node(s), node(p), node(o))
const name = fc.constantFrom('a', 'b', 'c')
const quads = fc.array(fc.tuple(name, name, name).map(quad), { maxLength: 40 })
const values = (terms: Iterable<{ value: string }>) => [...terms].map(({ value }) => value).sort()
const set = (terms: Iterable<{ value: string }>) => [...new Set(values(terms))]

describe('a record over the vocabularies', () => {
  it('answers as the union of both, each node once, forwards and backwards', () => {
    fc.assert(
      fc.property(quads, quads, name, name, (own, shared, n, p) => {
        const data = new DataGraph(own, { background: new DataGraph(shared) })
        const union = [...own, ...shared].filter(each => each.predicate.equals(node(p)))
        const objects = union.filter(each => each.subject.equals(node(n))).map(each => each.object)
        const subjects = union.filter(each => each.object.equals(node(n))).map(each => each.subject)
        expect(values(data.objects(node(n), node(p).value))).toEqual(set(objects))
        expect(values(data.subjects(node(n), node(p).value))).toEqual(set(subjects))
      }),
    )
  })

  it('selects focus nodes from the record only', () => {
    const typed = (s: string) => factory.quad(node(s), rdf('type'), node('Class'))
    const background = new DataGraph([typed('shared'), quad(['x', 'p', 'y'])])
    const data = new DataGraph([typed('own')], { background })
    expect(values(data.instances().get(node('Class').value) ?? [])).toEqual([node('own').value])
    expect(values(data.subjects(node('Class'), rdf('type').value))).toEqual([node('own').value])
    expect(data.withPredicate(node('p').value)).toEqual([])
    expect(data.objects(node('shared'), rdf('type').value)).toHaveLength(1)
  })

  it('hears about classes from the vocabularies only, when records may not speak of them', () => {
    const subclass = (s: string) => factory.quad(node(s), rdfs('subClassOf'), node('Class'))
    const background = new DataGraph([subclass('shared')])
    const data = new DataGraph([subclass('own')], { background, classesFrom: 'background' })
    expect(values(data.subjects(node('Class'), rdfs('subClassOf').value))).toEqual([node('shared').value])
    expect(data.superclasses(node('own').value).size).toBe(1)
    expect(data.superclasses(node('shared').value).size).toBe(2)
    const free = new DataGraph([subclass('own')], { background })
    expect(free.superclasses(node('own').value).size).toBe(2)
  })

  it('follows a class hierarchy that runs in a circle to its end', () => {
    const data = new DataGraph([
      factory.quad(node('a'), rdfs('subClassOf'), node('b')),
      factory.quad(node('b'), rdfs('subClassOf'), node('a')),
    ])
    expect([...data.superclasses(node('a').value)]).toEqual([node('a').value, node('b').value])
  })

  it('does not take a literal for the IRI that it spells', () => {
    const data = new DataGraph([quad(['a', 'p', 'b'])])
    expect(data.objects(factory.literal(node('a').value), node('p').value)).toEqual([])
    expect(data.subjects(factory.literal(node('b').value), node('p').value)).toEqual([])
  })
})
