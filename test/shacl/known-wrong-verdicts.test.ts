/** Shapes and data on which other JavaScript engines answer wrongly (most of them: nothing to report), and the right answer. */
import { describe, expect, it } from 'vitest'
import { sh } from '../../src/rdf/namespaces.ts'
import { validate } from '../../src/shacl/validate.ts'
import { check, parse, problemsOf, shapesOf } from './shapes-of.ts'

const KERNEL = ':Kernel a sh:NodeShape ; sh:property [ sh:path :name ; sh:minCount 1 ] .'
const NAMELESS = ':x a :Sample .'

describe('profiles that inherit a kernel by sh:node', () => {
  it('each report a record that fails the kernel', () => {
    const shapes = `${KERNEL} :Geology sh:targetClass :Sample ; sh:node :Kernel . :Soil sh:targetClass :Sample ; sh:node :Kernel .`
    const { results } = validate(shapesOf(shapes), parse(NAMELESS))
    expect(results.map(({ sourceShape }) => sourceShape.value)).toEqual([
      'http://example.org/Geology',
      'http://example.org/Soil',
    ])
    expect(results.map(({ detail }) => detail.map(({ component }) => component.value))).toEqual([
      [sh('MinCountConstraintComponent').value],
      [sh('MinCountConstraintComponent').value],
    ])
  })

  it.each([
    ['sh:or of two that both inherit it', ':S sh:or ( :A :B ) .', ['x Or x']],
    ['sh:xone of two that both inherit it', ':S sh:xone ( :A :B ) .', ['x Xone x']],
    ['sh:and of two that both inherit it', ':S sh:and ( :A :B ) .', ['x And x']],
    ['sh:not of one, after the same shape failed', ':S sh:node :A ; sh:not :B .', ['x Node x']],
    ['sh:not of one', ':S sh:not :A .', []],
    ['sh:or of an or', ':S sh:or ( [ sh:or ( :A :B ) ] :B ) .', ['x Or x']],
  ])('fail together: %s', (_, shapes, expected) => {
    const inherited = `${KERNEL} :A sh:node :Kernel . :B sh:node :Kernel . :S sh:targetClass :Sample . ${shapes}`
    expect(check(inherited, NAMELESS)).toEqual(expected)
  })

  it('report every one of many samples that share a faulty node', () => {
    const samples = Array.from({ length: 120 }, (_, i) => `:s${i} a :Sample ; :creator :anon .`).join(' ')
    const shapes = `${KERNEL} :S sh:targetClass :Sample ; sh:property [ sh:path :creator ; sh:node :Kernel ] .`
    expect(check(shapes, samples)).toHaveLength(120)
  })
})

describe('several values of one parameter', () => {
  it.each([
    ['sh:not', 'sh:not [ sh:nodeKind sh:Literal ] , [ sh:nodeKind sh:IRI ]', ['x Not x']],
    ['sh:hasValue', 'sh:property [ sh:path :p ; sh:hasValue 1 , 2 ]', ['x HasValue']],
    ['sh:equals', 'sh:property [ sh:path :p ; sh:equals :q , :r ]', ['x Equals 1', 'x Equals 3']],
    ['sh:disjoint', 'sh:property [ sh:path :p ; sh:disjoint :q , :r ]', ['x Disjoint 1']],
    ['sh:class', 'sh:class :Sample , :Rock', ['x Class x']],
    ['sh:pattern', 'sh:pattern "x$" , "y$"', ['x Pattern x']],
  ])('are all checked: %s', (_, shape, expected) => {
    const data = ':x a :Sample ; :p 1 ; :q 1 ; :r 3 .'
    expect(check(`:S sh:targetClass :Sample ; ${shape} .`, data)).toEqual(expected)
  })

  it('are all checked: sh:sparql, beside Core constraints of the same property shape', () => {
    const rule = (limit: number) =>
      `sh:sparql [ sh:select "SELECT $this ?value { $this $PATH ?value FILTER (?value > ${limit}) }" ]`
    const shapes = `:S sh:targetClass :Sample ; sh:property [ sh:path :p ; sh:maxCount 1 ; ${rule(1)} ; ${rule(5)} ] .`
    expect(check(shapes, ':x a :Sample ; :p 3 , 7 .')).toEqual([
      'x MaxCount',
      'x SPARQL 3',
      'x SPARQL 7',
      'x SPARQL 7',
    ])
  })
})

