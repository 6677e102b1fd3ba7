import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FACET_NAMES } from '../../src/catalogue/facet-table.ts'
import { PROPERTIES } from '../../src/catalogue/filters.ts'
import { filters, hierarchies, records } from './properties-corpus.ts'
import { changed, type House, openHouse } from './properties-house.ts'
import { recordOf } from './sample-sketch.ts'

const ALL = { facets: FACET_NAMES.join(','), facetLimit: '1000', limit: '1000' }

/** Random corpora, vocabularies and filters: what any number of the API says is what asking for it finds. */
// Hundreds of searches each: a second of work, and many of waiting where the machine is busy.
describe('for any corpus and any filters', { timeout: 300_000 }, () => {
  const houses: House[] = []
  beforeAll(async () => {
    for (const hierarchy of fc.sample(hierarchies, { numRuns: 3, seed: 6 }))
      houses.push(await openHouse(hierarchy))
  })
  afterAll(async () => {
    for (const { catalogue } of houses) await catalogue.close()
  })

  const whatever = (numRuns: number, check: (house: House, asked: URLSearchParams) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        records,
        fc.array(filters, { minLength: 2, maxLength: 2 }),
        async (n, corpus, all) => {
          const house = houses[n] as House
          await house.fill(corpus)
          for (const asked of all) await check(house, asked)
        },
      ),
      { numRuns },
    )
  const idsOf = async (house: House, asked: URLSearchParams): Promise<string[]> => {
    const { total, items } = await house.ask('/api/samples', changed(asked, { set: { limit: '1000' } }))
    const ids = items.map(({ id }) => id)
    expect(ids).toHaveLength(total)
    expect(new Set(ids).size).toBe(total)
    return ids
  }

  it('a facet counts what a click on the value finds, alone and beside those selected', async () => {
    await whatever(4, async (house, asked) => {
      const { facets, total } = await house.ask('/api/samples', changed(asked, { set: ALL }))
      expect(await idsOf(house, asked)).toHaveLength(total)
      for (const facet of FACET_NAMES) {
        const values = facets[facet]?.values ?? []
        expect(values.filter(({ count }) => count > 0)).toHaveLength(facets[facet]?.total ?? -1)
        const own = asked.has(facet) ? await idsOf(house, asked) : undefined
        for (const { value, count } of values.slice(0, 3)) {
          const alone = await idsOf(house, changed(asked, { set: { [facet]: value } }))
          expect(alone, `${facet}=${value} after ${asked}`).toHaveLength(count)
          if (!own) continue
          const beside = await idsOf(house, changed(asked, { add: [[facet, value]] }))
          expect(beside.sort(), `${facet}=${value} added to ${asked}`).toEqual(
            [...new Set([...own, ...alone])].sort(),
          )
        }
      }
    })
  })

  it('a concept counts at least what each below it counts, and the list of values says the same', async () => {
    await whatever(4, async (house, asked) => {
      const { facets } = await house.ask('/api/samples', changed(asked, { set: ALL }))
      const counts = new Map(facets.material?.values.map(({ value, count }) => [value, count]))
      for (const [value, count] of counts) {
        for (const above of house.vocabularies.ancestors(value))
          if (count > 0)
            expect(counts.get(above) ?? 0, `${above} over ${value}`).toBeGreaterThanOrEqual(count)
      }
      if (asked.has('q')) return
      const listed = await house.ask('/api/facets/material', changed(asked, { set: { limit: '1000' } }))
      const { values, total } = listed as unknown as {
        values: { value: string; count: number }[]
        total: number
      }
      expect(total).toBe(facets.material?.total)
      expect(values.map(({ value, count }) => [value, count])).toEqual(
        facets.material?.values.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]),
      )
    })
  })

  it('clusters hold every located sample once, at each zoom, within boxes too', async () => {
    await whatever(5, async (house, asked) => {
      const { total } = await house.ask('/api/samples', changed(asked, { add: [['has', 'location']] }))
      for (const zoom of ['0', '3', '18']) {
        const { located, features } = await house.ask('/api/clusters', changed(asked, { set: { zoom } }))
        expect(located).toBe(total)
        expect(features.reduce((sum, { properties }) => sum + properties.count, 0)).toBe(total)
      }
    })
  })

  it('a bar of the timeline counts what its interval finds, and every sample has a bar or no date', async () => {
    await whatever(5, async (house, asked) => {
      const timeless = changed(asked, { drop: ['collected'] })
      const { bars, undated } = await house.ask(
        '/api/timeline',
        changed(asked, { set: { interval: 'century' } }),
      )
      for (const { collected, count } of bars.filter(bar => bar.count > 0))
        expect(await idsOf(house, changed(asked, { set: { collected } })), collected).toHaveLength(count)
      const dated = await idsOf(house, changed(timeless, { add: [['has', 'collected']] }))
      expect(dated.length + undated).toBe((await idsOf(house, timeless)).length)
      const between =
        bars.length > 0 ? `${bars[0]?.collected.split('/')[0]}/${bars.at(-1)?.collected.split('/')[1]}` : '..'
      if (bars.length > 0)
        expect(await idsOf(house, changed(asked, { set: { collected: between } }))).toHaveLength(dated.length)
      else expect(dated).toEqual([])
    })
  })

  it('`has` finds exactly the samples that show the property', async () => {
    await whatever(3, async (house, asked) => {
      const { items } = await house.ask('/api/samples', changed(asked, { set: { limit: '1000' } }))
      for (const property of Object.keys(PROPERTIES).filter(name => name !== 'collected')) {
        const shown = items.filter(item => SHOWN[property]?.(item as unknown as Shown)).map(({ id }) => id)
        expect(await idsOf(house, changed(asked, { add: [['has', property]] })), property).toEqual(shown)
      }
    })
  })

  it('the page of a person, organisation or publication counts the samples that a search for it finds', async () => {
    await whatever(3, async house => {
      const { facets } = await house.ask('/api/samples', ALL)
      for (const [facet, path] of [
        ['person', 'people'],
        ['organisation', 'organisations'],
        ['publication', 'publications'],
      ] as const) {
        for (const { value, count } of facets[facet]?.values.slice(0, 2) ?? []) {
          const { samples } = await house.ask(`/api/${path}/${encodeURIComponent(value)}`)
          expect(samples, value).toBe(count)
          expect(await idsOf(house, new URLSearchParams({ [facet]: value }))).toHaveLength(samples)
          const { total } = await house.ask(`/api/${path}/${encodeURIComponent(value)}/samples`)
          expect(total).toBe(samples)
        }
      }
    })
  })
})

