import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SORTS } from '../../src/catalogue/query.ts'
import { filters, hierarchies, records } from './properties-corpus.ts'
import { type Answer, changed, type House, openHouse } from './properties-house.ts'

describe('paging while changes are applied', { timeout: 300_000 }, () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse(fc.sample(hierarchies, { numRuns: 1, seed: 8 })[0] ?? [])
  })
  afterAll(() => house.catalogue.close())

  const idsOf = ({ items }: Answer): string[] => items.map(({ id }) => id)

  it('visits every sample that stays once, in every order', async () => {
    let stayed = 0
    await fc.assert(
      fc.asyncProperty(
        records,
        records,
        filters,
        fc.constantFrom(...SORTS),
        fc.integer({ min: 1, max: 2 }),
        async (corpus, meanwhile, asked, sort, limit) => {
          await house.fill(corpus)
          const one = changed(asked, { set: { sort, limit: String(limit) } })
          const all = () => house.ask('/api/samples', changed(asked, { set: { sort, limit: '1000' } }))
          const staying = new Set(idsOf(await all()))
          const visited: string[] = []
          const changes = meanwhile.slice(0, 3)
          let page = await house.ask('/api/samples', one)
          for (;;) {
            visited.push(...idsOf(page))
            expect(visited.length, 'paging ends').toBeLessThan(50)
            if (page.next === undefined) break
            const change = changes.shift()
            if (change) {
              // What a changed record describes may come, go or move.
              for (const { url, samples } of house.accepted())
                if (url === change.url) for (const id of samples) staying.delete(id)
              for (const id of change.samples) staying.delete(id)
              await house.write([change])
            }
            page = JSON.parse(await (await house.get(page.next)).text()) as Answer
          }
          for (const id of staying)
            expect(
              visited.filter(each => each === id),
              `${id} by ${sort} of ${asked}`,
            ).toEqual([id])
          const now = idsOf(await all())
          expect([...staying].filter(id => !now.includes(id))).toEqual([])
          stayed += staying.size
        },
      ),
      { numRuns: 8 },
    )
    expect(stayed).toBeGreaterThan(5)
  })
})
