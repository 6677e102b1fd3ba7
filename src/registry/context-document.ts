/** What a context document holds, and what its author meant it to hold. */
import type { JsonObject, JsonValue } from '../model/json-ld-document.ts'
import { failed, ok, type Result } from '../model/problem.ts'

/** A context document that was looked at. */
export interface InspectedContext {
  readonly document: JsonObject
  readonly terms: number
  /** Members beside `@context` that look like definitions of terms: JSON-LD ignores them (JSON-LD 1.1 API, 5.1.2). */
  readonly strays: readonly string[]
  /** Contexts that it refers to: they have to be known, too. */
  readonly refersTo: readonly string[]
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isDefinition = (value: JsonValue): boolean =>
  isObject(value) ? '@id' in value || '@type' in value : typeof value === 'string' && /^[\w-]+:/.test(value)

/** Looks at a document that is to be a context; a problem (`no-context`) when it is none. */
export const inspectContext = (json: JsonValue, subject: string): Result<InspectedContext> => {
  const context = isObject(json) ? json['@context'] : undefined
  if (!isObject(json) || context === undefined || context === null) {
    const detail = 'a context document is a JSON object with "@context"; name the file that holds it'
    return failed({ stage: 'registry', code: 'no-context', subject, detail })
  }
  const strays = Object.entries(json).flatMap(([key, value]) =>
    !key.startsWith('@') && isDefinition(value) ? [key] : [],
  )
  const refersTo = new Set<string>()
  let terms = 0
  const read = (value: JsonValue): void => {
    if (typeof value === 'string') refersTo.add(value)
    else if (Array.isArray(value)) for (const one of value) read(one)
    else if (isObject(value))
      for (const [term, definition] of Object.entries(value)) {
        if (!term.startsWith('@')) terms++
        if (term === '@import') read(definition)
        else if (isObject(definition) && definition['@context'] !== undefined) read(definition['@context'])
      }
  }
  read(context)
  return ok({ document: json, terms, strays, refersTo: [...refersTo] })
}

/** The context document with the stray definitions inside its context, where JSON-LD looks for them. */
export const withStrays = ({ document, strays }: InspectedContext): JsonObject => {
  const adopted: JsonObject = Object.fromEntries(strays.map(key => [key, document[key] ?? null]))
  const context = document['@context'] ?? {}
  const merged = isObject(context)
    ? { ...adopted, ...context }
    : [...(Array.isArray(context) ? context : [context]), adopted]
  return { '@context': merged }
}
