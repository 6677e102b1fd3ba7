/** GeoJSON-LD geometries: lists of lists of numbers in RDF, of which the rules read points only. */
import type { Quad } from '@rdfjs/types'
import type { JsonValue } from '../../model/json-ld-document.ts'
import { geo, rdf } from '../../rdf/namespaces.ts'
import { factory } from '../../rdf/terms.ts'
import { geoJsonToWkt } from './geojson.ts'
import { quoted } from './rule.ts'
import type { ValueBench } from './value-rule.ts'

const FIRST = rdf('first').value
const REST = rdf('rest').value
const TYPE = rdf('type').value
const MAX_CELLS = 20_000
const MAX_DEPTH = 6

/** The quads with the well-known text of every geometry that is no point beside it; the same array when there is none. */
export const readGeoJson = (quads: readonly Quad[], bench: ValueBench): readonly Quad[] => {
  if (!bench.may('geojson-read')) return quads
  const statements = new Map<string, Quad[]>()
  for (const quad of quads) {
    const known = statements.get(quad.subject.value)
    if (known) known.push(quad)
    else statements.set(quad.subject.value, [quad])
  }
  const added = quads.flatMap(quad => {
    if (!quad.predicate.value.endsWith('vocab#coordinates')) return []
    const own = statements.get(quad.subject.value) ?? []
    if (own.some(({ predicate }) => predicate.value === geo('asWKT').value)) return []
    const types = own.filter(({ predicate }) => predicate.value === TYPE)
    const type = types
      .map(({ object }) => object.value.replace(/^.*[#/]/, ''))
      .find(name => name !== 'Feature')
    if (type === undefined || type === 'Point') return []
    const coordinates = listOf(quad.object, statements, { left: MAX_CELLS }, 0)
    const wkt = coordinates === undefined ? undefined : geoJsonToWkt(type, coordinates)
    if (wkt === undefined) return []
    bench.log('geojson-read', `the GeoJSON ${type} was read as ${quoted(wkt)}`)
    return [factory.quad(quad.subject, geo('asWKT'), factory.literal(wkt), quad.graph)]
  })
  return added.length === 0 ? quads : [...quads, ...added]
}

const listOf = (
  term: Quad['object'],
  statements: ReadonlyMap<string, readonly Quad[]>,
  cells: { left: number },
  depth: number,
): JsonValue | undefined => {
  if (term.termType === 'Literal') return Number(term.value)
  if (depth > MAX_DEPTH) return undefined
  const items: JsonValue[] = []
  let cell: Quad['object'] = term
  while (cell.value !== NIL) {
    const own: readonly Quad[] = statements.get(cell.value) ?? []
    const first = own.find(({ predicate }) => predicate.value === FIRST)?.object
    const rest = own.find(({ predicate }) => predicate.value === REST)?.object
    const item = first && cells.left-- > 0 ? listOf(first, statements, cells, depth + 1) : undefined
    if (item === undefined || !rest) return undefined
    items.push(item)
    cell = rest
  }
  return items
}

const NIL = rdf('nil').value
