/** How records in files name themselves. */

import type { Quad } from '@rdfjs/types'
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { PREFIXES, schema } from '../../rdf/namespaces.ts'

const SCHEMA_URL = schema('url').value
const URL_KEYS = [
  'url',
  'schema:url',
  SCHEMA_URL,
  SCHEMA_URL.replace('https:', 'http:'),
  // The JSON form of IGSN descriptions.
  'landingPage',
]
const ID_KEYS = ['@id', 'id']

/** What describes records, and is none: agents, places, values, literature. */
const SUPPORTING = new Set([
  'Person',
  'Organization',
  'Place',
  'GeoCoordinates',
  'GeoShape',
  'PropertyValue',
  'QuantitativeValue',
  'DefinedTerm',
  'DefinedTermSet',
  'ContactPoint',
  'PostalAddress',
  'Grant',
  'MonetaryGrant',
  'Project',
  'Role',
  'OrganizationRole',
  'Article',
  'ScholarlyArticle',
  'DataDownload',
])

const isHttp = (text: string): boolean => /^https?:\/\/./i.test(text)

export const isObject = (json: JsonValue | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** A value, or each of a list of values. */
export const each = (json: JsonValue | undefined): readonly JsonValue[] =>
  json === undefined ? [] : Array.isArray(json) ? json : [json]

const httpIn = (json: JsonValue | undefined): string | undefined => {
  for (const value of each(json)) {
    const text = isObject(value) ? (value['@id'] ?? value['@value']) : value
    if (typeof text === 'string' && isHttp(text.trim())) return text.trim()
  }
  return undefined
}

const first = (node: JsonObject, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const found = httpIn(node[key])
    if (found !== undefined) return found
  }
  return undefined
}

/** Local names of a node's types. */
const typesOf = (node: JsonObject): string[] =>
  each(node['@type'] ?? node.type).flatMap(type =>
    typeof type === 'string'
      ? [type.slice(Math.max(...['/', '#', ':'].map(mark => type.lastIndexOf(mark))) + 1)]
      : [],
  )

/** Whether a node only helps to describe others. */
export const isSupporting = (node: JsonObject): boolean => {
  const types = typesOf(node)
  return types.length > 0 && types.every(type => SUPPORTING.has(type))
}

/** The http(s) address of a node: its landing page, or else its own identifier. */
export const nameOfNode = (node: JsonObject): string | undefined =>
  first(node, URL_KEYS) ?? first(node, ID_KEYS)

/** The http(s) address by which a document names what it is about: that of its first node with one that is no mere support. */
export const nameOfDocument = (json: JsonValue): string | undefined => {
  const nodes = each(json).filter(isObject)
  const all = nodes.flatMap(node =>
    '@graph' in node ? [node, ...each(node['@graph']).filter(isObject)] : [node],
  )
  const main = all.filter(node => !isSupporting(node))
  for (const keys of [URL_KEYS, ID_KEYS]) {
    for (const node of main) {
      const found = first(node, keys)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The landing page that quads state of a node on which no other depends. */
export const nameOfQuads = (quads: readonly Quad[]): string | undefined => {
  const dependent = new Set(quads.map(({ object }) => object.value))
  const stated = quads.filter(
    ({ predicate, object }) =>
      predicate.value.replace('http:', 'https:') === `${PREFIXES.schema}url` && isHttp(object.value),
  )
  return (stated.find(({ subject }) => !dependent.has(subject.value)) ?? stated[0])?.object.value
}

/**
 * An address under `base` for a path inside a folder or archive: segments that lead elsewhere (`..`) and empty ones are
 * left out, all characters are escaped, so the address is always below `base`.
 */
export const addressUnder = (base: string, path: string): string => {
  const segments = path
    .split(/[/\\]/)
    .filter(segment => segment !== '' && segment !== '.' && segment !== '..')
    .map(segment => encodeURIComponent(segment.toWellFormed()))
  return `${base.replace(/\/*$/, '/')}${segments.join('/')}`
}
