/** Which properties hold what, for the repairs of values. */
import { dcterms, foaf, geo, igsnvoc, prov, schema, sosa } from '../../rdf/namespaces.ts'

/** What the values of a property are. */
export type Kind =
  | 'latitude'
  | 'longitude'
  | 'box'
  | 'positions'
  | 'circle'
  | 'shape'
  | 'date'
  | 'person'
  | 'name'

const of = (kind: Kind, namespace: (local: string) => { value: string }, locals: string): [string, Kind][] =>
  locals.split(' ').map(local => [namespace(local).value, kind])

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ...of('latitude', schema, 'latitude'),
  ...of('longitude', schema, 'longitude'),
  ...of('box', schema, 'box'),
  ...of('positions', schema, 'line polygon'),
  ...of('circle', schema, 'circle'),
  ...of('shape', schema, 'geo'),
  ...of('shape', geo, 'asWKT'),
  ...of('date', schema, 'startDate startTime endDate endTime temporalCoverage dateCreated'),
  ...of('date', sosa, 'resultTime phenomenonTime'),
  ...of('date', prov, 'startedAtTime endedAtTime'),
  ...of('date', dcterms, 'created temporal'),
  ...of('date', igsnvoc, 'collectionStartDate collectionEndDate collectionDate collectionTime'),
  ...of('person', schema, 'agent author contributor creator editor participant performer'),
  ...of('person', dcterms, 'contributor creator'),
  ...of('person', prov, 'wasAssociatedWith wasAttributedTo'),
  ...of('person', igsnvoc, 'chiefScientist collector sampleOwner'),
  ...of('name', schema, 'name'),
  ...of('name', foaf, 'name'),
])

/** What is known of a property by its IRI. */
export interface Property {
  /** What its values are; undefined when no repair of values looks at it. */
  readonly kind: Kind | undefined
  readonly local: string
  readonly isCoordinates: boolean
}

const known = new Map<string, Property>()
// Documents can name any property: what is remembered must end.
const MAX_KNOWN = 2000

/** Looks a property up. */
export const propertyOf = (iri: string): Property => {
  let property = known.get(iri)
  if (!property) {
    if (known.size >= MAX_KNOWN) known.clear()
    const local = iri.slice(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1)
    const kind = KINDS.get(iri) ?? (iri.includes('wgs84_pos#') ? WGS84[local] : undefined)
    property = { kind, local, isCoordinates: iri.endsWith('vocab#coordinates') }
    known.set(iri, property)
  }
  return property
}

/** What the values of a property are; undefined when no repair of values looks at it. */
export const kindOf = (iri: string): Kind | undefined => propertyOf(iri).kind

// W3C Basic Geo, whose namespace no other part of the program needs.
const WGS84: Readonly<Record<string, Kind>> = { lat: 'latitude', long: 'longitude' }

/** Names of additional properties (schema.org PropertyValue) whose value is a date. */
export const NAMES_OF_DATES = /^(?:collection|sampling)[ _-]?(?:start|end)?[ _-]?date$/i
