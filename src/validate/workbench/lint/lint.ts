/** Looks through the shapes of a profile for what cannot be meant. */
import type { Problem } from '../../../model/problem.ts'
import { sh } from '../../../rdf/namespaces.ts'
import { type KnownConstraint, knownConstraints } from '../constraints.ts'
import type { Finding } from '../formats/sarif.ts'
import { type ProfileTest, withoutExample } from '../test-profile.ts'
import type { TurtleFile } from '../turtle-file.ts'
import type { WorkProfile } from '../work-profile.ts'
import { contradictions } from './contradictions.ts'
import type { KnownTerms } from './known-terms.ts'
import { messages } from './messages.ts'
import { reach } from './reach.ts'
import { ShapesUnderLint } from './shapes-under-lint.ts'
import { mixedNamespaces, unknownTerms } from './vocabulary.ts'

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
    ...problems.map(problem => asFinding(problem, lint, compilation.ok)),
    ...contradictions(lint),
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

const asFinding = ({ code, detail }: Problem, lint: ShapesUnderLint, isCompiled: boolean): Finding => {
  const line = lineOfProblem(detail, lint.source)
  return {
    rule: isCompiled ? 'odd-shapes' : 'invalid-shapes',
    level: isCompiled ? 'warning' : 'error',
    message: `${detail} (${code})`,
    places: [{ file: lint.source.file, ...(line !== undefined && { line }) }],
  }
}

/** Problems of the engine name terms, not lines: the first statement with the term that they name. */
const lineOfProblem = (detail: string, source: TurtleFile): number | undefined => {
  const term = /sh:(\w+)/.exec(detail)?.[1]
  const nodes = [...detail.matchAll(/<([^<>]+)>/g)].map(match => match[1])
  const about = source.quads.filter(({ subject }) => nodes.includes(subject.value))
  const isNamed = (name: string) => (quad: { predicate: { value: string }; object: { value: string } }) =>
    quad.predicate.value === sh(name).value || quad.object.value === sh(name).value
  const quad =
    (term !== undefined &&
      (about.find(isNamed(term)) ?? (about.length > 0 ? undefined : source.quads.find(isNamed(term))))) ||
    about[0] ||
    source.quads.find(({ object }) => nodes.includes(object.value))
  if (!quad) return undefined
  return quad === about[0]
    ? source.lineOf(quad.subject)
    : source.lineOf(quad.subject, quad.predicate.value, quad.object)
}

/** Constraints that the examples do not reach, or never show failing. Inner ones only when they are never reached. */
const uncovered = ({ coverage, profile }: ProfileTest): readonly Finding[] => {
  const named = ({ owner, text, path }: KnownConstraint): string =>
    `${owner}: ${text}${path === undefined ? '' : ` of ${path}`}`
  const finding = (
    rule: string,
    level: Finding['level'],
    known: KnownConstraint,
    message: string,
  ): Finding => ({
    rule,
    level,
    message,
    places: [{ file: profile.shapes.file, ...(known.line !== undefined && { line: known.line }) }],
  })
  const never = coverage.filter(({ evaluated, roots }) => evaluated === 0 && roots.length > 0)
  const silent = coverage.filter(({ evaluated, failed, reports }) => reports && evaluated > 0 && failed === 0)
  const serious = new Set(withoutExample(coverage))
  return [
    ...never.map(each =>
      finding(
        'never-evaluated',
        'warning',
        each,
        `${named(each)} is never evaluated by any example: none has what it is about`,
      ),
    ),
    ...silent.map(each =>
      finding(
        'never-fired',
        serious.has(each) ? 'warning' : 'note',
        each,
        `${named(each)} fails on no example: add one to examples/invalid`,
      ),
    ),
  ]
}
