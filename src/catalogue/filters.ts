/** Filters -> SQL conditions on the table `sample`, aliased `s`. Values are always bound, never written into the text. */
import type { Bindings } from './database.ts'
import { FACET_NAMES, FACETS, type FacetName } from './facet-table.ts'
import { words } from './fold.ts'
import { type Box, wrapInterval } from './geometry.ts'
import { IN_AREA } from './polygon.ts'
import type { Resolved } from './query.ts'
import { MAX_WORDS } from './query-text.ts'
import { columnOf } from './schema.ts'
import { withinCondition } from './within.ts'

const INTEGER_LIMIT = 2_147_483_647

const withValue = (facet: FacetName): string => `s.${columnOf(facet)} IS NOT NULL`

/** What `has=` can ask for -> its condition. */
export const PROPERTIES: Readonly<Record<string, string>> = {
  location: 's.lon IS NOT NULL',
  collected: 's.from_day IS NOT NULL',
  name: 's.name IS NOT NULL',
  ...Object.fromEntries(FACET_NAMES.map(facet => [facet, withValue(facet)])),
}

// Ids are the catalogue's own numbers, so they may stand in the text.
/** The condition that a sample has one of these terms of a facet. */
export const facetCondition = (facet: FacetName, terms: readonly number[]): string =>
  terms.length > 0
    ? `s.${columnOf(facet)} IN (SELECT combination FROM part WHERE facet = ${FACETS[facet].code} AND term IN (${terms.join(', ')}))`
    : 'false'

/** The words of a text that terms are looked for by, folded: each finds the words that begin with it. */
export const searchWords = (q: string): string[] => [...new Set(words(q))].slice(0, MAX_WORDS)

/** The ranges of longitude of a box; where it reaches the antimeridian, by both of its names, 180 and -180. */
const longitudes = ({ west, east }: Box): { west: number; east: number }[] => {
  const ranges = wrapInterval(west, west > east ? east + 360 : east)
  const reaches = (edge: number) => ranges.some(range => range.west === edge || range.east === edge)
  const other = reaches(180) ? -180 : 180
  return reaches(180) !== reaches(-180) ? [...ranges, { west: other, east: other }] : ranges
}

const boxCondition = (box: Box, of: Bindings): string => {
  const ranges = longitudes(box).map(({ west, east }) => {
    const [from, to] = [of.number(west), of.number(east)]
    // A sample's box with west > east crosses the antimeridian: it is everything outside the gap.
    return `CASE WHEN s.west <= s.east THEN s.west <= ${to} AND s.east >= ${from} ELSE s.west <= ${to} OR s.east >= ${from} END`
  })
  return `s.lon IS NOT NULL AND s.south <= ${of.number(box.north)} AND s.north >= ${of.number(box.south)} AND (${ranges.join(' OR ')})`
}

const day = (value: number): number => Math.max(-INTEGER_LIMIT, Math.min(INTEGER_LIMIT, value))

/** Which filters to leave out: all of facets, where these are looked at one by one, the dates for a timeline, the text where `matched` is joined. */
export interface Without {
  readonly facets?: boolean
  readonly collected?: boolean
  readonly text?: boolean
}

/** The facets with a filter, in order. */
export const filteredFacets = ({ terms }: Resolved): FacetName[] =>
  FACET_NAMES.filter(facet => terms[facet] !== undefined)

/** The condition of all filters joined by AND; `true` when there are none. */
export const condition = (filters: Resolved, of: Bindings, without: Without = {}): string => {
  const { gains, terms, bbox, polygon, within, collected, has } = filters
  const all: string[] = []
  if (gains && !without.text) all.push('s.key IN (SELECT key FROM matched)')
  if (!without.facets)
    for (const facet of filteredFacets(filters)) all.push(facetCondition(facet, terms[facet] ?? []))
  if (bbox) all.push(boxCondition(bbox, of))
  if (polygon) all.push(IN_AREA)
  if (within) all.push(withinCondition(within, of))
  if (collected && !without.collected) {
    const [first, last] = [of.integer(day(collected.first)), of.integer(day(collected.last))]
    all.push(`s.from_day <= ${last} AND s.to_day >= ${first}`)
  }
  for (const property of has) {
    const sql = Object.hasOwn(PROPERTIES, property) ? PROPERTIES[property] : undefined
    if (!sql) throw new Error(`unknown property reached the catalogue: ${property}`)
    all.push(sql)
  }
  return all.length > 0 ? all.map(each => `(${each})`).join(' AND ') : 'true'
}
