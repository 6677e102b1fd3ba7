import type { Quad } from '@rdfjs/types'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue, Repair } from '../../src/model/json-ld-document.ts'
import { contextLibrary } from '../../src/rdf/contexts.ts'
import { jsonLdToQuads } from '../../src/rdf/json-ld.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { isIri } from '../../src/rdf/terms.ts'

const contexts = contextLibrary([
  ['https://schema.org/', { '@context': { '@vocab': 'https://schema.org/', license: { '@type': '@id' } } }],
])
const base = 'http://demo.example/samples/1'
const page = { base, contexts, subject: base }

const convert = async (json: JsonObject | JsonValue[]): Promise<{ quads: Quad[]; repairs: Repair[] }> => {
  const repairs: Repair[] = []
  const result = await jsonLdToQuads(json, { ...page, onRepair: repair => repairs.push(repair) })
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`)
  return { quads: result.value, repairs }
}

const problemOf = async (json: JsonObject | JsonValue[]) => {
  const result = await jsonLdToQuads(json, page)
  return result.ok ? undefined : result.problem
}

const rules = (repairs: Repair[]): string[] => repairs.map(({ rule }) => rule)

describe('contexts', () => {
  it('are taken from the library however their URL is spelt', async () => {
    for (const url of ['http://schema.org', 'https://www.schema.org/', 'http://schema.org/#', 'schema.org'])
      expect(writeQuads((await convert({ '@context': url, '@id': 'urn:a', name: 'n' })).quads)).toBe(
        '<urn:a> <https://schema.org/name> "n" .\n',
      )
  })

  it('that are unknown are a problem that names them, wherever they stand', async () => {
    const inner = { '@context': 'https://demo.example/unknown.jsonld', name: 'x' }
    for (const json of [inner, { '@context': 'https://schema.org/', about: inner }, [inner]])
      expect(await problemOf(json)).toMatchObject({
        stage: 'lab',
        code: 'unknown-context',
        subject: base,
        detail: expect.stringContaining('https://demo.example/unknown.jsonld'),
      })
  })

  it('of one library do not leak into another', async () => {
    const json = { '@context': 'https://demo.example/c', '@id': 'urn:a', name: 'n' }
    for (const vocabulary of ['urn:one:', 'urn:two:']) {
      const library = contextLibrary([['https://demo.example/c', { '@context': { '@vocab': vocabulary } }]])
      const result = await jsonLdToQuads(json, { ...page, contexts: library })
      expect(result.ok && writeQuads(result.value)).toContain(`<${vocabulary}name>`)
    }
  })

  it('that spell schema.org without its slash are mended', async () => {
    const { quads, repairs } = await convert({
      '@context': { '@vocab': 'http://schema.org', s: 'https://schema.org' },
      '@id': 'urn:a',
      name: 'n',
      's:description': 'd',
    })
    expect(writeQuads(quads)).toBe(
      '<urn:a> <http://schema.org/name> "n" .\n<urn:a> <https://schema.org/description> "d" .\n',
    )
    expect(rules(repairs)).toEqual(['schema-org-slash', 'schema-org-slash'])
  })

  it('that are wrong are a problem with the code of the specification', async () => {
    expect(await problemOf({ '@context': 7 as unknown as JsonObject, name: 'x' })).toMatchObject({
      code: 'invalid-json-ld',
      detail: expect.stringContaining('invalid local context'),
    })
    expect(await problemOf({ '@context': { a: { '@id': 'b' }, b: { '@id': 'a' } } })).toMatchObject({
      detail: expect.stringContaining('cyclic'),
    })
  })
})

describe('what cannot be an IRI', () => {
  const schema = { '@context': 'https://schema.org/', '@id': 'urn:a' }

  it('is kept as text where an IRI was expected', async () => {
    const { quads, repairs } = await convert({ ...schema, license: 'CC BY 4.0' })
    expect(writeQuads(quads)).toBe('<urn:a> <https://schema.org/license> "CC BY 4.0" .\n')
    expect(repairs).toEqual([{ rule: 'iri-kept-as-text', detail: '"CC BY 4.0" is no IRI: kept as text' }])
  })

  it('leaves its node without a name but with an identifier', async () => {
    const id = 'https://demo.example/> } ; DROP ALL'
    const { quads, repairs } = await convert([
      { '@context': 'https://schema.org/', '@id': id, name: 'n' },
      { ...schema, about: { '@id': id } },
    ])
    const text = writeQuads(quads)
    const node = /<https:\/\/schema.org\/about> (_:\w+)/.exec(text)?.[1]
    expect(text).toContain(`${node} <https://schema.org/identifier> "${id}" .`)
    expect(text).toContain(`${node} <https://schema.org/name> "n" .`)
    expect(rules(repairs)).toEqual(['id-kept-as-identifier'])
  })

  it('is an additional type where a class was expected', async () => {
    const { quads, repairs } = await convert({ ...schema, '@type': ['Thing', 'Core sample'] })
    expect(writeQuads(quads)).toContain('<https://schema.org/additionalType> "Core sample"')
    expect(rules(repairs)).toEqual(['type-kept-as-text'])
  })

  it('is percent-encoded where a property was expected', async () => {
    const { quads, repairs } = await convert({ ...schema, 'grain<size>': 3 })
    expect(writeQuads(quads)).toContain('<https://schema.org/grain%3Csize%3E> "3"')
    expect(rules(repairs)).toEqual(['property-encoded'])
  })

  it('is left out as datatype and as language', async () => {
    const { quads, repairs } = await convert({
      ...schema,
      name: [
        { '@value': 'a', '@type': 'urn:a>b' },
        { '@value': 'b', '@language': 'not a tag' },
      ],
    })
    expect(writeQuads(quads)).toBe(
      '<urn:a> <https://schema.org/name> "a" .\n<urn:a> <https://schema.org/name> "b" .\n',
    )
    expect(rules(repairs)).toEqual(['datatype-left-out', 'language-left-out'])
  })

  it('is no reason to lose a value that is given several types', async () => {
    const name = { '@value': 'n', '@type': ['urn:one', 'urn:two'] }
    const { quads, repairs } = await convert({ ...schema, name })
    expect(writeQuads(quads)).toBe('<urn:a> <https://schema.org/name> "n" .\n')
    expect(rules(repairs)).toEqual(['datatype-left-out'])
  })

  it('never becomes one', async () => {
    const nasty = '<> } ; DROP ALL # "\\ \u0000'
    const { quads } = await convert({
      '@context': ['https://schema.org/', { evil: { '@type': '@id' } }],
      '@id': nasty,
      '@type': nasty,
      [nasty]: 'x',
      evil: [nasty, { '@id': nasty, name: nasty }],
      name: { '@value': nasty, '@type': nasty.replaceAll(/\s/g, '') },
    } as JsonObject).catch(error => ({ quads: [] as Quad[], error }))
    for (const { subject, predicate, object } of quads)
      for (const term of [subject, predicate, object])
        if (term.termType === 'NamedNode') expect(isIri(term.value)).toBe(true)
  })
})

