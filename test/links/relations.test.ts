import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  inverseType,
  linkWords,
  propertiesOf,
  RELATION_TYPES,
  relationType,
} from '../../src/links/relations.ts'
import { datacite, dcterms, prov, schema } from '../../src/rdf/namespaces.ts'

const types = fc.constantFrom(...RELATION_TYPES)

describe('relation types', () => {
  it('are the 39 of DataCite 4.7, each once', () => {
    expect(RELATION_TYPES).toHaveLength(39)
    expect(new Set(RELATION_TYPES).size).toBe(39)
  })

  it('are themselves again when turned round twice', () => {
    fc.assert(
      fc.property(types, type => {
        const inverse = inverseType(type)
        if (inverse !== undefined) expect(inverseType(inverse)).toBe(type)
        else expect(['IsPublishedIn', 'Other']).toContain(type)
      }),
    )
  })

  it('are found again from each property that stands for them', () => {
    fc.assert(
      fc.property(types, type => {
        expect(propertiesOf(type).map(relationType)).toEqual(propertiesOf(type).map(() => type))
      }),
    )
    expect(propertiesOf('IsPartOf')).toContain(dcterms('isPartOf').value)
    expect(relationType(schema('name').value)).toBeUndefined()
    expect(relationType(datacite('isfriendof').value)).toBeUndefined()
  })

  it('read in both directions', () => {
    expect(linkWords(prov('wasDerivedFrom').value, 'out')).toBe('is derived from')
    expect(linkWords(prov('wasDerivedFrom').value, 'in')).toBe('is source of')
    expect(linkWords(datacite('IsPublishedIn').value, 'in')).toBe('is published in (stated from there)')
  })
})
