/** One result of the engine -> our ValidationResult: no blank nodes, never without a message. */
import type { Literal } from '@rdfjs/types'
import type { ValidationResult } from '../model/validation-report.ts'
import { toJsonTerm } from '../rdf/terms.ts'
import type { ValidationResult as EngineResult } from '../shacl/result.ts'

/** Reads one result of the profile with this id. */
export const readResult = (result: EngineResult, profile: string): ValidationResult => {
  const { focusNode, value, pathText, sourceShape } = result
  return {
    focusNode: toJsonTerm(focusNode),
    ...(pathText !== undefined && { path: pathText }),
    ...(value && { value: toJsonTerm(value) }),
    component: result.component.value,
    severity: result.severity.value,
    message: english(result.messages),
    ...(sourceShape.termType === 'NamedNode' && { sourceShape: sourceShape.value }),
    profile,
  }
}

/** English, else without language, else the first. */
const english = (messages: readonly Literal[]): string => {
  const best =
    messages.find(({ language }) => language.startsWith('en')) ?? messages.find(({ language }) => !language)
  return best?.value ?? messages[0]?.value ?? ''
}
