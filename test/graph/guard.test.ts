import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGraphs, inspectQuery } from '../../src/graph/guard.ts'
import { tokensOf } from '../../src/graph/tokens.ts'

const codeOf = (text: string): string => {
  const result = inspectQuery(text)
  return result.ok ? 'ok' : result.problem.code
}
const repeat = (part: string, count: number, separator = ' '): string =>
  Array(count).fill(part).join(separator)

describe('the query guard', () => {
  it.each([
    ['SELECT * {}', 'SELECT'],
    ['PREFIX select: <http://a/> BASE <http://b/> ask {}', 'ASK'],
    ['# SELECT\nCONSTRUCT WHERE { ?s ?p ?o }', 'CONSTRUCT'],
    ['DESCRIBE <http://a/>', 'DESCRIBE'],
    ['SELEC * {}', undefined],
    ['', undefined],
  ])('sees the form of %s', (text, form) => {
    expect(inspectQuery(text)).toEqual({ ok: true, value: { form, services: 0 } })
  })

  it.each([
    ['SERVICE', 'ASK { SERVICE <http://a/> {} }'],
    ['it in lower case without spaces', 'ASK {service?x{}}'],
    ['it after a name with an escaped hash', 'ASK { ?s <p:> ex:a\\#b SERVICE <http://a/> {} }'],
    ['it after an IRI with an escape', 'ASK { ?s ?p <http://a/\\u0061#x> SERVICE <http://a/> {} }'],
    ['it written like a prefixed name', 'ASK { SERVICE:x {} }'],
    ['it after a comparison', 'ASK { FILTER(?a<3) SERVICE <http://a/> {} }'],
  ])('refuses %s', (_, text) => {
    expect(codeOf(text)).toBe('federation-refused')
  })

  it.each([
    ['a string', 'ASK { ?s ?p "SERVICE <http://a/>" }'],
    ['a long string', "ASK { ?s ?p '''it's a SERVICE\n''' }"],
    ['a comment', 'ASK { # SERVICE <http://a/>\n }'],
    ['an IRI', 'ASK { ?s ?p <http://a/SERVICE#SERVICE> }'],
    ['a variable', 'ASK { ?SERVICE $service ?o }'],
    ['a prefixed name', 'ASK { ?s ex:service ?o }'],
    ['a declared prefix', 'PREFIX service: <http://a/> ASK { ?s service:x ?o }'],
    ['a language tag', 'ASK { ?s ?p "x"@service }'],
  ])('does not take SERVICE for the keyword in %s', (_, text) => {
    expect(codeOf(text)).toBe('ok')
  })

  it.each(['DROP ALL', 'PREFIX a: <b:> INSERT DATA {}', 'LOAD <http://a/>', 'delete where { ?s ?p ?o }'])(
    'refuses the update %s',
    text => {
      expect(codeOf(text)).toBe('update-refused')
    },
  )

  it('tells the author of an update how updates are sent', () => {
    const result = inspectQuery('CLEAR ALL')
    expect(result).toMatchObject({
      ok: false,
      problem: { detail: expect.stringContaining('by POST as "update"') },
    })
  })

  it('says where the refused word stands', () => {
    const result = inspectQuery('ASK {\n  SERVICE <http://a/> {} }')
    expect(result).toMatchObject({ ok: false, problem: { line: 2, column: 3 } })
  })

  it.each([
    ['800 nested groups', `SELECT * { ${'{'.repeat(800)}${'}'.repeat(800)} }`],
    ['20,000 disjunctions', `ASK { FILTER(${repeat('1 = 1', 20_000, '||')}) }`],
    ['1,000 OPTIONALs', `ASK { ${repeat('OPTIONAL { ?s ?p ?o }', 1000)} }`],
    ['2,000 BINDs', `ASK { ${repeat('BIND(1 AS ?x)', 2000)} }`],
    ['a path of 1,000 steps', `ASK { ?s ${repeat('<p:>', 1000, '/')} ?o }`],
    [
      '1,000 triple patterns, dots apart or not',
      `ASK { ${repeat('?a ?b ?c.', 500)} ${repeat('?a ?b ?c .', 500)} }`,
    ],
    ['2,000 objects of one subject', `ASK { ?a ?b ${repeat('?c', 2000, ',')} }`],
    ['a template of 1,000 triples', `CONSTRUCT { ${repeat('?a ?b ?c .', 1000)} } WHERE { ?a ?b ?c }`],
    ['patterns after VALUES', `ASK { VALUES ?a { 1 } ${repeat('[ ?b ?c ] .', 1000)} }`],
    ['a collection of 2,000 members', `ASK { ?s ?p (${repeat('1', 2000)}) }`],
    ['an IN list of 10,000 members', `ASK { FILTER(1 IN (${repeat('2', 10_000, ',')})) }`],
  ])('refuses %s', (_, text) => {
    expect(codeOf(text)).toBe('query-too-complex')
  })

  it('takes many values in VALUES, which the engine bears', () => {
    expect(codeOf(`SELECT * { VALUES ?x { ${repeat('<http://a/b>', 10_000)} } }`)).toBe('ok')
    expect(codeOf(`SELECT * { VALUES (?x ?y) { ${repeat('(1 2)', 10_000)} } ?x ?y ?z }`)).toBe('ok')
  })

  it('refuses more bytes than it takes', () => {
    expect(codeOf(`ASK {} #${'é'.repeat(300_000)}`)).toBe('query-too-long')
  })

  it('takes more bytes in VALUES, but not without an end', () => {
    const data = (count: number): string => `ASK { VALUES ?x { ${repeat('<http://a/b>', count)} } ?x ?y ?z }`
    expect(codeOf(data(100_000))).toBe('ok')
    expect(codeOf(data(200_000))).toBe('query-too-long')
    expect(codeOf(`${data(100_000)}${' '.repeat(600_000)}`)).toBe('query-too-long')
  })

  it('counts SERVICE for who can ask other endpoints', () => {
    const text = 'ASK { SERVICE <http://a/> {} SERVICE SILENT ?x { SERVICE <http://b/> {} } }'
    expect(inspectQuery(text, undefined, 'report')).toEqual({ ok: true, value: { form: 'ASK', services: 3 } })
  })

  it('splits any text into tokens that stand in it in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>{}"\'\\#?@:a1. \n|&(é'), maxLength: 60 }), text => {
        let end = 0
        for (const token of tokensOf(text)) {
          expect(token.at).toBeGreaterThanOrEqual(end)
          expect(token.text).toBe(text.slice(token.at, token.at + token.text.length))
          expect(token.text.length).toBeGreaterThan(0)
          end = token.at + token.text.length
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is fast on half a megabyte of anything', () => {
    const started = performance.now()
    for (const part of ['<', '"', "'''", '{', '\\', '?', 'a', '#', '<a'])
      inspectQuery(part.repeat(250_000 / part.length))
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('graph names', () => {
  it('must be absolute IRIs, and not too many', () => {
    expect(checkGraphs(['https://repository.example/1'])).toBeUndefined()
    expect(checkGraphs(['a/b'])).toMatchObject({ code: 'bad-graph-iri' })
    expect(checkGraphs(Array(101).fill('http://a/'))).toMatchObject({ code: 'bad-graph-iri' })
  })
})
