/** Expressions and patterns come to what the store makes of them, on every pair of a list of awkward terms. */
import { describe, expect, it } from 'vitest'
import { dcterms, PREFIXES, schema, xsd } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { TermTable } from '../../../src/transform/compile/terms.ts'
import { compileUpdate } from '../../../src/transform/compile/update.ts'
import { bothSides, graphsOf } from './agreement.ts'

const text = (value: string) => factory.literal(value)
const typed = (value: string, type: string) => factory.literal(value, xsd(type))

const TERMS = [
  ...[
    '',
    'a',
    'Straße ΑΣ',
    '10',
    '-0.50',
    '1976-02-29',
    '2100-02-29',
    '2020-01-02T10:30:00Z',
    'b.a',
    '𝄞x',
    ' 7',
  ].map(text),
  ...[
    'https://a.example/x?y=1#z',
    'no iri',
    'https://a.example/ü',
    'mailto:a@example.org',
    'true',
    '+5',
    '.5',
    '5.',
  ].map(text),
  ...[
    '2020-01-02T24:00:00',
    '2020-12-31T23:59:60Z',
    '1e3',
    '123456789012345678901234567890',
    '0.1234567890123456789',
  ].map(text),
  factory.literal('a', 'en'),
  factory.literal('b', 'EN-us'),
  ...['https://a.example/', 'urn:b'].map(iri => factory.namedNode(iri)),
  ...['0', '3', '007', '-2', '99999999999999999999'].map(value => typed(value, 'integer')),
  ...['2.50', '-0.0', '1000', '0.3048', '1e3'].map(value => typed(value, 'decimal')),
  ...['2', '1.5E1', 'NaN', 'INF'].map(value => typed(value, 'double')),
  ...['true', '0', 'maybe'].map(value => typed(value, 'boolean')),
  typed('2020-01-02', 'date'),
  typed('2020-01-02Z', 'date'),
  typed('2020-01-02T10:30:00.500+00:00', 'dateTime'),
  typed('2020', 'gYear'),
  typed('5', 'int'),
  typed('x', 'anyURI'),
  factory.literal('a', schema('Text')),
]

const EXPRESSIONS = [
  ...[
    '?a = ?b',
    '?a != ?b',
    '?a < ?b',
    '?a <= ?b',
    '?a > ?b',
    '?a >= ?b',
    'sameTerm(?a, ?b)',
    '?a IN (?b, 3, "a")',
  ],
  ...[
    '?a NOT IN (?b, "a")',
    '?a && ?b',
    '?a || ?b',
    '!?a',
    'IF(?a, ?b, "no")',
    'COALESCE(?a + 1, ?b)',
    '?a + ?b',
    '?a - ?b',
  ],
  ...[
    '?a * ?b',
    '?a / ?b',
    '-?a',
    'STR(?a)',
    'LANG(?a)',
    'DATATYPE(?a)',
    'isIRI(?a)',
    'isLiteral(?a)',
    'isBlank(?a)',
  ],
  ...[
    'isNumeric(?a)',
    'IRI(?a)',
    'IRI(CONCAT("https://a.example/", STR(?a)))',
    'STRLEN(?a)',
    'UCASE(?a)',
    'LCASE(?a)',
  ],
  ...['CONTAINS(?a, ?b)', 'STRSTARTS(?a, ?b)', 'STRENDS(?a, ?b)', 'STRBEFORE(?a, ?b)', 'STRAFTER(?a, ?b)'],
  ...[
    'CONCAT(?a, ?b, STR(?a))',
    'SUBSTR(?a, 2)',
    'SUBSTR(?a, 2, 3)',
    'SUBSTR(STR(?a), ?b)',
    'MD5(?a)',
    'SHA256(?a)',
  ],
  ...[
    'REGEX(?a, ?b)',
    'REGEX(?a, "^[a-z]", "i")',
    'REPLACE(?a, "[0-9]+", "<$0>")',
    'REPLACE(?a, "([a-z])[.]", "$1-")',
  ],
  ...[
    'REPLACE(?a, ?b, "_")',
    'REPLACE(STR(?a), "a", STR(?b))',
    'STRDT(STR(?a), xsd:integer)',
    'STRDT(STR(?a), xsd:date)',
  ],
  ...[
    'STRDT(STR(?a), xsd:gYear)',
    'STRDT(?a, ?b)',
    'STRLANG(?a, "EN")',
    'xsd:string(?a)',
    'xsd:decimal(?a)',
    'xsd:integer(?a)',
  ],
  ...[
    'xsd:double(?a)',
    'xsd:boolean(?a)',
    'xsd:date(?a)',
    'xsd:dateTime(?a)',
    'xsd:date(?a) = xsd:date(?b)',
    'YEAR(?a)',
  ],
  ...[
    'xsd:dateTime(?a) = xsd:dateTime(?a)',
    'xsd:decimal(?a) * 0.3048',
    'STR(xsd:decimal(?a))',
    'ROUND(?a)',
    'BOUND(?a)',
  ],
  ...[
    'ENCODE_FOR_URI(?a)',
    'langMatches(LANG(?a), "en")',
    '?none',
    'BOUND(?none)',
    'COALESCE(?none, ?a)',
    'EXISTS { ?s ?p ?a }',
  ],
]

const ruleOf = (where: string): string => `PREFIX lode: <${PREFIXES.lode}>
PREFIX dcterms: <${PREFIXES.dcterms}>
PREFIX xsd: <${PREFIXES.xsd}>
INSERT { GRAPH ?kernel { ?s dcterms:relation ?r } }
WHERE { ?g lode:kernel ?kernel . ${where} }`

/** Every pair of terms at a node of its own, as dcterms:source and dcterms:subject. */
const pairsWith = (others: typeof TERMS) =>
  TERMS.flatMap((a, i) =>
    others.flatMap((b, j) => {
      const node = factory.namedNode(`https://pair.example/${i}/${j}`)
      const { record } = graphsOf(0)
      return [
        factory.quad(node, dcterms('source'), a, record),
        factory.quad(node, dcterms('subject'), b, record),
      ]
    }),
  )
const pairs = pairsWith(TERMS)
const singles = pairsWith(TERMS.slice(0, 2))
const pairsFor = (expression: string) => (expression.includes('?b') ? pairs : singles)

describe('an expression is in a compiled rule what it is in the store', () => {
  it.each(EXPRESSIONS)('%s', expression => {
    const constants = new TermTable()
    const update = ruleOf(
      `GRAPH ?g { ?s dcterms:source ?a ; dcterms:subject ?b } BIND(${expression} AS ?r) FILTER(BOUND(?r))`,
    )
    const [expected, made] = bothSides(
      [pairsFor(expression)],
      update,
      compileUpdate(update, constants),
      constants,
    )
    expect(made).toEqual(expected)
  })

  it.each(['?a', '?a = ?b', '!?a', '?a < ?b', 'isIRI(?a) && ?a = ?b', '?none || ?a'])(
    'as a filter: %s',
    filter => {
      const constants = new TermTable()
      const update = ruleOf(
        `GRAPH ?g { ?s dcterms:source ?a ; dcterms:subject ?b } FILTER(${filter}) BIND(1 AS ?r)`,
      )
      const [expected, made] = bothSides(
        [pairsFor(filter)],
        update,
        compileUpdate(update, constants),
        constants,
      )
      expect(made).toEqual(expected)
    },
  )
})
