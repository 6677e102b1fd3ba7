/** Messages: every shape that reports has one, in every language that the others have. */

import type { Shape } from '../../../shacl/shape.ts'
import type { KnownConstraint } from '../constraints.ts'
import type { Finding } from '../formats/sarif.ts'
import { PARAMETERS, type ShapesUnderLint } from './shapes-under-lint.ts'

/** Parameters whose results come from the shape itself. */
const REPORTING = PARAMETERS.filter(name => name !== 'property')

/** Languages that at least this share of the messages have are those of the profile. */
const USUAL = 0.5

/** Looks at the shapes whose failures are results; those inside sh:or and the like never speak. */
export const messages = (
  lint: ShapesUnderLint,
  constraints: readonly KnownConstraint[],
): readonly Finding[] => {
  const shapes = new Set<Shape>()
  for (const { reports, constraint } of constraints)
    if (reports && !constraint.messages?.length) shapes.add(constraint.shape)
  const speaking = [...shapes].filter(({ node }) => lint.messages(node).length > 0)
  const usual = usualLanguages(
    speaking.map(({ node }) => lint.messages(node).map(({ language }) => language)),
  )
  return [...shapes].flatMap(({ node }) => {
    const own = lint.messages(node)
    const name = lint.nameOf(node)
    if (own.length === 0) {
      const parameter = REPORTING.find(each => lint.has(node, each))
      const text = `${name} has no sh:message: readers get a general one that does not say what to do`
      return [lint.finding('no-message', 'warning', node, text, parameter)]
    }
    const missing = usual.filter(language => !own.some(each => each.language === language))
    if (missing.length === 0) return []
    const text = `the sh:message of ${name} is missing ${missing.map(each => (each ? `in "${each}"` : 'without a language')).join(', ')}, which most others have`
    return [lint.finding('message-language', 'warning', node, text, 'message')]
  })
}

const usualLanguages = (all: readonly (readonly string[])[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const languages of all)
    for (const language of new Set(languages)) counts.set(language, (counts.get(language) ?? 0) + 1)
  return [...counts].flatMap(([language, times]) => (times > all.length * USUAL ? [language] : []))
}
