/** Outcomes of `lodestone validate` for programs: JSON, RDF, CSV, JUnit, SARIF. */

import { severityName } from '../rdf/severity.ts'
import { programVersion } from '../registry/bundled.ts'
import type { CheckReport, PlacedProblem } from '../validate/check-request.ts'
import { problemsJson, reportJson } from '../validate/report-json.ts'
import { jsonLdOf, turtleOf } from '../validate/report-rdf.ts'
import { codeOf, type FileOutcome } from './validate-outcome.ts'

const answerJson = ({ answer }: FileOutcome): Readonly<Record<string, unknown>> =>
  answer.ok ? reportJson(answer.value) : problemsJson(answer.problems)

/** The report of one file; of several `documents`, each with its `file`, under one `conforms`. */
export const jsonOf = (outcomes: readonly FileOutcome[]): string => {
  const [only, ...more] = outcomes
  const value =
    only && more.length === 0
      ? answerJson(only)
      : {
          conforms: outcomes.every(each => codeOf(each) === 0),
          documents: outcomes.map(each => ({ file: each.file, ...answerJson(each) })),
        }
  return JSON.stringify(value, null, 2)
}

const triplesOf = (outcomes: readonly FileOutcome[]): string =>
  outcomes.map(({ answer }) => (answer.ok ? (answer.value.reportTriples ?? '') : '')).join('')

/** The reports as N-Triples, Turtle or JSON-LD. */
export const rdfOf = (outcomes: readonly FileOutcome[], format: 'nt' | 'turtle' | 'jsonld'): string => {
  const triples = triplesOf(outcomes)
  const text = format === 'nt' ? triples : format === 'turtle' ? turtleOf(triples) : jsonLdOf(triples)
  return text.trimEnd()
}

// A cell that begins like a formula would be run by spreadsheets.
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const COLUMNS = [
  'file',
  'line',
  'severity',
  'profile',
  'focusNode',
  'path',
  'value',
  'component',
  'sourceShape',
  'message',
]

/** One row per result (RFC 4180); a file that could not be checked has a row per problem. */
export const csvOf = (outcomes: readonly FileOutcome[]): string => {
  const rows = outcomes.flatMap(({ file, answer }) =>
    answer.ok
      ? answer.value.results.map((result, i) => [
          ...[file, String(answer.value.lines[i] ?? ''), severityName(result.severity), result.profile],
          ...[result.focusNode.value, result.path ?? '', result.value?.value ?? '', result.component],
          ...[result.sourceShape ?? '', result.message],
        ])
      : answer.problems.map(({ line, code, detail }) => [
          file,
          String(line ?? ''),
          'Error',
          '',
          '',
          '',
          '',
          code,
          '',
          detail,
        ]),
  )
  return [COLUMNS, ...rows].map(row => row.map(cell).join(',')).join('\r\n')
}

// XML 1.0 has no place for other control characters, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NO_XML, '�')
    .replace(/[&<>"\n\r\t]/g, character => `&#${character.charCodeAt(0)};`)

const failureText = (report: CheckReport, profile: string): string =>
  report.results
    .flatMap((result, i) => (result.profile === profile ? [{ result, line: report.lines[i] }] : []))
    .map(
      ({ result, line }) =>
        `${line ? `line ${line}: ` : ''}${severityName(result.severity)}: ${result.message}`,
    )
    .join('\n')

/** JUnit: a suite per file, a case per profile; one that does not conform is a failure, what was not checked an error. */
export const junitOf = (outcomes: readonly FileOutcome[]): string => {
  const suites = outcomes.map(({ file, answer }) => {
    const cases = answer.ok
      ? answer.value.profiles.map(({ id, conforms, targets }) => {
          const open = `    <testcase classname="${xml(file)}" name="${xml(id)}">`
          if (targets === 0)
            return { text: `${open}<skipped message="nothing was checked"/></testcase>`, kind: 'skipped' }
          if (conforms) return { text: `${open}</testcase>`, kind: 'passed' }
          const text = failureText(answer.value, id)
          return {
            text: `${open}<failure message="${xml(text.split('\n')[0] ?? '')}">${xml(text)}</failure></testcase>`,
            kind: 'failed',
          }
        })
      : answer.problems.map(({ code, detail }) => ({
          text: `    <testcase classname="${xml(file)}" name="${xml(code)}"><error message="${xml(detail)}"/></testcase>`,
          kind: 'error',
        }))
    const count = (kind: string): number => cases.filter(each => each.kind === kind).length
    return [
      `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}">`,
      ...cases.map(({ text }) => text),
      '  </testsuite>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="lodestone validate">',
    ...suites,
    '</testsuites>',
  ].join('\n')
}

const LEVELS: Readonly<Record<string, string>> = { Violation: 'error', Warning: 'warning', Info: 'note' }

/** RFC 3986: a file's name as a relative reference. */
const uriOf = (file: string): string =>
  file === '-' ? 'stdin' : file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')

const placeOf = (file: string, line: number | null | undefined) => [
  {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line ? { region: { startLine: line } } : {}),
    },
  },
]

const ruleOf = (result: CheckReport['results'][number]): string =>
  `${result.profile}/${result.sourceShape ?? result.component}`

const notification = (file: string, { code, detail, line, of }: PlacedProblem) => ({
  level: 'error',
  descriptor: { id: code },
  message: { text: detail },
  ...(of === 'document' && { locations: placeOf(file, line) }),
})

/** SARIF 2.1.0: one run; a rule per shape; what could not be checked is a notification of an unsuccessful execution. */
export const sarifOf = (outcomes: readonly FileOutcome[]): string => {
  const results = outcomes.flatMap(({ file, answer }) =>
    answer.ok
      ? answer.value.results.map((result, i) => ({
          ruleId: ruleOf(result),
          level: LEVELS[severityName(result.severity)] ?? 'warning',
          message: { text: result.message || result.component },
          locations: placeOf(file, answer.value.lines[i]),
          properties: { focusNode: result.focusNode.value, ...(result.path && { path: result.path }) },
        }))
      : [],
  )
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].map(id => ({ id }))
  const notifications = outcomes.flatMap(({ file, answer }) =>
    answer.ok ? [] : answer.problems.map(problem => notification(file, problem)),
  )
  return JSON.stringify(
    {
      $schema: SARIF_SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'lodestone', version: programVersion(), rules } },
          invocations: [
            {
              executionSuccessful: outcomes.every(each => codeOf(each) < 2),
              ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
            },
          ],
          results,
        },
      ],
    },
    null,
    2,
  )
}

const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'
