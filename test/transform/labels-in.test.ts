import { describe, expect, it } from 'vitest'
import { rdfs, schema, skos } from '../../src/rdf/namespaces.ts'
import { factory } from '../../src/rdf/terms.ts'
import { labelsIn } from '../../src/transform/concepts.ts'

const THING = 'https://a.example/thing'
const named = (property: ReturnType<typeof schema>, name: string) =>
  factory.quad(factory.namedNode(THING), property, factory.literal(name))

describe('the names of a thing', () => {
  it('are its literals of three properties, in the order of the record', () => {
    const labels = labelsIn([
      named(rdfs('label'), 'b'),
      named(schema('description'), 'no name'),
      factory.quad(factory.namedNode(THING), schema('name'), factory.namedNode('https://a.example/c')),
      named(skos('prefLabel'), 'a'),
    ])
    expect(labels(THING)).toEqual(['b', 'a'])
    expect(labels('https://a.example/other')).toEqual([])
  })

  it('are collected in time when a record gives 200,000', () => {
    const quads = Array.from({ length: 200_000 }, (_, n) => named(schema('name'), `name ${n}`))
    const before = process.cpuUsage()
    expect(labelsIn(quads)(THING)).toHaveLength(200_000)
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
  })
})
