/** Filters of the API and the same questions in SPARQL, over the default graph and the provenance. */
import fc from 'fast-check'
import { Store } from 'oxigraph'
import { recordStatements } from '../../src/graph/record-statements.ts'
import type { StoredRecord } from '../../src/model/record.ts'
import { writeQuads } from '../../src/rdf/n-quads.ts'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import type { Vocabularies } from '../../src/registry/vocabularies.ts'
import { CONCEPTS, LITERALS, ORGANISATIONS, PAPERS, PEOPLE, SAMPLES } from './properties-corpus.ts'

const BASE = 'http://localhost:3030'

/** A filter, and the graph pattern that says the same of `?s`. */
export interface Question {
  readonly parameter: readonly [name: string, values: readonly string[]]
  readonly pattern: string
}

const term = (text: string): string => (/^https?:/.test(text) ? `<${text}>` : JSON.stringify(text))

const oneOf = (name: string, values: readonly string[], pattern: string): fc.Arbitrary<Question> =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(2, values.length) }).map(chosen => ({
    parameter: [name, chosen],
    pattern: `FILTER EXISTS { VALUES ?v { ${chosen.map(term).join(' ')} } ${pattern} }`,
  }))

const inProvenance = (values: readonly string[], path: string, graph: string, statement: string) =>
  fc.subarray([...values], { minLength: 1, maxLength: 2 }).map(chosen => ({
    chosen,
    pattern: `FILTER EXISTS { VALUES ?v { ${chosen.map(id => `<${BASE}/api/${path}/${id}>`).join(' ')} }
      GRAPH <${BASE}/graph/provenance> { ?r foaf:primaryTopic ?s } GRAPH <${BASE}/graph/${graph}> { ?r ${statement} ?v } }`,
  }))

const coordinate = (n: number) =>
  `xsd:double(REPLACE(STR(?wkt), "^POINT\\\\(([^ ]+) ([^ ]+)\\\\)$", "$${n}"))`

const box = fc
  .tuple(
    fc.constantFrom(-180, -20, 0, 10, 170),
    fc.constantFrom(-170, 0, 10, 180),
    fc.constantFrom(-90, 0, 50),
  )
  .map(([west, east, south]): Question => {
    // 180 and -180 are one meridian.
    const [w, e] = [`?lon >= ${west}`, `?lon <= ${east}`]
    const reaches = west > east || west === -180 || east === 180 ? '|| ABS(?lon) = 180' : ''
    return {
      parameter: ['bbox', [`${west},${south},${east},90`]],
      pattern: `FILTER EXISTS { ?s geo:hasGeometry/geo:asWKT ?wkt
        BIND(${coordinate(1)} AS ?lon) BIND(${coordinate(2)} AS ?lat)
        FILTER(?lat >= ${south} && (${west <= east ? `${w} && ${e}` : `${w} || ${e}`} ${reaches})) }`,
    }
  })

const DATE = 'REGEX(STR(?d), "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T.*)?)?)?$")'
const FIRST = 'SUBSTR(CONCAT(SUBSTR(STR(?d), 1, 10), "-01-01"), 1, 10)'
const LAST = 'SUBSTR(CONCAT(SUBSTR(STR(?d), 1, 10), IF(STRLEN(STR(?d)) = 4, "-12-31", "-31")), 1, 10)'
const dateWhere = (condition: string) =>
  `FILTER EXISTS { ?s sosa:isResultOf/(prov:startedAtTime|prov:endedAtTime) ?d FILTER(${DATE} && ${condition}) }`

const collected = fc
  .constantFrom(
    ['1998', '1998-01-01', '1998-12-31'],
    ['1999/2002-06', '1999-01-01', '2002-06-30'],
    ['0001/1998-07-01', '0001-01-01', '1998-07-01'],
  )
  .map(
    ([text = '', from = '', to = '']): Question => ({
      parameter: ['collected', [text]],
      pattern: `${dateWhere(`${FIRST} <= "${to}"`)} ${dateWhere(`${LAST} >= "${from}"`)}`,
    }),
  )

/** Every kind of filter that SPARQL can ask as well. */
export const question: fc.Arbitrary<Question> = fc.oneof(
  oneOf('material', [...CONCEPTS, ...LITERALS], '?s schema:material/skos:broader* ?v'),
  oneOf('objectType', ['core', 'dredge'], '?s schema:additionalType ?v'),
  oneOf('sampledFeature', ['ocean', 'lake'], '?s sosa:isSampleOf ?v'),
  oneOf('method', ['dredging', 'by hand'], '?s sosa:isResultOf/sosa:usedProcedure ?v'),
  oneOf(
    'person',
    PEOPLE.map(({ id }) => id),
    '?s sosa:isResultOf/prov:wasAssociatedWith ?v . ?v a schema:Person',
  ),
  oneOf(
    'organisation',
    ORGANISATIONS.map(({ id }) => id),
    '?s schema:holdingArchive|(sosa:isResultOf/prov:wasAssociatedWith/schema:affiliation) ?v',
  ),
  oneOf('publication', PAPERS, '?s dcterms:isReferencedBy ?v'),
  oneOf('parent', SAMPLES, '?s dcterms:isPartOf|prov:wasDerivedFrom ?v FILTER(?v != ?s)'),
  // What is a part of itself alone is within nothing.
  oneOf(
    'within',
    SAMPLES,
    '?s dcterms:isPartOf|prov:wasDerivedFrom ?up FILTER(?up != ?s) ?up (dcterms:isPartOf|prov:wasDerivedFrom)* ?v',
  ),
  oneOf('status', ['destroyed'], '?s schema:creativeWorkStatus ?v'),
  inProvenance(['a', 'b', 'c'], 'sources', 'provenance', 'dcterms:isPartOf').map(({ chosen, pattern }) => ({
    parameter: ['source', chosen] as const,
    pattern,
  })),
  inProvenance(['kernel', 'ocean'], 'profiles', 'quality', 'dcterms:conformsTo').map(
    ({ chosen, pattern }) => ({
      parameter: ['profile', chosen] as const,
      pattern,
    }),
  ),
  box,
  collected,
)

const prologue = Object.entries(PREFIXES)
  .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`)
  .join('')

/** A store with all that the graph says because of the records. */
export const graphOf = (records: readonly StoredRecord[], vocabularies: Vocabularies): Store => {
  const store = new Store()
  const load = (text: string) => store.load(text, { format: 'application/n-quads' })
  load(writeQuads([...vocabularies.quads]))
  for (const record of records) {
    const { shared, own } = recordStatements(record, { base: BASE, profiles: {} })
    load(shared)
    load(own)
  }
  return store
}

/** The samples that answer all questions, in order. */
export const answersOf = (store: Store, questions: readonly Question[]): string[] => {
  const query = `${prologue} SELECT DISTINCT ?s { { ?s a sosa:Sample } UNION { ?s a sosa:SampleCollection }
    ${questions.map(({ pattern }) => pattern).join('\n')} }`
  const solutions = store.query(query) as Map<string, { value: string }>[]
  return solutions.map(solution => solution.get('s')?.value ?? '').sort()
}
