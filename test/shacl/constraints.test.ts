import { describe, expect, it } from 'vitest'
import { check } from './shapes-of.ts'

const on = (constraint: string, data: string) =>
  check(`:S sh:targetNode :x ; sh:property [ sh:path :p ; ${constraint} ] .`, data)

describe('constraints on the values of a property', () => {
  it.each([
    ['sh:minCount 2', ':x :p 1 .', ['x MinCount']],
    ['sh:minCount 0', '', []],
    ['sh:maxCount 1', ':x :p 1 , 2 .', ['x MaxCount']],
    ['sh:maxCount 0', ':x :p 1 .', ['x MaxCount']],
    ['sh:class :A', ':x :p :y , "A" . :y a :B .', ['x Class y', 'x Class A']],
    ['sh:nodeKind sh:BlankNodeOrIRI', ':x :p :y , "y" , [] .', ['x NodeKind y']],
    [
      'sh:datatype xsd:integer',
      ':x :p 1 , 1.0 , "1" , "one"^^xsd:integer , :y .',
      ['x Datatype 1.0', 'x Datatype 1', 'x Datatype one', 'x Datatype y'],
    ],
    ['sh:datatype rdf:langString', ':x :p "a"@en , "a" .', ['x Datatype a']],
    [
      'sh:minInclusive 2 ; sh:maxExclusive 4',
      ':x :p 1 , 2 , 3.9 , 4 , 2.5e0 , "3" , :y .',
      [
        'x MinInclusive 1',
        'x MinInclusive 3',
        'x MinInclusive y',
        'x MaxExclusive 4',
        'x MaxExclusive 3',
        'x MaxExclusive y',
      ],
    ],
    [
      'sh:minExclusive "2020-01-01"^^xsd:date',
      ':x :p "2020-01-01"^^xsd:date , "2020-01-02"^^xsd:date .',
      ['x MinExclusive 2020-01-01'],
    ],
    [
      'sh:minLength 2',
      ':x :p "a" , "ab" , "\u{1f600}" , 10 , :y , [] .',
      ['x MinLength a', 'x MinLength \u{1f600}', expect.stringMatching(/^x MinLength /)],
    ],
    ['sh:maxLength 2', ':x :p "abc" , "\u{1f600}\u{1f600}" .', ['x MaxLength abc']],
    ['sh:pattern "^A" ; sh:flags "i"', ':x :p "abc" , "bc" .', ['x Pattern bc']],
    [
      'sh:languageIn ( "en" "de" )',
      ':x :p "a"@en-GB , "a"@fr , "a" , :y .',
      ['x LanguageIn a', 'x LanguageIn a', 'x LanguageIn y'],
    ],
    ['sh:uniqueLang true', ':x :p "a"@en , "b"@EN , "a"@de , "a" , "b" .', ['x UniqueLang']],
    ['sh:uniqueLang false', ':x :p "a"@en , "b"@en .', []],
    ['sh:equals :q', ':x :p 1 , 2 ; :q 2 , 3 .', ['x Equals 1', 'x Equals 3']],
    ['sh:disjoint :q', ':x :p 1 , 2 ; :q 2 , 3 .', ['x Disjoint 2']],
    ['sh:lessThan :q', ':x :p 1 , 3 ; :q 2 .', ['x LessThan 3']],
    ['sh:lessThan :q', ':x :p 1 ; :q "2" .', ['x LessThan 1']],
    ['sh:lessThan :q', ':x :p "P1M"^^xsd:duration ; :q "P30D"^^xsd:duration .', ['x LessThan P1M']],
    ['sh:lessThan :q', ':x :p "P1M"^^xsd:duration ; :q "P32D"^^xsd:duration .', []],
    [
      'sh:lessThan :q',
      ':x :p "2024-01-01T12:00:00"^^xsd:dateTime ; :q "2024-01-01T13:00:00Z"^^xsd:dateTime .',
      ['x LessThan 2024-01-01T12:00:00'],
    ],
    ['sh:lessThan :q', ':x :p "NaN"^^xsd:double ; :q 1 .', ['x LessThan NaN']],
    ['sh:maxInclusive 5', ':x :p "NaN"^^xsd:double , "-INF"^^xsd:double .', ['x MaxInclusive NaN']],
    ['sh:lessThanOrEquals :q', ':x :p 2 , 3 ; :q 2.0 .', ['x LessThanOrEquals 3']],
    ['sh:hasValue 2', ':x :p 1 .', ['x HasValue']],
    ['sh:hasValue 2', ':x :p 1 , 2 .', []],
    ['sh:in ( 1 :y "a"@en )', ':x :p 1 , 2 , :y , "a"@EN , "a" .', ['x In 2', 'x In a']],
    ['sh:in ()', ':x :p 1 .', ['x In 1']],
    ['sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ]', ':x :p :y , :z . :y :q 1 .', ['x Node z']],
    ['sh:property [ sh:path :q ; sh:minCount 1 ]', ':x :p :y , :z . :y :q 1 .', ['z MinCount']],
    ['sh:not [ sh:class :A ]', ':x :p :y , :z . :y a :A .', ['x Not y']],
    ['sh:and ( [ sh:class :A ] [ sh:class :B ] )', ':x :p :y , :z . :y a :A . :z a :A , :B .', ['x And y']],
    ['sh:or ( [ sh:class :A ] [ sh:class :B ] )', ':x :p :y , :z . :y a :A .', ['x Or z']],
    ['sh:xone ( [ sh:class :A ] [ sh:class :B ] )', ':x :p :y , :z . :y a :A . :z a :A , :B .', ['x Xone z']],
    [
      'sh:qualifiedValueShape [ sh:class :A ] ; sh:qualifiedMinCount 2',
      ':x :p :y , :z . :y a :A .',
      ['x QualifiedMinCount'],
    ],
    [
      'sh:qualifiedValueShape [ sh:class :A ] ; sh:qualifiedMaxCount 0',
      ':x :p :y , :z . :y a :A .',
      ['x QualifiedMaxCount'],
    ],
    [
      'sh:node [ sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :q ] ]',
      ':x :p :y . :y a :A ; :q 1 ; :r 2 .',
      ['x Node y'],
    ],
  ])('%s over %s', (constraint, data, expected) => {
    expect(on(constraint, data)).toEqual(expected)
  })

  it('qualify values that no sibling shape claims, when shapes must be disjoint', () => {
    const hand = (thumb: boolean) => `:S sh:targetNode :x ;
      sh:property [ sh:path :digit ; sh:qualifiedValueShape [ sh:class :Thumb ] ; sh:qualifiedValueShapesDisjoint ${thumb} ; sh:qualifiedMinCount 1 ] ,
        [ sh:path :digit ; sh:qualifiedValueShape [ sh:class :Finger ] ; sh:qualifiedValueShapesDisjoint ${thumb} ; sh:qualifiedMinCount 1 ] .`
    const data = ':x :digit :a . :a a :Thumb , :Finger .'
    expect(check(hand(false), data)).toEqual([])
    expect(check(hand(true), data)).toEqual(['x QualifiedMinCount', 'x QualifiedMinCount'])
  })

  it('say which property a closed shape does not allow', () => {
    const shapes =
      ':S sh:targetNode :x ; sh:closed true ; sh:property [ sh:path :p ] , [ sh:path [ sh:inversePath :r ] ] .'
    expect(check(shapes, ':x :p 1 ; :q 2 , 3 ; :r 4 . :x :q 2 .')).toEqual([
      'x Closed 2',
      'x Closed 3',
      'x Closed 4',
    ])
  })
})

