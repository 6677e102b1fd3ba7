import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { schema, sosa } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { writeDocument } from '../../src/serve/rdf-document.ts'

const twice = [1, 2].map(() => factory.quad(sosa('Sample'), schema('name'), factory.literal('Sample', 'en')))

describe('an RDF document', () => {
  it.each(['text/turtle', 'application/n-triples'])(
    'says once in %s what two descriptions of one thing both say',
    type => {
      expect(new Parser().parse(writeDocument(twice, type))).toHaveLength(1)
    },
  )

  it('says it once in JSON-LD and RDF/XML as well', () => {
    for (const type of ['application/ld+json', 'application/rdf+xml'])
      expect(
        writeDocument(twice, type).split('"Sample"').length +
          writeDocument(twice, type).split('>Sample<').length,
      ).toBe(3)
  })
})
