import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { sh } from '../../src/rdf/namespaces.ts'
import { pathTexts } from '../../src/validate/path-text.ts'

const textOf = (path: string): string => {
  const quads = new Parser().parse(
    `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> . :s sh:path ${path} .`,
  )
  const node = quads.find(q => q.predicate.equals(sh('path')))?.object
  return node ? pathTexts(quads)(node) : ''
}

describe('paths as text', () => {
  it.each([
    [':a', 'urn:a'],
    ['( :a :b )', '<urn:a>/<urn:b>'],
    ['[ sh:alternativePath ( :a ( :b :c ) ) ]', '<urn:a>|(<urn:b>/<urn:c>)'],
    ['[ sh:inversePath :a ]', '^<urn:a>'],
    ['[ sh:zeroOrMorePath [ sh:inversePath :a ] ]', '(^<urn:a>)*'],
    ['( :a [ sh:oneOrMorePath :b ] [ sh:zeroOrOnePath :c ] )', '<urn:a>/(<urn:b>+)/(<urn:c>?)'],
  ])('writes %s', (path, text) => {
    expect(textOf(path)).toBe(text)
  })

  it('ends when a list runs into itself', () => {
    const first = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>'
    const rest = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>'
    expect(textOf(`_:l . _:l ${first} :a ; ${rest} _:l`).length).toBeGreaterThan(100)
  })
})
