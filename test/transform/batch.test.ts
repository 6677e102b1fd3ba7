/** What holds for every batch: records do not touch each other, and hostile ones harm only themselves. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Iri } from '../../src/model/iri.ts'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { parseQuads, writeQuads } from '../../src/rdf/n-quads.ts'
import { rdf, schema, sosa } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { loadContexts } from '../../src/registry/contexts.ts'
import { transformBatch } from '../../src/transform/batch.ts'
import { crosswalk } from '../../src/transform/crosswalk.ts'
import { BASE, documentsOf, lab, PAGE, sourceWith, transform, values } from './open-test-lab.ts'

const ORGANISATION = 'https://organisation.example'

const product = (code: string, extra: Record<string, JsonValue> = {}): JsonValue => ({
  '@context': 'https://schema.org/',
  '@type': 'Product',
  name: `Demo ${code}`,
  identifier: { '@type': 'PropertyValue', propertyID: 'IGSN', value: `10.60510/${code}` },
  ...extra,
})

const input = (path: string, ...jsons: JsonValue[]) => {
  const url = `https://repository.example/${path}` as Iri
  return { url, source: sourceWith(), documents: documentsOf(url, ...jsons) }
}

const publishedBy = (name: string): Record<string, JsonValue> => ({
  publisher: { '@type': 'Organization', '@id': ORGANISATION, name },
})

describe('a batch', () => {
  it('gives its results in the order of its inputs', async () => {
    const codes = ['DEMOC', 'DEMOA', 'DEMOB']
    const made = await transformBatch(
      codes.map(code => input(code, product(code))),
      lab,
    )
    expect(made.map(({ kernel }) => kernel.samples)).toEqual(
      codes.map(c => [`https://doi.org/10.60510/${c.toLowerCase()}`]),
    )
    expect(made.map(({ record }) => record.graph)).toEqual(
      codes.map(code => `https://repository.example/${code}`),
    )
  })

  it('keeps what two records say of one organisation apart', async () => {
    const made = await transformBatch(
      [
        input('a', product('DEMOA', publishedBy('Claim A'))),
        input('b', product('DEMOB', publishedBy('Claim B'))),
      ],
      lab,
    )
    expect(made.map(({ kernel }) => values(kernel.quads, ORGANISATION, schema('name')))).toEqual([
      ['Claim A'],
      ['Claim B'],
    ])
  })

  it('makes of a record what it makes of it alone', async () => {
    const inputs = ['DEMOA', 'DEMOB', 'DEMOC'].map(code => input(code, product(code, publishedBy(code))))
    const together = await transformBatch(inputs, lab)
    for (const [i, one] of inputs.entries()) {
      const [alone] = await transformBatch([one], lab)
      expect(writeQuads(together[i]?.kernel.quads ?? [])).toBe(writeQuads(alone?.kernel.quads ?? []))
      expect(writeQuads(together[i]?.record.quads ?? [])).toBe(writeQuads(alone?.record.quads ?? []))
    }
  })

  it('takes the same page twice', async () => {
    const made = await transformBatch([input('a', product('DEMOA')), input('a', product('DEMOA'))], lab)
    expect(writeQuads(made[0]?.kernel.quads ?? [])).toBe(writeQuads(made[1]?.kernel.quads ?? []))
  })

  it('is not spoilt by a record that the store refuses', () => {
    const good = parseQuads(`<${PAGE}> <${rdf('type').value}> <${sosa('Sample').value}> .\n`)
    const spoilt = factory.namedNode('no IRI')
    const bad = good.map(({ subject, object }) => factory.quad(subject, spoilt, object))
    const [first, second] = crosswalk(
      [
        { graph: 'https://repository.example/bad' as Iri, quads: bad },
        { graph: PAGE as Iri, quads: good },
      ],
      lab,
    )
    expect(first?.problem).toMatchObject({ stage: 'crosswalk', code: 'crosswalk-failed' })
    expect(second?.problem).toBeUndefined()
    expect(second?.samples).toEqual([PAGE])
  })

  it('names only nodes of the record itself with generated IRIs', async () => {
    const text: Record<string, JsonValue> = { creator: 'Demo Person', locationCreated: 'Demo place' }
    const made = await transformBatch(
      [input('a', product('DEMOA', text)), input('b', product('DEMOB', text))],
      lab,
    )
    const [a, b] = made.map(({ kernel }) => new Set(kernel.quads.map(quad => quad.subject.value)))
    const shared = [...(a ?? [])].filter(subject => subject.startsWith(BASE) && b?.has(subject))
    expect(shared).toEqual([])
  })
})

describe('a record', () => {
  it('has only quads in its own graph, without blank nodes', async () => {
    const { record } = await transform(product('DEMOA', publishedBy('A')))
    expect(record.quads.every(quad => quad.graph.value === PAGE)).toBe(true)
    expect(
      record.quads.some(quad => [quad.subject, quad.object].some(term => term.termType === 'BlankNode')),
    ).toBe(false)
  })

  it('merges the documents of its page, and takes a repeated block once', async () => {
    const url = PAGE as Iri
    const nameless: JsonValue = { '@context': 'https://schema.org/', '@type': 'Organization', name: 'Demo' }
    const other: JsonValue = { '@context': 'https://schema.org/', '@type': 'Organization', name: 'Other' }
    const documents = documentsOf(url, nameless, other, nameless)
    const [made] = await transformBatch([{ url, source: sourceWith(), documents }], lab)
    expect(made?.record.quads).toHaveLength(4)
    expect(made?.record.coverage.present).toBe(4)
  })

  it('goes on without a document whose context is not bundled, and says which', async () => {
    const stranger: JsonValue = { '@context': 'https://stranger.example/context.jsonld', name: 'x' }
    const [made] = await transformBatch([input('a', stranger, product('DEMOA'))], lab)
    expect(made?.kernel.samples).toHaveLength(1)
    expect(made?.record.problems.map(({ code }) => code)).toEqual(['unknown-context'])
    expect(made?.record.problems[0]?.detail).toContain('https://stranger.example/context.jsonld')
  })

  it('goes on without an item of an array that cannot be read', async () => {
    const stranger: JsonValue = { '@context': 'https://stranger.example/context.jsonld', name: 'x' }
    const { record, kernel } = await transform([stranger, product('DEMOA')])
    expect(kernel.samples).toHaveLength(1)
    expect(record.problems).toHaveLength(1)
    expect(record.coverage.lost).toEqual(['[].name'])
  })

  it('says that a document is nested too deep', async () => {
    let deep: JsonValue = 'x'
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const { record } = await transform({ '@context': 'https://schema.org/', name: deep })
    expect(record.problems.map(({ code }) => code)).toEqual(['too-large'])
  })

  it('is named by its page when it is the only sample and has no name of its own', async () => {
    const { kernel } = await transform({
      '@context': 'https://schema.org/',
      '@type': 'Product',
      additionalType: 'Core',
      name: 'x',
    })
    expect(kernel.samples).toEqual([PAGE])
    expect(values(kernel.quads, PAGE, schema('name'))).toEqual(['x'])
  })
})

describe('what is no sample', () => {
  const article: JsonValue = {
    '@context': 'http://schema.org',
    '@type': 'BlogPosting',
    '@id': 'https://doi.org/10.1234/demo',
    name: 'About samples',
    keywords: 'sample, core',
  }
  const dataset: JsonValue = {
    '@context': 'http://schema.org',
    '@type': 'Dataset',
    '@id': 'https://doi.org/10.1234/data',
    additionalType: 'dataset',
    name: 'Measurements of samples',
    hasPart: {
      '@type': 'CreativeWork',
      identifier: { '@type': 'PropertyValue', propertyID: 'IGSN', value: 'DEMO1' },
    },
  }

  it.each([
    ['an article with a DOI', article],
    ['a dataset with samples as parts', dataset],
    ['a person', { '@context': 'https://schema.org/', '@type': 'Person', name: 'Demo' }],
    ['an organisation', { '@context': 'https://schema.org/', '@type': 'Organization', name: 'Demo' }],
  ])('%s has a record and an empty kernel', async (_, json) => {
    const { record, kernel } = await transform(json)
    expect(record.quads.length).toBeGreaterThan(0)
    expect(kernel.samples).toEqual([])
    expect(kernel.quads).toEqual([])
  })
})

describe('samples that stand elsewhere', () => {
  it('are found below a page about them', async () => {
    const { kernel } = await transform({
      '@context': 'https://schema.org/',
      '@type': 'WebPage',
      mainEntity: {
        '@type': 'Thing',
        additionalType: 'PhysicalSample',
        '@id': 'https://x.example/1',
        name: 'x',
        description: 'y',
      },
    })
    expect(kernel.samples).toEqual(['https://x.example/1'])
  })

  it('are found in a graph, parent and child alike', async () => {
    const { kernel } = await transform({
      '@context': 'https://schema.org/',
      '@graph': [
        product('DEMOCHILD', {
          '@context': 'https://schema.org/',
          description: 'child',
          isPartOf: { '@id': 'https://doi.org/10.60510/demoparent' },
        }),
        product('DEMOPARENT', { '@id': 'https://doi.org/10.60510/demoparent', description: 'parent' }),
      ],
    })
    expect(kernel.samples).toEqual([
      'https://doi.org/10.60510/demochild',
      'https://doi.org/10.60510/demoparent',
    ])
  })
})

describe('hostile values', () => {
  const INJECTION = 'https://x.example/> } ; DROP ALL ; INSERT DATA { <a> <b> <c'

  it('cannot reach the updates, wherever an IRI is expected', async () => {
    const hostile = product('DEMOA', {
      '@id': INJECTION,
      url: INJECTION,
      sameAs: INJECTION,
      citation: INJECTION,
      license: INJECTION,
      isPartOf: { '@id': `${INJECTION} 2` },
      [INJECTION]: 'x',
      creator: { '@type': 'Person', '@id': `${INJECTION} 3`, name: '"""\\u0000 } ; CLEAR ALL ; #' },
      material: '$1 $name \\1',
    })
    const [bad, good] = await transformBatch([input('a', hostile), input('b', product('DEMOB'))], lab)
    expect(bad?.kernel.samples).toEqual(['https://doi.org/10.60510/demoa'])
    expect(good?.kernel.samples).toEqual(['https://doi.org/10.60510/demob'])
    expect(bad?.kernel.quads.some(({ subject }) => subject.value.includes('DROP'))).toBe(false)
  })

  it('are not taken for staging statements', async () => {
    const staged = 'urn:x-lodestone:staging#'
    const { kernel } = await transform({
      '@context': { lode: staged },
      '@id': `${staged}record-0`,
      '@type': ['lode:Sample', 'lode:Subject'],
      'lode:kernel': { '@id': `${staged}kernel-1` },
      'lode:entity': { '@id': 'https://victim.example/' },
    })
    expect(kernel.samples).toEqual([])
    expect(kernel.quads).toEqual([])
  })

  it('never make the transformation throw', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        INJECTION,
        'https://doi.org/10.60510/x',
        'IGSN',
        '1e400',
        '95',
        '2020-13-40',
        '',
        '𝄞',
        '\ud800',
        '_:b0',
        '@id',
      ),
    )
    const key = fc.oneof(
      text,
      fc.constantFrom(
        '@id',
        '@type',
        '@value',
        '@list',
        '@reverse',
        '@language',
        'identifier',
        'material',
        'geo',
        'latitude',
        'longitude',
        'box',
        'startDate',
        'event',
        'igsn',
        'description',
        'creator',
        'isPartOf',
        '__proto__',
      ),
    )
    const value = fc.letrec(tie => ({
      any: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(key, tie('any'), { maxKeys: 5 }),
      ),
    })).any as fc.Arbitrary<JsonValue>
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 6 }), async json => {
        const merged = Object.assign({}, product('DEMOA'), JSON.parse(JSON.stringify(json))) as JsonValue
        const { record, kernel } = await transform(merged)
        expect(record.problems.every(({ stage }) => stage === 'lab')).toBe(true)
        expect(parseQuads(writeQuads(kernel.quads))).toHaveLength(kernel.quads.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('running it again', () => {
  it('gives the same quads and the same digest', async () => {
    const [first, second] = [
      await transform(product('DEMOA', publishedBy('A'))),
      await transform(product('DEMOA', publishedBy('A'))),
    ]
    expect(writeQuads(first.record.quads)).toBe(writeQuads(second.record.quads))
    expect(writeQuads(first.kernel.quads)).toBe(writeQuads(second.kernel.quads))
    expect(lab.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(loadContexts().urls().length).toBeLessThan(lab.contexts.urls().length)
  })
})

describe('a repair of a value', () => {
  const dated = product('DEMOA', {
    description: 'x',
    dateCreated: '1998-2001',
  })
  const repaired = async (off: readonly string[]) => {
    const [made] = await transformBatch(
      [{ ...input('a', dated), source: { ...sourceWith(), repairs: { off, on: [] } } }],
      lab,
    )
    return {
      rules: made?.record.repairs.map(({ rule }) => rule),
      record: writeQuads(made?.record.quads ?? []),
      kernel: writeQuads(made?.kernel.quads ?? []),
    }
  }

  it('is told among the repairs of its record, which keeps what was written', async () => {
    const { rules, record, kernel } = await repaired([])
    expect(rules).toContain('date-range-read')
    expect(record).toContain('"1998-2001"')
    expect(kernel).toContain('"1998"')
    expect(kernel).toContain('"2001"')
  })

  it('is not made when its source switches it off', async () => {
    const { rules, kernel } = await repaired(['date-range-read'])
    expect(rules).not.toContain('date-range-read')
    expect(kernel).not.toContain('"2001"')
  })

  it('is told once, with the number of times, and in no other record', async () => {
    const ann: JsonValue = { '@type': 'Person', name: 'Demo, Ann' }
    const many = product('DEMOB', { author: [ann, { ...ann, jobTitle: 'x' }] })
    const made = await transformBatch([input('a', dated), input('b', many)], lab)
    const told = made.map(({ record }) => record.repairs.map(({ rule, detail }) => `${rule}: ${detail}`))
    expect(told[0]).toEqual([expect.stringMatching(/^date-range-read: /)])
    expect(told[1]).toEqual([expect.stringMatching(/^family-name-first: .* \(2 times\)$/)])
  })
})
