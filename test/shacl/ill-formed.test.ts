import { describe, expect, it } from 'vitest'
import { compileShapes } from '../../src/shacl/compile.ts'
import { parse, problemsOf, shapesOf } from './shapes-of.ts'

const P = ':S sh:targetClass :T ; sh:property :P . :P sh:path :p'
const N = ':S sh:targetClass :T'

describe('shapes graphs that are refused', () => {
  it.each([
    ['a property shape without a path', `${N} ; sh:property [ sh:minCount 1 ] .`, /needs a sh:path/],
    ['a property that is no property shape', `${N} ; sh:property [ sh:nodeKind sh:IRI ] .`, /has no sh:path/],
    ['two paths', `${P} , :q .`, /2 values of sh:path/],
    ['a sh:PropertyShape without a path', `${N} . :X a sh:PropertyShape .`, /without sh:path/],
    ['a sh:NodeShape with a path', `${N} . :X a sh:NodeShape ; sh:path :p .`, /make it a sh:PropertyShape/],
    ['a path of one step', `${N} ; sh:property [ sh:path ( :p ) ] .`, /at least two/],
    ['a count on a node shape', `${N} ; sh:minCount 1 .`, /property shapes only/],
    ['a count that is none', `${P} ; sh:minCount "one" .`, /integer of 0 or more/],
    ['a negative count', `${P} ; sh:maxCount -1 .`, /integer of 0 or more/],
    ['two counts', `${P} ; sh:minCount 1 , 2 .`, /at most one/],
    ['two datatypes', `${P} ; sh:datatype xsd:string , xsd:date .`, /at most one/],
    ['a datatype that is text', `${P} ; sh:datatype "string" .`, /must be an IRI/],
    ['a node kind that is none', `${N} ; sh:nodeKind sh:Iri .`, /sh:BlankNodeOrIRI/],
    ['a bound that has no order', `${P} ; sh:minInclusive :a .`, /whose datatype has an order/],
    ['a bound that is ill-typed', `${P} ; sh:minInclusive "x"^^xsd:integer .`, /whose datatype has an order/],
    ['a regular expression', `${P} ; sh:pattern "(" .`, /bad-pattern: .*"\(" without "\)"/],
    ['a flag', `${P} ; sh:pattern "a" ; sh:flags "g" .`, /hold "g"/],
    ['a language', `${P} ; sh:languageIn ( "german language" ) .`, /no language tag/],
    ['languages without a list', `${P} ; sh:languageIn "de" .`, /must be a list/],
    ['a boolean', `${P} ; sh:uniqueLang "yes" .`, /must be true or false/],
    ['values without a list', `${P} ; sh:in :a .`, /must be a list/],
    ['a list without an end', `${P} ; sh:in _:l . _:l rdf:first :a .`, /must be a list/],
    [
      'a list that runs in a circle',
      `${P} ; sh:in _:l . _:l rdf:first :a ; rdf:rest _:l .`,
      /must be a list/,
    ],
    [
      'a list with two ends',
      `${P} ; sh:in _:l . _:l rdf:first :a ; rdf:rest () , ( :b ) .`,
      /must be a list/,
    ],
    [
      'shapes in a circle of a list',
      `${N} ; sh:or _:l . _:l rdf:first [] ; rdf:rest _:l .`,
      /must be a list/,
    ],
    [
      'a path inside itself',
      `${N} ; sh:property [ sh:path _:p ] . _:p sh:alternativePath ( :a _:p ) .`,
      /ill-formed-path: .*part of itself/,
    ],
    ['alternatives without a list', `${N} ; sh:or :A . :A a sh:NodeShape .`, /must be a list of shapes/],
    [
      'a list of ignored text',
      `${N} ; sh:closed true ; sh:ignoredProperties ( "a" ) .`,
      /must be a list of IRIs/,
    ],
    ['text for a shape', `${N} ; sh:node "Kernel" .`, /a shape is an IRI or blank node/],
    ['a message that is an IRI', `${N} ; sh:message :m .`, /must be text/],
    ['a severity that is text', `${N} ; sh:severity "Warning" .`, /must be one IRI/],
    ['a severity that is misspelt', `${N} ; sh:severity sh:Warnign .`, /did you mean "Warning"/],
    ['a class of shapes that is misspelt', `${N} . :X a sh:Nodeshape .`, /did you mean "NodeShape"/],
    ['a target class that is text', ':S sh:targetClass "T" .', /must be an IRI/],
    [
      'two shapes to qualify by',
      `${P} ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [] , [] .`,
      /more than one sh:qualifiedValueShape/,
    ],
    ['a rule in JavaScript', `${N} ; sh:js [ a sh:JSConstraint ] .`, /sh:js is beyond/],
  ])('for %s', (_, shapes, reason) => {
    expect(problemsOf(shapes)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]))
  })

  it.each([
    ['no SPARQL', 'SELECT $this WHERE { $this }', /bad-query/],
    ['an ASK', 'ASK { $this ?p ?o }', /must be a SELECT query/],
    ['MINUS', 'SELECT $this { $this ?p ?o MINUS { $this :q ?o } }', /MINUS/],
    ['VALUES', 'SELECT $this { VALUES ?x { 1 } }', /VALUES/],
    ['a service elsewhere', 'SELECT $this { SERVICE <urn:x> { ?a ?b ?c } }', /SERVICE/],
    ['another data set', 'SELECT $this FROM <urn:x> { $this ?p ?o }', /FROM/],
    ['a second binding of $this', 'SELECT $this { BIND (1 AS ?this) }', /binds \?this again/],
    [
      'a sub-query without $this',
      'SELECT $this { $this ?p ?x { SELECT ?x { ?x ?p ?o } } }',
      /does not select \$this/,
    ],
    [
      'a sub-query of everything',
      'SELECT $this { { SELECT * { FILTER ($this = 1) } } }',
      /does not select \$this/,
    ],
    ['$PATH where there is no path', 'SELECT $this { $this $PATH ?x }', /no sh:path/],
    ['an unknown prefix', 'SELECT $this { $this nowhere:p ?x }', /bad-query/],
  ])('for a query with %s', (_, query, reason) => {
    const shapes = `${N} ; sh:sparql [ sh:select """${query}""" ] .`
    expect(problemsOf(shapes)).toEqual([expect.stringMatching(reason)])
  })

  it('with all of their faults at once', () => {
    const found = problemsOf(
      `${P} ; sh:minCount -1 ; sh:pattern "[" ; sh:dataType :x . ${N} ; sh:node :Nowhere .`,
    )
    expect(found).toHaveLength(4)
  })

  it('by name', () => {
    const compiled = compileShapes(parse(':S sh:minValue 1 .'), { subject: 'geology' })
    expect(compiled).toMatchObject({ ok: false, problems: [{ stage: 'scales', subject: 'geology' }] })
  })
})

describe('shapes graphs that are odd', () => {
  it.each([
    ['no target', ':S a sh:NodeShape .', 'no-target'],
    ['1 for true', `${P} ; sh:uniqueLang "1"^^xsd:boolean .`, 'boolean-form'],
    ['rules of inference', `${N} ; sh:rule [] .`, 'ignored-shape-term'],
  ])('are used with a warning: %s', (_, shapes, code) => {
    expect(shapesOf(shapes).warnings.map(warning => warning.code)).toEqual([code])
  })

  it('are taken however deeply they nest', () => {
    const depth = 5000
    const shapes = `${N} ; ${'sh:not [ '.repeat(depth)} sh:nodeKind sh:IRI ${']'.repeat(depth)} .`
    expect(shapesOf(shapes).shapes).toHaveLength(depth + 1)
  })
})
