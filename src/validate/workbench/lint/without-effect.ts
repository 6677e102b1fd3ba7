/** Parameters without an effect where they stand, and property shapes that ask for nothing. */
import { rdf, sh } from '../../../rdf/namespaces.ts'
import type { Node } from '../../../shacl/terms.ts'
import type { Finding } from '../formats/sarif.ts'
import { PARAMETERS, type ShapesUnderLint } from './shapes-under-lint.ts'

/** Parameters that mean something only beside another one. */
const NEEDS: readonly (readonly [string, readonly string[]])[] = [
  ['flags', ['pattern']],
  ['ignoredProperties', ['closed']],
  ['qualifiedValueShape', ['qualifiedMinCount', 'qualifiedMaxCount']],
  ['qualifiedMinCount', ['qualifiedValueShape']],
  ['qualifiedMaxCount', ['qualifiedValueShape']],
  ['qualifiedValueShapesDisjoint', ['qualifiedValueShape']],
]

/** Parameters that lack what they belong to, severities and messages where no result comes from. */
export const withoutEffect = (lint: ShapesUnderLint, shape: Node): readonly Finding[] => {
  const found = NEEDS.flatMap(([parameter, needed]) =>
    lint.has(shape, parameter) && !needed.some(each => lint.has(shape, each))
      ? [
          lint.finding(
            'no-effect',
            'warning',
            shape,
            `sh:${parameter} of ${lint.nameOf(shape)} has no effect without ${needed.map(each => `sh:${each}`).join(' or ')}`,
            parameter,
          ),
        ]
      : [],
  )
  const [first] = lint.messages(shape)
  const isOnlyLinks =
    !PARAMETERS.some(each => each !== 'property' && lint.has(shape, each)) && lint.has(shape, 'property')
  for (const parameter of ['severity', 'message'])
    if (isOnlyLinks && lint.has(shape, parameter) && isCore(lint, shape))
      found.push(
        lint.finding(
          'no-effect',
          'warning',
          shape,
          `sh:${parameter} of ${lint.nameOf(shape)} has no effect: results of its sh:property shapes have their own; put it there`,
          parameter,
          parameter === 'message' ? first : undefined,
        ),
      )
  return found
}

const SHACL = sh('').value

/** Whether all that a shape says is SHACL's own, so that no component of others can be at work. */
const isCore = (lint: ShapesUnderLint, shape: Node): boolean =>
  lint.graph
    .statements(shape)
    .every(({ predicate }) => predicate.value.startsWith(SHACL) || predicate.equals(rdf('type')))

/** Property shapes that ask for nothing. */
export const checksNothing = (lint: ShapesUnderLint, shape: Node): readonly Finding[] => {
  if (!lint.has(shape, 'path') || PARAMETERS.some(each => lint.has(shape, each)) || !isCore(lint, shape))
    return []
  // A closed shape allows exactly the properties that its property shapes name.
  if (lint.graph.subjects(shape, sh('property').value).some(parent => lint.has(parent, 'closed'))) return []
  if (lint.has(shape, 'name') || lint.has(shape, 'description') || lint.has(shape, 'defaultValue')) return []
  const text = `${lint.nameOf(shape)} has a path but no constraint: it checks nothing`
  return [lint.finding('checks-nothing', 'warning', shape, text, 'path')]
}
