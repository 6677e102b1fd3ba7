/** Tested profiles as plain data: what JSON, CSV and SARIF are made of. */
import type { Literal } from '@rdfjs/types'
import { severityName } from '../../../rdf/severity.ts'
import { toJsonTerm } from '../../../rdf/terms.ts'
import type { ValidationResult } from '../../../shacl/result.ts'
import { messageIn } from '../../explain.ts'
import { componentName, kindText } from '../expectation.ts'
import { lineOfResult, lineOfShape } from '../result-places.ts'
import type { ExampleOutcome } from '../run-examples.ts'
import { shortPath } from '../short-names.ts'
import { type CoveredConstraint, type ProfileTest, withoutExample } from '../test-profile.ts'
import { writeCsv } from './csv.ts'
import type { Finding, Place } from './sarif.ts'

/** The message in English, or what there is. */
export const messageOf = (messages: readonly Literal[]): string => messageIn(messages, 'en')

const line = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: value })

const resultRecord = (result: ValidationResult, { example }: ExampleOutcome, { profile }: ProfileTest) => ({
  severity: severityName(result.severity.value),
  component: componentName(result.component.value),
  focusNode: toJsonTerm(result.focusNode),
  ...(result.pathText !== undefined && { path: result.pathText }),
  ...(result.value && { value: toJsonTerm(result.value) }),
  message: messageOf(result.messages),
  ...line('line', lineOfResult(result, example.source)),
  ...line('shapeLine', lineOfShape(result, profile.shapes)),
})

const constraintRecord = ({ owner, text, path, severity, line: at }: CoveredConstraint) => ({
  shape: owner,
  constraint: text,
  ...(path !== undefined && { path }),
  severity,
  ...line('line', at),
})

/** One profile's test as JSON. */
export const testRecord = (test: ProfileTest) => ({
  profile: test.profile.id,
  shapes: test.profile.shapes.file,
  examples: test.outcomes.map(outcome => ({
    name: outcome.example.name,
    kind: outcome.example.kind,
    file: outcome.example.source.file,
    asExpected: outcome.isAsExpected,
    differences: outcome.differences,
    expected: outcome.example.expected.map(kindText),
    results: outcome.results.map(result => resultRecord(result, outcome, test)),
  })),
  problems: test.problems,
  withoutExample: withoutExample(test.coverage).map(constraintRecord),
})

const TITLES =
  'profile,kind,example,as expected,severity,component,path,focus node,value,message,file,line,shapes,shape line'

/** A row per result, and one per example without any. */
export const testCsv = (tests: readonly ProfileTest[]): string =>
  writeCsv(
    TITLES.split(','),
    tests.flatMap(test =>
      test.outcomes.flatMap(outcome => {
        const { example, isAsExpected, results } = outcome
        const head = [test.profile.id, example.kind, example.name, isAsExpected ? 'yes' : 'no']
        const { file } = example.source
        if (results.length === 0) return [[...head, '', '', '', '', '', '', file, '', '', '']]
        return results.map(result => [
          ...head,
          severityName(result.severity.value),
          componentName(result.component.value),
          result.pathText === undefined ? '' : shortPath(result.pathText),
          result.focusNode.value,
          result.value?.value ?? '',
          messageOf(result.messages),
          file,
          lineOfResult(result, example.source) ?? '',
          test.profile.shapes.file,
          lineOfShape(result, test.profile.shapes) ?? '',
        ])
      }),
    ),
  )

/** What rules of `testFindings` check. */
export const TEST_RULES: ReadonlyMap<string, string> = new Map([
  ['example-differs', 'An example shows what it is expected to show'],
  ['not-checked', 'Shapes and examples can be read'],
  ['without-example', 'Every constraint is shown failing by an example'],
])

const place = (file: string, at: number | undefined, says?: string): Place => ({
  file,
  ...(at !== undefined && { line: at }),
  ...(says !== undefined && { says }),
})

/** Findings of a test: an example that differs stands at the line of the result that is too much, else at its top. */
export const testFindings = (test: ProfileTest): readonly Finding[] => {
  const { profile, outcomes, problems, coverage } = test
  return [
    ...problems.map(({ code, subject, detail }): Finding => {
      const file = subject === profile.id ? profile.shapes.file : subject
      const at = /line (\d+)/.exec(detail)?.[1]
      return {
        rule: 'not-checked',
        level: 'error',
        message: `${code}: ${detail}`,
        places: [place(file, at === undefined ? undefined : Number(at))],
      }
    }),
    ...outcomes.flatMap(outcome => differing(outcome, test)),
    ...withoutExample(coverage).map(
      ({ owner, text, line: at }): Finding => ({
        rule: 'without-example',
        level: 'note',
        message: `no example shows that ${owner} fails by ${text}`,
        places: [place(profile.shapes.file, at)],
      }),
    ),
  ]
}

const differing = (outcome: ExampleOutcome, { profile }: ProfileTest): readonly Finding[] => {
  const { example, differences, results } = outcome
  if (differences.length === 0) return []
  const all = [...results, ...outcome.inherited.flatMap(each => each.results)]
  const first = all[0]
  return differences.map(message => ({
    rule: 'example-differs',
    level: 'error',
    message: `${example.kind} example ${example.name}: ${message}`,
    places: [
      place(example.source.file, (first && lineOfResult(first, example.source)) ?? 1),
      ...results
        .slice(0, 10)
        .map(result =>
          place(profile.shapes.file, lineOfShape(result, profile.shapes), messageOf(result.messages)),
        ),
    ],
  }))
}