describe('classes', () => {
  it('are ordered by rdfs:subClassOf of the data', () => {
    const data = ':x a :Basalt . :Basalt rdfs:subClassOf :Rock . :y a :Glass .'
    expect(check(':S sh:targetNode :x , :y ; sh:class :Rock .', data)).toEqual(['y Class y'])
    expect(check(':S sh:targetClass :Rock ; sh:nodeKind sh:Literal .', data)).toEqual(['x NodeKind x'])
  })

  it('may run in a circle', () => {
    const data = ':x a :A . :A rdfs:subClassOf :B . :B rdfs:subClassOf :A .'
    expect(check(':S sh:targetClass :B ; sh:class :A , :C .', data)).toEqual(['x Class x'])
  })

  it('are ordered by the shapes graph only when that is asked for', () => {
    const shapes = ':Basalt rdfs:subClassOf :Rock . :S sh:targetNode :x ; sh:class :Rock .'
    expect(validate(shapesOf(shapes), parse(':x a :Basalt .')).conforms).toBe(false)
    const asked = shapesOf(shapes, { subClassOfInShapesGraph: true })
    expect(validate(asked, parse(':x a :Basalt .')).conforms).toBe(true)
    expect(validate(asked, parse(':x a :Dark . :Dark rdfs:subClassOf :Basalt .')).conforms).toBe(true)
  })
})

describe('verdicts', () => {
  it('are negative for a severity of somebody’s own', () => {
    const { conforms, results } = validate(
      shapesOf(':S sh:targetNode :x ; sh:nodeKind sh:Literal ; sh:severity :Grave .'),
      [],
    )
    expect(conforms).toBe(false)
    expect(results[0]?.severity.value).toBe('http://example.org/Grave')
  })

  it('are negative for an empty graph in which something is missing', () => {
    expect(check(':S sh:targetNode :x ; sh:property [ sh:path :name ; sh:minCount 1 ] .', '')).toEqual([
      'x MinCount',
    ])
  })

  it('do not add up when shapes are used again and again', () => {
    const shapes = shapesOf(':S sh:targetClass :Sample ; sh:property [ sh:path :name ; sh:minCount 1 ] .')
    const counts = [NAMELESS, NAMELESS, ':x a :Sample ; :name "x" .', NAMELESS].map(
      data => validate(shapes, parse(data)).results.length,
    )
    expect(counts).toEqual([1, 1, 0, 1])
  })
})

describe('values', () => {
  it.each([
    ['a month 13', 'sh:datatype xsd:dateTime', '"2024-13-45T00:00:00"^^xsd:dateTime', false],
    [
      'a month 13 among several datatypes',
      'sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )',
      '"2020-13-03"^^xsd:date',
      false,
    ],
    ['the 29th of February 2023', 'sh:datatype xsd:date', '"2023-02-29"^^xsd:date', false],
    ['an address with spaces', 'sh:datatype xsd:anyURI', '"not an address"^^xsd:anyURI', false],
    ['capital letters by category', 'sh:pattern "^\\\\p{Lu}+$"', '"ÄÖÜ"', true],
    ['small letters by category', 'sh:pattern "^\\\\p{Lu}+$"', '"äöü"', false],
    ['"de" for "deu"', 'sh:languageIn ( "de" )', '"x"@deu', false],
    ['"de" for "de-AT"', 'sh:languageIn ( "de" )', '"x"@de-AT', true],
    ['"en-GB" for a tag in small letters', 'sh:languageIn ( "en-GB" )', '"x"@en-gb', true],
    ['a double where a decimal is asked for', 'sh:datatype xsd:decimal', '1.5e0', false],
  ])('are taken for what they are: %s', (_, constraint, value, passes) => {
    const found = check(
      `:S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; ${constraint} ] .`,
      `:x :p ${value} .`,
    )
    expect(found.length === 0).toBe(passes)
  })
})

describe('nested paths', () => {
  it.each([
    ['an alternative that holds a sequence', '[ sh:alternativePath ( :r ( :p :q ) ) ]', 'bad'],
    ['repeated steps backwards', '[ sh:zeroOrMorePath [ sh:inversePath :up ] ]', 'z'],
    ['the inverse of a sequence', '[ sh:inversePath ( :up :up ) ]', 'z'],
  ])('lead somewhere: %s', (_, path, value) => {
    const data = ':x :p :y . :y :q :bad ; :up :x . :z :up :y .'
    const forbidden = `sh:not [ sh:in ( :${value} ) ]`
    expect(check(`:S sh:targetNode :x ; sh:property [ sh:path ${path} ; ${forbidden} ] .`, data)).toEqual([
      `x Not ${value}`,
    ])
  })
})

