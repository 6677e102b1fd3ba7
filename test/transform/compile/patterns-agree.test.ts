/** Group patterns find in a compiled rule what they find in the store; what may differ is left to the store. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dcterms, PREFIXES } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { BeyondCompiler } from '../../../src/transform/compile/syntax.ts'
import { TermTable } from '../../../src/transform/compile/terms.ts'
import { compileUpdate } from '../../../src/transform/compile/update.ts'
import { bothSides, graphsOf } from './agreement.ts'

const ruleOf = (
  where: string,
  change = 'INSERT { GRAPH ?kernel { ?x d:relation ?y ; d:source ?z } }',
): string =>
  `PREFIX lode: <${PREFIXES.lode}>
PREFIX d: <${PREFIXES.dcterms}>
${change}
WHERE { ?g lode:kernel ?kernel . ${where} }`

const WHERES = [
  'GRAPH ?g { ?x d:a/d:b ?y }',
  'GRAPH ?g { ?x d:a|^d:b ?y }',
  'GRAPH ?g { ?x d:a* ?y . ?y d:b ?z }',
  'GRAPH ?g { ?x d:a+ ?y }',
  'GRAPH ?g { ?x d:a? ?y }',
  'GRAPH ?g { ?x (d:a/d:b)* ?y . ?x d:c ?z }',
  'GRAPH ?g { ?x ^(d:a?/d:b) ?y }',
  'GRAPH ?g { ?x d:a ?x . ?x ?y ?z }',
  'GRAPH ?g { ?x ?y "1" }',
  'GRAPH ?g { ?x ?p ?y . ?y ?q ?x }',
  'GRAPH ?h { ?x d:a ?y } FILTER(?h != ?g)',
  'GRAPH ?g { ?x d:a ?y } OPTIONAL { GRAPH ?g { ?y d:b ?z } }',
  'GRAPH ?g { ?x d:a ?y } OPTIONAL { GRAPH ?g { ?y d:b ?z } FILTER(?z != ?x) }',
  'GRAPH ?g { ?x d:a ?y } OPTIONAL { GRAPH ?g { ?y d:b ?z } OPTIONAL { GRAPH ?g { ?z d:c ?w } } } FILTER(!BOUND(?w))',
  'OPTIONAL { GRAPH ?g { ?x d:a ?y } } GRAPH ?g { ?x d:b ?z }',
  'GRAPH ?g { ?x d:a ?y . OPTIONAL { ?y d:b ?z } OPTIONAL { ?y d:c ?z } }',
  '{ GRAPH ?g { ?x d:a ?y } } UNION { GRAPH ?g { ?x d:b ?z } } GRAPH ?g { ?x d:c ?w }',
  'VALUES (?y ?z) { (d:one 1) (UNDEF 2) (d:two UNDEF) } GRAPH ?g { ?x d:a ?y }',
  'VALUES ?y { "1" "two" } GRAPH ?g { ?x d:a ?v } FILTER(LCASE(STR(?v)) = ?y)',
  'VALUES (?w ?y) { ("1" d:one) ("two" d:two) ("1" d:three) } GRAPH ?g { ?x d:a ?v } FILTER(STR(?v) = ?w && isLiteral(?v))',
  'VALUES ?w { "1" "two" } GRAPH ?g { ?x d:a ?v ; d:b ?w } FILTER(STR(?v) = ?w)',
  '{ SELECT * WHERE { GRAPH ?g { ?x d:a ?y } } } GRAPH ?g { ?y d:b ?z }',
  '{ SELECT DISTINCT ?g ?x WHERE { GRAPH ?g { ?x d:a ?y } } } GRAPH ?g { ?x d:b ?y }',
  'GRAPH ?g { ?x d:a ?y } FILTER EXISTS { GRAPH ?g { ?y d:b ?w } FILTER(?w != ?x) }',
  'GRAPH ?g { ?x d:a ?y } FILTER NOT EXISTS { VALUES ?w { d:one "1" } GRAPH ?g { ?x ?p ?w } }',
  'GRAPH ?g { ?x d:a ?y } MINUS { GRAPH ?g { ?x d:b ?w } }',
  'GRAPH ?g { ?x d:a ?y } BIND(STR(?y) AS ?z) FILTER(?z != "1" || EXISTS { GRAPH ?g { ?x d:b ?y } })',
  'GRAPH ?g { ?x d:a [] }',
  'GRAPH ?g { ?x d:a ?y } FILTER(?nowhere = 1 || isIRI(?y))',
]

const CHANGES = [
  'INSERT { GRAPH ?kernel { ?x d:relation ?y ; d:source ?z } }',
  'DELETE { GRAPH ?g { ?x d:a ?y } } INSERT { GRAPH ?g { ?y d:a ?x ; ?y "1" . ?x d:a ?y } }',
  'DELETE { GRAPH ?g { ?x ?p ?y . ?y d:b ?z } }',
]

const records = fc.array(
  fc.array(
    fc.tuple(
      fc.constantFrom('one', 'two', 'three', 'four'),
      fc.constantFrom('a', 'a', 'b', 'b', 'c'),
      fc.constantFrom('one', 'two', 'three', 'four', '"1', '"Two', '"3'),
      fc.constantFrom('record' as const, 'record' as const, 'notes' as const),
    ),
    { minLength: 1, maxLength: 25 },
  ),
  { minLength: 1, maxLength: 8 },
)

describe('a pattern finds in a compiled rule what it finds in the store', () => {
  it.each(WHERES)('%s', where => {
    for (const change of CHANGES) {
      const constants = new TermTable()
      const update = ruleOf(where, change)
      const compiled = compileUpdate(update, constants)
      fc.assert(
        fc.property(records, made => {
          const quads = made.map((statements, i) =>
            statements.map(([s, p, o, graph]) =>
              factory.quad(
                dcterms(s),
                dcterms(p),
                o.startsWith('"') ? factory.literal(o.slice(1)) : dcterms(o),
                graphsOf(i)[graph],
              ),
            ),
          )
          // A rule finds the record by its links; other records of the store are none of its business.
          const [expected, found] = bothSides(
            quads.slice(0, where.includes('?h') ? 1 : undefined),
            update,
            compiled,
            constants,
          )
          expect(found).toEqual(expected)
        }),
        { numRuns: 8 },
      )
    }
  })
})

describe('the compiler leaves to the store', () => {
  it.each([
    ['GRAPH ?g { ?x d:a ?y } { BIND(?x AS ?z) }', 'a BIND in a nested group'],
    ['GRAPH ?g { ?x d:a ?y } { GRAPH ?g { ?w d:b ?z } FILTER(?z != ?y) }', 'a FILTER in a nested group'],
    [
      'GRAPH ?g { ?x d:a ?y } { GRAPH ?g { ?w d:b ?z } OPTIONAL { GRAPH ?g { ?z d:c ?y } } }',
      'an OPTIONAL in a nested',
    ],
    ['GRAPH ?g { ?x d:a ?y } MINUS { VALUES ?other { 1 } }', 'a MINUS that shares no variable'],
    ['{ SELECT ?x (COUNT(?y) AS ?z) WHERE { ?x d:a ?y } GROUP BY ?x }', 'a SELECT with'],
    ['{ SELECT ?x WHERE { ?x d:a ?y } LIMIT 1 }', 'a SELECT with modifiers'],
    ['GRAPH ?g { ?x d:a [ d:b ?y ] }', 'a nested blank node'],
    ['GRAPH ?g { ?x !d:a ?y }', 'the path operator !'],
    ['SERVICE <https://other.example/> { ?x d:a ?y }', 'SERVICE'],
    ['BIND(RAND() AS ?y)', 'RAND'],
    ['BIND(d:function(1) AS ?y)', 'the function'],
    ['GRAPH ?g { ?x d:a ?y', 'syntax that the parser refuses'],
  ])('%s', (where, feature) => {
    expect(() => compileUpdate(ruleOf(where), new TermTable())).toThrow(BeyondCompiler)
    expect(() => compileUpdate(ruleOf(where), new TermTable())).toThrow(feature)
  })
})
