import { describe, expect, it } from 'vitest'
import { rdf, schema } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { readStatements } from '../../src/validate/read-statements.ts'

const linesOf = (text: string) => {
  const read = readStatements(text, {
    name: 'x',
    mediaType: 'text/turtle',
    of: 'document',
    base: 'urn:demo:',
  })
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value.lines
}
const node = (name: string) => factory.namedNode(`urn:demo:${name}`)

describe('the line of a statement', () => {
  it('of an empty list is where the list stands, not where the text begins', () => {
    const lines = linesOf(
      '@prefix s: <https://schema.org/> .\n<urn:demo:a> s:name "x" .\n\n<urn:demo:b>\n  s:name () .',
    )
    expect(lines.find(node('b'), schema('name').value, rdf('nil'))).toBe(5)
    expect(lines.find(node('b'))).toBe(4)
  })

  it('is that of its object, else of its property, else of its subject', () => {
    const lines = linesOf('<urn:demo:a>\n <urn:demo:p>\n  "1",\n  "2" ;\n a <urn:demo:C> .')
    expect(lines.find(node('a'), 'urn:demo:p', factory.literal('2'))).toBe(4)
    expect(lines.find(node('a'), 'urn:demo:p', factory.literal('3'))).toBe(3)
    expect(lines.find(node('a'), rdf('type').value, node('C'))).toBe(5)
    expect(lines.find(node('a'), 'urn:demo:q')).toBe(1)
  })
})
