/** Outcomes of `lodestone validate` as JUnit XML, for build servers. */
import { severityName } from '../rdf/severity.ts'
import type { CheckReport } from '../validate/check-request.ts'
import type { FileOutcome } from './validate-outcome.ts'

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
