/** Constraints that can never fail. */
import type { Node } from '../../../shacl/terms.ts'
import type { Finding } from '../formats/sarif.ts'
import type { ShapesUnderLint } from './shapes-under-lint.ts'

/** Counts and lengths that every value meets. */
export const neverFails = (lint: ShapesUnderLint, shape: Node): readonly Finding[] => {
  const found: Finding[] = []
  const dead = (parameter: string, why: string) =>
    found.push(
      lint.finding(
        'never-fails',
        'warning',
        shape,
        `sh:${parameter} of ${lint.nameOf(shape)} can never fail: ${why}`,
        parameter,
      ),
    )
  for (const parameter of ['minCount', 'qualifiedMinCount', 'minLength'])
    if (lint.number(shape, parameter) === 0) dead(parameter, 'everything has 0 or more; take it out')
  if (lint.value(shape, 'pattern')?.value.match(/^\^?(?:\.\*)?\$?$/) && !lint.has(shape, 'flags'))
    dead('pattern', 'every text matches it; take it out')
  for (const parameter of ['closed', 'uniqueLang'])
    if (lint.value(shape, parameter)?.value === 'false') dead(parameter, 'false switches it off')
  const [path] = lint.values(shape, 'path')
  if (path && isNullable(lint, path) && lint.number(shape, 'minCount') === 1)
    dead('minCount', 'its path also reaches the node itself, so there is always one value')
  return found
}

const isNullable = (lint: ShapesUnderLint, path: Node): boolean =>
  lint.has(path, 'zeroOrMorePath') || lint.has(path, 'zeroOrOnePath')
