/** Tested profiles for a terminal: one line where all is well, and what differs where it is not. */
import { relative } from 'node:path'
import { messageOf } from '../validate/workbench/formats/test-records.ts'
import { lineOfResult, lineOfShape } from '../validate/workbench/result-places.ts'
import type { ExampleOutcome } from '../validate/workbench/run-examples.ts'
import {
  type CoveredConstraint,
  type ProfileTest,
  withoutExample,
} from '../validate/workbench/test-profile.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

/** Results of one example that are shown; the other formats have all. */
const MOST = 8

/** `shapes/soil/shapes.ttl:12`, as terminals and editors open it. */
export const placeText = (file: string, line: number | undefined): string => {
  const path = relative(process.cwd(), file)
  const shown = path.startsWith('..') ? file : path
  return line === undefined ? shown : `${shown}:${line}`
}

const differing = (
  { example, differences, results }: ExampleOutcome,
  { profile }: ProfileTest,
): readonly string[] => [
  `${placeText(example.source.file, undefined)}`,
  ...differences.map(text => `    ${printable(text, 300)}`),
  ...results
    .slice(0, MOST)
    .map(
      result =>
        `      at ${placeText(example.source.file, lineOfResult(result, example.source))}, asked by ${placeText(profile.shapes.file, lineOfShape(result, profile.shapes))}: ${printable(messageOf(result.messages), 160)}`,
    ),
]

const missing = (constraints: readonly CoveredConstraint[], { profile }: ProfileTest): readonly string[] => [
  `no example fails ${constraints.length === 1 ? 'this constraint' : 'these constraints'}:`,
  ...constraints.map(
    ({ owner, text, path, severity, line }) =>
      `    ${placeText(profile.shapes.file, line)}  ${severity} ${owner}: ${printable(text, 80)}${path === undefined ? '' : ` of ${printable(path, 80)}`}`,
  ),
]

/** The table, below it what differs, could not be read or (when strict) lacks an example. */
export const testTable = (tests: readonly ProfileTest[], isStrict: boolean): string => {
  const rows = tests.map(({ profile, outcomes, problems, coverage }) => {
    const different = outcomes.filter(({ isAsExpected }) => !isAsExpected).length
    return [
      profile.id,
      ...[outcomes.length, outcomes.length - different, different, problems.length].map(String),
      String(withoutExample(coverage).length),
    ]
  })
  const titles = ['examples', 'as expected', 'different', 'problems', 'without example']
  const details = tests.flatMap(test => [
    ...test.problems.map(({ subject, detail }) => `${printable(subject)}: ${printable(detail, 400)}`),
    ...test.outcomes.filter(({ isAsExpected }) => !isAsExpected).flatMap(outcome => differing(outcome, test)),
    ...(isStrict && withoutExample(test.coverage).length > 0
      ? missing(withoutExample(test.coverage), test)
      : []),
  ])
  const head = table(
    [{ title: 'profile' }, ...titles.map(title => ({ title, align: 'right' as const }))],
    rows,
  )
  return details.length === 0 ? head : `${head}\n\n${details.join('\n')}`
}
