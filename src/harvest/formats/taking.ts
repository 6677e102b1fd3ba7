/**
 * Reading a record by taking its values out: what a mapping understands it takes, and what is left at the end can be
 * named. So no value of a record is dropped without notice.
 */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { TEXT } from './xml-tree.ts'

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

const asText = (value: JsonValue | undefined): string | undefined => {
  if (typeof value !== 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
  const text = value.trim()
  return text === '' ? undefined : text
}

/** Takes a text, number or boolean (as text, trimmed); undefined when the key has none, which leaves it where it is. */
export const takeText = (object: JsonObject, key: string): string | undefined => {
  const text = asText(own(object, key))
  if (text !== undefined) delete object[key]
  return text
}

/** Takes a text that only says something about another value, when that is there; otherwise it stays to be named. */
export const takeAbout = (main: unknown, object: JsonObject, key: string): string | undefined =>
  main === undefined ? undefined : takeText(object, key)

/** Takes all texts of a list, or the one that stands in its place; other items stay. */
export const takeTexts = (object: JsonObject, key: string): string[] => {
  const value = own(object, key)
  if (!Array.isArray(value)) {
    const text = takeText(object, key)
    return text === undefined ? [] : [text]
  }
  const texts = value.map(asText)
  object[key] = value.filter((_, i) => texts[i] === undefined)
  return texts.filter(text => text !== undefined)
}

/**
 * The objects of a list, or the one that stands in its place, to take from; a text becomes an object with the text
 * under `textKey`. Null and nested lists give nothing.
 */
export const objectsIn = (object: JsonObject, key: string, textKey: string = TEXT): JsonObject[] => {
  const value = own(object, key)
  if (value === undefined || value === null) return []
  const items = (Array.isArray(value) ? value : [value]).map(item => {
    const text = asText(item)
    return text === undefined ? item : { [textKey]: text }
  })
  object[key] = items
  return items.filter(isObject)
}

/** The object under a key, to take from. */
export const objectIn = (object: JsonObject, key: string): JsonObject | undefined => {
  const value = own(object, key)
  return isObject(value) ? value : undefined
}

/** Moves a value out, whatever it is. */
export const takeAny = (object: JsonObject, key: string): JsonValue | undefined => {
  const value = own(object, key)
  delete object[key]
  return value
}

/** Paths (`a.b.c`, lists and the marks of XML left out) and texts of everything that nobody took. */
export function* leavesLeft(value: JsonValue, path = ''): Generator<readonly [string, string]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* leavesLeft(item, path)
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const name = key === TEXT ? '' : key.replace(/^@/, '')
      yield* leavesLeft(item, path === '' || name === '' ? path + name : `${path}.${name}`)
    }
  } else {
    const text = asText(value)
    if (text !== undefined) yield [path, text]
  }
}
