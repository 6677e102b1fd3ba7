/**
 * Repairs of values: in the working copy that the crosswalk rules read, texts are put into the form that the rules know.
 * The record itself keeps what was written. Knows the properties, not the communities.
 */
import type { Quad } from '@rdfjs/types'
import type { Repair } from '../../model/json-ld-document.ts'
import { schema } from '../../rdf/namespaces.ts'
import { factory } from '../../rdf/terms.ts'
import { repairsOff, type ValueRepairName } from '../../registry/repairs.ts'
import { readDate } from './dates.ts'
import { readGeoJson } from './geojson-values.ts'
import { readPersons } from './persons.ts'
import { isPlaceholder } from './placeholders.ts'
import { readPoints } from './points.ts'
import { type Kind, NAMES_OF_DATES, propertyOf } from './properties.ts'
import { quoted } from './rule.ts'
import { looksLikeWkt, readBox, readCircle, readPositions, readWkt } from './shapes.ts'
import { type ValueBench, withObject } from './value-rule.ts'

/** The quads with repaired values, and what was done. The quads are the same array when nothing was. */
export interface RepairedValues {
  readonly quads: readonly Quad[]
  readonly repairs: readonly Repair[]
}

const MAX_REPAIRS = 200

/**
 * Repairs the values of one record: all quads have its graph, none a blank node. `base` is the public address without a
 * trailing slash; `off` names the repairs that must not be made. Done again to its result it does nothing.
 */
export const repairValues = (
  quads: readonly Quad[],
  { base, off = repairsOff() }: { readonly base: string; readonly off?: ReadonlySet<string> },
): RepairedValues => {
  const repairs: Repair[] = []
  const bench: ValueBench = {
    may: rule => !off.has(rule),
    log: (rule, detail) => {
      if (repairs.length < MAX_REPAIRS) repairs.push({ rule, detail })
    },
    base,
  }
  const seen = new Set<Kind | 'coordinates'>()
  const dates = new Set<string>()
  for (const { subject, predicate, object } of quads)
    if (predicate.value === NAME && NAMES_OF_DATES.test(object.value)) dates.add(subject.value)
  let changed: Quad[] | undefined
  for (let i = 0; i < quads.length; i++) {
    const quad = quads[i]
    if (!quad) continue
    const after = repairedQuad(quad, dates, seen, bench)
    if (after !== quad) changed ??= quads.slice(0, i)
    if (!changed || !after) continue
    if (Array.isArray(after)) changed.push(...after)
    else changed.push(after)
  }
  let result: readonly Quad[] = changed ?? quads
  if (seen.has('latitude')) result = readPoints(result, bench)
  if (seen.has('coordinates')) result = readGeoJson(result, bench)
  if (seen.has('person') || seen.has('name')) result = readPersons(result, bench)
  return { quads: result, repairs }
}

const NAME = schema('name').value
const VALUE = schema('value').value

/** The quad, another, several, or none. */
const repairedQuad = (
  quad: Quad,
  dates: ReadonlySet<string>,
  seen: Set<Kind | 'coordinates'>,
  bench: ValueBench,
): Quad | Quad[] | undefined => {
  const { predicate, object, subject } = quad
  const { kind: own, local, isCoordinates } = propertyOf(predicate.value)
  const kind = own ?? (predicate.value === VALUE && dates.has(subject.value) ? 'date' : undefined)
  if (isCoordinates) seen.add('coordinates')
  if (object.termType !== 'Literal') {
    if (kind === 'latitude') seen.add(kind)
    return quad
  }
  const text = object.value
  if (text.length < MAX_PLACEHOLDER && isPlaceholder(text, local) && bench.may('placeholder-left-out')) {
    bench.log('placeholder-left-out', `${local} ${quoted(text)} stands for a missing value`)
    return undefined
  }
  if (kind === undefined) return isWktProperty(quad) ? shaped(quad, readWkt(text), bench) : quad
  if (kind === 'latitude' || (text.includes(',') && (kind === 'name' || kind === 'person'))) seen.add(kind)
  return repairedLiteral(quad, text, kind, bench)
}

const MAX_PLACEHOLDER = 60

/** ESIP gives the well-known text of a place as an additional property's value. */
const isWktProperty = ({ predicate, object }: Quad): boolean =>
  predicate.value === VALUE && /^\s*[<SEMPL]/i.test(object.value) && looksLikeWkt(object.value)

const repairedLiteral = (
  quad: Quad,
  text: string,
  kind: Kind,
  bench: ValueBench,
): Quad | Quad[] | undefined => {
  if (kind === 'date') return dated(quad, text, bench)
  if (kind === 'box') return shaped(quad, readBox(text), bench)
  if (kind === 'positions')
    return shaped(quad, looksLikeWkt(text) ? readWkt(text) : readPositions(text), bench)
  if (kind === 'shape') return shaped(quad, looksLikeWkt(text) ? readWkt(text) : undefined, bench)
  return kind === 'circle' ? centred(quad, text, bench) : quad
}

const withText = (quad: Quad, text: string): Quad => withObject(quad, factory.literal(text))

const dated = (quad: Quad, text: string, bench: ValueBench): Quad | undefined => {
  const read = readDate(text)
  if (!read || !bench.may(read.rule)) return quad
  const what = read.text === '' ? 'stands for a missing date' : `was read as ${read.text}`
  bench.log(read.rule, `${propertyOf(quad.predicate.value).local} ${quoted(text)} ${what}`)
  return read.text === '' ? undefined : withText(quad, read.text)
}

const shaped = (
  quad: Quad,
  read: { readonly text: string; readonly rule: ValueRepairName } | undefined,
  bench: ValueBench,
): Quad => {
  if (!read || !bench.may(read.rule)) return quad
  bench.log(
    read.rule,
    `${propertyOf(quad.predicate.value).local} ${quoted(quad.object.value)} was read as ${quoted(read.text)}`,
  )
  return withText(quad, read.text)
}

const centred = (quad: Quad, text: string, bench: ValueBench): Quad | Quad[] => {
  const circle = readCircle(text)
  if (!circle || !bench.may('circle-as-centre')) return quad
  bench.log(
    'circle-as-centre',
    `the circle ${quoted(text)} is shown by its centre, without its radius of ${circle.radius} m`,
  )
  const { subject, graph } = quad
  return [
    factory.quad(subject, schema('latitude'), factory.literal(circle.latitude), graph),
    factory.quad(subject, schema('longitude'), factory.literal(circle.longitude), graph),
  ]
}
