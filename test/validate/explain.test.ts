import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import { runChecklists } from '../../src/validate/check-graph.ts'
import type { Language } from '../../src/validate/check-request.ts'
import { givenChecklist } from '../../src/validate/checklist.ts'
import { explain } from '../../src/validate/explain.ts'
import { FIXES } from '../../src/validate/explain-texts.ts'
import { placeJson } from '../../src/validate/json-places.ts'
import { readStatements } from '../../src/validate/read-statements.ts'

const HEAD = `@prefix sh: <${PREFIXES.sh}> . @prefix xsd: <${PREFIXES.xsd}> . @prefix schema: <${PREFIXES.schema}> . @prefix : <urn:> .\n`
const read = (text: string) => {
  const reading = readStatements(HEAD + text, {
    name: 'x',
    mediaType: 'text/turtle',
    of: 'shapes',
    base: 'urn:x',
  })
  if (!reading.ok) throw new Error(reading.problem.detail)
  return reading.value
}
const results = (shape: string, data: string, language: Language = 'en') => {
  const list = givenChecklist(
    read(
      `:S a sh:NodeShape ; sh:targetNode :a ; ${shape} .\n:Named sh:property [ sh:path schema:name ; sh:minCount 1 ] .`,
    ),
    'x',
  )
  if (!list.ok) throw new Error(list.problems.map(({ detail }) => detail).join())
  const graph = { quads: read(data).quads, validated: 'as-is', url: 'urn:x' } as const
  const checked = runChecklists([list.value], graph, new DataGraph([]))
  const given = checked.flatMap(({ report }) => report.results)
  return explain(checked, given, language)[0]?.results ?? []
}
const property = (constraint: string): string => `sh:property [ sh:path schema:name ; ${constraint} ]`
const SOME = ':a schema:name "x" .'

describe('what to do', () => {
  it.each([
    ['sh:minCount 1', ':a :b :c .', 'add schema:name', 'schema:name ergänzen'],
    [
      'sh:minCount 2',
      SOME,
      'add schema:name: 2 values are needed',
      'schema:name ergänzen: 2 Werte sind nötig',
    ],
    ['sh:maxCount 0', SOME, 'remove schema:name', 'schema:name entfernen'],
    [
      'sh:datatype xsd:date',
      SOME,
      'write it as xsd:date, e.g. 2024-05-31',
      'als xsd:date schreiben, z. B. 2024-05-31',
    ],
    [
      'sh:nodeKind sh:IRI',
      SOME,
      'give an IRI (https://…) in place of "x"',
      'statt "x" eine IRI angeben (https://…)',
    ],
    [
      'sh:in ( "granite" "basalt" )',
      ':a schema:name "basallt" .',
      'write one of: "granite", "basalt", did you mean "basalt"?',
      'eines davon schreiben: "granite", "basalt", vielleicht "basalt"?',
    ],
    ['sh:maxLength 0', SOME, 'shorten it to 0 characters', 'auf 0 Zeichen kürzen'],
    ['sh:hasValue "y"', SOME, 'add schema:name "y"', 'schema:name "y" ergänzen'],
    [
      'sh:languageIn ( "en" )',
      SOME,
      'mark the text with one of the languages "en"',
      'den Text mit einer der Sprachen "en" auszeichnen',
    ],
    [
      'sh:minInclusive 5',
      ':a schema:name 3 .',
      'write a value of 5 or more',
      'einen Wert von 5 oder mehr schreiben',
    ],
  ])('about %s', (constraint, data, en, de) => {
    expect(results(property(constraint), data).map(({ fix }) => fix)).toEqual([en])
    expect(results(property(constraint), data, 'de').map(({ fix }) => fix)).toEqual([de])
  })

  it('about a concept: the property that people write, what is allowed once, and no guess at IRIs of one vocabulary', () => {
    const shape = `sh:property [ sh:path ( schema:material [ sh:zeroOrMorePath <${PREFIXES.skos}broader> ] ) ; sh:qualifiedMinCount 1 ;
      sh:qualifiedValueShape [ sh:in ( <https://v.example/material/ice> ) ] ]`
    const data = `:a schema:material <https://v.example/material/mud> . <https://v.example/material/mud> <${PREFIXES.skos}broader>
      <https://v.example/material/sediment> .`
    const [result] = results(shape, data)
    expect(result?.fix).toBe('give schema:material a concept that passes the shape below, or a narrower one')
    expect(result?.branches).toHaveLength(1)
    expect(result?.branches?.[0]).toMatchObject({
      ...{ shape: '<https://v.example/material/mud>' },
      results: [{ fix: 'write one of: <https://v.example/material/ice>' }],
    })
    expect(results(shape, data, 'de')[0]?.fix).toContain('schema:material einen Begriff geben')
    const [near] = results('sh:property [ sh:path :p ; sh:in ( :granite ) ]', ':a :p <urn:v/grannite> .')
    expect(near?.fix).toBe('write one of: <urn:granite>')
  })

  it('about a condition: adding what it asks for is nearer than to be something else', () => {
    const shape = 'sh:or ( [ sh:not [ sh:class :Piece ] ] [ sh:property [ sh:path :of ; sh:minCount 1 ] ] )'
    const branches = results(shape, ':a a :Piece .')[0]?.branches
    expect(branches?.map(({ closest }) => closest)).toEqual([false, true])
    expect(branches?.[0]?.results[0]?.message).toBe('The value must not conform to the shape below')
  })

  it('about a property that a closed shape does not know, with the one that was meant', () => {
    const [result] = results(`sh:closed true ; ${property('sh:minCount 0')}`, ':a schema:nmae "x" .')
    expect(result?.fix).toBe('remove schema:nmae, did you mean schema:name?')
  })

  it('is said in both languages about every component', () => {
    expect(Object.keys(FIXES.de)).toEqual(Object.keys(FIXES.en))
  })
})

