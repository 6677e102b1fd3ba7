/** Looks through the shapes of a profile for what cannot be meant. */
import { knownConstraints } from '../constraints.ts'
import type { Finding } from '../formats/sarif.ts'
import type { ProfileTest } from '../test-profile.ts'
import type { WorkProfile } from '../work-profile.ts'
import { contradictions } from './contradictions.ts'
import type { KnownTerms } from './known-terms.ts'
import { messages } from './messages.ts'
import { mixedNamespaces } from './mixed-namespaces.ts'
import { neverFails } from './never-fails.ts'
import { problemFinding } from './problem-findings.ts'
import { reach } from './reach.ts'
import { ShapesUnderLint } from './shapes-under-lint.ts'
import { uncovered } from './uncovered.ts'
import { unknownTerms } from './vocabulary.ts'
import { checksNothing, withoutEffect } from './without-effect.ts'

/** Every rule with what it checks. */
export const LINT_RULES: ReadonlyMap<string, string> = new Map([
  ['invalid-shapes', 'The shapes can be compiled: all terms exist and nothing is ill-formed'],
  ['odd-shapes', 'Nothing that is well-formed but without effect'],
  ['never-fails', 'Every constraint can fail'],
  ['contradiction', 'Every constraint can be met together with those beside it'],
  ['no-effect', 'Every parameter has an effect where it stands'],
  ['checks-nothing', 'Every property shape has a constraint'],
  ['unknown-term', 'Properties and classes exist in their vocabularies'],
  ['unknown-vocabulary', 'Terms are of vocabularies that are known'],
  ['mixed-namespaces', 'schema.org is spelt in one way'],
  ['unreachable', 'Every shape is used'],
  ['deactivated', 'No shape is switched off'],
  ['no-message', 'Every shape that reports has a message'],
  ['message-language', 'Messages are in the same languages'],
  ['never-evaluated', 'Every constraint is evaluated by an example'],
  ['never-fired', 'Every constraint fails on an example'],
  ['survivor', 'Every change of a constraint is noticed by an example'],
])

const LEVELS = ['error', 'warning', 'note']

/** All findings about one profile, by line. Without examples nothing is said of what they should show. */
export const lintProfile = (
  profile: WorkProfile,
  test: ProfileTest,
  known: KnownTerms,
): readonly Finding[] => {
  const { compilation, shapes } = profile
  const lint = new ShapesUnderLint(shapes)
  const constraints = compilation.ok ? knownConstraints(compilation.value, shapes) : []
  const problems = compilation.ok ? compilation.value.warnings : compilation.problems
  const findings = [
    ...problems.map(problem => problemFinding(problem, lint, compilation.ok)),
    ...lint.shapes.flatMap(shape =>
      [neverFails, contradictions, withoutEffect, checksNothing].flatMap(rule => rule(lint, shape)),
    ),
    ...unknownTerms(lint, known),
    ...mixedNamespaces(lint),
    ...reach(lint),
    ...messages(lint, constraints),
    ...(test.outcomes.length > 0 ? uncovered(test) : []),
  ]
  return sorted(findings)
}

/** By file, line and weight. */
export const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => {
    const [one, other] = [a.places[0], b.places[0]]
    return (
      (one?.file ?? '').localeCompare(other?.file ?? '') ||
      (one?.line ?? 0) - (other?.line ?? 0) ||
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      a.rule.localeCompare(b.rule)
    )
  })
