import { describe, expect, it } from 'vitest'
import { factory } from '../../src/rdf/terms.ts'
import { DataGraph } from '../../src/shacl/data-graph.ts'
import { tokens } from '../../src/shacl/sparql/tokens.ts'
import { validate } from '../../src/shacl/validate.ts'
import { brief, check, parse, problemsOf, shapesOf } from './shapes-of.ts'

const rule = (select: string, more = '') =>
  `sh:sparql [ ${more} sh:prefixes :Prefixes ; sh:select """${select}""" ]`
const PREFIX = ':Prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .'
const one = (select: string, data: string, more = '') =>
  check(`${PREFIX} :S sh:targetClass :T ; ${rule(select, more)} .`, data)

describe('pre-bound variables', () => {
  const data = ':x a :T ; :p 1 , 2 . :y a :T . _:b a :T ; :p 3 . :z :p 9 .'

  it.each([
    [
      'in a pattern',
      'SELECT $this ?value { $this ex:p ?value FILTER (?value > 1) }',
      ['x SPARQL 2', 'b SPARQL 3'],
    ],
    ['in a filter of an inner group', 'SELECT $this { { FILTER ($this = ex:y) } }', ['y SPARQL y']],
    [
      'in both branches of a union',
      'SELECT $this { { FILTER ($this = ex:x) } UNION { FILTER ($this = ex:y) } }',
      ['x SPARQL x', 'y SPARQL y'],
    ],
    [
      'in an optional part',
      'SELECT $this ?value { OPTIONAL { $this ex:p ?value } FILTER (!bound(?value)) }',
      ['y SPARQL y'],
    ],
    ['in what must not exist', 'SELECT $this { FILTER NOT EXISTS { $this ex:p ?any } }', ['y SPARQL y']],
    [
      'in a sub-query that counts',
      'SELECT $this { { SELECT $this (COUNT(?v) AS ?n) { $this ex:p ?v } GROUP BY $this } FILTER (?n > 1) }',
      ['x SPARQL x'],
    ],
    ['as blank node', 'SELECT $this { FILTER (isBlank($this)) }', ['b SPARQL b']],
    [
      'with a name in capitals and a sign of the other kind',
      'select ?this where { ?this ex:p 1 }',
      ['x SPARQL x'],
    ],
    [
      'beside braces in texts, IRIs and comments',
      'SELECT $this { # a { comment\n $this ex:p 1 FILTER ("{ MINUS" != \'}\' && <urn:{> != ex:a) }'.replace(
        '<urn:{>',
        '<urn:MINUS>',
      ),
      ['x SPARQL x'],
    ],
  ])('hold %s', (_, select, expected) => {
    expect(
      one(select, data)
        .map(result => result.replace(/b\d+_b/g, 'b'))
        .sort(),
    ).toEqual([...expected].sort())
  })

  it('hold texts with quotation marks and hostile ends', () => {
    const shapes = `${PREFIX} :S sh:targetObjectsOf :p ; ${rule('SELECT $this { FILTER (strlen($this) > 3) }')} .`
    expect(check(shapes, ':x :p "} } #\\"\\\\\\n" , "a"@en , "long"@de .')).toHaveLength(2)
  })

  it('cannot be made to go on as a query by an IRI that is none', () => {
    const shapes = shapesOf(
      `${PREFIX} :S sh:targetSubjectsOf :p ; ${rule('SELECT $this { $this ex:p 1 }')} .`,
    )
    const hostile = factory.namedNode('urn:x> } } SELECT * { ?s ?p ?o } #')
    const report = validate(shapes, [
      factory.quad(hostile, factory.namedNode('http://example.org/p'), factory.literal('1')),
    ])
    expect(report.conforms).toBe(false)
    expect(report.incomplete?.detail).toMatch(/query failed/)
  })

  it('reach the shapes graph and the shape', () => {
    const shapes = `${PREFIX} :S sh:targetNode :x ; :limit 5 ; ${rule('SELECT $this { GRAPH $shapesGraph { $currentShape ex:limit ?limit } $this ex:p ?v FILTER (?v > ?limit) }')} .`
    expect(check(shapes, ':x :p 6 .')).toEqual(['x SPARQL x'])
    expect(check(shapes, ':x :p 4 .')).toEqual([])
  })
})

