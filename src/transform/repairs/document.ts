/** Repairs of JSON-LD documents: small rules by name (registry/repairs.ts), each use of one is logged. */
import type { JsonObject, JsonValue, Repair } from '../../model/json-ld-document.ts'
import { repairsOff } from '../../registry/repairs.ts'
import { CONTEXT_RULES, contextsWithin } from './contexts.ts'
import { geoJsonKept } from './geojson-document.ts'
import { misspeltKey } from './keys.ts'
import { LINK_RULES } from './links.ts'
import type { DocumentRule, Place, Within } from './rule.ts'

const RULES: readonly DocumentRule[] = [...CONTEXT_RULES, misspeltKey, ...LINK_RULES, geoJsonKept]

// Rules of one kind share the question.
const CONCERNS = [...new Set(RULES.map(({ concerns }) => concerns))]

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
  let known: Within | undefined
  const within = (): Within => {
    known ??= contextsWithin(json)
    return known
  }
  const walk: Walk = { rules: rulesWithout(off), repairs, within }
  return { json: repairValue(json, true, walk) as JsonObject | JsonValue[], repairs }
}

const rulesOf = new WeakMap<ReadonlySet<string>, readonly DocumentRule[]>()

const rulesWithout = (off: ReadonlySet<string>): readonly DocumentRule[] => {
  const rules = rulesOf.get(off) ?? RULES.filter(({ name }) => !off.has(name))
  rulesOf.set(off, rules)
  return rules
}

interface Walk {
  readonly rules: readonly DocumentRule[]
  readonly repairs: Repair[]
  readonly within: () => Within
}

// A document with thousands of slips has one cause: more entries help nobody.
const MAX_REPAIRS = 500

const repairValue = (value: JsonValue, isTop: boolean, walk: Walk): JsonValue => {
  if (value === null || typeof value !== 'object') return value
  return Array.isArray(value) ? repairArray(value, isTop, walk) : repairMembers(value, isTop, walk)
}

const repairArray = (values: JsonValue[], isTop: boolean, walk: Walk): JsonValue[] => {
  let copy: JsonValue[] | undefined
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    const repaired = repairValue(value, isTop, walk)
    if (repaired === value) continue
    copy ??= [...values]
    copy[i] = repaired
  }
  return copy ?? values
}

const repairMembers = (value: JsonObject, isTop: boolean, walk: Walk): JsonObject => {
  const object = repairObject(value, isTop, walk)
  let changed: Map<string, JsonValue> | undefined
  for (const key of Object.keys(object)) {
    const member = object[key] ?? null
    if (key === '@context' || member === null || typeof member !== 'object') continue
    const repaired = repairValue(member, false, walk)
    if (repaired === member) continue
    changed ??= new Map(Object.entries(object))
    changed.set(key, repaired)
  }
  // fromEntries keeps `__proto__` an ordinary key.
  return changed ? Object.fromEntries(changed) : object
}

const repairObject = (value: JsonObject, isTop: boolean, walk: Walk): JsonObject => {
  const isConcerned = isTop || Object.keys(value).some(key => concernsAny(key, value[key] ?? null))
  if (!isConcerned) return value
  const place: Place = { isTop, within: walk.within }
  let object = value
  for (const { name, apply } of walk.rules) {
    const done = apply(object, place)
    if (!done) continue
    object = done.object
    for (const detail of done.details)
      if (walk.repairs.length < MAX_REPAIRS) walk.repairs.push({ rule: name, detail })
  }
  return object
}

const concernsAny = (key: string, value: JsonValue): boolean =>
  CONCERNS.some(concerns => concerns(key, value))