describe('values', () => {
  const schema = { '@context': 'https://schema.org/', '@id': 'urn:a' }
  const objects = async (value: JsonValue) =>
    (await convert({ ...schema, name: value })).quads.map(q => q.object)

  it('keep language, datatype and the canonical number forms of JSON-LD', async () => {
    const values = await objects([
      12.345,
      7,
      true,
      { '@value': 'hallo', '@language': 'de' },
      { '@value': '2020', '@type': 'http://www.w3.org/2001/XMLSchema#gYear' },
      { '@type': '@json', '@value': { b: [1, null], a: 1e21 } },
    ])
    expect(
      values.map(o =>
        o.termType === 'Literal' ? [o.value, o.language || o.datatype.value.split('#')[1]] : o,
      ),
    ).toEqual([
      ['1.2345E1', 'double'],
      ['7', 'integer'],
      ['true', 'boolean'],
      ['hallo', 'de'],
      ['2020', 'gYear'],
      ['{"a":1e+21,"b":[1,null]}', 'JSON'],
    ])
  })

  it('replace half a surrogate pair, which no RDF format can hold', async () => {
    expect((await objects('a\ud800b'))[0]?.value).toBe('a\ufffdb')
  })
})

describe('documents', () => {
  it('lose nothing of their named graphs: all statements are in one graph', async () => {
    const { quads } = await convert({
      '@context': 'https://schema.org/',
      '@id': 'urn:g',
      name: 'outside',
      '@graph': [{ '@id': 'urn:a', name: 'inside' }],
      '@included': [{ '@id': 'urn:b', name: 'beside' }],
      '@reverse': { about: { '@id': 'urn:c', name: 'pointing' } },
    })
    expect(writeQuads(quads).split('\n').filter(Boolean)).toEqual([
      '<urn:a> <https://schema.org/name> "inside" .',
      '<urn:b> <https://schema.org/name> "beside" .',
      '<urn:c> <https://schema.org/about> <urn:g> .',
      '<urn:c> <https://schema.org/name> "pointing" .',
      '<urn:g> <https://schema.org/name> "outside" .',
    ])
  })

  it('are read with what looks like a keyword but is none', async () => {
    const { quads, repairs } = await convert({
      '@context': 'https://schema.org/',
      '@id': 'urn:a',
      '@igsn': 'DEMO1',
    })
    expect(writeQuads(quads)).toBe('<urn:a> <https://schema.org/igsn> "DEMO1" .\n')
    expect(rules(repairs)).toEqual(['keyword-like-key'])
  })

  it('are not refused for an @id that is a number or null', async () => {
    const { quads, repairs } = await convert({
      '@context': 'https://schema.org/',
      '@id': 17 as unknown as string,
      about: { '@id': null, name: 'n' },
    })
    expect(writeQuads(quads)).toContain('<http://demo.example/samples/17> <https://schema.org/about> _:')
    expect(rules(repairs)).toEqual(['id-not-text', 'id-not-text'])
  })

  it('that were mended before are not mended again', () => {
    const json = { '@context': 'https://schema.org/', '@id': 'urn:a', '@igsn': 'x', name: 'n' }
    const result = jsonLdToQuads(json, { ...page, isMended: true })
    expect(result.ok && writeQuads(result.value)).toBe('<urn:a> <https://schema.org/name> "n" .\n')
  })

  it('that say something in several places say it once', async () => {
    const parent = { '@id': 'urn:p', name: 'n', '@type': 'Thing' }
    const { quads } = await convert({
      '@context': 'https://schema.org/',
      '@graph': [
        { ...parent, 'https://schema.org/name': 'n' },
        { ...parent, hasPart: { '@id': 'urn:c', '@reverse': { hasPart: { ...parent, name: ['n', 'n'] } } } },
        ...Array.from({ length: 40 }, (_, i) => ({ '@id': `urn:${i % 20}`, name: `${i % 20}` })),
      ],
    })
    expect(quads).toHaveLength(3 + 20)
    expect(writeQuads(quads).split('\n')).toHaveLength(3 + 20 + 1)
  })

  it('are not changed by mending', async () => {
    const json = { '@context': { '@vocab': 'http://schema.org' }, '@igsn': 'x' }
    const before = structuredClone(json)
    await convert(json)
    expect(json).toEqual(before)
  })

  it('without a context or with nothing to say have no quads and no problem', async () => {
    for (const json of [{}, [], { name: 'x' }, [[['x']], null]])
      expect((await convert(json as JsonObject)).quads).toEqual([])
  })

  it('that are too deep or too large are a problem', async () => {
    let deep: JsonValue = 'x'
    for (let i = 0; i < 5000; i++) deep = { a: deep }
    expect(await problemOf({ deep })).toMatchObject({
      code: 'too-large',
      detail: expect.stringContaining('200 levels'),
    })
    const wide = { '@context': 'https://schema.org/', name: Array.from({ length: 200_001 }, (_, i) => i) }
    expect(await problemOf(wide)).toMatchObject({
      code: 'too-large',
      detail: expect.stringContaining('200000 values'),
    })
  })

  it('that repeat a value many times are converted without comparing all with all', async () => {
    const name = Array.from({ length: 100_000 }, (_, i) => `n${i % 1000}`)
    expect((await convert({ '@context': 'https://schema.org/', '@id': 'urn:a', name })).quads).toHaveLength(
      1000,
    )
  })
})