describe('results of queries', () => {
  it('take value, path and message from the solution', () => {
    const shapes = `${PREFIX} :S sh:targetNode :x ; ${rule('SELECT $this ?path ?value ("too much"@en AS ?message) { $this ?path ?value FILTER (?value > 1) }')} .`
    const [result] = validate(shapesOf(shapes), parse(':x :p 2 .')).results
    expect(result?.pathText).toBe('http://example.org/p')
    expect(result?.value?.value).toBe('2')
    expect(result?.messages.map(({ value, language }) => `${value}@${language}`)).toEqual(['too much@en'])
  })

  it('fill the variables of a solution into the message, which goes before that of the shape', () => {
    const shapes = `${PREFIX} :S sh:targetNode :x ; sh:message "shape" ; ${rule('SELECT $this ?n { $this ex:p ?n }', 'sh:message "{?n} of {$this}" ;')} .`
    const [result] = validate(shapesOf(shapes), parse(':x :p 2 .')).results
    expect(result?.messages.map(({ value }) => value)).toEqual(['2 of http://example.org/x'])
    expect(result?.sourceConstraint?.termType).toBe('BlankNode')
  })

  it('are none where the constraint is deactivated', () => {
    expect(one('SELECT $this { }', ':x a :T .', 'sh:deactivated true ;')).toEqual([])
  })

  it('make the report incomplete when a query answers ?failure', () => {
    const shapes = shapesOf(
      `${PREFIX} :S sh:targetNode :x ; ${rule('SELECT $this (true AS ?failure) { }')} .`,
    )
    expect(validate(shapes, []).incomplete?.detail).toMatch(/\?failure/)
  })

  it('see the background under the data, and only the data they are for', () => {
    const shapes = shapesOf(
      `${PREFIX} :S sh:targetClass :T ; ${rule('SELECT $this ?value { $this ex:p ?value . ?value ex:kind ex:bad }')} .`,
    )
    const background = new DataGraph(parse(':b :kind :bad . :g :kind :good .'))
    const results = [
      ':x a :T ; :p :b .',
      ':x a :T ; :p :g .',
      ':x a :T ; :p :g . :g :kind :bad .',
      ':x a :T ; :p :g .',
      ':b :kind :bad . :x a :T ; :p :b .',
      ':x a :T ; :p :b .',
    ].map(data => validate(shapes, new DataGraph(parse(data), { background })).results.map(brief))
    expect(results).toEqual([['x SPARQL b'], [], ['x SPARQL g'], [], ['x SPARQL b'], ['x SPARQL b']])
  })
})

const MAX_WORDS = `${PREFIX} :MaxWords a sh:ConstraintComponent ; sh:labelTemplate "at most {$maxWords}" ;
  sh:parameter [ sh:path :maxWords ] , [ sh:path :separator ; sh:optional true ] ;
  sh:validator [ a sh:SPARQLAskValidator ; sh:message "more than {$maxWords} words"@en ; sh:ask """
    ASK { FILTER (strlen($value) - strlen(replace($value, COALESCE($separator, " "), "")) < $maxWords) }""" ] .`

