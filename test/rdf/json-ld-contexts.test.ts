/** Processed contexts are shared between documents: what one document says must not show in another. */
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../src/model/json-ld-document.ts'
import { contextLibrary } from '../../src/rdf/contexts.ts'
import { jsonLdToQuads } from '../../src/rdf/json-ld.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'

const contexts = contextLibrary([
  ['https://demo.example/a', { '@context': { '@vocab': 'urn:a:', '@version': 1.1 } }],
  ['https://demo.example/self', { '@context': ['https://demo.example/self'] }],
  ['https://demo.example/ping', { '@context': 'https://demo.example/pong' }],
  ['https://demo.example/pong', { '@context': 'https://demo.example/ping' }],
  ['https://demo.example/imports', { '@context': { '@import': 'https://demo.example/a' } }],
  [
    'https://demo.example/part',
    {
      '@context': { part: { '@id': 'urn:part', '@context': 'https://demo.example/part' }, name: 'urn:name' },
    },
  ],
])

const convert = (json: JsonObject, base = 'http://demo.example/samples/1') =>
  jsonLdToQuads(json, { base, contexts, subject: base })

const text = (json: JsonObject, base?: string): string => {
  const result = convert(json, base)
  return result.ok ? writeQuads(result.value) : `${result.problem.code}: ${result.problem.detail}`
}

describe('contexts shared between documents', () => {
  it('that are relative to the document mean another thing at another address', () => {
    const json = { '@context': { '@vocab': 'terms#', '@base': 'x/' }, '@id': 'y', name: 'n' }
    expect(text(json, 'http://demo.example/1/')).toBe(
      '<http://demo.example/1/x/y> <http://demo.example/1/x/terms#name> "n" .\n',
    )
    expect(text(json, 'http://demo.example/2/')).toContain('<http://demo.example/2/x/y>')
    const scoped = { '@context': { p: { '@id': 'urn:p', '@context': { '@vocab': 'in#' } } }, p: { q: 'x' } }
    expect(text(scoped, 'http://demo.example/1/')).toContain('<http://demo.example/1/in#q>')
    expect(text(scoped, 'http://demo.example/2/')).toContain('<http://demo.example/2/in#q>')
  })

  it('keep the terms of a document to that document', () => {
    const with1 = { '@context': ['https://demo.example/a', { name: 'urn:1' }], '@id': 'urn:x', name: 'n' }
    expect(text(with1)).toBe('<urn:x> <urn:1> "n" .\n')
    expect(text({ '@context': 'https://demo.example/a', '@id': 'urn:x', name: 'n' })).toBe(
      '<urn:x> <urn:a:name> "n" .\n',
    )
  })

  it('survive any number of other contexts', () => {
    const json = (i: number): JsonObject => ({
      '@context': ['https://demo.example/a', { [`t${i}`]: `urn:t:${i}` }],
      '@id': 'urn:x',
      [`t${i}`]: 'n',
      other: 'o',
    })
    for (let i = 0; i < 6000; i++)
      if (text(json(i)) !== `<urn:x> <urn:a:other> "o" .\n<urn:x> <urn:t:${i}> "n" .\n`)
        expect(i).toBe('right')
    expect(text(json(3))).toContain('<urn:t:3>')
  })

  it('of a part end with it, however deep parts are nested', () => {
    let json: JsonObject = { name: 'innermost' }
    for (let i = 0; i < 50; i++) json = { part: json, name: `level ${i}` }
    const quads = text({ '@context': 'https://demo.example/part', ...json })
    expect(quads.match(/<urn:part>/g)).toHaveLength(50)
    expect(quads.match(/<urn:name>/g)).toHaveLength(51)
  })

  it('that protect their terms keep them from redefinition, wherever the document stands', () => {
    const guarded = { '@protected': true, name: 'urn:name' }
    for (const attack of [{ name: 'urn:other' }, null] satisfies JsonValue[])
      expect(text({ '@context': [guarded, attack], name: 'n' })).toMatch(
        /protected term redefinition|invalid context nullification/,
      )
    expect(text({ '@context': [guarded, { name: 'urn:name' }], '@id': 'urn:x', name: 'n' })).toContain(
      '<urn:name>',
    )
  })
})

describe('hostile contexts', () => {
  it('that include themselves are a problem', () => {
    for (const url of ['https://demo.example/self', 'https://demo.example/ping'])
      expect(text({ '@context': url, name: 'n' })).toContain('invalid-json-ld: context overflow')
  })

  it('that import an importing context are a problem', () => {
    expect(text({ '@context': { '@import': 'https://demo.example/imports' }, name: 'n' })).toContain(
      'invalid context entry',
    )
  })

  it('of many terms are processed, until it is too many', () => {
    const terms = (count: number, prefix = 't') =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, `urn:${prefix}:${i}`]))
    expect(text({ '@context': terms(10_000), '@id': 'urn:x', t9999: 'n' })).toBe(
      '<urn:x> <urn:t:9999> "n" .\n',
    )
    // A definition may count more than once: a context in a term is tried out, and then used.
    const part = { '@id': 'urn:part', '@context': terms(60_000) }
    const often = Array.from({ length: 4 }, (_, i) => ({
      '@context': { [`u${i}`]: 'urn:u' },
      part: { t1: i },
    }))
    expect(text({ '@context': { part }, '@graph': often })).toContain(
      'too-large: the JSON-LD cannot be processed',
    )
  })

  it('with terms named like parts of JavaScript objects are contexts like others', () => {
    const json = JSON.parse(
      '{"@context": {"__proto__": "urn:p", "constructor": "urn:c", "x": "toString:y"}, "@id": "urn:x", "__proto__": 1, "constructor": 2, "hasOwnProperty": 3}',
    )
    expect(text(json)).toBe(
      '<urn:x> <urn:c> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<urn:x> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    )
  })

  it('nested in each other to the depth that documents may have do no harm', () => {
    let context: JsonObject = { p: 'urn:p' }
    for (let i = 0; i < 60; i++) context = { p: { '@id': 'urn:p', '@context': context } }
    let json: JsonObject = { p: 'x' }
    for (let i = 0; i < 60; i++) json = { p: json }
    expect(text({ '@context': context, ...json }).match(/<urn:p>/g)).toHaveLength(61)
  })
})
