import { describe, expect, it } from 'vitest'
import { corpusOf, poolOf } from '../../bench/synthetic/corpus.ts'
import { triplesOf } from '../../bench/synthetic/triples.ts'
import { factsOf, indexStatements } from '../../src/catalogue/facts.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'

describe('the synthetic corpus', () => {
  it('says in a record exactly what the catalogue reads from the record’s statements', () => {
    const make = corpusOf(poolOf(loadVocabularies()))
    for (let i = 0; i < 300; i++)
      for (const [sample, facts] of make(i * 37).facts) {
        const statements = indexStatements(parseQuads(triplesOf(sample, facts)))
        expect(factsOf(sample, statements, facts.conformsTo)).toEqual(facts)
      }
  })
})
