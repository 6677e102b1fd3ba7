/** What each record says of one sample, field by field: every value with those who assert it, and where they disagree. Pure. */
import type { Concepts } from './concepts.ts'
import { type Days, daysOf } from './dates.ts'
import type { Facts } from './facts.ts'
import { boxOf, centreOf, parseWkt } from './geometry.ts'
import type { Asserter } from './link-asserters.ts'
import { distinct } from './order.ts'

/** One value and the records that assert it. */
export interface AssertedValue {
  readonly value: string
  /** The label of a concept, the name of a person or organisation. */
  readonly label?: string
  readonly language?: string
  /** What a person or organisation has to do with the sample. */
  readonly roles?: readonly string[]
  readonly assertedBy: readonly Asserter[]
}

/** All values of one field; `disagreement` says in words what cannot all be true, and is absent where the records agree. */
export interface Assertion {
  readonly field: string
  readonly values: readonly AssertedValue[]
  /** How many values there are, where not all are listed. */
  readonly total?: number
  readonly disagreement?: string
}

/** What one record says, and when it was fetched. */
export interface Told extends Asserter {
  readonly facts: Facts
}

interface Said {
  readonly value: string
  readonly label?: string
  readonly language?: string
  readonly roles?: readonly string[]
}

type Judge = (values: readonly AssertedValue[], concepts: Concepts) => string | undefined

