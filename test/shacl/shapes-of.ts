/** Shapes and data from Turtle, for tests. */
import type { Quad } from '@rdfjs/types'
import { Parser } from 'n3'
import { PREFIXES } from '../../src/rdf/namespaces.ts'
import { type CompileOptions, compileShapes } from '../../src/shacl/compile.ts'
import type { ValidationResult } from '../../src/shacl/result.ts'
import type { CompiledShapes } from '../../src/shacl/shape.ts'
import { validate } from '../../src/shacl/validate.ts'

const HEAD = `${Object.entries(PREFIXES)
  .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  .join(' ')} @prefix : <http://example.org/> .\n`

export const parse = (turtle: string): Quad[] => new Parser().parse(HEAD + turtle)

/** Compiles Turtle shapes that are well-formed. */
export const shapesOf = (turtle: string, options?: CompileOptions): CompiledShapes => {
  const compiled = compileShapes(parse(turtle), options)
  if (!compiled.ok) throw new Error(compiled.problems.map(({ detail }) => detail).join('\n'))
  return compiled.value
}

/** Codes and sentences of what is wrong with shapes; empty when they compile. */
export const problemsOf = (turtle: string): string[] => {
  const compiled = compileShapes(parse(turtle))
  return compiled.ok ? [] : compiled.problems.map(({ code, detail }) => `${code}: ${detail}`)
}

const short = (text: string): string => text.replace(PREFIXES.sh, '').replace('http://example.org/', '')

/** `focus Component value` of a result. */
export const brief = (result: ValidationResult): string =>
  [
    short(result.focusNode.value),
    short(result.component.value).replace('ConstraintComponent', ''),
    ...(result.value ? [short(result.value.value)] : []),
  ].join(' ')

/** The results of shapes over data, each as `focus Component value`. */
export const check = (shapes: string, data: string): string[] =>
  validate(shapesOf(shapes), parse(data)).results.map(brief)
