/** Random shapes and graphs as Turtle, small enough that they meet: every core component, nested as deep as three shapes. */
import fc from 'fast-check'

const node = fc.constantFrom(':x', ':y', ':z', '_:b')
const value = fc.oneof(
  node,
  fc.constantFrom(
    '1',
    '2',
    '10',
    '1.5',
    '2.0',
    '1e1',
    '"a"',
    '"b"@en',
    '"b"@de',
    '"c"@de-AT',
    '"ab"',
    '"Ab"',
    'true',
  ),
  fc.constantFrom('"2020-01-01"^^xsd:date', '"2021-01-01"^^xsd:date', '"x"^^:type'),
)
const statement = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(node, fc.constantFrom(':p', ':q'), value).map(parts => `${parts.join(' ')} .`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(node, fc.constantFrom(':A', ':B')).map(([s, type]) => `${s} a ${type} .`),
  },
  {
    weight: 1,
    // Of these two properties all values have an order.
    arbitrary: fc
      .tuple(node, fc.constantFrom(':m', ':n'), fc.constantFrom('1', '2', '2.0', '3.5', '2e0'))
      .map(parts => `${parts.join(' ')} .`),
  },
  { weight: 1, arbitrary: fc.constantFrom(':A rdfs:subClassOf :B .', ':x a :A , :B .') },
)

/** A data graph of at most twelve statements. */
export const graph = fc
  .array(statement, { maxLength: 12 })
  .map(statements => [...new Set(statements)].join('\n'))

// Inverses of longer paths and repeated alternatives are compared with their definition in paths.test.ts.
const path = fc.constantFrom(
  ':p',
  ':q',
  ':m',
  '[ sh:inversePath :p ]',
  '( :p :q )',
  '( :p [ sh:inversePath :q ] )',
  '( [ sh:inversePath :p ] :q )',
  '[ sh:alternativePath ( :p :q ) ]',
  '[ sh:alternativePath ( :p [ sh:inversePath :q ] ) ]',
  '[ sh:zeroOrMorePath :p ]',
  '[ sh:oneOrMorePath :q ]',
  '[ sh:zeroOrOnePath :p ]',
  '( [ sh:zeroOrMorePath :p ] :q )',
)

// The other engine reports one side only of sh:equals on a node shape, so it stands on property shapes here.
const plain = fc.constantFrom(
  'sh:nodeKind sh:IRI',
  'sh:nodeKind sh:Literal',
  'sh:nodeKind sh:BlankNode',
  'sh:nodeKind sh:BlankNodeOrIRI',
  'sh:nodeKind sh:IRIOrLiteral',
  'sh:nodeKind sh:BlankNodeOrLiteral',
  'sh:class :A',
  'sh:class :B',
  'sh:datatype xsd:integer',
  'sh:datatype xsd:string',
  'sh:datatype xsd:date',
  'sh:datatype rdf:langString',
  'sh:minInclusive 2',
  'sh:minExclusive 2.0',
  'sh:maxExclusive 10',
  'sh:maxInclusive 1.5',
  'sh:minInclusive "2020-06-01"^^xsd:date',
  'sh:minLength 2',
  'sh:maxLength 1',
  'sh:pattern "^a"',
  'sh:pattern "^a" ; sh:flags "i"',
  'sh:in ( 1 "a" :x )',
  'sh:in ()',
  'sh:hasValue :x',
  'sh:hasValue 1',
  'sh:disjoint :q',
  'sh:languageIn ( "en" )',
  'sh:languageIn ( "en" "de" )',
  'sh:closed true ; sh:ignoredProperties ( rdf:type :p )',
  'sh:closed true',
  'sh:node :K1',
  'sh:node :K2',
  'sh:not :K1',
  'sh:or ( :K1 :K2 )',
  'sh:xone ( :K1 :K2 )',
  'sh:and ( :K1 :K2 )',
)
const forPaths = fc.constantFrom(
  'sh:minCount 1',
  'sh:minCount 2',
  'sh:maxCount 0',
  'sh:maxCount 1',
  'sh:uniqueLang true',
  'sh:equals :q',
)
const ordered = fc.constantFrom(
  'sh:property [ sh:path :m ; sh:lessThan :n ]',
  'sh:property [ sh:path :m ; sh:lessThanOrEquals :n ]',
)
const count = fc.constantFrom('sh:qualifiedMinCount 1', 'sh:qualifiedMaxCount 1', 'sh:qualifiedMaxCount 0')
const DISJOINT = 'sh:qualifiedValueShapesDisjoint true'

const listOf = (shapes: fc.Arbitrary<string>) =>
  fc.array(shapes, { minLength: 1, maxLength: 3 }).map(all => `( ${all.map(one => `[ ${one} ]`).join(' ')} )`)

const tied = fc.letrec<{ shape: string; propertyShape: string; constraint: string }>(tie => ({
  constraint: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: plain },
    ordered,
    tie('shape').map(inner => `sh:not [ ${inner} ]`),
    tie('shape').map(inner => `sh:node [ ${inner} ]`),
    listOf(tie('shape')).map(list => `sh:and ${list}`),
    listOf(tie('shape')).map(list => `sh:or ${list}`),
    listOf(tie('shape')).map(list => `sh:xone ${list}`),
    { weight: 2, arbitrary: tie('propertyShape').map(inner => `sh:property [ ${inner} ]`) },
    fc
      .tuple(path, count, tie('shape'), count, tie('shape'))
      .map(
        ([walk, one, first, other, second]) =>
          `sh:property [ sh:path ${walk} ; ${one} ; ${DISJOINT} ; sh:qualifiedValueShape [ ${first} ] ] , [ sh:path ${walk} ; ${other} ; ${DISJOINT} ; sh:qualifiedValueShape [ ${second} ] ]`,
      ),
  ),
  propertyShape: fc
    .tuple(
      path,
      fc.uniqueArray(fc.oneof(tie('constraint'), forPaths), {
        minLength: 1,
        maxLength: 2,
        selector: one => one.split(' ')[0],
      }),
      fc.option(fc.tuple(count, tie('shape'))),
    )
    .map(([walk, constraints, qualified]) =>
      [
        `sh:path ${walk}`,
        ...constraints,
        ...(qualified ? [`${qualified[0]} ; sh:qualifiedValueShape [ ${qualified[1]} ]`] : []),
      ].join(' ; '),
    ),
  shape: fc
    .uniqueArray(tie('constraint'), { minLength: 1, maxLength: 2, selector: one => one.split(' ')[0] })
    .map(constraints => constraints.join(' ; ')),
}))

const target = fc.constantFrom(
  'sh:targetNode :x , 1',
  'sh:targetClass :A',
  'sh:targetClass :B',
  'sh:targetSubjectsOf :p',
  'sh:targetObjectsOf :q',
)

// What profiles have in common, and two that build on it.
const KERNEL = `:K0 a sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] .
  :K1 sh:node :K0 ; sh:nodeKind sh:IRI . :K2 sh:node :K0 ; sh:property [ sh:path :q ; sh:maxCount 1 ] .`

/** A shapes graph with one target, on a shape named :S; it may build on shapes that build on each other. */
export const shapesGraph = fc
  .tuple(target, tied.shape)
  .map(([where, what]) => `:S ${where} ; ${what} . ${/:K\d/.test(what) ? KERNEL : ''}`)
