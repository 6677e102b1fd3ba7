/** Random small corpora for properties of the whole API: several records per sample, odd values, values that meet. */
import fc from 'fast-check'
import type { RecordOutcome } from '../../src/model/record.ts'
import { type AgentSketch, recordOf, type SampleSketch } from './sample-sketch.ts'

export const SAMPLES = Array.from({ length: 9 }, (_, n) => `https://doi.org/10.60510/demo${n}`)
export const CONCEPTS = Array.from({ length: 7 }, (_, n) => `https://vocabulary.example/c${n}`)
const UNKNOWN_PARENT = 'https://doi.org/10.60510/never-described'
export const LITERALS = ['unmapped "rock"', 'Stein, "ü" & <b>', '100%_', 'a\\b', "it's"]
const LAB: AgentSketch = { id: 'https://lab.example/', name: 'Demo lab' }
const MUSEUM: AgentSketch = { id: 'https://museum.example/', name: 'Demo museum' }
export const PEOPLE: readonly AgentSketch[] = [
  { id: 'https://orcid.org/0000-0002-1825-0097', name: 'Josiah Carberry', affiliation: LAB },
  { id: 'https://orcid.org/0000-0002-1825-0097', name: 'J. S. Carberry', affiliation: LAB },
  { id: 'https://people.example/2', name: 'Ünïcode "Quote" O\'Demo' },
  { id: 'https://people.example/3' },
]
export const ORGANISATIONS: readonly AgentSketch[] = [LAB, MUSEUM]
export const PAPERS = ['https://doi.org/10.5555/one', 'https://data.example/set?a=1&b=(2)']
export const POINTS = [
  'POINT(10 50)',
  'POINT(-10 -50)',
  'POINT(179.5 -17)',
  'POINT(-179.5 -17)',
  'POINT(180 0)',
  'POINT(-180 5)',
  'POINT(0 90)',
  'POINT(0 0)',
]
export const AREAS = [
  'POLYGON((170 -20,190 -20,190 -10,170 -10,170 -20))',
  'MULTIPOLYGON(((175 0,180 0,180 10,175 10,175 0)),((-180 0,-170 0,-170 10,-180 10,-180 0)))',
  'POLYGON((5 44,16 44,16 48,5 48,5 44))',
  'LINESTRING(-20 -20,20 20)',
  'MULTIPOINT((1 1),(100 40))',
]
const DATES = ['1998', '1998-07', '1998-07-21', '2003-01-01T12:00:00Z', '0812', '2001-12-31', 'long ago']
const NAMES = ['Demo core', 'Démo Core B', 'demo dredge', 'Größe 7 ½', '… --', '深海 コア', 'x'.repeat(300)]

const some = <T>(values: readonly T[], most = 2) =>
  fc.subarray([...values], { maxLength: Math.min(most, values.length) })
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })

const sketchOf = (iri: string): fc.Arbitrary<SampleSketch> =>
  fc
    .record({
      collection: fc.boolean(),
      name: maybe(NAMES),
      description: maybe(['A core of basalt', 'Dredged from the “ridge”']),
      identifier: maybe(['IGSN:10.60510/DEMO1', 'DEMO-1', 'Z 9']),
      materials: some([...CONCEPTS, ...LITERALS], 3),
      objectTypes: some(['core', 'dredge', 'Core']),
      features: some(['ocean', 'lake']),
      methods: some(['dredging', 'by hand']),
      wkt: maybe([...POINTS, ...AREAS, 'nowhere']),
      place: maybe(['Lake', 'Trench']),
      from: maybe(DATES),
      to: maybe(DATES),
      collectors: some(PEOPLE),
      custodians: some(ORGANISATIONS),
      publications: some([
        { id: PAPERS[0] ?? '', title: 'One', relation: 'IsCitedBy' },
        { id: PAPERS[0] ?? '', title: 'The first', relation: 'IsDocumentedBy' },
        { id: PAPERS[1] ?? '' },
      ]),
      parents: some([...SAMPLES, UNKNOWN_PARENT]),
      derivedFrom: some(SAMPLES, 1),
      status: maybe(['registered', 'deprecated', 'destroyed', 'on loan']),
    })
    .map(sketch => ({
      iri,
      ...Object.fromEntries(Object.entries(sketch).filter(([, value]) => value !== undefined)),
    }))

