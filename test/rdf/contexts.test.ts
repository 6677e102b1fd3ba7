import { describe, expect, it } from 'vitest'
import { contextLibrary } from '../../src/rdf/contexts.ts'

describe('contextLibrary', () => {
  const one = { '@context': { a: 'urn:a' } }
  const two = { '@context': { b: 'urn:b' } }

  it('answers to the spellings of a URL, and to no other path or host', () => {
    const library = contextLibrary([['https://demo.example/Context.jsonld', one]])
    for (const url of [
      'http://demo.example/Context.jsonld',
      'https://WWW.demo.example/Context.jsonld/',
      ' https://demo.example/Context.jsonld# ',
    ])
      expect(library.get(url)).toBe(one)
    for (const url of [
      'https://demo.example/context.jsonld',
      'https://other.example/Context.jsonld',
      'https://demo.example/',
      '',
    ])
      expect(library.get(url)).toBeUndefined()
  })

  it('lists each context once and lets the last definition win', () => {
    const library = contextLibrary([
      ['https://demo.example/c', one],
      ['http://demo.example/c/', two],
    ])
    expect(library.urls()).toEqual(['https://demo.example/c'])
    expect(library.get('https://demo.example/c')).toBe(two)
  })
})
