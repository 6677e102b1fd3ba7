/** Rules that cannot be compiled are carried out all the same, and named. */
import { describe, expect, it } from 'vitest'
import type { Iri } from '../../../src/model/iri.ts'
import { PREFIXES, rdf, schema, sosa } from '../../../src/rdf/namespaces.ts'
import { factory } from '../../../src/rdf/terms.ts'
import { programOf } from '../../../src/transform/compile/program.ts'
import { crosswalk } from '../../../src/transform/crosswalk.ts'
import { readRules } from '../../../src/transform/rules.ts'
import { lab } from '../open-test-lab.ts'

const FILE = `PREFIX lode: <${PREFIXES.lode}>
PREFIX schema: <${PREFIXES.schema}>
PREFIX sosa: <${PREFIXES.sosa}>

INSERT { GRAPH ?kernel { ?s a sosa:Sample } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?g { ?s a sosa:Sample }
} ;

INSERT { GRAPH ?kernel { ?s schema:size ?count } }
WHERE {
  { SELECT ?g ?kernel ?s (COUNT(?name) AS ?count) WHERE { ?g lode:kernel ?kernel . GRAPH ?g { ?s schema:name ?name } } GROUP BY ?g ?kernel ?s }
} ;

INSERT { GRAPH ?kernel { ?s schema:name ?size } }
WHERE {
  ?g lode:kernel ?kernel .
  GRAPH ?kernel { ?s schema:size ?size }
}
`
const SAMPLE = 'https://doi.org/10.5072/demo'

describe('a rule that cannot be compiled', () => {
  const rules = readRules('x.ru', FILE)

  it('is named with the reason', () => {
    expect(programOf(rules).notices).toMatchObject([
      { stage: 'crosswalk', code: 'rule-not-compiled', subject: 'x.ru 2' },
    ])
    expect(programOf(rules).notices[0]?.detail).toContain('a SELECT with')
  })

  it('is carried out in its turn, record by record', () => {
    const node = factory.namedNode(SAMPLE)
    const recordWith = (names: readonly string[]) => ({
      graph: 'https://repository.example/1' as Iri,
      quads: [
        factory.quad(node, rdf('type'), sosa('Sample')),
        ...names.map(name => factory.quad(node, schema('name'), factory.literal(name))),
      ],
    })
    const crossed = crosswalk([recordWith(['a', 'b']), recordWith(['c'])], { ...lab, rules })
    expect(
      crossed.map(
        ({ problem, quads }) => problem ?? quads.find(q => q.predicate.equals(schema('name')))?.object.value,
      ),
    ).toEqual(['2', '1'])
  })

  it('is compiled no second time for the same list of rules', () => {
    expect(programOf(rules)).toBe(programOf(rules))
  })
})

describe('a record with a blank node', () => {
  it('is refused, for records have none', () => {
    const quads = [factory.quad(factory.blankNode('b'), rdf('type'), sosa('Sample'))]
    const [crossed] = crosswalk([{ graph: 'https://repository.example/1' as Iri, quads }], lab)
    expect(crossed?.problem?.code).toBe('crosswalk-failed')
    expect(crossed?.problem?.detail).toContain('a BlankNode stands in the record')
  })
})
