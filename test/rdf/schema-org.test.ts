import { describe, expect, it } from 'vitest'
import { parseQuads, writeQuads } from '../../src/rdf/n-quads.ts'
import { foldSchemaOrg, foldSchemaOrgIri } from '../../src/rdf/schema-org.ts'

describe('foldSchemaOrg', () => {
  it.each([
    'http://schema.org/name',
    'https://www.schema.org/name',
    'http://www.schema.org/name',
    'http://schema.org/#name',
  ])('folds %s', iri => {
    expect(foldSchemaOrgIri(iri)).toBe('https://schema.org/name')
  })

  it.each([
    'https://schema.org/name',
    'http://schema.org',
    'http://schema.organic/name',
    'http://demo.example/schema.org/name',
  ])('leaves %s', iri => {
    expect(foldSchemaOrgIri(iri)).toBe(iri)
  })

  it('reaches subjects, properties, classes, datatypes and graph names, but not texts', () => {
    const text =
      '<http://schema.org/Dataset> <http://schema.org/name> "http://schema.org/name" <http://schema.org/g> .\n' +
      '<urn:a> <urn:p> "2020"^^<http://schema.org/Date> .\n'
    expect(writeQuads(foldSchemaOrg(parseQuads(text)))).toBe(
      '<https://schema.org/Dataset> <https://schema.org/name> "http://schema.org/name" <https://schema.org/g> .\n' +
        '<urn:a> <urn:p> "2020"^^<https://schema.org/Date> .\n',
    )
  })
})
