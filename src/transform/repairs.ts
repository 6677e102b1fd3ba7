/** Conventional repairs of JSON-LD documents: small rules by name, each use of one is logged. */
import type { JsonObject, JsonValue, Repair } from '../model/json-ld-document.ts'

/** Looks at one object; returns what it changed (in words) and the object as it should be, or undefined when it is fine. */
type RepairRule = (object: JsonObject) => { readonly object: JsonObject; readonly detail: string } | undefined

const NOTHING =
  /^\s*(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/|https?:\/\/hdl\.handle\.net\/|urn:)?\s*(?:null|none|undefined|n\/a)?\s*$/i

/** Templates print `doi:null` or an empty text when a record has no identifier: thousands of records would become one. */
const emptyIdentifier: RepairRule = object => {
  const id = object['@id']
  if (typeof id !== 'string' || !NOTHING.test(id)) return undefined
  const { '@id': _, ...rest } = object
  return { object: rest, detail: `"@id": ${JSON.stringify(id)} identifies nothing and was left out` }
}

/** `https: //…`: a blank after the scheme makes the IRI invalid and the node nameless. */
const blankInIdentifier: RepairRule = object => {
  const id = object['@id']
  if (typeof id !== 'string' || !/^\s|^https?:\s+\/\/|\s$/i.test(id)) return undefined
  const mended = id.trim().replace(/^(https?:)\s+\/\//i, '$1//')
  return {
    object: { ...object, '@id': mended },
    detail: `"@id": ${JSON.stringify(id)} was read as "${mended}"`,
  }
}

const RULES: readonly (readonly [string, RepairRule])[] = [
  ['empty-identifier', emptyIdentifier],
  ['blank-in-identifier', blankInIdentifier],
]

/**
 * Applies the repairs to every object outside `@context`, a context being no data. Returns a repaired copy (the same
 * value when nothing was wrong) and what was done. What JSON-LD itself cannot read is mended by rdf/json-ld-mend.ts.
 */
export const repairDocument = (
  json: JsonObject | JsonValue[],
): { readonly json: JsonObject | JsonValue[]; readonly repairs: readonly Repair[] } => {
  const repairs: Repair[] = []
  return { json: repairValue(json, repairs) as JsonObject | JsonValue[], repairs }
}

const repairValue = (value: JsonValue, repairs: Repair[]): JsonValue => {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items = value.map(item => repairValue(item, repairs))
    return items.some((item, i) => item !== value[i]) ? items : value
  }
  let object = value
  for (const [rule, apply] of RULES) {
    const done = apply(object)
    if (!done) continue
    object = done.object
    repairs.push({ rule, detail: done.detail })
  }
  let changed = object
  for (const [key, item] of Object.entries(object)) {
    if (key === '@context') continue
    const repaired = repairValue(item, repairs)
    if (repaired === item) continue
    if (changed === object) changed = { ...object }
    changed[key] = repaired
  }
  return changed
}
