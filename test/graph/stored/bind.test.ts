import { Parser } from '@traqula/parser-sparql-1-1'
import fc from 'fast-check'
import { Store } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { bindParameters, defaultOf, slotsOf } from '../../../src/graph/stored/bind.ts'
import { ownLimit, paged } from '../../../src/graph/stored/paging.ts'
import type { ParameterType, QueryParameter } from '../../../src/graph/stored/parameter.ts'
import { stringTerm } from '../../../src/graph/stored/value.ts'
import { tokensOf } from '../../../src/graph/tokens.ts'

const store = new Store()
const parser = new Parser()
const parameter = (type: ParameterType, choices?: readonly string[]): QueryParameter => ({
  name: 'x',
  type,
  description: 'What is tested',
  ...(choices ? { choices } : {}),
})
const QUERY = 'SELECT ?x WHERE { VALUES ?x { UNDEF } }'
const bind = (one: QueryParameter, ...texts: string[]) =>
  bindParameters(QUERY, [one], new Map([['x', texts]]))
const termsFor = (one: QueryParameter, ...texts: string[]): string[] => {
  const bound = bind(one, ...texts)
  if (!bound.ok) throw new Error(bound.problem.detail)
  parser.parse(bound.value)
  return (store.query(bound.value) as Map<string, { toString(): string; value: string }>[]).map(
    row => row.get('x')?.toString() ?? 'unbound',
  )
}

describe('a value of a parameter', () => {
  it.each<[ParameterType, string, string]>([
    ['iri', 'urn:demo:basalt', '<urn:demo:basalt>'],
    ['string', 'a "b" {c} <d> \\ \n\t\u0001', '"a \\"b\\" {c} <d> \\\\ \\n\\t\\u0001"'],
    ['integer', '-7', '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ['decimal', '.5', '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'],
    ['date', '2024-02-29', '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'],
    ['boolean', 'true', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'],
    ['identifier', 'orcid.org/0000-0002-1825-0097', '<https://orcid.org/0000-0002-1825-0097>'],
    ['identifier', 'doi:10.5072/DEMO-1', '<https://doi.org/10.5072/demo-1>'],
  ])('of type %s reaches the engine as what it says: %s', (type, text, term) => {
    expect(termsFor(parameter(type), text)).toEqual([term])
  })

  it.each<[ParameterType, string]>([
    ['iri', 'urn:x> } ; DROP ALL #'],
    ['iri', 'no iri'],
    ['iri', 'urn:x\nurn:y'],
    ['iri', 'urn:\\u003E'],
    ['identifier', 'https://doi.org/10.5072/a>b'.replace('10.5072/', '')],
    ['identifier', '0000-0002-1825-0098'],
    ['identifier', '10.5072/a, 10.5072/b'],
    ['integer', '1 } UNION { ?s ?p ?o'],
    ['integer', '1.5'],
    ['integer', '9'.repeat(40)],
    ['decimal', '1e9'],
    ['decimal', ''.padEnd(3, '.')],
    ['date', '2023-02-29'],
    ['date', '2024-1-1'],
    ['boolean', '1'],
    ['string', 'x'.repeat(3000)],
  ])('that is no %s is refused, naming the parameter: %j', (type, text) => {
    expect(bind(parameter(type), text)).toMatchObject({
      ok: false,
      problem: { code: 'invalid-parameter', subject: 'x', detail: expect.stringContaining('x') },
    })
  })

  it('outside its choices is refused with the nearest of them', () => {
    const choice = parameter('choice', ['deepest', 'highest'])
    expect(termsFor(choice, 'highest')).toEqual(['"highest"'])
    const wrong = bind(choice, 'hihgest')
    expect(!wrong.ok && wrong.problem.detail).toContain('did you mean "highest"')
  })

  it('given several times means any of them, and nothing given keeps what the query has', () => {
    expect(termsFor(parameter('integer'), '1', '2')).toHaveLength(2)
    expect(termsFor(parameter('integer'))).toEqual(['unbound'])
    expect(termsFor(parameter('integer'), '')).toEqual(['unbound'])
    expect(bind(parameter('integer'), ...Array.from({ length: 101 }, String)).ok).toBe(false)
  })

  it.each(['\\u0022 } #', '\\\\u0022 } #', '\\U00000022', '\\', '"""', "'''", '\u2028', '}\u0000{'])(
    'that tries to end its string stays a string: %j',
    text => {
      const bound = bind(parameter('string'), text)
      if (!bound.ok) throw new Error(bound.problem.detail)
      const [row] = store.query(bound.value) as Map<string, { value: string }>[]
      expect(row?.get('x')?.value).toBe(text)
      // A processor that replaces codepoint escapes before it reads anything, as section 19.2 has it.
      const naive = stringTerm(text).replace(/\\u([0-9A-F]{4})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      expect([...tokensOf(naive)].map(({ kind }) => kind)).toEqual(['string'])
    },
  )

  it('of any text is one token that the engine reads as that very text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        fc.pre(text !== '')
        const bound = bind(parameter('string'), text)
        if (!bound.ok) throw new Error(bound.problem.detail)
        expect([...tokensOf(bound.value)].length).toBe([...tokensOf(QUERY)].length)
        const [row] = store.query(bound.value) as Map<string, { value: string }>[]
        expect(row?.get('x')?.value).toBe(text)
      }),
    )
  })

  it('of any type can only be one term, whatever is sent', () => {
    const types: ParameterType[] = ['iri', 'identifier', 'integer', 'decimal', 'date', 'boolean']
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map(text => `urn:x${text}`),
        ),
        (type, text) => {
          fc.pre(text !== '')
          const bound = bind(parameter(type), text)
          if (!bound.ok) return
          expect((store.query(bound.value) as unknown[]).length).toBe(1)
        },
      ),
    )
  })
})

