/** Small makers of JSON that every style needs. */
import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'

/** An object without the members that are undefined or empty lists: JSON-LD has no use for them. */
export const object = (members: Record<string, JsonValue | undefined>): JsonObject => {
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(members))
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) result[key] = value
  return result
}

/** One value as itself, several as a list, none as undefined. */
export const oneOrMany = (values: readonly JsonValue[]): JsonValue | undefined =>
  values.length > 1 ? [...values] : values[0]

/** A text in a language as a JSON-LD value object, otherwise as a plain string. */
export const inLanguage = (text: string, language: string | undefined): JsonValue =>
  language ? { '@value': text, '@language': language } : text
