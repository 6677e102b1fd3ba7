import type { Quad, Term } from '@rdfjs/types'
import { describe, expect, it } from 'vitest'
import { schema, sh } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { parseTurtle, readTurtle } from '../../../src/validate/workbench/turtle-file.ts'

const text = `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix s: <http://schema.org/> .
@prefix x: <urn:x:> .
# a comment
x:Shape
  a sh:NodeShape ;
  sh:property [
    sh:path s:name ;
    sh:minCount
      1 ;
    sh:in (
      "one"
      "two" )
  ] , x:Other .

x:Other sh:path ( s:a
  [ sh:inversePath s:b ] ) .
`

const read = () => {
  const found = parseTurtle(text, 'demo.ttl')
  if (!found.ok) throw new Error(found.problem.detail)
  return found.value
}
const object = (quads: readonly Quad[], property: Term): Term => {
  const quad = quads.find(each => each.predicate.equals(property))
  if (!quad) throw new Error(`no ${property.value}`)
  return quad.object
}

describe('Turtle with lines', () => {
  it('knows where named and nested nodes begin', () => {
    const { quads, lineOf } = read()
    expect(lineOf(factory.namedNode('urn:x:Shape'))).toBe(5)
    expect(lineOf(factory.namedNode('urn:x:Other'))).toBe(16)
    expect(lineOf(object(quads, sh('property')))).toBe(7)
  })

  it('knows the line of a statement (of a list: of its first member), and of one among several', () => {
    const { quads, lineOf } = read()
    const nested = object(quads, sh('property'))
    expect(lineOf(nested, sh('path').value)).toBe(8)
    expect(lineOf(nested, sh('minCount').value)).toBe(10)
    expect(lineOf(nested, sh('in').value)).toBe(12)
    const shape = factory.namedNode('urn:x:Shape')
    expect(lineOf(shape, sh('property').value)).toBe(7)
    expect(lineOf(shape, sh('property').value, factory.namedNode('urn:x:Other'))).toBe(14)
  })

  it('takes the forms of schema.org for one', () => {
    const { quads, lineOf } = read()
    expect(lineOf(object(quads, sh('property')), sh('path').value, schema('name'))).toBe(8)
  })

  it('does not know what is not there', () => {
    expect(read().lineOf(factory.namedNode('urn:x:Nothing'))).toBeUndefined()
  })

  it('names the line of what is not Turtle, and a file that is missing', () => {
    const broken = parseTurtle('@prefix x: <urn:x:> .\nx:a x:b ;;', 'broken.ttl')
    expect(broken).toMatchObject({ ok: false, problem: { code: 'invalid-turtle', subject: 'broken.ttl' } })
    expect(broken.ok ? '' : broken.problem.detail).toMatch(/line 2/)
    expect(readTurtle('no-such-file.ttl')).toMatchObject({ ok: false, problem: { code: 'unreadable-file' } })
  })
})
