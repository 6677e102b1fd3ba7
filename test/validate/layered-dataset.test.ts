import type { Quad } from '@rdfjs/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rdf, rdfs } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { LayeredDataset, vocabularyLayer } from '../../src/validate/layered-dataset.ts'

const node = (name: string) => factory.namedNode(`http://example.org/${name}`)
const quad = ([s, p, o]: readonly [string, string, string]): Quad => factory.quad(node(s), node(p), node(o))
const name = fc.constantFrom('a', 'b', 'c')
const quads = fc.array(fc.tuple(name, name, name).map(quad), { maxLength: 12 })
const maybe = fc.option(name)

const key = (each: Quad) => `${each.subject.value} ${each.predicate.value} ${each.object.value}`

describe('a record over the vocabularies', () => {
  it('answers as the union of both where the subject, or predicate and object, are known', () => {
    fc.assert(
      fc.property(quads, quads, maybe, maybe, maybe, (own, shared, s, p, o) => {
        fc.pre(s !== null || (p !== null && o !== null))
        const union = [...own, ...shared].filter(
          each =>
            (s === null || each.subject.equals(node(s))) &&
            (p === null || each.predicate.equals(node(p))) &&
            (o === null || each.object.equals(node(o))),
        )
        const data = new LayeredDataset(own, vocabularyLayer(shared))
        const found = data.match(s ? node(s) : null, p ? node(p) : null, o ? node(o) : null)
        expect([...found].map(key).sort()).toEqual(union.map(key).sort())
        expect(found.size).toBe(union.length)
      }),
    )
  })

  it('selects focus nodes from the record only', () => {
    const typed = (s: string) => factory.quad(node(s), rdf('type'), node('Class'))
    const data = new LayeredDataset([typed('own')], vocabularyLayer([typed('shared'), quad(['x', 'p', 'y'])]))
    expect([...data.match(null, rdf('type'), node('Class'))].map(key)).toEqual([key(typed('own'))])
    expect(data.match(null, node('p')).size).toBe(0)
    expect(data.match(node('shared'), rdf('type')).size).toBe(1)
  })

  it('hears about classes from the vocabularies only', () => {
    const subclass = (s: string) => factory.quad(node(s), rdfs('subClassOf'), node('Class'))
    const data = new LayeredDataset([subclass('own')], vocabularyLayer([subclass('shared')]))
    expect([...data.match(null, rdfs('subClassOf'), node('Class'))].map(key)).toEqual([
      key(subclass('shared')),
    ])
    expect(data.match(node('own'), rdfs('subClassOf')).size).toBe(0)
  })

  it('cannot be written to', () => {
    const data = new LayeredDataset([], vocabularyLayer([]))
    expect(() => data.add()).toThrow('read-only')
    expect(() => data.match(node('a')).add(quad(['a', 'b', 'c']))).toThrow('read-only')
  })
})
