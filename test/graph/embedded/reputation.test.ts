import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../../src/graph/embedded/query-shape.ts'
import { createReputations, queryKeys } from '../../../src/graph/embedded/reputation.ts'
import { disguised } from '../lethal-queries.ts'

const keysOf = (text: string) => queryKeys({ text, mediaType: 'text/csv' })

describe('the shape of a query', () => {
  it('is that of others which ask the same of other things', () => {
    const shapes = [
      'SELECT ?n WHERE { <urn:demo:s1> schema:name ?n FILTER(?n = "one # two" && 1 < 2.5) }',
      "# a comment \"\nSELECT ?x\nWHERE { <urn:demo:s22> schema:name ?x FILTER(?x = 'three' && 7 < 8) }",
    ].map(shapeOf)
    expect(shapes[1]?.trim()).toBe(shapes[0])
  })

  it('tells variables that are equal from those that are not', () => {
    expect(shapeOf('ASK { ?a ?b ?a }')).not.toBe(shapeOf('ASK { ?a ?b ?c }'))
  })

  it('is soon had of a hostile text', () => {
    const before = process.cpuUsage()
    for (const part of ['"', "'", '"""', '<', '<a', '#', '?a ', '"\n', '\\"']) shapeOf(part.repeat(100_000))
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000)
  })
})

describe('reputations', () => {
  it('trust what is like others that were short, until one of them is long', () => {
    const known = createReputations()
    const [one, other] = ['ASK { ?s ?p 1 }', 'ASK { ?s ?p 2 }'].map(keysOf)
    if (!one || !other) throw new Error('no keys')
    expect(known.of(other)).toMatchObject({ trusted: false, suspect: false })
    known.wasShort(one)
    expect(known.of(other)).toMatchObject({ trusted: true, suspect: false })
    known.wasLong(one)
    expect(known.of(one)).toMatchObject({ trusted: false, suspect: true })
    expect(known.of(other)).toMatchObject({ trusted: false, suspect: false })
  })

  it('know a query that was long in another disguise', () => {
    const known = createReputations()
    known.wasLong(keysOf(disguised('ASK { ?a ?b ?c . ?d ?e ?f }', 1)))
    expect(known.of(keysOf(disguised('ASK { ?a ?b ?c . ?d ?e ?f }', 2)))).toMatchObject({ suspect: true })
  })

  it('forget after two minutes', () => {
    let now = 0
    const known = createReputations(() => now)
    known.crashed(keysOf('ASK {}'))
    expect(known.of(keysOf('ASK {}')).crashes).toBe(1)
    now = 121_000
    expect(known.of(keysOf('ASK {}'))).toMatchObject({ crashes: 0, suspect: false })
  })
})
