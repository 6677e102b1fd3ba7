/** Rows of the parameter table -> query parameters as /openapi.json describes them. */
import { z } from '@hono/zod-openapi'
import type { Parameter } from '../../catalogue/parameter-table.ts'

const exampleOf = ({ kind, example }: Parameter): unknown => {
  if (example === undefined) return undefined
  if (kind === 'integer') return Number(example)
  return kind === 'text' ? example : kind === 'list' ? example.split(',') : [example]
}

const element = ({ choices, maxLength }: Parameter) => ({
  type: 'string' as const,
  ...(choices && { enum: [...choices] }),
  ...(maxLength !== undefined && { maxLength }),
})

const schemaOf = (parameter: Parameter): object => {
  const { kind, least, most, preset, maxItems } = parameter
  if (kind === 'integer')
    return {
      type: 'integer',
      ...(least !== undefined && { minimum: least }),
      ...(most !== undefined && { maximum: most }),
      ...(preset !== undefined && { default: preset }),
    }
  if (kind === 'text') return { ...element(parameter), ...(preset !== undefined && { default: preset }) }
  return { type: 'array', items: element(parameter), ...(maxItems !== undefined && { maxItems }) }
}

/**
 * One parameter. It is only described here: the parsers of the catalogue check values, since they can say what to write
 * instead, so the schema lets every text pass. `explode` is false for lists that commas may separate.
 */
export const parameterSchema = (parameter: Parameter) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      ...schemaOf(parameter),
      description: parameter.description,
      param: {
        description: parameter.description,
        ...(parameter.example !== undefined && { example: exampleOf(parameter) }),
        ...(parameter.kind === 'values' && { style: 'form', explode: true }),
        ...(parameter.kind === 'list' && { style: 'form', explode: false }),
      },
    })

/** The query of a route from its rows of the table. */
export const querySchema = (table: Readonly<Record<string, Parameter>>) =>
  z.object(
    Object.fromEntries(Object.entries(table).map(([name, parameter]) => [name, parameterSchema(parameter)])),
  )
