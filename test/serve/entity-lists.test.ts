import { afterAll, describe, expect, it } from 'vitest'
import { searchDigest, writeCursor } from '../../src/catalogue/cursor.ts'
import { type AgentSketch, recordOf } from '../catalogue/sample-sketch.ts'
import { openApi } from './api-house.ts'

const person = (code: string, name?: string): AgentSketch => ({
  id: `https://a.example/people/${code}`,
  ...(name !== undefined && { name }),
})
const LONG = 'Demo '.repeat(10_000)
const PEOPLE = {
  eve: person('eve', 'Éve Demo'),
  adam: person('adam', 'adam demo'),
  namesake: person('namesake', 'adam demo'),
  zoe: person('zoe', '“Zoë” Demo'),
  endless: person('endless', LONG),
  nameless: person('nameless'),
  ideographs: person('ideographs', '李四'),
}
const sample = (n: number, collectors: readonly AgentSketch[], url = `https://a.example/${n}`) =>
  recordOf(url, [{ iri: `https://doi.org/10.60510/sample-${n}`, name: `Sample ${n}`, collectors }])

const { eve, zoe, endless, nameless } = PEOPLE
const everybody = () => [
  sample(1, Object.values(PEOPLE)),
  sample(2, [eve, zoe, endless]),
  sample(3, [eve, zoe]),
  sample(4, [eve]),
]
const open = openApi(everybody())
const names = new Map(Object.entries(PEOPLE).map(([name, { id }]) => [id, name]))

interface Page {
  readonly total: number
  readonly items: readonly { id: string; name: string; samples: number }[]
  readonly next?: string
}

afterAll(async () => (await open).catalogue.close())

const walk = async (path: string): Promise<string[]> => {
  const found: string[] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    // No proxy takes more.
    expect(next.length).toBeLessThan(8_000)
    const page: Page = (await (await open).json(next)) as Page
    expect([page.total, page.items.length > 0]).toEqual([names.size, true])
    found.push(...page.items.map(({ id }) => names.get(id) ?? id))
    next = page.next
  }
  return found
}

describe('the list of people', () => {
  const byName = ['adam', 'namesake', 'endless', 'eve', 'nameless', 'zoe', 'ideographs']
  it.each([
    ['-samples', ['eve', 'zoe', 'endless', 'adam', 'namesake', 'nameless', 'ideographs']],
    ['samples', ['adam', 'namesake', 'nameless', 'ideographs', 'endless', 'zoe', 'eve']],
    ['name', byName],
    ['-name', ['ideographs', 'zoe', 'nameless', 'eve', 'endless', 'adam', 'namesake']],
  ])('comes in the order %s, each once, whatever the length of pages and names', async (sort, expected) => {
    for (const limit of [1, 2, 3, 50])
      expect(await walk(`/api/people?sort=${sort}&limit=${limit}`)).toEqual(expected)
  })

  it('has those with most samples first unless it is asked for another order, as the facet has', async () => {
    const { items } = (await (await open).json('/api/people')) as Page
    const { values } = (await (await open).json('/api/facets/person')) as {
      values: { value: string; label: string; count: number }[]
    }
    expect(items).toEqual(
      values.map(({ value, label, count }) => ({ id: value, name: label, samples: count })),
    )
  })

  it('counts the samples that the filters choose, and searches names by q', async () => {
    const list = async (query: string) =>
      ((await (await open).json(`/api/people?${query}`)) as Page).items.map(({ id, samples }) => [
        names.get(id),
        samples,
      ])
    const own = `person=${encodeURIComponent(zoe.id)}`
    expect(await list(`sort=name&q=zoe`)).toEqual([['zoe', 3]])
    expect(await list(`sort=name&q=%3F`)).toEqual([])
    // The filter of its own kind is no filter here: it would leave one line.
    expect(await list(`${own}&limit=2`)).toEqual([
      ['eve', 4],
      ['zoe', 3],
    ])
    expect(await list(`within=https://doi.org/10.60510/nothing`)).toEqual([])
    expect(await list(`sort=samples&has=name&limit=1`)).toEqual([['adam', 1]])
  })

  it('goes on where it was when people join and leave between two pages', async () => {
    const { catalogue, feed, json, get } = await openApi(everybody())
    const first = (await json('/api/people?sort=name&limit=3')) as Page
    feed.write([
      sample(5, [person('aaron', 'Aaron Demo'), person('fay', 'Fay Demo')]),
      sample(1, [endless, nameless, eve, zoe]),
    ])
    await catalogue.catchUp()
    const rest = (await (await get(first.next ?? '')).json()) as Page
    expect(first.items.map(({ id }) => names.get(id))).toEqual(['adam', 'namesake', 'endless'])
    expect(rest.items.map(({ id }) => names.get(id) ?? id)).toEqual([
      ...['eve', 'https://a.example/people/fay', 'nameless'],
    ])
    await catalogue.close()
  })

  it('says what to write instead of an order it does not know, and takes no made-up cursor', async () => {
    for (const [query, advice] of [
      ['sort=names', 'did you mean "name"?'],
      ['sort=', 'Known: -samples, samples, name, -name.'],
      ['sort=name&sort=samples', 'given more than once'],
      ['cursor=nonsense', 'the cursor is damaged'],
    ]) {
      const answer = await (await open).get(`/api/people?${query}`)
      expect([query, answer.status]).toEqual([query, 400])
      expect(((await answer.json()) as { detail: string }).detail).toContain(advice)
    }
    const search = searchDigest({ entities: 'person', sort: '-samples', selected: {}, has: [] })
    for (const [after, status] of [
      [['many', 'a', 'b'], 400],
      [[1], 400],
      [[], 400],
      [[3, '\ud800', '\u0000'], 200],
    ] as const) {
      const cursor = writeCursor({ search, after: [...after], generation: 0 })
      expect((await (await open).get(`/api/people?cursor=${cursor}`)).status).toBe(status)
    }
  })
})
