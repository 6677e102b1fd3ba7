/** Query parameters -> a checked search request, or a problem that says what to write instead. */
import { failed, ok, type Result } from '../model/problem.ts'
import { knownInstead } from '../registry/nearest.ts'
import { parseInterval } from './dates.ts'
import { FACET_NAMES, type FacetName, isFacetName } from './facet-table.ts'
import { PROPERTIES } from './filters.ts'
import { type Box, parseWkt } from './geometry.ts'
import type { Area } from './intersects.ts'
import { FILTERS, PAGING, SINGLE, WHOLE } from './parameter-table.ts'
import { type Filters, type SearchRequest, SORTS, type Sort } from './query.ts'

/** Parameters that choose samples. */
export const FILTER_PARAMETERS: readonly string[] = Object.keys(FILTERS)
/** Parameters of the search beside those. */
export const PAGE_PARAMETERS: readonly string[] = Object.keys(PAGING)

export const MAX_LIMIT = WHOLE.limit.most
/** Values of one facet, characters of a value, corners of a polygon: beyond any honest use. */
const MAX_VALUES = 200
const MAX_VALUE_LENGTH = 8_192
const MAX_CORNERS = 1_000

/** A refusal of one parameter: its name, what was given, and what to do. */
export const refuse = (name: string, value: string, advice: string): Result<never> =>
  failed({
    stage: 'catalogue',
    code: 'invalid-parameter',
    subject: name,
    detail: `${name}=${JSON.stringify(value.slice(0, 100))}: ${advice}`,
  })

/** Refuses parameters that `allowed` does not list, with the one that was probably meant, and single ones given twice. */
export const onlyKnown = (parameters: URLSearchParams, allowed: readonly string[]): Result<undefined> => {
  for (const name of parameters.keys()) {
    if (allowed.includes(name)) continue
    return failed({
      stage: 'catalogue',
      code: 'unknown-parameter',
      subject: name.slice(0, 100),
      detail: `unknown parameter '${name.slice(0, 100)}'${knownInstead(name, allowed)}`,
    })
  }
  const twice = SINGLE.find(name => parameters.getAll(name).length > 1)
  return twice === undefined
    ? ok(undefined)
    : refuse(twice, parameters.getAll(twice)[1] ?? '', 'given more than once; give it one value')
}

/** A whole number between `least` and `most`, or `preset` when the parameter is absent. */
export const wholeNumber = (
  parameters: URLSearchParams,
  name: string,
  { least, most, preset }: { least: number; most: number; preset: number },
): Result<number> => {
  const text = parameters.get(name)
  if (text === null) return ok(preset)
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return ok(value)
  return refuse(name, text, `must be a whole number from ${least} to ${most}`)
}

/** `minLon,minLat,maxLon,maxLat` in degrees; minLon > maxLon crosses the antimeridian. */
export const parseBox = (text: string): Result<Box> => {
  const numbers = text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west = 0, south = 0, east = 0, north = 0] = numbers
  if (numbers.length !== 4 || !numbers.every(Number.isFinite)) {
    return refuse('bbox', text, 'must be four numbers: minLon,minLat,maxLon,maxLat in degrees')
  }
  if (Math.abs(west) > 540 || Math.abs(east) > 540)
    return refuse(
      'bbox',
      text,
      'longitudes lie between -180 and 180; those of maps that went round once, up to 540, are understood as well',
    )
  if (Math.abs(south) > 90 || Math.abs(north) > 90)
    return refuse('bbox', text, 'latitudes lie between -90 and 90')
  if (south > north)
    return refuse('bbox', text, 'minLat is greater than maxLat; the order is minLon,minLat,maxLon,maxLat')
  return ok({ west, south, east, north })
}

const parsePolygon = (text: string): Result<Area> => {
  const geometry = parseWkt(text)
  const area: Area | undefined =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : undefined
  if (!area)
    return refuse('polygon', text, 'must be WKT: POLYGON((lon lat, …)) or MULTIPOLYGON(((lon lat, …)))')
  const rings = area.flat()
  if (rings.some(ring => new Set(ring.map(String)).size < 3))
    return refuse('polygon', text, 'has a ring of fewer than three different corners, which holds no area')
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0)
  if (corners > MAX_CORNERS)
    return refuse('polygon', text, `has ${corners} corners, at most ${MAX_CORNERS} are allowed; simplify it`)
  return ok(area)
}

