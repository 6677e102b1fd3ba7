/**
 * Deliberate defects for demos and tests of harvesters: what goes wrong on landing pages in the wild.
 * The table's `_fault` column names one per row; without `withFaults` that column is an unknown one.
 */

import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import { PREFIXES } from '../rdf/namespaces.ts'

/** Fault name -> what the published page shows. */
export const FAULTS = {
  'invalid-json': 'the JSON-LD block has a value missing, as a template leaves it',
  'no-json-ld': 'the page has no JSON-LD at all',
  'two-blocks': 'a block about the web site comes before the sample’s',
  'escaped-entities': 'the JSON-LD is HTML-escaped inside its script element',
  'unknown-context': 'the JSON-LD names a context that does not exist',
  'latitude-out-of-range': 'the latitude is 223',
  'no-name': 'the sample has no name',
  'not-a-sample': 'the JSON-LD describes the page and no sample',
  'no-page': 'the sitemap lists a page that does not exist',
} as const

export type Fault = keyof typeof FAULTS

/** Whether a text names a fault. */
export const isFault = (text: string): text is Fault => Object.hasOwn(FAULTS, text)

const UNKNOWN_CONTEXT = 'https://demo.invalid/contexts/nowhere.jsonld'
const NAMES = new Set(['name', 'sampleName'])

// Coordinates stand in schema.org's GeoCoordinates or in a WKT literal, depending on the style.
const withLatitude223 = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withLatitude223)
  if (typeof value === 'string') return value.replace(/^POINT\((\S+) \S+\)$/, 'POINT($1 223)')
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'latitude' ? 223 : withLatitude223(inner)]),
  )
}

const withoutNames = (sample: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(sample)
      .filter(([key]) => !NAMES.has(key))
      .map(([key, value]) => [
        key,
        key === 'description' && typeof value === 'object' && value !== null && !Array.isArray(value)
          ? withoutNames(value)
          : value,
      ]),
  )

/** The sample's JSON-LD with the fault, for the faults that leave it valid JSON; others return it unchanged. */
export const damage = (jsonLd: JsonObject, fault: Fault | undefined): JsonObject => {
  if (fault === 'unknown-context') return { ...jsonLd, '@context': UNKNOWN_CONTEXT }
  if (fault === 'not-a-sample')
    return { '@context': PREFIXES.schema, '@type': 'WebPage', name: 'A page about a sample' }
  if (fault === 'no-name') return withoutNames(jsonLd)
  if (fault !== 'latitude-out-of-range') return jsonLd
  const damaged = withLatitude223(jsonLd)
  return typeof damaged === 'object' && damaged !== null && !Array.isArray(damaged) ? damaged : jsonLd
}
