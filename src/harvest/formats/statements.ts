/** Parts of JSON-LD in expanded form: properties are IRIs, so that a document needs no context. */

import type { JsonObject, JsonValue } from '../../model/json-ld-document.ts'
import { schema } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'

/** Values of one property; undefined stands for nothing. */
export type Statement = readonly [property: string, ...values: readonly (JsonValue | undefined)[]]

/** A schema.org property or class as IRI. */
export const s = (local: string): string => schema(local).value

const LANGUAGE = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/

/** A text, with its language when that is a BCP 47 tag. */
export const text = (value: string | undefined, language?: string): JsonValue | undefined => {
  if (value === undefined) return undefined
  return language !== undefined && LANGUAGE.test(language)
    ? { '@value': value, '@language': language }
    : value
}

/** Whether a text is a web address that can be an IRI. */
export const isWebIri = (value: string): boolean => /^https?:\/\/\S/i.test(value) && isIri(value)

/** A link where the text is a web address, else the text. */
export const linkOrText = (value: string | undefined): JsonValue | undefined =>
  value !== undefined && isWebIri(value) ? { '@id': value } : value

/** A node of these classes; undefined when it would have neither name nor statement. */
export const node = (
  types: readonly string[],
  id: string | undefined,
  statements: readonly Statement[],
): JsonObject | undefined => {
  const result: JsonObject = {}
  if (id !== undefined) result['@id'] = id
  if (types.length > 0) result['@type'] = [...types]
  let said = id !== undefined
  for (const [property, ...values] of statements) {
    const present = values.filter(value => value !== undefined)
    if (present.length === 0) continue
    said = true
    const known = result[property]
    result[property] = Array.isArray(known) ? [...known, ...present] : present
  }
  return said ? result : undefined
}

/**
 * A schema.org PropertyValue: a value whose meaning is only a name (`name`), or a term of a scheme (`kind`, such as
 * `dateType`).
 */
export const pair = (
  name: string | undefined,
  value: string,
  more: {
    readonly kind?: string | undefined
    readonly description?: string | undefined
    readonly language?: string | undefined
  } = {},
): JsonObject => ({
  '@type': [s('PropertyValue')],
  ...(more.kind !== undefined && { [s('propertyID')]: [more.kind] }),
  ...(name !== undefined && { [s('name')]: [name] }),
  [s('value')]: [text(value, more.language) ?? value],
  ...(more.description !== undefined && { [s('description')]: [more.description] }),
})

/** An identifier with the name of its scheme. */
export const identifierPair = (
  scheme: string | undefined,
  value: string,
  schemeUri?: string,
): JsonObject => ({
  '@type': [s('PropertyValue')],
  ...(scheme !== undefined && { [s('propertyID')]: [scheme] }),
  [s('value')]: [value],
  ...(schemeUri !== undefined && { [s('valueReference')]: [schemeUri] }),
})
