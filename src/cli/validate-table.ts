/** Outcomes of `lodestone validate` for a terminal: a table per file, the explanation as a tree, a summary. */
import { severityName } from '../rdf/severity.ts'
import type { CheckReport, Language, PlacedProblem } from '../validate/check-request.ts'
import { pathTextName, prefixedName } from '../validate/explain-names.ts'
import type { Branch, ResultExplanation } from '../validate/explanation.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'
import { codeOf, type FileOutcome, howValidated, tallyOf } from './validate-outcome.ts'

interface Words {
  readonly columns: readonly [string, string, string, string, string, string]
  readonly conforms: string
  readonly fails: string
  readonly nothing: string
  readonly unchecked: string
  readonly counts: (tally: readonly [number, number, number]) => string
  readonly omitted: (count: number) => string
  readonly fix: string
  readonly closest: string
  readonly passes: string
  readonly owner: Readonly<Record<'kernel' | 'community' | 'given', string>>
  readonly summary: (counts: readonly [number, number, number]) => string
}

const s = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    columns: ['line', 'severity', 'profile', 'path', 'value', 'message'],
    conforms: 'conforms',
    fails: 'does not conform',
    nothing: 'nothing was checked: that is not the same as conforming',
    unchecked: 'could not be checked',
    counts: ([violations, warnings, infos]) =>
      `${s(violations, 'violation')}, ${s(warnings, 'warning')}, ${s(infos, 'note')}`,
    omitted: count => `and ${s(count, 'more result')}`,
    fix: 'to do',
    closest: 'closest',
    passes: 'passes',
    owner: {
      kernel: 'the kernel, which decides',
      community: 'a community, which advises',
      given: 'the given shapes',
    },
    summary: ([conform, fail, unchecked]) =>
      `${s(conform + fail + unchecked, 'file')}: ${conform} conform, ${fail} do not, ${unchecked} could not be checked`,
  },
  de: {
    columns: ['Zeile', 'Schwere', 'Profil', 'Pfad', 'Wert', 'Meldung'],
    conforms: 'konform',
    fails: 'nicht konform',
    nothing: 'nichts wurde geprüft: das ist nicht dasselbe wie konform',
    unchecked: 'konnte nicht geprüft werden',
    counts: ([violations, warnings, infos]) =>
      `${violations} Verstöße, ${warnings} Warnungen, ${infos} Hinweise`,
    omitted: count => `und ${count} weitere Ergebnisse`,
    fix: 'zu tun',
    closest: 'am nächsten',
    passes: 'erfüllt',
    owner: {
      kernel: 'der Kern, der entscheidet',
      community: 'eine Gemeinschaft, die rät',
      given: 'die angegebenen Formen',
    },
    summary: ([conform, fail, unchecked]) =>
      `${conform + fail + unchecked} Dateien: ${conform} konform, ${fail} nicht, ${unchecked} konnten nicht geprüft werden`,
  },
}

const rowsOf = ({ results, lines }: CheckReport): string[][] =>
  results.map(({ severity, profile, path, value, message, focusNode }, i) => [
    String(lines[i] ?? ''),
    severityName(severity),
    profile,
    (path !== undefined && pathTextName(path)) ||
      (focusNode.type === 'bnode' ? `_:${focusNode.value}` : prefixedName(focusNode.value)),
    value?.value ?? '',
    message,
  ])

const branchLines = (branch: Branch, words: Words, indent: string): string[] => {
  const mark = branch.passed ? ` (${words.passes})` : branch.closest ? ` (${words.closest})` : ''
  return [
    `${indent}├ ${branch.shape}${mark}`,
    ...branch.results.flatMap(result => resultLines(result, words, `${indent}│  `)),
  ]
}

const resultLines = (result: ResultExplanation, words: Words, indent: string): string[] => [
  `${indent}${result.severity} ${result.component}${result.path ? ` · ${result.path}` : ''}: ${printable(result.message, 300)}`,
  `${indent}  ${words.fix}: ${printable(result.fix, 300)}`,
  ...(result.branches ?? []).flatMap(branch => branchLines(branch, words, `${indent}  `)),
]

const treeOf = ({ explanation = [] }: CheckReport, words: Words): string[] =>
  explanation.flatMap(({ profile, title, owner, inherits, results }) => [
    '',
    `${profile} (${title}; ${words.owner[owner]}${inherits.length > 0 ? `; < ${inherits.join(', ')}` : ''})`,
    ...results.flatMap(result => resultLines(result, words, '  ')),
  ])

const reportLines = (report: CheckReport, language: Language): string[] => {
  const words = WORDS[language]
  const verdict = report.nothingChecked ? words.nothing : report.conforms ? words.conforms : words.fails
  const columns = words.columns.map((title, i) => ({
    title,
    ...(i === 0 && { align: 'right' as const }),
    ...(i >= 3 && { most: [48, 40, 110][i - 3] ?? 110 }),
  }))
  return [
    howValidated(report, language),
    ...(report.results.length > 0 ? ['', table(columns, rowsOf(report))] : []),
    ...(report.omitted > 0 ? [words.omitted(report.omitted)] : []),
    ...treeOf(report, words),
    '',
    `${verdict}: ${words.counts(tallyOf(report))}`,
  ]
}

/** `unknown-shape-term (4), syntax-error`. */
const codesOf = (problems: readonly PlacedProblem[]): string =>
  [...new Set(problems.map(({ code }) => code))]
    .map(code => {
      const times = problems.filter(each => each.code === code).length
      return times === 1 ? code : `${code} (${times})`
    })
    .join(', ')

/** Tables of all files and, when there are several, a summary. What could not be checked is told on stderr as well. */
export const tableOf = (outcomes: readonly FileOutcome[], language: Language): string => {
  const words = WORDS[language]
  const parts = outcomes.map(({ file, answer }) => {
    const lines = answer.ok
      ? reportLines(answer.value, language)
      : [`${words.unchecked}: ${codesOf(answer.problems)}`]
    return [`${printable(file)}: ${lines[0]}`, ...lines.slice(1)].join('\n')
  })
  if (outcomes.length < 2) return parts.join('\n\n')
  const counts = [0, 1, 2].map(code => outcomes.filter(outcome => codeOf(outcome) === code).length)
  return `${parts.join('\n\n')}\n\n${words.summary([counts[0] ?? 0, counts[1] ?? 0, counts[2] ?? 0])}`
}
