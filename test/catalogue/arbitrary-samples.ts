/** Random samples, records and filters for property tests: few values, so that they meet. */
import fc from 'fast-check'
import type { FacetName } from '../../src/catalogue/facet-table.ts'
import type { Filters } from '../../src/catalogue/query.ts'
import { ROCKS, type SampleSketch } from './sample-sketch.ts'

const IRIS = Array.from({ length: 8 }, (_, n) => `https://doi.org/10.60510/demo${n}`)
const MATERIALS = [...Object.keys(ROCKS), 'unmapped "rock"']
const PEOPLE = ['https://orcid.org/0000-0002-1825-0097', 'https://people.example/2'].flatMap(id =>
  ['Josiah Carberry', 'J. Carberry', undefined].map(name => ({ id, ...(name !== undefined && { name }) })),
)
const CARBERRY = 'https://orcid.org/0000-0002-1825-0097'
const ISNI = 'https://isni.org/isni/0000000121032683'
/** Persons whose identifiers some records join; one record confuses two of them. */
const JOINED = [
  { id: ISNI, name: 'Carberry, J.' },
  { id: CARBERRY, sameAs: [ISNI] },
  { id: ISNI, sameAs: ['https://orcid.org/0000-0001-5109-3700'] },
]
const PLACES = [
  'POINT(10 50)',
  'POINT(179.5 -17)',
  'POINT(-179.5 -17)',
  'POLYGON((170 -20,190 -20,190 -10,170 -10,170 -20))',
  'nowhere',
]
const DATES = ['1998', '1998-07', '1998-07-21', '2003-01-01T12:00:00Z', 'long ago']
const NAMES = ['Demo core', 'Démo Core B', 'demo dredge', '']

const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: Math.min(2, values.length) })
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

/** What a record may say of the sample `iri`. */
const sketchOf = (iri: string): fc.Arbitrary<SampleSketch> =>
  fc
    .record({
      name: maybe(NAMES),
      description: maybe(['A core of basalt', 'Dredged']),
      materials: some(MATERIALS),
      objectTypes: some(['core', 'dredge']),
      wkt: maybe(PLACES),
      place: maybe(['Lake', 'Trench']),
      from: maybe(DATES),
      to: maybe(DATES),
      collectors: some([...PEOPLE, ...JOINED]),
      parts: some(IRIS),
      custodians: some([{ id: 'https://museum.example/', name: 'Demo museum' }]),
      publications: some([
        { id: 'https://doi.org/10.5555/1', title: 'One', relation: 'IsCitedBy' },
        { id: 'https://doi.org/10.5555/1', title: 'First', relation: 'IsDocumentedBy' },
      ]),
      parents: some(IRIS),
      status: maybe(['registered', 'destroyed']),
    })
    .map(sketch => ({
      iri,
      ...Object.fromEntries(Object.entries(sketch).filter(([, value]) => value !== undefined)),
    }))

/** One step in the life of a source: a record is written with samples (accepted or not), or withdrawn. */
export type Step =
  | {
      readonly kind: 'write'
      readonly url: string
      readonly source: string
      readonly accepted: boolean
      readonly samples: readonly SampleSketch[]
    }
  | { readonly kind: 'withdraw'; readonly url: string }

const url = fc.integer({ min: 0, max: 4 }).map(n => `https://repository.example/${n}`)
const samples = fc.subarray(IRIS.slice(0, 5), { maxLength: 3 }).chain(iris => fc.tuple(...iris.map(sketchOf)))

export const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        url,
        source: fc.constantFrom('a', 'b'),
        accepted: fc.nat(4).map(n => n > 0),
        samples,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), url }) },
  ),
  { minLength: 1, maxLength: 14 },
) satisfies fc.Arbitrary<Step[]>

/** One record per sample, up to eight samples. */
export const corpus = fc
  .tuple(...IRIS.map(iri => fc.option(sketchOf(iri))))
  .map(all => all.filter(sketch => sketch !== null))

/** Boxes on whole tens of degrees, many across the antimeridian. */
export const boxes = fc
  .tuple(
    fc.constantFrom(-180, -90, 0, 9, 90, 170, 180),
    fc.constantFrom(-180, -90, 0, 11, 90, 180),
    fc.constantFrom(-90, -20, 0),
    fc.constantFrom(0, 40, 90),
  )
  .map(([west, east, south, north]) => ({ west, east, south, north }))

const selections: Readonly<Partial<Record<FacetName, readonly string[]>>> = {
  material: MATERIALS,
  objectType: ['core', 'dredge', 'no such type'],
  person: PEOPLE.map(({ id }) => id),
  status: ['registered', 'destroyed'],
  source: ['a', 'b'],
  parent: IRIS,
}

// Few filters at a time: nearly all searches would find nothing, and prove nothing.
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const selected = fc
  .uniqueArray(fc.constantFrom(...(Object.keys(selections) as (keyof typeof selections)[])), { maxLength: 2 })
  .chain(facets =>
    fc.tuple(
      ...facets.map(facet =>
        fc
          .subarray([...(selections[facet] ?? [])], { minLength: 1, maxLength: 2 })
          .map(values => [facet, values] as const),
      ),
    ),
  )
  .map(entries => Object.fromEntries(entries) as Filters['selected'])

export const filters: fc.Arbitrary<Filters> = fc
  .record({
    q: seldom(fc.constantFrom('core', 'demo', 'dem cor', 'basalt', '…')),
    bbox: seldom(boxes),
    collected: seldom(fc.constantFrom({ first: 10_400, last: 10_500 }, { first: 11_000, last: 20_000 })),
    has: seldom(fc.constantFrom('location', 'publication', 'collected', 'person')),
    selected,
  })
  .map(({ q, bbox, collected, has, selected }) => ({
    has: has === undefined ? [] : [has],
    selected,
    ...(q !== undefined && { q }),
    ...(bbox && { bbox }),
    ...(collected && { collected }),
  }))