describe('clusters', { timeout: 300_000 }, () => {
  it('say how many samples are located also where there are more cells than they list', async () => {
    const house = await openHouse([])
    const places = Array.from(
      { length: 5_101 },
      (_, n) => `POINT(${(n % 100) - 50} ${Math.floor(n / 100) / 2})`,
    )
    await house.fill([
      recordOf(
        'https://repository.example/all',
        places.map((wkt, n) => ({ iri: `https://doi.org/10.60510/p${n}`, wkt })),
      ),
    ])
    const { located, features } = await house.ask('/api/clusters', { zoom: '18' })
    expect(features).toHaveLength(5_000)
    expect(located).toBe(5_101)
    await house.catalogue.close()
  })
})

/** What shows in an item that it has a property. */
interface Shown {
  readonly [list: string]: readonly unknown[] | undefined
}

const filled = (list: string) => (item: Shown) => (item[list]?.length ?? 0) > 0

const SHOWN: Readonly<Record<string, (item: Shown) => boolean>> = {
  location: item => item.geometry !== undefined,
  name: item => item.name !== undefined,
  material: filled('materials'),
  objectType: filled('objectTypes'),
  sampledFeature: filled('sampledFeatures'),
  source: filled('sources'),
  person: filled('people'),
  organisation: filled('organisations'),
  publication: filled('publications'),
  profile: filled('conformsTo'),
  method: filled('methods'),
  status: filled('status'),
  parent: filled('parents'),
}
