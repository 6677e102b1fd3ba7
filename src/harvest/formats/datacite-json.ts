/** DataCite JSON: a record of the REST API, or what content negotiation delivers for a DOI. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { dataciteRecord } from './datacite-record.ts'
import { objectIn, takeAny } from './taking.ts'

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * JSON-LD of one record: `{ data: { attributes } }`, `{ attributes }` (JSON:API) or the attributes themselves.
 * Undefined when it is none or has no DOI. The value is taken apart.
 */
export const dataciteJson = (json: JsonValue): JsonObject | undefined => {
  if (!isObject(json)) return undefined
  const resource = objectIn(json, 'data') ?? json
  const attributes = objectIn(resource, 'attributes')
  if (!attributes) return dataciteRecord(resource)
  takeAny(resource, 'attributes')
  // JSON:API names the record again, and lists usage that other systems reported.
  for (const key of ['id', 'type']) takeAny(resource, key)
  return dataciteRecord(attributes, resource)
}
