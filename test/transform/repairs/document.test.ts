import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../src/model/json-ld-document.ts'
import { schema } from '../../../src/rdf/namespaces.ts'
import { repairDocument } from '../../../src/transform/repairs/document.ts'
import { transform } from '../open-test-lab.ts'

const idAfter = (id: string): JsonValue | undefined =>
  (repairDocument({ '@id': id }).json as JsonObject)['@id']

describe('repairs', () => {
  it.each(['', ' ', 'null', 'doi:null', 'https://doi.org/', 'https://doi.org/null', 'undefined', 'urn:'])(
    'leave out an @id that identifies nothing: "%s"',
    id => {
      const { json, repairs } = repairDocument({ a: [{ '@id': id, name: 'x' }] })
      expect(json).toEqual({ a: [{ name: 'x' }] })
      expect(repairs).toHaveLength(1)
      expect(repairs[0]?.rule).toBe('empty-identifier')
      expect(repairs[0]?.detail).toContain(JSON.stringify(id))
    },
  )

  it.each(['https://doi.org/10.1234/null', 'https://null.example/', '#null', 'doi:10.1234/5'])(
    'keep "%s"',
    id => {
      expect(idAfter(id)).toBe(id)
    },
  )

  it('take the blank out of an IRI', () => {
    expect(idAfter('https: //x.example/1')).toBe('https://x.example/1')
    expect(idAfter(' https://x.example/1 ')).toBe('https://x.example/1')
  })

  it('leave contexts and sound documents as they are', () => {
    const sound: JsonObject = { '@context': { '@id': '' }, '@id': 'https://x.example/1', a: [1, null, 'x'] }
    expect(repairDocument(sound).json).toBe(sound)
  })

  it('keep records with empty identifiers apart and count what is alike', async () => {
    const person: JsonValue = { '@type': 'Person', '@id': 'doi:null' }
    const { record } = await transform({
      '@context': 'https://schema.org/',
      '@id': 'https://x.example/1',
      creator: [
        { ...person, name: 'A' },
        { ...person, name: 'B' },
      ],
    })
    const creators = record.quads.filter(({ predicate }) => predicate.equals(schema('creator')))
    expect(new Set(creators.map(({ object }) => object.value)).size).toBe(2)
    expect(record.repairs.map(({ detail }) => detail)).toEqual([
      '"@id": "doi:null" identifies nothing and was left out (2 times)',
    ])
  })
})
