import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Iri } from '../../src/model/iri.ts'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { dcterms, lode, rdf, rdfs, schema, skos, sosa } from '../../src/rdf/namespaces.ts'
import { KERNEL_PROFILE, recordJsonLd } from '../../src/serve/record-json-ld.ts'
import { buildStored } from '../support/build-record.ts'
import { BASE, PAGE, transform } from './open-test-lab.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
// Of another address than the lab's: its generated IRIs are nobody's business here.
const ELSEWHERE = 'http://elsewhere.example/.well-known/genid/'

const page = (nodes: readonly object[]): JsonValue =>
  [{ '@id': PAGE, [dcterms('conformsTo').value]: [{ '@id': KERNEL_PROFILE }] }, ...nodes] as JsonValue

describe('a page of kernel statements', () => {
  it.each(readdirSync(fixtures))('gives back the very statements that were made of %s', async file => {
    const { kernel } = await transform(JSON.parse(readFileSync(new URL(file, fixtures), 'utf8')))
    const kernelTriples = writeQuads(kernel.quads).replaceAll(/http:[^<>]*\/genid\//g, ELSEWHERE)
    expect(kernelTriples).not.toBe('')
    const record = { ...buildStored(), samples: kernel.samples, kernelTriples }
    const embedded = recordJsonLd(PAGE, record, { name: 'Demo agent' })
    const again = await transform(JSON.parse(embedded) as JsonValue)
    expect(writeQuads(again.kernel.quads)).toBe(kernelTriples)
    expect(again.kernel.samples).toEqual(kernel.samples)
    expect(again.record.problems).toEqual([])
  })

  it('keeps of whom it is in the record, and out of the kernel', async () => {
    const embedded = recordJsonLd(PAGE, buildStored(), {
      name: 'Demo agent',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
    })
    const { record, kernel } = await transform(JSON.parse(embedded) as JsonValue)
    expect(writeQuads(record.quads)).toContain('Demo agent')
    expect(writeQuads(kernel.quads)).not.toContain('Demo agent')
    expect(kernel.quads.map(quad => quad.subject.value)).not.toContain(PAGE)
  })

  it('takes only properties of the kernel, and nothing that is for the rules alone', async () => {
    const sample = 'https://doi.org/10.5072/demo-1' as Iri
    const { kernel } = await transform(
      page([
        {
          '@id': sample,
          '@type': [sosa('Sample').value, lode('Sample').value],
          [schema('name').value]: [{ '@value': 'Demo' }],
          [rdfs('subClassOf').value]: [{ '@id': schema('Thing').value }],
          [lode('started').value]: [{ '@value': '1998' }],
        },
      ]),
    )
    expect(kernel.quads.map(quad => quad.predicate.value).sort()).toEqual([
      rdf('type').value,
      schema('name').value,
    ])
    expect(kernel.samples).toEqual([sample])
  })

  it('says nothing of what its samples do not lead to, and gives nothing another class', async () => {
    const [own, other] = ['https://doi.org/10.5072/demo-1', 'https://doi.org/10.5072/demo-of-others']
    const { kernel } = await transform(
      page([
        {
          '@id': own,
          '@type': [sosa('Sample').value, skos('ConceptScheme').value],
          [dcterms('isPartOf').value]: [{ '@id': other }],
          [schema('creator').value]: [
            {
              '@id': 'https://person.example/1',
              '@type': [schema('Person').value],
              [schema('name').value]: 'Demo',
            },
          ],
        },
        { '@id': other, [schema('name').value]: 'not theirs', [schema('license').value]: 'none' },
        {
          '@id': 'https://person.example/2',
          '@type': [schema('Person').value],
          [schema('name').value]: 'Nobody',
        },
        { '@id': `${other}-part`, [dcterms('isPartOf').value]: [{ '@id': own }, { '@id': other }] },
      ]),
    )
    expect(
      kernel.quads.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value]),
    ).toEqual(
      expect.arrayContaining([
        [own, dcterms('isPartOf').value, other],
        [`${other}-part`, dcterms('isPartOf').value, own],
        ['https://person.example/1', schema('name').value, 'Demo'],
      ]),
    )
    expect(kernel.quads).toHaveLength(6)
    expect(kernel.samples).toEqual([own])
  })

  it.each(['the kernel profile', 'schema.org'])(
    'makes nodes of its own of generated IRIs that a page in terms of %s claims',
    async form => {
      const taken = `${BASE}/.well-known/genid/0123456789abcdef-role-1`
      const own = 'https://doi.org/10.5072/demo-1'
      const sample = {
        '@id': own,
        '@type': [sosa('Sample').value, schema('MaterialSample').value],
        [schema('creator').value]: [
          { '@id': taken, '@type': [schema('Person').value], [schema('name').value]: 'Demo' },
        ],
      }
      const { record, kernel } = await transform(
        form === 'schema.org' ? (sample as JsonValue) : page([sample]),
      )
      expect(writeQuads([...record.quads, ...kernel.quads])).not.toContain(taken)
      expect(writeQuads(kernel.quads)).toContain('"Demo"')
    },
  )

  it('is left to the other rules when it says nothing of the profile', async () => {
    const { kernel } = await transform({
      '@context': 'https://schema.org/',
      '@type': 'Product',
      identifier: 'igsn:10.5072/DEMO-1',
      name: 'Demo',
    })
    // The landing page is added by a rule.
    expect(writeQuads(kernel.quads)).toContain(PAGE)
  })
})
