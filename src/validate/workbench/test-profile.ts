/** A profile x its examples -> how each came out, and which constraints no example shows failing. */
import type { Problem } from '../../model/problem.ts'
import type { DataGraph } from '../../shacl/data-graph.ts'
import type { Count } from '../../shacl/run.ts'
import type { CompiledShapes } from '../../shacl/shape.ts'
import { type KnownConstraint, knownConstraints } from './constraints.ts'
import { readExamples } from './examples.ts'
import { type ExampleOutcome, type NamedShapes, runExample } from './run-examples.ts'
import type { WorkProfile } from './work-profile.ts'

/** A constraint and how often the examples led to it. */
export interface CoveredConstraint extends KnownConstraint {
  readonly evaluated: number
  readonly failed: number
}

/** What testing a profile came to. */
export interface ProfileTest {
  readonly profile: WorkProfile
  readonly outcomes: readonly ExampleOutcome[]
  /** Bad shapes and examples that cannot be read. */
  readonly problems: readonly Problem[]
  readonly coverage: readonly CoveredConstraint[]
}

/** The shapes that a profile inherits, compiled; or what is wrong with them. */
export const compiledLineage = ({
  lineage = [],
}: WorkProfile): { readonly shapes: readonly NamedShapes[]; readonly problems: readonly Problem[] } => ({
  shapes: lineage.flatMap(({ id, compilation }) =>
    compilation.ok ? [{ id, compiled: compilation.value }] : [],
  ),
  problems: lineage.flatMap(({ compilation }) => (compilation.ok ? [] : compilation.problems)),
})

/** Runs every example of a profile. Where its shapes cannot be compiled none is run, and `problems` say why. */
export const testProfile = (profile: WorkProfile, background: DataGraph): ProfileTest => {
  const { compilation, folder } = profile
  const inherited = compiledLineage(profile)
  const { examples, problems: unread } = readExamples(profile, background)
  const problems = [...(compilation.ok ? [] : compilation.problems), ...inherited.problems, ...unread]
  if (!compilation.ok) return { profile, outcomes: [], problems, coverage: [] }
  const counts: Count[] = []
  const outcomes = examples.map(example => runExample(example, compilation.value, inherited.shapes, counts))
  if (examples.length === 0 && problems.length === 0)
    problems.push({
      stage: 'scales',
      code: 'no-examples',
      subject: profile.id,
      detail: `there is no example: put some into ${folder}/examples/valid and ${folder}/examples/invalid`,
    })
  return { profile, outcomes, problems, coverage: covered(profile, compilation.value, counts) }
}

const covered = (
  { shapes }: WorkProfile,
  compiled: CompiledShapes,
  counts: readonly Count[],
): readonly CoveredConstraint[] =>
  knownConstraints(compiled, shapes).map(known => {
    const { evaluated = 0, failed = 0 } = counts[known.constraint.index] ?? {}
    return { ...known, evaluated, failed }
  })

/** The constraints that make a difference (violations, warnings) and that no example shows failing. */
export const withoutExample = (coverage: readonly CoveredConstraint[]): readonly CoveredConstraint[] =>
  coverage.filter(({ reports, failed, severity }) => reports && failed === 0 && severity !== 'Info')
