/** One result of the engine -> our ValidationResult: no blank nodes, never without a message. */
import type { Literal, Term } from '@rdfjs/types'
import type { Profile } from '../model/profile.ts'
import type { ValidationResult } from '../model/validation-report.ts'
import { PREFIXES, sh } from '../rdf/namespaces.ts'
import { toJsonTerm } from '../rdf/terms.ts'
import type { EngineResult } from './engine.ts'
import { pathTexts } from './path-text.ts'

/** Reads one result of the profile it was made for. */
export type ResultReader = (result: EngineResult) => ValidationResult

/** Prepares a reader: the text of every path and the name of every shape are found once. */
export const resultReader = (profile: Profile): ResultReader => {
  const text = pathTexts(profile.shapes)
  const paths = new Map<string, string>()
  for (const { subject, predicate, object } of profile.shapes)
    if (predicate.equals(sh('path'))) paths.set(subject.value, text(object))

  return result => {
    const { focusNode, value, sourceShape, sourceConstraintComponent: component } = result
    // Of a closed shape the engine names the offending property; else the path is that of the shape.
    const path = namedPath(result) ?? paths.get(sourceShape.value)
    return {
      focusNode: toJsonTerm(focusNode),
      ...(path !== undefined && { path }),
      ...(value && { value: toJsonTerm(value) }),
      component: component.value,
      severity: result.severity.value,
      message: message(result.message, component),
      ...(sourceShape.termType === 'NamedNode' && { sourceShape: sourceShape.value }),
      profile: profile.id,
    }
  }
}

const namedPath = (result: EngineResult): string | undefined =>
  result.path?.termType === 'NamedNode' ? result.path.value : undefined

/** English, else without language, else the first; for components that the engine has no words for, their name. */
const message = (texts: readonly Term[], component: Term): string => {
  const literals = texts.filter(
    (term): term is Literal => term.termType === 'Literal' && term.value.trim() !== '',
  )
  const best =
    literals.find(({ language }) => language.startsWith('en')) ?? literals.find(({ language }) => !language)
  const name = component.value.replace(PREFIXES.sh, '').replace(/ConstraintComponent$/, '')
  return best?.value ?? literals[0]?.value ?? `The value does not meet the constraint sh:${name}`
}