describe('sh:and behind a path that is no single property', () => {
  it.each(['[ sh:alternativePath ( :p :q ) ]', '[ sh:zeroOrOnePath :p ]', '[ sh:inversePath :up ]'])(
    'is checked: %s',
    path => {
      const shapes = `:S sh:targetNode :x ; sh:property [ sh:path ${path} ; sh:and ( [ sh:nodeKind sh:IRI ] ) ] .`
      expect(check(shapes, ':x :p _:b . _:b :up :x .')).toEqual([expect.stringMatching(/^x And .*b$/)])
    },
  )
})

describe('SPARQL in places where others do not look', () => {
  const COMPONENT = `:C a sh:ConstraintComponent ; sh:parameter [ sh:path :atMost ] , [ sh:path :unless ; sh:optional true ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER (?value <= $atMost || (bound($unless) && ?value = $unless)) }" ] .`

  it.each([
    ['a component with a validator', ':atMost 5', ['x C 9']],
    ['an optional parameter', ':atMost 5 ; :unless 9', []],
  ])('is heard: %s', (_, parameters, expected) => {
    const shapes = `${COMPONENT} :S sh:targetNode :x ; sh:property [ sh:path :p ; ${parameters} ] .`
    expect(check(shapes, ':x :p 3 , 9 .')).toEqual(expected)
  })

  it('is heard: the shapes graph under its name', () => {
    const query =
      'SELECT $this { GRAPH $shapesGraph { $currentShape <http://example.org/bans> ?type } $this a ?type }'
    const shapes = `:S sh:targetNode :x , :y ; :bans :Glass ; sh:sparql [ sh:select "${query}" ] .`
    expect(check(shapes, ':x a :Glass . :y a :Rock .')).toEqual(['x SPARQL x'])
  })
})

describe('what never runs elsewhere', () => {
  it('is run: targets by query', () => {
    const shapes =
      ':S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this <http://example.org/p> 1 }" ] ; sh:nodeKind sh:Literal .'
    expect(check(shapes, ':x :p 1 . :y :p 2 .')).toEqual(['x NodeKind x'])
  })

  it.each([
    [
      'sh:dataType, which is in every release of a well-known profile',
      'sh:dataType xsd:string',
      /did you mean "datatype"/,
    ],
    ['sh:minValue', 'sh:minValue 1', /sh:minValue is not a term of SHACL/],
    ['sh:someValue of SHACL 1.2', 'sh:someValue []', /sh:someValue is beyond/],
    ['sh:expression', 'sh:expression []', /sh:expression is beyond/],
    [
      'a shape that is not in the file',
      'sh:node :Kernle',
      /Kernle.* not defined .*did you mean "http:\/\/example.org\/Kernel"/,
    ],
  ])('is refused: %s', (_, constraint, reason) => {
    expect(problemsOf(`:Kernel a sh:NodeShape . :S sh:targetClass :Sample ; ${constraint} .`)).toEqual([
      expect.stringMatching(reason),
    ])
  })

  it('has words: sh:or and sh:class without a message of their own', () => {
    const { results } = validate(
      shapesOf(':S sh:targetNode :x ; sh:or ( [ sh:class :A ] ) ; sh:class :B .'),
      [],
    )
    for (const { messages } of results)
      expect(messages.map(({ language, value }) => [language, /\w{4}/.test(value)])).toEqual([
        ['en', true],
        ['de', true],
      ])
    expect(results).toHaveLength(2)
  })

  it('is found under both addresses of schema.org', () => {
    const shapes =
      '<urn:s> sh:targetClass <http://schema.org/Dataset> ; sh:property [ sh:path <http://www.schema.org/name> ; sh:minCount 1 ] .'
    expect(check(shapes, ':x a <https://schema.org/Dataset> .')).toEqual(['x MinCount'])
    expect(check(shapes, ':x a <https://schema.org/Dataset> ; <http://schema.org/name> "x" .')).toEqual([])
  })
})
