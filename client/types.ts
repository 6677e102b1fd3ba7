/** JSON Schema -> TypeScript types. */
import type { SchemaObject } from '../src/serve/api/document.ts'

const property = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

/** A description as a doc comment, or nothing. */
export const comment = (description: string | undefined): string =>
  description === undefined ? '' : `/** ${description.replaceAll('*/', '* /').replace(/\s+/g, ' ')} */\n`

const objectType = (schema: SchemaObject): string => {
  const { properties, required = [], additionalProperties } = schema
  const members = Object.entries(properties ?? {}).map(
    ([name, member]) =>
      `${comment(member.description)}readonly ${property(name)}${required.includes(name) ? '' : '?'}: ${typeOf(member)}`,
  )
  const named = members.length > 0 ? `{\n${members.join('\n')}\n}` : undefined
  if (additionalProperties === undefined || additionalProperties === false)
    return named ?? 'Readonly<Record<string, unknown>>'
  const more = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'
  // Next to named members an index has to fit them all.
  return named === undefined
    ? `Readonly<Record<string, ${more}>>`
    : `${named} & Readonly<Record<string, unknown>>`
}

const SIMPLE: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** The type of a value of this schema; what it does not say is `unknown`. */
export const typeOf = (schema: SchemaObject | undefined): string => {
  if (!schema) return 'unknown'
  if (schema.$ref !== undefined) return schema.$ref.split('/').pop() ?? 'unknown'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(typeOf).join(' | ')
  const types = [schema.type ?? []].flat()
  if (types.length > 1) return types.map(type => typeOf({ ...schema, type })).join(' | ')
  const [type] = types
  if (type === 'array') {
    if (schema.prefixItems) return `readonly [${schema.prefixItems.map(typeOf).join(', ')}]`
    return `readonly (${typeOf(schema.items)})[]`
  }
  if (type === 'object' || schema.properties) return objectType(schema)
  return SIMPLE[type ?? ''] ?? 'unknown'
}