describe('branches', () => {
  it('show which one of sh:or comes closest, with its own results', () => {
    const [result] = results(
      `sh:or ( [ ${property('sh:datatype xsd:date ; sh:minLength 5')} ] :Url ) .
       :Url sh:property [ sh:path schema:url ; sh:minCount 1 ]`,
      SOME,
    )
    expect(result?.branches).toMatchObject([
      { closest: false, results: [{ component: 'Datatype' }, { component: 'MinLength' }] },
      { shape: '<urn:Url>', closest: true, passed: false, results: [{ fix: 'add schema:url' }] },
    ])
  })

  it('take the one whose datatype the value claims for the one that was meant', () => {
    const shape = property(
      'sh:or ( [ sh:datatype xsd:date ; sh:pattern "^[0-9]{4}-0" ] [ sh:datatype xsd:gYear ] )',
    )
    const [result] = results(shape, ':a schema:name "2019-13-05"^^xsd:date .')
    expect(result?.branches?.map(({ closest }) => closest)).toEqual([true, false])
  })

  it('say of sh:xone when more than one passes', () => {
    const [result] = results('sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:nodeKind sh:BlankNodeOrIRI ] )', SOME)
    expect(result?.fix).toContain('more than one branch passes')
    expect(result?.branches?.map(({ passed }) => passed)).toEqual([true, true])
  })

  it('go into sh:node, as profiles inherit (both failures are told)', () => {
    const found = results('sh:or ( [ sh:node :Named ] [ sh:node :Named ; sh:class :C ] )', ':a :b :c .')
    const inner = found[0]?.branches?.map(({ results }) => results.map(({ component }) => component).sort())
    expect(inner).toEqual([['Node'], ['Class', 'Node']])
    expect(found[0]?.branches?.[0]?.results[0]?.branches?.[0]?.results[0]?.fix).toBe('add schema:name')
  })

  it('end however deep and recursive shapes are', () => {
    const nested = Array.from({ length: 40 }).reduce<string>(
      inside => `sh:or ( [ ${inside} ] )`,
      'sh:class :C',
    )
    const depth = (found: ReturnType<typeof results>): number =>
      found.length === 0
        ? 0
        : 1 +
          Math.max(
            ...found.map(({ branches = [] }) =>
              Math.max(0, ...branches.map(each => depth([...each.results]))),
            ),
          )
    expect(depth(results(nested, SOME))).toBeLessThan(10)
    expect(results('sh:node :S ; sh:class :C', SOME).map(({ component }) => component)).toContain('Class')
  })
})

describe('places in JSON', () => {
  it('are the lines of keys and values, in pages as well', () => {
    const text =
      '<p>\n<script type="application/ld+json">\n{\n "a":\n  ["x",\n {"b": 1}],\n "c": "y"}</script>'
    const { objects } = placeJson(text)
    expect(objects[0]?.members).toMatchObject([
      { key: 'a', line: 4, values: [{ text: 'x', line: 5 }] },
      { key: 'c', line: 7, values: [{ text: 'y', line: 7 }] },
    ])
    expect(objects[1]?.members).toMatchObject([{ key: 'b', line: 6 }])
  })

  it('are found for every scalar of any JSON', () => {
    const scalars = (json: unknown): string[] =>
      typeof json === 'object' && json !== null ? Object.values(json).flatMap(scalars) : [String(json)]
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }),
        json => {
          const text = JSON.stringify(json, null, 1)
          const places = placeJson(text).objects.flatMap(({ members }) =>
            members.flatMap(({ values }) => values),
          )
          expect(places.map(each => each.text).sort()).toEqual(scalars(JSON.parse(text)).sort())
          const lines = text.split('\n')
          for (const { text: value, line } of places)
            expect(lines[line - 1]).toContain(JSON.stringify(value).slice(1, -1))
        },
      ),
    )
  })

  it('are looked for in linear time, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]":,\\ \n<script>a1') }),
        text => void placeJson(text),
      ),
    )
    placeJson('['.repeat(1_000_000))
    placeJson('{"a":'.repeat(200_000))
    placeJson(`{"a":"${'\\'.repeat(1_000_000)}`)
  })
})
