import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { RO_CRATE } from '../../src/rdf/namespaces.ts'
import { sha256 } from '../support/build-record.ts'
import { openHouse } from './export-house.ts'

interface Entity {
  readonly '@id': string
  readonly '@type': string
  readonly hasPart?: readonly { '@id': string }[]
  readonly [property: string]: unknown
}

const references = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references)
  if (value === null || typeof value !== 'object') return []
  const { '@id': id } = value as { '@id'?: string }
  return id === undefined ? [] : [id]
}

const makeCrate = async () => {
  const house = await openHouse()
  await house.fill([
    { iri: 'https://doi.org/10.60510/1', name: 'Demo core', wkt: 'POINT(1 2)' },
    { iri: 'https://doi.org/10.60510/2' },
  ])
  const { bytes } = await house.export('ro-crate', { query: 'q=demo' })
  const files = unzipSync(bytes)
  const text = (name: string) => Buffer.from(files[name] ?? []).toString()
  const metadata = JSON.parse(text('ro-crate-metadata.json')) as { '@context': unknown; '@graph': Entity[] }
  const entity = (id: string) => metadata['@graph'].find(each => each['@id'] === id)
  return { house, files, text, metadata, entity }
}

describe('an RO-Crate', () => {
  it('describes itself as RO-Crate 1.1 asks: descriptor, root data set, every file', async () => {
    const { files, metadata, entity } = await makeCrate()
    expect(Object.keys(files)[0]).toBe('ro-crate-metadata.json')
    expect(metadata['@context']).toContain(RO_CRATE.context)
    expect(entity('ro-crate-metadata.json')).toMatchObject({
      '@type': 'CreativeWork',
      about: { '@id': './' },
      conformsTo: { '@id': RO_CRATE.specification },
    })
    const root = entity('./')
    expect(root).toMatchObject({ '@type': 'Dataset', version: '2', datePublished: '2026-01-01' })
    for (const property of ['name', 'description', 'license', 'datePublished'])
      expect(root).toHaveProperty(property)
    const parts = root?.hasPart?.map(part => part['@id']) ?? []
    expect(parts).toEqual(['samples.csv', 'samples.jsonl', 'samples.nq'])
    for (const part of parts) expect(files[part], part).toBeDefined()
  })

  it('refers to nothing that it does not describe, and says each thing once', async () => {
    const { metadata, entity } = await makeCrate()
    const ids = metadata['@graph'].map(each => each['@id'])
    expect(new Set(ids).size).toBe(ids.length)
    const referred = metadata['@graph'].flatMap(each => Object.values(each).flatMap(references))
    expect(referred.filter(id => !entity(id) && id !== RO_CRATE.specification)).toEqual([])
  })

  it('states size and checksum of its files as they are, and the licence of each source', async () => {
    const { files, text, entity } = await makeCrate()
    for (const name of ['samples.csv', 'samples.jsonl', 'samples.nq'])
      expect(entity(name)).toMatchObject({
        contentSize: String(files[name]?.length),
        sha256: sha256(text(name)),
      })
    expect(entity('#source-a')).toMatchObject({
      name: 'Demo agent A',
      license: { '@id': '#licence-CC-BY-4.0' },
    })
    expect(entity('#source-b')).toMatchObject({ license: { '@id': '#terms' } })
    expect(text('README.txt')).toContain('Demo agent B: 1 samples, licence: not stated')
  })

  it('holds the same files as the exports by themselves', async () => {
    const { house, text } = await makeCrate()
    expect(text('samples.csv')).toBe(String((await house.export('csv')).bytes))
    expect(text('samples.jsonl')).toBe(String((await house.export('jsonl')).bytes))
    expect(text('samples.nq')).toBe(String((await house.export('nquads')).bytes))
  })
})
