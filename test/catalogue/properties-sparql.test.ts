import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordOutcome } from '../../src/model/record.ts'
import { hierarchies, POINTS, records, SAMPLES } from './properties-corpus.ts'
import { type House, openHouse } from './properties-house.ts'
import { answersOf, graphOf, question } from './properties-questions.ts'

// Of records that place a sample differently the catalogue shows one, and the graph all: here they agree.
const WKT = /"(?:[A-Z]+\([^"]*|nowhere)"/
const placed = (outcome: RecordOutcome): RecordOutcome => ({
  ...outcome,
  kernelTriples: outcome.kernelTriples
    .split('\n')
    .map(line => {
      const n = SAMPLES.findIndex(iri => line.startsWith(`<${iri}#geometry>`))
      return n < 0 ? line : line.replace(WKT, JSON.stringify(POINTS[n % POINTS.length]))
    })
    .join('\n'),
})

describe('for any corpus, SPARQL and the API,', { timeout: 300_000 }, () => {
  const houses: House[] = []
  beforeAll(async () => {
    for (const hierarchy of fc.sample(hierarchies, { numRuns: 3, seed: 7 }))
      houses.push(await openHouse(hierarchy))
  })
  afterAll(async () => {
    for (const { catalogue } of houses) await catalogue.close()
  })

  it('asked the same question, find the same samples', async () => {
    let found = 0
    const questions = fc.array(question, { minLength: 1, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        records,
        fc.array(questions, { minLength: 10, maxLength: 10 }),
        async (n, corpus, all) => {
          const house = houses[n] as House
          await house.fill(corpus.map(placed))
          const store = graphOf(house.accepted(), house.vocabularies)
          for (const asked of all) {
            const pairs = asked.flatMap(({ parameter: [name, values] }) =>
              values.map((value): [string, string] => [name, value]),
            )
            const twice = asked[0]?.parameter[0] === asked[1]?.parameter[0]
            const parameters = new URLSearchParams(
              twice ? pairs.slice(0, asked[0]?.parameter[1].length) : pairs,
            )
            const expected = answersOf(store, twice ? asked.slice(0, 1) : asked)
            const { total, items } = await house.ask(
              '/api/samples',
              new URLSearchParams([...parameters, ['limit', '1000']]),
            )
            expect(items.map(({ id }) => id).sort(), String(parameters)).toEqual(expected)
            expect(total).toBe(expected.length)
            found += total
          }
        },
      ),
      { numRuns: 8 },
    )
    expect(found).toBeGreaterThan(40)
  })
})