describe('targets', () => {
  const nodes = (target: string, data: string) =>
    check(`:S ${target} ; sh:nodeKind sh:BlankNode .`, data).map(result => result.split(' ')[0])

  it.each([
    ['a node, also one that is not in the data', 'sh:targetNode :x , "text"', '', ['x', 'text']],
    [
      'a class and those below it',
      'sh:targetClass :A',
      ':x a :A . :y a :B . :z a :C . :B rdfs:subClassOf :A .',
      ['x', 'y'],
    ],
    ['subjects', 'sh:targetSubjectsOf :p', ':x :p 1 . :x :p 2 . :y :q 1 .', ['x']],
    ['objects', 'sh:targetObjectsOf :p', ':x :p 1 , :y .', ['1', 'y']],
    [
      'several targets, each node once',
      'sh:targetNode :x ; sh:targetClass :A ; sh:targetSubjectsOf :p',
      ':x a :A ; :p 1 .',
      ['x'],
    ],
    ['the class that the shape itself is', 'a rdfs:Class , sh:NodeShape', ':x a :S . :y a :A .', ['x']],
    ['the OWL class that the shape itself is', 'a owl:Class , sh:NodeShape', ':x a :S .', ['x']],
    ['nothing when it is deactivated', 'sh:targetNode :x ; sh:deactivated true', '', []],
  ])('select %s', (_, target, data, expected) => {
    expect(nodes(target, data)).toEqual(expected)
  })
})

describe('shapes that are checked with themselves', () => {
  const TREE =
    ':S sh:targetClass :T ; sh:property [ sh:path :child ; sh:node :S ] , [ sh:path :name ; sh:minCount 1 ] .'

  it('pass a circle in which nothing is wrong', () => {
    expect(check(TREE, ':x a :T ; :name "x" ; :child :y . :y :name "y" ; :child :x .')).toEqual([])
  })

  it('fail a circle in which something is wrong, wherever it is entered', () => {
    const circle = ':x a :T ; :name "x" ; :child :y . :y a :T ; :child :z . :z a :T ; :name "z" ; :child :x .'
    expect(check(TREE, circle).sort()).toEqual(['x Node y', 'y MinCount', 'y Node z', 'z Node x'].sort())
  })

  it('give up, and do not conform, when data nest deeper than the stack allows', async () => {
    const { validate } = await import('../../src/shacl/validate.ts')
    const { parse, shapesOf } = await import('./shapes-of.ts')
    const chain = Array.from({ length: 20_000 }, (_, i) => `:n${i} :name "n" ; :child :n${i + 1} .`).join(
      '\n',
    )
    const report = validate(shapesOf(TREE), parse(`:n0 a :T . ${chain}`))
    expect(report.conforms).toBe(false)
    expect(report.incomplete?.code).toBe('validation-limit')
  })

  it('give up, and do not conform, when they take more steps than are allowed', async () => {
    const { validate } = await import('../../src/shacl/validate.ts')
    const { parse, shapesOf } = await import('./shapes-of.ts')
    const names = Array.from({ length: 12 }, (_, i) => `:n${i}`)
    // Everything is next to everything: the ways through are as many as the orders of the nodes.
    const clique = names.map(name => `${name} a :T ; :name "n" ; :child ${names.join(' , ')} .`).join('\n')
    const report = validate(shapesOf(TREE), parse(clique), { maxSteps: 100_000 })
    expect(report.conforms).toBe(false)
    expect(report.incomplete?.detail).toMatch(/more steps/)
  })
})
