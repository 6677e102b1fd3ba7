/** Outcomes of `lodestone validate` as SARIF, for code hosts that show findings beside lines. */
import { severityName } from '../rdf/severity.ts'
import { programVersion } from '../registry/bundled.ts'
import type { CheckReport, PlacedProblem } from '../validate/check-request.ts'
import { SARIF_SCHEMA } from '../validate/workbench/formats/sarif.ts'
import { codeOf, type FileOutcome } from './validate-outcome.ts'

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
