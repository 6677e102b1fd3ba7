import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import { KINSHIPS } from '../../src/catalogue/families.ts'
import { memoryFeed } from '../support/build-record.ts'
import { recordOf, rockVocabularies, type SampleSketch } from './sample-sketch.ts'

const IRIS = Array.from({ length: 6 }, (_, n) => `https://doi.org/10.60510/kin${n}`)
const some = fc.subarray(IRIS, { maxLength: 2 })
// Every sample may be part of or derived from any, itself included: cycles are common.
const graphs = fc.tuple(
  ...IRIS.map(iri => fc.record({ iri: fc.constant(iri), parents: some, derivedFrom: some, parts: some })),
)

/** Distances by following edges one step at a time: the plain definition. */
const reachable = (graph: readonly SampleSketch[], start: string, up: boolean): Map<string, number> => {
  const edges = graph.flatMap(({ iri, parents = [], derivedFrom = [], parts = [] }) => [
    ...[...parents, ...derivedFrom].map(parent => [iri, parent] as const),
    ...parts.map(part => [part, iri] as const),
  ])
  const found = new Map([[start, 0]])
  for (let distance = 0; distance <= IRIS.length; distance++) {
    for (const [from, to] of edges.map(([child, parent]) => (up ? [child, parent] : [parent, child])))
      if (from !== undefined && to !== undefined && found.get(from) === distance && !found.has(to))
        found.set(to, distance + 1)
  }
  found.delete(start)
  return found
}

const record = (sketch: SampleSketch) => recordOf(`https://a.example/${sketch.iri.slice(-1)}`, [sketch])
const options = { vocabularies: rockVocabularies(), sources: [] }

describe('families', () => {
  it('end and are exact however samples are linked in circles, rebuilt or followed', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.constantFrom(...IRIS), async (graph, start) => {
        const feed = memoryFeed()
        const followed = await openCatalogue({ ...options, feed })
        for (const sketch of graph) {
          feed.write([record(sketch)])
          await followed.catchUp()
        }
        const rebuilt = await openCatalogue({ ...options, feed })
        await rebuilt.catchUp()
        const { value } = await followed.family(start)
        expect((await rebuilt.family(start)).value).toEqual(value)
        const distances = (kin: typeof value.ancestors) =>
          new Map(kin.map(({ id, distance }) => [id, distance]))
        expect(distances(value.ancestors)).toEqual(reachable(graph, start, true))
        expect(distances(value.descendants)).toEqual(reachable(graph, start, false))
        for (const of of KINSHIPS) expect(value.counts[of]).toBe(value[of].length)
        expect(value.siblings.map(({ id }) => id)).not.toContain(start)
        await followed.close()
        await rebuilt.close()
      }),
      { numRuns: 15 },
    )
  })

  it('of a chain are listed to its end, page by page', async () => {
    const feed = memoryFeed()
    const iri = (n: number) => `https://doi.org/10.60510/link${String(n).padStart(3, '0')}`
    feed.write(
      Array.from({ length: 30 }, (_, n) =>
        recordOf(`https://a.example/${n}`, [{ iri: iri(n), parents: n > 0 ? [iri(n - 1)] : [] }]),
      ),
    )
    const catalogue = await openCatalogue({ ...options, feed })
    await catalogue.catchUp()
    const found: string[] = []
    let cursor: string | undefined
    do {
      const { value } = await catalogue.kin(iri(0), {
        of: 'descendants',
        limit: 11,
        ...(cursor && { cursor }),
      })
      if (!value.ok) throw new Error(value.problem.detail)
      expect(value.value.total).toBe(29)
      found.push(...value.value.relatives.map(({ id }) => id))
      cursor = value.value.cursor
    } while (cursor !== undefined)
    expect(found).toEqual(Array.from({ length: 29 }, (_, n) => iri(n + 1)))
    await catalogue.close()
  })

  it('of a chain of hundreds are counted to its end, whichever way one looks', async () => {
    const feed = memoryFeed()
    const iri = (n: number) => `https://doi.org/10.60510/link${String(n).padStart(3, '0')}`
    const chain = Array.from({ length: 300 }, (_, n) => ({
      iri: iri(n),
      [n === 150 ? 'derivedFrom' : 'parents']: n > 0 ? [iri(n - 1)] : [],
    }))
    feed.write([recordOf('https://a.example/chain', chain)])
    const catalogue = await openCatalogue({ ...options, feed })
    await catalogue.catchUp()
    const { value } = await catalogue.family(iri(150))
    expect(value.counts).toEqual({
      ancestors: 150,
      descendants: 149,
      siblings: 0,
      origins: 1,
      derivations: 0,
    })
    expect(value.truncated).toBe(false)
    expect(value.ancestors.at(-1)).toMatchObject({ id: iri(0), distance: 150, via: iri(1), known: true })
    feed.write([recordOf('https://a.example/more', [{ iri: iri(300), parents: [iri(299)] }])])
    await catalogue.catchUp()
    expect((await catalogue.family(iri(150))).value.counts.descendants).toBe(150)
    await catalogue.close()
  })
})
