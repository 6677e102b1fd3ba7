/** Documents in which one part refers to a context that is not bundled: the rest can still be understood. */
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import type { ContextLibrary } from '../rdf/contexts.ts'

/**
 * A copy of a JSON-LD value without the nested objects whose own `@context` names a context that the library does not
 * have. Undefined when the value's own context is unknown, or when there is no such part: then nothing can be done.
 */
export const withoutUnknownParts = (json: JsonValue, contexts: ContextLibrary): JsonValue | undefined => {
  if (json === null || typeof json !== 'object' || isUnknown(json, contexts)) return undefined
  const pruned = prune(json, contexts)
  return pruned === json ? undefined : pruned
}

const isUnknown = (json: JsonValue, contexts: ContextLibrary): boolean => {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return false
  const context = json['@context']
  return (Array.isArray(context) ? context : [context]).some(
    one => typeof one === 'string' && contexts.get(one) === undefined,
  )
}

const prune = (json: JsonValue, contexts: ContextLibrary): JsonValue => {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) {
    const kept = json.filter(item => !isUnknown(item, contexts)).map(item => prune(item, contexts))
    return kept.length === json.length && kept.every((item, i) => item === json[i]) ? json : kept
  }
  let changed = false
  const kept: JsonObject = Object.fromEntries(
    Object.entries(json).flatMap(([key, value]): [string, JsonValue][] => {
      if (key === '@context') return [[key, value]]
      const rest = isUnknown(value, contexts) ? undefined : prune(value, contexts)
      if (rest !== value) changed = true
      return rest === undefined ? [] : [[key, rest]]
    }),
  )
  return changed ? kept : json
}
