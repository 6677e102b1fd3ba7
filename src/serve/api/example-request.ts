/** Example requests from the examples of their parameters. */
import type { OperationObject, ParameterObject } from './document.ts'

/** A value of a parameter as it stands in an address: repeated or with commas, as its style says. */
export const searchParametersOf = ({ name, example, schema }: ParameterObject): URLSearchParams => {
  const values = Array.isArray(example) ? example : [example]
  const repeated = schema?.items?.enum === undefined
  const texts = repeated ? values.map(String) : [values.join(',')]
  return new URLSearchParams(texts.map((text): [string, string] => [name, text]))
}

/** The path with its example values, percent-encoded. Parameters without an example stay as they are. */
export const examplePath = (path: string, { parameters = [] }: OperationObject): string =>
  path.replace(/\{(\w+)\}/g, (given, name: string) => {
    const found = parameters.find(each => each.in === 'path' && each.name === name)
    const example = found?.example ?? (found?.schema as { example?: unknown } | undefined)?.example
    return example === undefined ? given : encodeURIComponent(String(example))
  })
