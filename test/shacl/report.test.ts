import { describe, expect, it } from 'vitest'
import { sh } from '../../src/rdf/namespaces.ts'
import { ENGLISH, GERMAN } from '../../src/shacl/default-messages.ts'
import { reportQuads } from '../../src/shacl/report-quads.ts'
import { validate } from '../../src/shacl/validate.ts'
import { brief, parse, shapesOf } from './shapes-of.ts'

const report = (shapes: string, data: string) => validate(shapesOf(shapes), parse(data))
const messages = (shapes: string, data: string) =>
  report(shapes, data).results.flatMap(result =>
    result.messages.map(({ value, language }) => `${value}@${language}`),
  )

describe('messages', () => {
  it('come in every language in which the shape has one', () => {
    expect(
      messages(':S sh:targetNode :x ; sh:nodeKind sh:Literal ; sh:message "No"@en , "Nein"@de , "-" .', ''),
    ).toEqual(['No@en', 'Nein@de', '-@'])
  })

  it('have their placeholders filled, and leave what means nothing', () => {
    const shapes = `:S sh:targetNode :x ; sh:property [ sh:path ( :p :q ) ; sh:in ( 1 2 :a ) ;
      sh:message "{$this} {?value} {$PATH} {$in} {?nothing} {in}" ] .`
    expect(messages(shapes, ':x :p :y . :y :q "{$this}" .')).toEqual([
      'http://example.org/x {$this} <http://example.org/p>/<http://example.org/q> 1, 2, http://example.org/a {?nothing} {in}@',
    ])
  })

  it('exist in English and German for every component, with all placeholders known', () => {
    const constraint: Record<string, string> = {
      Class: 'sh:class :A',
      Datatype: 'sh:datatype xsd:date',
      NodeKind: 'sh:nodeKind sh:IRI',
      MinCount: 'sh:minCount 9',
      MaxCount: 'sh:maxCount 0',
      MinExclusive: 'sh:minExclusive 9',
      MinInclusive: 'sh:minInclusive 9',
      MaxExclusive: 'sh:maxExclusive 0',
      MaxInclusive: 'sh:maxInclusive 0',
      MinLength: 'sh:minLength 9',
      MaxLength: 'sh:maxLength 0',
      Pattern: 'sh:pattern "z"',
      LanguageIn: 'sh:languageIn ( "fr" )',
      UniqueLang: 'sh:uniqueLang true',
      Equals: 'sh:equals :q',
      Disjoint: 'sh:disjoint :p',
      LessThan: 'sh:lessThan :p',
      LessThanOrEquals: 'sh:lessThanOrEquals :r',
      Not: 'sh:not []',
      And: 'sh:and ( [ sh:nodeKind sh:IRI ] )',
      Or: 'sh:or ( [ sh:nodeKind sh:IRI ] )',
      Xone: 'sh:xone ( [] [] )',
      Node: 'sh:node [ sh:nodeKind sh:IRI ]',
      QualifiedMinCount: 'sh:qualifiedMinCount 9 ; sh:qualifiedValueShape []',
      QualifiedMaxCount: 'sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape []',
      HasValue: 'sh:hasValue :z',
      In: 'sh:in ( :z )',
      Closed: 'sh:closed true',
      SPARQL: 'sh:sparql [ sh:select "SELECT $this ?value { $this $PATH ?value }" ]',
    }
    const unseen = new Set(Object.keys(ENGLISH))
    // A property shape passes on what its inner one finds and has nothing of its own to say.
    unseen.delete('Property')
    for (const [component, text] of Object.entries(constraint)) {
      const { results } = report(
        `:S sh:targetNode :x ; sh:property [ sh:path :p ; ${text} ] .`,
        ':x :p "a"@en , "b"@en , 5 , :y ; :r 1 . :y :q 1 .',
      )
      const found = results.filter(result => result.component.equals(sh(`${component}ConstraintComponent`)))
      expect(found.length, component).toBeGreaterThan(0)
      for (const result of found) {
        expect(result.messages.map(({ language }) => language)).toEqual(['en', 'de'])
        for (const { value } of result.messages) expect(value).not.toMatch(/\{[$?]/)
      }
      unseen.delete(component)
    }
    expect([...unseen]).toEqual([])
    expect(Object.keys(GERMAN)).toEqual(Object.keys(ENGLISH))
  })
})

describe('details', () => {
  it('say why a value fails the shapes that it was checked with', () => {
    const shapes = `:S sh:targetNode :x ; sh:or ( :A [ sh:node :B ] ) .
      :A a sh:NodeShape ; sh:class :Rock . :B a sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] .`
    const [result] = report(shapes, '').results
    expect(result?.detail.map(brief)).toEqual(['x Class x', 'x Node x'])
    expect(result?.detail[1]?.detail.map(brief)).toEqual(['x MinCount'])
  })

  it('are the same however often they are read', () => {
    const [result] = report(':S sh:targetNode :x ; sh:node [ sh:class :A , :B ] .', '').results
    expect(result?.detail.map(brief)).toEqual(result?.detail.map(brief))
    expect(result?.detail).toHaveLength(2)
  })

  it('are not made for shapes that must not conform', () => {
    expect(report(':S sh:targetNode :x ; sh:not [ sh:nodeKind sh:IRI ] .', '').results[0]?.detail).toEqual([])
  })
})

describe('a report as RDF', () => {
  it('has every result with its detail, and paths with blank nodes of their own', () => {
    const shapes =
      ':S sh:targetNode :x ; sh:property :P . :P sh:path ( :p [ sh:inversePath :q ] ) ; sh:node [ sh:class :A ] .'
    const quads = reportQuads(report(shapes, ':x :p :y . :z :q :y .'))
    const count = (property: string) => quads.filter(({ predicate }) => predicate.equals(sh(property))).length
    expect(count('result')).toBe(1)
    expect(count('detail')).toBe(1)
    expect(count('resultMessage')).toBe(4)
    expect(count('resultPath')).toBe(1)
    expect(count('inversePath')).toBe(1)
    expect(quads.find(({ predicate }) => predicate.equals(sh('conforms')))?.object.value).toBe('false')
  })
})

describe('counters', () => {
  it('tell what was targeted, evaluated and failed', () => {
    const compiled = shapesOf(
      ':S sh:targetClass :T ; sh:property :P . :P sh:path :p ; sh:minCount 1 ; sh:maxCount 1 . :U sh:targetClass :None .',
    )
    const { counters } = validate(compiled, parse(':x a :T ; :p 1 . :y a :T . :z a :T ; :p 1 , 2 .'), {
      counters: true,
    })
    const shape = (name: string) => compiled.shapes.find(({ node }) => node.value.endsWith(name))
    expect(counters?.shapes[shape('/S')?.index ?? -1]).toEqual({ targets: 3, evaluated: 3, failed: 2 })
    expect(counters?.shapes[shape('/P')?.index ?? -1]).toEqual({ targets: 0, evaluated: 3, failed: 2 })
    expect(counters?.shapes[shape('/U')?.index ?? -1]).toEqual({ targets: 0, evaluated: 0, failed: 0 })
    const [least] = shape('/P')?.constraints ?? []
    expect(counters?.constraints[least?.index ?? -1]).toEqual({ targets: 0, evaluated: 3, failed: 1 })
  })
})
