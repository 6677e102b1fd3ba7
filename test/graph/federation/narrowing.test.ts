import fc from 'fast-check'
import oxigraph from 'oxigraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withFederation } from '../../../src/graph/federation/federated.ts'
import type { GraphStore } from '../../../src/graph/store.ts'
import { answering, type Endpoint, graphOf, lookupOf, startEndpoint, storeOf } from './stores.ts'

// The same words on both sides, so that many joins find something.
const word = fc.constantFrom('a', 'b', 'c', 'd')
const property = fc.constantFrom('p', 'q', 'r')
const statement = fc.tuple(word, property, word).map(terms => terms.map(term => `e:${term}`).join(' '))
const data = fc
  .array(statement, { maxLength: 14 }) // A graph without a statement would be no graph.
  .map(all => `${[...all, 'e:z e:z e:z'].join(' . ')} .`)

const variable = fc.constantFrom('?x', '?y', '?z')
const pattern = fc
  .tuple(
    fc.oneof(
      variable,
      word.map(each => `e:${each}`),
    ),
    property,
    fc.oneof(
      variable,
      word.map(each => `e:${each}`),
    ),
  )
  .map(([s, p, o]) => `${s} e:${p} ${o} .`)
const condition = fc.oneof(
  fc.tuple(variable, word).map(([v, w]) => `FILTER(${v} != e:${w})`),
  variable.map(v => `FILTER(!BOUND(${v}))`),
  fc.tuple(variable, variable).map(([v, w]) => `FILTER(${v} = ${w})`),
)

/** Groups without SERVICE, as they may stand inside and beside one. */
const group: fc.Arbitrary<string> = fc.letrec<{ group: string; part: string }>(tie => ({
  part: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: pattern },
    { weight: 1, arbitrary: condition },
    { weight: 3, arbitrary: tie('group').map(inner => `OPTIONAL { ${inner} }`) },
    { weight: 1, arbitrary: fc.tuple(tie('group'), tie('group')).map(([l, r]) => `{ ${l} } UNION { ${r} }`) },
    { weight: 1, arbitrary: tie('group').map(inner => `MINUS { ${inner} }`) },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('group'), variable).map(([g, v]) => `{ SELECT DISTINCT ${v} { ${g} } }`),
    },
    { weight: 1, arbitrary: fc.tuple(variable, word).map(([v, w]) => `VALUES ${v} { e:${w} UNDEF }`) },
  ),
  group: fc
    .array(tie('part') as fc.Arbitrary<string>, { minLength: 1, maxLength: 3 })
    .map(parts => parts.join(' ')),
})).group

/** A query with one clause that is asked elsewhere, somewhere among other patterns. */
const query = fc
  .tuple(group, group, group, fc.constantFrom('plain', 'optional', 'union', 'minus', 'nested'))
  .map(([before, inside, after, place]) => {
    const clause = `ELSEWHERE { ${inside} }`
    const placed = {
      plain: clause,
      optional: `OPTIONAL { ${clause} }`,
      union: `{ ${clause} } UNION { ${after} }`,
      minus: `MINUS { ${clause} }`,
      nested: `{ ${clause} ${after} }`,
    }[place]
    return `PREFIX e: <http://e/> SELECT ?x ?y ?z { ${before} ${placed} ${after} }`
  })

const REMOTE = 'urn:x:elsewhere'

/** Rows of a result in CSV, sorted: SELECT without ORDER BY has no order. */
const rowsOf = (csv: string): string[] => csv.trimEnd().split(/\r?\n/).slice(1).sort()

describe('a clause that is asked elsewhere', () => {
  let endpoint: Endpoint
  let there: oxigraph.Store
  beforeAll(async () => {
    endpoint = await startEndpoint('elsewhere.example', (text, ...rest) => answering(there)(text, ...rest))
  })
  afterAll(() => endpoint.close())

  /** By SPARQL's own words: a graph with the same statements, in the same store. */
  const expected = (here: string, elsewhere: string, text: string): string[] => {
    const store = storeOf(here)
    for (const { subject, predicate, object } of storeOf(elsewhere).match())
      store.add(oxigraph.quad(subject, predicate, object, oxigraph.namedNode(REMOTE)))
    const csv = store.query(text.replace('ELSEWHERE', `GRAPH <${REMOTE}>`), { results_format: 'csv' })
    return rowsOf(String(csv))
  }

  it('finds what it would find if the statements were here, however little is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(data, data, query, async (here, elsewhere, text) => {
        there = storeOf(elsewhere)
        const federated: GraphStore = withFederation(graphOf(storeOf(here)), {
          allow: [endpoint.url],
          deadlineMs: 5000,
          lookup: lookupOf(),
          forbidden: () => false,
          base: 'http://local',
        })
        try {
          const answer = await federated.query(text.replace('ELSEWHERE', `SERVICE <${endpoint.url}>`), {
            accept: 'text/csv',
          })
          if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.detail}`)
          expect(rowsOf(Buffer.from(answer.value.body).toString())).toEqual(expected(here, elsewhere, text))
        } finally {
          await federated.close()
        }
      }),
      { numRuns: 400 },
    )
  })
})