const record = fc
  .tuple(
    fc.nat(7),
    fc.constantFrom('a', 'b', 'c'),
    fc.nat(7),
    fc.subarray(SAMPLES, { minLength: 1, maxLength: 3 }).chain(iris => fc.tuple(...iris.map(sketchOf))),
    fc.boolean(),
  )
  .map(([n, source, luck, sketches, meets]): RecordOutcome => {
    const url = `https://repository.example/${n}?x=1&y=ü`
    const digest = 'f'.repeat(64)
    const reports = ['kernel', 'ocean'].map(profile => ({
      profile,
      shapesDigest: digest,
      conforms: profile === 'kernel' || meets,
      results: [],
    }))
    return recordOf(url, sketches, { source, reports, state: luck > 0 ? 'accepted' : 'rejected' })
  })

/** Three to eight records about up to nine samples; the last of those with one URL counts. */
export const records = fc.array(record, { minLength: 3, maxLength: 8 })

type Pair = [name: string, value: string]

const pair = (name: string, values: readonly string[]) =>
  fc
    .subarray([...values], { minLength: 1, maxLength: Math.min(2, values.length) })
    .map(all => all.map((value): Pair => [name, value]))

/** Boxes as parameters, many of them across the antimeridian, some without area. */
export const boxText = fc
  .tuple(
    fc.constantFrom(-180, -90, 0, 9, 90, 170, 180),
    fc.constantFrom(-180, -90, 0, 11, 90, 180),
    fc.constantFrom(-90, -20, 0),
    fc.constantFrom(0, 40, 90),
  )
  .map(([west, east, south, north]) => `${west},${south},${east},${north}`)

const filter: fc.Arbitrary<Pair[]> = fc.oneof(
  pair('material', [...CONCEPTS, ...LITERALS, 'Concept 3', 'nothing']),
  pair('objectType', ['core', 'dredge', 'none']),
  pair('sampledFeature', ['ocean', 'lake']),
  pair('method', ['dredging']),
  pair('source', ['a', 'b', 'c', 'd']),
  pair('person', ['0000-0002-1825-0097', ...PEOPLE.map(({ id }) => id)]),
  pair(
    'organisation',
    ORGANISATIONS.map(({ id }) => id),
  ),
  pair('publication', PAPERS),
  pair('profile', ['kernel', 'ocean']),
  // Others that no sample of the corpus has are refused; those that one has are clicked.
  pair('status', ['registered', 'destroyed', 'deprecated']),
  pair('parent', [...SAMPLES, UNKNOWN_PARENT]),
  pair('within', [...SAMPLES, UNKNOWN_PARENT, '10.60510/DEMO2']),
  boxText.map((text): Pair[] => [['bbox', text]]),
  fc
    .constantFrom(
      'POLYGON((0 -60,20 -60,20 60,0 60,0 -60))',
      'POLYGON((170 -30,190 -30,190 30,170 30,170 -30))',
      'POLYGON((-90 -90,90 -90,0 90,-90 -90))',
    )
    .map((text): Pair[] => [['polygon', text]]),
  fc
    .constantFrom('1998/..', '../1998-07', '1998-07-21', '0001/1000', '2000/2004')
    .map((text): Pair[] => [['collected', text]]),
  fc
    .constantFrom('core', 'demo', 'dem cor', 'basalt', '…', '10.60510/demo3', '深海')
    .map((text): Pair[] => [['q', text]]),
  fc
    .constantFrom('location', 'collected', 'name', 'person', 'publication', 'parent')
    .map((text): Pair[] => [['has', text]]),
)

/** Query parameters of a search, at most three filters: most of more find nothing, and prove nothing. */
export const filters: fc.Arbitrary<URLSearchParams> = fc
  .array(filter, { maxLength: 3 })
  .map(all => new URLSearchParams(single(all.flat())))

const SINGLE = ['bbox', 'polygon', 'collected', 'q']

/** Parameters that can be given once are, in what the arbitrary made. */
const single = (pairs: readonly Pair[]): Pair[] =>
  pairs.filter(
    ([name], index) => !SINGLE.includes(name) || pairs.findIndex(([other]) => other === name) === index,
  )

/** For each of CONCEPTS those above it; cycles and several parents happen. */
export const hierarchies = fc.array(
  fc.array(fc.integer({ min: 0, max: CONCEPTS.length - 1 }), { maxLength: 3 }),
  { minLength: CONCEPTS.length, maxLength: CONCEPTS.length },
)
