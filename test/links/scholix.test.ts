import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RELATION_TYPES } from '../../src/links/relations.ts'
import { packageV3, packageV4, type ScholixLink, scholixIdentifier, turned } from '../../src/links/scholix.ts'
import { PackageV3Schema, PackageV4Schema } from '../../src/links/scholix-schema.ts'

const link: ScholixLink = {
  source: { id: 'https://doi.org/10.5072/demo-core', kind: 'sample', title: 'Demo core' },
  target: { id: 'https://doi.org/10.5072/demo-paper', kind: 'literature', title: 'A demo paper' },
  relation: 'IsCitedBy',
  date: '2026-01-02T03:04:05.678Z',
  providers: [{ id: 'demo', name: 'Demo agent' }],
}

describe('a Scholix package', () => {
  it('says that a sample is a physical object, in the words that each version has', () => {
    expect(packageV3(link)).toEqual({
      LinkPublicationDate: '2026-01-02T03:04:05.678Z',
      LinkProvider: [{ Name: 'Demo agent', Identifier: [{ ID: 'demo', IDScheme: 'lodestone-source' }] }],
      RelationshipType: { Name: 'IsReferencedBy', SubType: 'IsCitedBy', SubTypeSchema: 'DataCite' },
      Source: {
        Identifier: [
          { ID: '10.5072/demo-core', IDScheme: 'doi', IDURL: 'https://doi.org/10.5072/demo-core' },
        ],
        Type: 'other',
        SubType: 'PhysicalObject',
        SubTypeSchema: 'DataCite',
        Title: 'Demo core',
      },
      Target: {
        Identifier: [
          { ID: '10.5072/demo-paper', IDScheme: 'doi', IDURL: 'https://doi.org/10.5072/demo-paper' },
        ],
        Type: 'publication',
        Title: 'A demo paper',
      },
    })
    expect(packageV4(link).Source.Type).toEqual({
      Name: 'unknwon',
      SubType: 'PhysicalObject',
      SubTypeSchema: 'DataCite',
    })
  })

  it('keeps its schema whatever it links', () => {
    const ends = fc.record({
      id: fc.oneof(fc.webUrl(), fc.constant('urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66')),
      kind: fc.constantFrom('sample', 'literature', 'dataset', 'other'),
      title: fc.string(),
    })
    fc.assert(
      fc.property(ends, ends, fc.constantFrom(...RELATION_TYPES), (source, target, relation) => {
        const some: ScholixLink = { ...link, source, target, relation }
        expect(PackageV3Schema.parse(packageV3(some))).toBeDefined()
        expect(PackageV4Schema.parse(packageV4(some))).toBeDefined()
      }),
    )
  })

  it('turned round twice is itself', () => {
    const back = turned(link)
    expect(back?.relation).toBe('Cites')
    expect(back && turned(back)).toEqual(link)
    expect(turned({ ...link, relation: 'IsPublishedIn' })).toBeUndefined()
  })

  it('names the scheme of an identifier, or says that it is a URL', () => {
    expect(scholixIdentifier('https://orcid.org/0000-0002-1825-0097').IDScheme).toBe('orcid')
    expect(scholixIdentifier('https://museum.example/7')).toEqual({
      ID: 'https://museum.example/7',
      IDScheme: 'url',
      IDURL: 'https://museum.example/7',
    })
    expect(scholixIdentifier('urn:x:1')).toEqual({ ID: 'urn:x:1', IDScheme: 'uri' })
  })
})