describe('constraint components in SPARQL', () => {
  it('check each value with an ASK', () => {
    const shapes = `${MAX_WORDS} :S sh:targetNode :x ; sh:property [ sh:path :p ; :maxWords 2 ] .`
    expect(check(shapes, ':x :p "one two" , "one two three" .')).toEqual([
      'x MaxWords one two three'.replace('MaxWords', 'MaxWords'),
    ])
  })

  it('have optional parameters, and nothing to say where a mandatory one is missing', () => {
    expect(check(`${MAX_WORDS} :S sh:targetNode "a-b-c" ; :maxWords 2 ; :separator "-" .`, '')).toHaveLength(
      1,
    )
    expect(check(`${MAX_WORDS} :S sh:targetNode "a-b-c" ; :maxWords 2 .`, '')).toEqual([])
    expect(check(`${MAX_WORDS} :S sh:targetNode "a-b-c" ; :separator "-" .`, '')).toEqual([])
  })

  it('fill parameters into the message of the validator', () => {
    const [result] = validate(shapesOf(`${MAX_WORDS} :S sh:targetNode "a b c" ; :maxWords 2 .`), []).results
    expect(result?.messages.map(({ value }) => value)).toEqual(['more than 2 words'])
  })

  it('choose the validator of node or property shapes', () => {
    const component = `${PREFIX} :C a sh:ConstraintComponent ; sh:parameter [ sh:path :needs ] ;
      sh:nodeValidator [ sh:prefixes :Prefixes ; sh:select "SELECT DISTINCT $this { FILTER NOT EXISTS { $this ex:q ?needs } }" ] ;
      sh:propertyValidator [ sh:select "SELECT $this ?value { $this $PATH ?value FILTER (?value != $needs) }" ] .`
    const data = ':x :p 1 , 2 .'
    expect(check(`${component} :S sh:targetNode :x ; :needs 1 .`, data)).toEqual(['x C x'])
    expect(
      check(`${component} :S sh:targetNode :x ; sh:property [ sh:path :p ; :needs 1 , 3 ] .`, data),
    ).toEqual(['x C 2', 'x C 1', 'x C 2'])
  })

  it('are refused with two values where there are two parameters, or a parameter whose name is taken', () => {
    expect(problemsOf(`${MAX_WORDS} :S sh:targetNode :x ; :maxWords 1 , 2 .`)).toEqual([
      expect.stringMatching(/several values/),
    ])
    expect(
      problemsOf(`:C a sh:ConstraintComponent ; sh:parameter [ sh:path :this ] . :S sh:targetNode :x .`),
    ).toEqual([expect.stringMatching(/local name can be a variable/)])
  })
})

describe('targets in SPARQL', () => {
  it('of a type with parameters', () => {
    const type = `${PREFIX} :InCountry a sh:SPARQLTargetType ; sh:parameter [ sh:path :country ] ; sh:prefixes :Prefixes ;
      sh:select "SELECT ?this { ?this ex:in $country }" .`
    const shapes = `${type} :S sh:target [ a :InCountry ; :country :c ] ; sh:nodeKind sh:Literal .`
    expect(check(shapes, ':x :in :c . :y :in :d .')).toEqual(['x NodeKind x'])
  })

  it('never select what only the background knows', () => {
    const shapes = shapesOf(
      ':S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] ; sh:nodeKind sh:Literal .',
    )
    const data = new DataGraph(parse(':x :p 1 .'), { background: new DataGraph(parse(':concept :p 1 .')) })
    expect(validate(shapes, data).results.map(brief)).toEqual(['x NodeKind x'])
  })
})

describe('prefixes', () => {
  it('come from imported ontologies too, and round in a circle', () => {
    const shapes = `:S sh:targetNode :x ; sh:sparql [ sh:prefixes :A ; sh:select "SELECT $this { $this ex:p 1 }" ] .
      :A owl:imports :B . :B owl:imports :A ; sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .`
    expect(check(shapes, ':x :p 1 .')).toEqual(['x SPARQL x'])
  })

  it('with two meanings are refused', () => {
    expect(
      problemsOf(`:S sh:targetNode :x ; sh:sparql [ sh:prefixes :A ; sh:select "SELECT $this { $this ex:p 1 }" ] .
        :A sh:declare [ sh:prefix "ex" ; sh:namespace "urn:a:" ] , [ sh:prefix "ex" ; sh:namespace "urn:b:" ] .`),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/two namespaces/)]))
  })
})

describe('tokens', () => {
  it('keep what is inside texts, IRIs and comments to themselves', () => {
    const kinds = tokens(
      `SELECT ?a # { x\n{ ?a <urn:#SELECT> "}" . 'it\\'s {' ex:select """a "" { b""" '''}''' }`,
    ).map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'open')).toHaveLength(1)
    expect(kinds.filter(kind => kind === 'close')).toHaveLength(1)
    expect(kinds.filter(kind => kind === 'word')).toHaveLength(1)
  })
})
