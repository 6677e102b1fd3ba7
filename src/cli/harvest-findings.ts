/** What stands below the table of a harvest: per source, what kept records out and what to do about it. */
import { mostFrequent } from '../serve/views/source-history.ts'
import type { RunReport, SourceReport } from './harvest-account.ts'
import { printable } from './printable.ts'

const MOST_PROBLEMS = 5
const MOST_CONTEXTS = 10
const MOST_VIOLATIONS = 5
const MOST_TEXT = 220

const numbers = new Intl.NumberFormat('en')
const number = (value: number): string => numbers.format(value).padStart(7)

const short = (text: string): string => printable(text, MOST_TEXT)

const more = (all: number, shown: number): string[] =>
  all > shown ? [`         … and ${all - shown} more`] : []

const contextLines = ({ contexts }: SourceReport): string[] => {
  if (contexts.length === 0) return []
  return [
    '  unknown contexts, with the number of records that each holds back:',
    ...contexts
      .slice(0, MOST_CONTEXTS)
      .flatMap(({ url, records, command }) => [
        `${number(records)}  ${short(url)}`,
        `         ${command === undefined ? 'no http or https address, so it cannot be pinned: tell the publisher' : `look at it, then: ${command}`}`,
      ]),
    ...more(contexts.length, MOST_CONTEXTS),
  ]
}

const violationLines = ({ violations }: SourceReport): string[] => {
  const shown = mostFrequent(violations, MOST_VIOLATIONS)
  if (shown.length === 0) return []
  return [
    '  rejected, because:',
    ...shown.map(([message, records]) => `${number(records)}  ${short(message)}`),
    ...more(Object.keys(violations).length, MOST_VIOLATIONS),
  ]
}

const problemLines = ({ problems }: SourceReport): string[] => {
  if (problems.length === 0) return []
  return [
    '  problems:',
    ...problems
      .slice(0, MOST_PROBLEMS)
      .map(({ code, count, example }) =>
        short(`${number(count)}  ${code}${example ? `, e.g. ${example.subject}: ${example.detail}` : ''}`),
      ),
    ...more(problems.length, MOST_PROBLEMS),
  ]
}

/** Lines about the sources of a report that have something to tell; empty when all is well. */
export const findingsText = ({ sources }: RunReport): string =>
  sources
    .map(report => [...contextLines(report), ...violationLines(report), ...problemLines(report)].join('\n'))
    .flatMap((lines, i) => (lines === '' ? [] : [`${sources[i]?.source}\n${lines}`]))
    .join('\n\n')
