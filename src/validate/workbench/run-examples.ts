/** Examples x a profile -> what each shows, against what it is expected to show. */
import { sh } from '../../rdf/namespaces.ts'
import type { ValidationResult } from '../../shacl/result.ts'
import type { Count } from '../../shacl/run.ts'
import type { CompiledShapes } from '../../shacl/shape.ts'
import { validate } from '../../shacl/validate.ts'
import type { Example } from './examples.ts'
import { type CountedKind, kindKey, kindsOf, kindText, type ResultKind } from './expectation.ts'

/** Some results of the same profile. */
export interface OwnedResults {
  readonly profile: string
  readonly results: readonly ValidationResult[]
}

/** How one example came out. */
export interface ExampleOutcome {
  readonly example: Example
  /** Whether it shows exactly what it should. */
  readonly isAsExpected: boolean
  /** What differs, each a sentence. */
  readonly differences: readonly string[]
  /** Results of the profile's own shapes. */
  readonly results: readonly ValidationResult[]
  /** Results of severity sh:Violation of the profiles that it builds on; only valid examples are checked against them. */
  readonly inherited: readonly OwnedResults[]
}

const VIOLATION = sh('Violation')

export interface NamedShapes {
  readonly id: string
  readonly compiled: CompiledShapes
}

/**
 * Checks one example against the profile's own shapes and, when it is valid, those it builds on. An invalid example
 * that announces nothing must have a result; one that does must have exactly what it announces. A valid one must have
 * no violation, and where it announces results, exactly those.
 */
export const runExample = (
  example: Example,
  own: CompiledShapes,
  lineage: readonly NamedShapes[],
  counters?: Count[],
): ExampleOutcome => {
  const report = validate(own, example.graph, { counters: counters !== undefined })
  if (counters && report.counters) addCounts(counters, report.counters.constraints)
  const inherited =
    example.kind === 'invalid'
      ? []
      : lineage.flatMap(({ id, compiled }) => {
          const results = violations(validate(compiled, example.graph).results)
          return results.length > 0 ? [{ profile: id, results }] : []
        })
  const differences = [
    ...(report.incomplete ? [report.incomplete.detail] : []),
    ...against(example, report.results),
    ...inherited.map(
      ({ profile, results }) =>
        `does not meet ${profile}, which the profile builds on: ${kindsOf(results).map(kindText).join('; ')}`,
    ),
  ]
  return {
    example,
    isAsExpected: differences.length === 0,
    differences,
    results: report.results,
    inherited,
  }
}

const violations = (results: readonly ValidationResult[]): readonly ValidationResult[] =>
  results.filter(({ severity }) => severity.equals(VIOLATION))

const addCounts = (into: Count[], more: readonly Count[]): void => {
  more.forEach((count, i) => {
    const sum = into[i] ?? { targets: 0, evaluated: 0, failed: 0 }
    sum.targets += count.targets
    sum.evaluated += count.evaluated
    sum.failed += count.failed
    into[i] = sum
  })
}

const against = ({ kind, expected }: Example, results: readonly ValidationResult[]): readonly string[] => {
  if (expected.length > 0) return differences(expected, kindsOf(results))
  if (kind === 'invalid')
    return results.length > 0 ? [] : ['nothing was found, but it should not meet the profile']
  return kindsOf(violations(results)).map(each => `found although it is valid: ${kindText(each)}`)
}

const differences = (expected: readonly ResultKind[], found: readonly CountedKind[]): readonly string[] => {
  const wanted = new Map(expected.map(kind => [kindKey(kind), kind]))
  const present = new Map(found.map(kind => [kindKey(kind), kind]))
  const told: string[] = []
  for (const [key, kind] of wanted) {
    const other = present.get(key)
    if (!other) told.push(`expected but not found: ${kindText(kind)}`)
    else if (kind.count !== undefined && kind.count !== other.count)
      told.push(
        `expected ${kind.count} times but found ${other.count} times: ${kindText({ ...kind, count: 1 })}`,
      )
  }
  for (const [key, kind] of present)
    if (!wanted.has(key)) told.push(`found but not expected: ${kindText(kind)}`)
  return told
}