/** Kilometres from which two places are not one place measured twice. */
const APART_KM = 1

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Distance on a sphere of the Earth's mean radius (haversine), in kilometres. */
const kilometres = (
  [lon1, lat1]: readonly [number, number],
  [lon2, lat2]: readonly [number, number],
): number => {
  const [a, b] = [radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2]
  const h = Math.sin(a) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(b) ** 2
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Values that are compared with each other, and values that are listed of one field. */
const COMPARED = 20
const LISTED = 1_000
/** Characters of a text that are compared: longer names are none. */
const COMPARED_LENGTH = 2_000

/** So many of the values, in their order: records take turns, so that one with many values hides nobody's. */
const fairly = (values: readonly AssertedValue[], most: number): readonly AssertedValue[] => {
  if (values.length <= most) return values
  const given = new Map<string, number>()
  const turns = values.map((value, place) => {
    const turn = Math.min(...value.assertedBy.map(({ record }) => given.get(record) ?? 0))
    for (const { record } of value.assertedBy) given.set(record, (given.get(record) ?? 0) + 1)
    return { value, turn, place }
  })
  const first = turns.sort((a, b) => a.turn - b.turn || a.place - b.place).slice(0, most)
  return first.sort((a, b) => a.place - b.place).map(({ value }) => value)
}

// Records that give several values mean all of them: only values of different records can contradict each other.
const pairs = <T>(values: readonly AssertedValue[], read: (value: AssertedValue) => T): [T, T][] => {
  const compared = fairly(values, COMPARED).map(value => ({
    read: read(value),
    records: new Set(value.assertedBy.map(({ record }) => record)),
  }))
  return compared.flatMap((a, i) =>
    compared
      .slice(i + 1)
      .filter(b => ![...a.records].some(record => b.records.has(record)))
      .map((b): [T, T] => [a.read, b.read]),
  )
}

const apart: Judge = values => {
  const centres = pairs(values, ({ value }) => {
    const geometry = parseWkt(value)
    return geometry && centreOf(boxOf(geometry))
  })
  const furthest = Math.max(0, ...centres.map(([a, b]) => (a && b ? kilometres(a, b) : 0)))
  return furthest < APART_KM ? undefined : `places up to ${Math.round(furthest)} km apart`
}

const overlap = (a: Days, b: Days): boolean => a.first <= b.last && b.first <= a.last

// `1998` and `1998-07-21` say the same, one more precisely.
const otherDates: Judge = values => {
  const found = pairs(values, ({ value }) => ({ value, days: daysOf(value) })).find(
    ([a, b]) => a.days && b.days && !overlap(a.days, b.days),
  )
  return found && `${found[0].value} or ${found[1].value}`
}

// `rock` and `basalt` say the same, one more precisely.
const otherBranches: Judge = (values, concepts) => {
  const found = pairs(values, ({ value, label }) => ({
    value,
    shown: (label ?? value).slice(0, 80),
    above: concepts.ancestors(value),
  })).find(([a, b]) => !a.above.includes(b.value) && !b.above.includes(a.value))
  return found && `${found[0].shown} or ${found[1].shown}`
}

const otherTexts: Judge = values => {
  const found = pairs(values, ({ value, language = '' }) => ({ value, language, same: folded(value) })).find(
    ([a, b]) => a.language === b.language && a.same !== b.same,
  )
  return found && `“${found[0].value.slice(0, 80)}” or “${found[1].value.slice(0, 80)}”`
}

const folded = (text: string): string =>
  text.slice(0, COMPARED_LENGTH).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const otherNumbers: Judge = values => {
  const found = pairs(values, ({ value }) => value).find(([a, b]) => Math.abs(Number(a) - Number(b)) > 1)
  return found && `${found[0]} or ${found[1]} m`
}

const otherStatus: Judge = values => {
  const [found] = pairs(values, ({ value }) => value)
  return found && `${found[0].slice(0, 80)} or ${found[1].slice(0, 80)}`
}

const plain = (values: readonly string[]): Said[] => values.map(value => ({ value }))
const texts = (values: Facts['names']): Said[] =>
  values.map(([value, language]) => ({ value, ...(language !== '' && { language }) }))
const agents = (facts: Facts, kind: 'person' | 'organisation'): Said[] =>
  facts.agents
    .filter(agent => agent.kind === kind)
    .map(({ id, names, roles }) => ({ value: id, ...(names[0] !== undefined && { label: names[0] }), roles }))

/** The fields in the order in which they are shown: what a record says in each, and who judges whether records agree. */
const FIELDS: readonly { field: string; said: (facts: Facts) => Said[]; judge?: Judge; concept?: true }[] = [
  { field: 'name', said: facts => texts(facts.names), judge: otherTexts },
  { field: 'identifier', said: facts => plain(facts.identifiers) },
  { field: 'description', said: facts => texts(facts.descriptions) },
  { field: 'material', said: facts => plain(facts.materials), judge: otherBranches, concept: true },
  { field: 'objectType', said: facts => plain(facts.objectTypes), judge: otherBranches, concept: true },
  {
    field: 'sampledFeature',
    said: facts => plain(facts.sampledFeatures),
    judge: otherBranches,
    concept: true,
  },
  { field: 'method', said: facts => plain(facts.methods), judge: otherBranches, concept: true },
  { field: 'coordinates', said: facts => plain(facts.wkt), judge: apart },
  { field: 'elevation', said: facts => plain(facts.elevations.map(String)), judge: otherNumbers },
  { field: 'place', said: facts => plain(facts.places), judge: otherTexts },
  { field: 'collectedFrom', said: facts => plain(facts.starts), judge: otherDates },
  { field: 'collectedTo', said: facts => plain(facts.ends), judge: otherDates },
  { field: 'person', said: facts => agents(facts, 'person') },
  { field: 'organisation', said: facts => agents(facts, 'organisation') },
  {
    field: 'publication',
    said: facts =>
      facts.publications.map(({ id, titles, relations }) => ({
        value: id,
        ...(titles[0] !== undefined && { label: titles[0] }),
        roles: relations,
      })),
  },
  { field: 'parent', said: facts => plain(facts.parents) },
  {
    field: 'status',
    said: facts => plain(facts.statuses),
    judge: otherStatus,
  },
]

/**
 * The fields that any record says something in. `told` must be in the order of the records' URLs. Values of one text are
 * one value; names of a person or organisation come from the first record, its roles from all.
 */
export const assertionsOf = (told: readonly Told[], concepts: Concepts): Assertion[] =>
  FIELDS.flatMap(({ field, said, judge, concept }): Assertion[] => {
    const values = new Map<string, AssertedValue & { assertedBy: Asserter[] }>()
    for (const { facts, ...asserter } of told) {
      for (const one of said(facts)) {
        const key = `${one.value}\n${one.language ?? ''}`
        const label = one.label ?? (concept ? concepts.label(one.value) : undefined)
        const known = values.get(key) ?? { ...one, ...(label !== undefined && { label }), assertedBy: [] }
        const roles = distinct([...(known.roles ?? []), ...(one.roles ?? [])])
        if (known.assertedBy.at(-1)?.record !== asserter.record) known.assertedBy.push(asserter)
        values.set(key, { ...known, ...(one.roles && { roles }) })
      }
    }
    if (values.size === 0) return []
    const all = [...values.values()]
    const disagreement = judge?.(all, concepts)
    const listed = fairly(all, LISTED)
    const more = listed.length < all.length ? { total: all.length } : {}
    return [{ field, values: listed, ...more, ...(disagreement !== undefined && { disagreement }) }]
  })
