/** Repairs of JSON-LD documents: small rules by name (registry/repairs.ts), each use of one is logged. */
import type { JsonObject, JsonValue, Repair } from '../../model/json-ld-document.ts'
import { repairsOff } from '../../registry/repairs.ts'
import { CONTEXT_RULES, contextsWithin } from './contexts.ts'
import { geoJsonKept } from './geojson-document.ts'
import { misspeltKey } from './keys.ts'
import { LINK_RULES } from './links.ts'
import type { DocumentRule, Place } from './rule.ts'

const RULES: readonly DocumentRule[] = [...CONTEXT_RULES, misspeltKey, ...LINK_RULES, geoJsonKept]

/** Names of the rules, in the order in which they are applied. */
export const documentRuleNames: readonly string[] = RULES.map(({ name }) => name)

/**
 * Applies the repairs that are not `off` to every object outside `@context`, a context being no data. Returns a repaired
 * copy (the same value when nothing was wrong) and what was done. What JSON-LD itself cannot read is mended by
 * rdf/json-ld-mend.ts, which comes first and bounds depth and size.
 */
export const repairDocument = (
  json: JsonObject | JsonValue[],
  off: ReadonlySet<string> = repairsOff(),
): { readonly json: JsonObject | JsonValue[]; readonly repairs: readonly Repair[] } => {
  const repairs: Repair[] = []
  const walk: Walk = { ...contextsWithin(json), rules: RULES.filter(({ name }) => !off.has(name)), repairs }
  return { json: repairValue(json, true, walk) as JsonObject | JsonValue[], repairs }
}

interface Walk extends Omit<Place, 'isTop'> {
  readonly rules: readonly DocumentRule[]
  readonly repairs: Repair[]
}

// A document with thousands of slips has one cause: more entries help nobody.
const MAX_REPAIRS = 500

const repairValue = (value: JsonValue, isTop: boolean, walk: Walk): JsonValue => {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items = value.map(item => repairValue(item, isTop, walk))
    return items.some((item, i) => item !== value[i]) ? items : value
  }
  const object = repairObject(value, { ...walk, isTop }, walk)
  let changed: [string, JsonValue][] | undefined
  for (const [i, [key, item]] of Object.entries(object).entries()) {
    if (key === '@context') continue
    const repaired = repairValue(item, false, walk)
    if (repaired === item) continue
    changed ??= Object.entries(object)
    changed[i] = [key, repaired]
  }
  // fromEntries keeps `__proto__` an ordinary key.
  return changed ? Object.fromEntries(changed) : object
}

const repairObject = (value: JsonObject, place: Place, { rules, repairs }: Walk): JsonObject => {
  let object = value
  for (const { name, apply } of rules) {
    const done = apply(object, place)
    if (!done) continue
    object = done.object
    for (const detail of done.details) if (repairs.length < MAX_REPAIRS) repairs.push({ rule: name, detail })
  }
  return object
}