describe('a box', () => {
  const BOX = 'SELECT * { VALUES (?west ?south ?east ?north) { (-1.5 2 3 4) } }'
  const box: QueryParameter = { name: 'bbox', type: 'bbox', description: 'Corners' }
  const bound = (text: string) => bindParameters(BOX, [box], new Map([['bbox', [text]]]))

  it('gives values to four variables', () => {
    const found = bound('-10,47.5,15,55')
    if (!found.ok) throw new Error(found.problem.detail)
    const [row] = store.query(found.value) as Map<string, { value: string }>[]
    expect(['west', 'south', 'east', 'north'].map(name => row?.get(name)?.value)).toEqual([
      '-10',
      '47.5',
      '15',
      '55',
    ])
    expect(defaultOf(BOX, box)).toBe('-1.5,2,3,4')
  })

  it.each(['1,2,3', '1,2,3,x', '170,0,-170,10', '0,50,10,40', '0,0,200,10', '0,0,10,91', '1,2,3,4,5', ') }'])(
    'is refused when it is none: %s',
    text => {
      expect(bound(text)).toMatchObject({ ok: false, problem: { subject: 'bbox' } })
    },
  )
})

describe('the places of values', () => {
  it('are found among tokens: not in strings, comments or for other variables', () => {
    const query =
      'SELECT * { # VALUES ?x { 1 }\n ?s ?p "VALUES ?x { 2 }" . VALUES ?xy { 3 } VALUES ?x { "}" } }'
    const [slot, ...others] = slotsOf(query, ['x'])
    expect(others).toEqual([])
    expect(query.slice(slot?.start, slot?.end).trim()).toBe('"}"')
    expect(defaultOf(query, parameter('string'))).toBe('}')
  })
})

describe('paging', () => {
  it('replaces the limit of the query itself, and no other', () => {
    const query = 'SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 3 } } ORDER BY ?s LIMIT 100 OFFSET 2'
    expect(ownLimit(query)).toBe(100)
    expect(paged(query, { limit: 5 })).toBe(
      'SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 3 } } ORDER BY ?s  OFFSET 2\nLIMIT 5\n',
    )
    expect(paged(query, {})).toBe(query)
    parser.parse(paged(query, { limit: 5, offset: 10 }))
  })
})
