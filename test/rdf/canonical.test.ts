import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/rdf/canonical.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'

describe('digestOf', () => {
  it('does not depend on order, repetition or blank node labels', async () => {
    const digest = await digestOf(
      parseQuads('<urn:a> <urn:p> _:x .\n_:x <urn:q> "1" .\n<urn:a> <urn:p> _:y .\n'),
    )
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    const same = '_:k <urn:q> "1" .\n<urn:a> <urn:p> _:k .\n<urn:a> <urn:p> _:l .\n<urn:a> <urn:p> _:l .\n'
    expect(await digestOf(parseQuads(same))).toBe(digest)
  })

  it('changes with any statement, with and without blank nodes', async () => {
    const texts = [
      '<urn:a> <urn:p> "1" .\n',
      '<urn:a> <urn:p> "2" .\n',
      '<urn:a> <urn:p> _:x .\n',
      '<urn:a> <urn:p> _:x <urn:g> .\n',
      '',
    ]
    const digests = await Promise.all(texts.map(text => digestOf(parseQuads(text))))
    expect(new Set(digests).size).toBe(texts.length)
  })
})