// `a,b` and repetition mean the same.
const list = (parameters: URLSearchParams, name: string): string[] => [
  ...new Set(
    parameters
      .getAll(name)
      .flatMap(text => text.split(','))
      .map(text => text.trim())
      .filter(Boolean),
  ),
]

const valuesOf = (parameters: URLSearchParams, name: string): Result<string[]> => {
  const values = [...new Set(parameters.getAll(name).filter(value => value !== ''))].sort()
  if (values.length > MAX_VALUES)
    return refuse(name, values[0] ?? '', `given ${values.length} times, at most ${MAX_VALUES} are allowed`)
  const long = values.find(value => value.length > MAX_VALUE_LENGTH)
  return long === undefined ? ok(values) : refuse(name, long, `longer than ${MAX_VALUE_LENGTH} characters`)
}

const readSelected = (parameters: URLSearchParams): Result<Filters['selected']> => {
  const selected: Partial<Record<FacetName, readonly string[]>> = {}
  for (const facet of FACET_NAMES) {
    const values = valuesOf(parameters, facet)
    if (!values.ok) return values
    if (values.value.length > 0) selected[facet] = values.value
  }
  return ok(selected)
}

/** The filters among the parameters. Unknown parameters are the caller's to refuse (`onlyKnown`). */
export const parseFilters = (parameters: URLSearchParams): Result<Filters> => {
  const selected = readSelected(parameters)
  if (!selected.ok) return selected
  const within = valuesOf(parameters, 'within')
  if (!within.ok) return within
  const q = parameters.get('q')
  if (q !== null && q.length > 1_000) return refuse('q', q, 'longer than 1000 characters')
  const has = list(parameters, 'has').sort()
  const unknown = has.find(property => !Object.hasOwn(PROPERTIES, property))
  if (unknown !== undefined) {
    const known = Object.keys(PROPERTIES)
    return refuse('has', unknown, `unknown property '${unknown}'${knownInstead(unknown, known)}`)
  }
  const boxText = parameters.get('bbox')
  const box = boxText === null ? undefined : parseBox(boxText)
  if (box && !box.ok) return box
  const polygonText = parameters.get('polygon')
  const polygon = polygonText === null ? undefined : parsePolygon(polygonText)
  if (polygon && !polygon.ok) return polygon
  const collectedText = parameters.get('collected')
  const collected = collectedText === null ? undefined : parseInterval(collectedText)
  if (collectedText !== null && !collected) {
    return refuse(
      'collected',
      collectedText,
      'must be FROM/TO with dates like 1998, 1998-07 or 1998-07-21, .. for an open end',
    )
  }
  return ok({
    selected: selected.value,
    has,
    ...(q !== null && q.trim() !== '' && { q }),
    ...(box && { bbox: box.value }),
    ...(polygon && { polygon: polygon.value }),
    ...(within.value.length > 0 && { within: within.value }),
    ...(collected && { collected }),
  })
}

const readSort = (parameters: URLSearchParams, hasText: boolean): Result<Sort> => {
  const text = parameters.get('sort') ?? (hasText ? 'relevance' : 'identifier')
  const sort = SORTS.find(each => each === text)
  return sort ? ok(sort) : refuse('sort', text, `unknown order${knownInstead(text, SORTS)}`)
}

/** The whole search request. Problems: `unknown-parameter`, `invalid-parameter`, each with what to write instead. */
export const parseSearch = (parameters: URLSearchParams): Result<SearchRequest> => {
  const known = onlyKnown(parameters, [...FILTER_PARAMETERS, ...PAGE_PARAMETERS])
  if (!known.ok) return known
  const filters = parseFilters(parameters)
  if (!filters.ok) return filters
  const facets = list(parameters, 'facets')
  const unknown = facets.find(facet => !isFacetName(facet))
  if (unknown !== undefined) {
    return refuse('facets', unknown, `unknown facet '${unknown}'${knownInstead(unknown, FACET_NAMES)}`)
  }
  const limit = wholeNumber(parameters, 'limit', WHOLE.limit)
  if (!limit.ok) return limit
  const facetLimit = wholeNumber(parameters, 'facetLimit', WHOLE.facetLimit)
  if (!facetLimit.ok) return facetLimit
  const sort = readSort(parameters, filters.value.q !== undefined)
  if (!sort.ok) return sort
  const cursor = parameters.get('cursor')
  return ok({
    ...filters.value,
    facets: facets.filter(isFacetName),
    facetLimit: facetLimit.value,
    limit: limit.value,
    sort: sort.value,
    ...(cursor !== null && cursor !== '' && { cursor }),
  })
}
