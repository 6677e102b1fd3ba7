/** `lodestone profile lint`: what in the shapes cannot be meant. */
import { parseArgs } from 'node:util'
import { programVersion } from '../registry/bundled.ts'
import type { DataGraph } from '../shacl/data-graph.ts'
import { type Finding, writeSarif } from '../validate/workbench/formats/sarif.ts'
import { type KnownTerms, loadKnownTerms } from '../validate/workbench/lint/known-terms.ts'
import { LINT_RULES, lintProfile, sorted } from '../validate/workbench/lint/lint.ts'
import { type Mutation, mutate } from '../validate/workbench/lint/mutate.ts'
import { testProfile } from '../validate/workbench/test-profile.ts'
import type { WorkProfile } from '../validate/workbench/work-profile.ts'
import { type ExitCode, Misuse } from './command.ts'
import {
  COMMON_OPTIONS,
  deliver,
  formatOf,
  profilesDir,
  profilesNamed,
  tell,
  vocabularyBackground,
} from './profile-options.ts'
import { placeText } from './profile-test-table.ts'
import { openProgress } from './progress.ts'
import { table } from './table.ts'

interface Linted {
  readonly profile: WorkProfile
  readonly findings: readonly Finding[]
  readonly mutation?: Mutation
}

const mutationText = ({ profile, mutation }: Linted): readonly string[] =>
  mutation
    ? [
        `${profile.id}: ${mutation.mutants} changed shapes, ${mutation.noticed} noticed by examples, ${mutation.survivors.length} not` +
          (mutation.invalid > 0 ? `, ${mutation.invalid} no shapes any more` : ''),
      ]
    : []

const asTable = (linted: readonly Linted[]): string => {
  const rows = linted.flatMap(({ findings }) =>
    findings.map(({ places: [place], level, rule, message }) => [
      place ? placeText(place.file, place.line) : '',
      level,
      rule,
      message,
    ]),
  )
  const titles = [{ title: 'where' }, { title: 'level' }, { title: 'rule' }, { title: 'finding', most: 300 }]
  const counts = ['error', 'warning', 'note'].map(level => {
    const times = rows.filter(row => row[1] === level).length
    return `${times} ${level}${times === 1 ? '' : 's'}`
  })
  return [
    ...(rows.length > 0 ? [table(titles, rows), ''] : []),
    ...linted.flatMap(mutationText),
    `${linted.map(({ profile }) => profile.id).join(', ')}: ${counts.join(', ')}`,
  ].join('\n')
}

const asJson = (linted: readonly Linted[]): string =>
  JSON.stringify(
    {
      profiles: linted.map(({ profile, findings, mutation }) => ({
        profile: profile.id,
        findings: findings.map(({ places: [place], ...finding }) => ({ ...finding, ...place })),
        ...(mutation && {
          mutation: {
            mutants: mutation.mutants,
            noticed: mutation.noticed,
            invalid: mutation.invalid,
            survivors: mutation.survivors.length,
          },
        }),
      })),
    },
    undefined,
    2,
  )

const written = (linted: readonly Linted[], format: 'table' | 'json' | 'sarif'): string => {
  if (format === 'table') return asTable(linted)
  if (format === 'json') return asJson(linted)
  return writeSarif(
    linted.flatMap(({ findings }) => findings),
    { version: programVersion(), root: process.cwd(), rules: LINT_RULES },
  )
}

const lintOne = (
  profile: WorkProfile,
  background: DataGraph,
  known: KnownTerms,
  isMutating: boolean,
): Linted => {
  const test = testProfile(profile, background)
  // Bad shapes are findings already; what is told here are examples that cannot be read.
  for (const problem of test.problems) if (problem.subject !== profile.id) tell(problem)
  const findings = lintProfile(profile, test, known)
  if (!isMutating || test.outcomes.length === 0) return { profile, findings }
  const progress = openProgress()
  const mutation = mutate(profile, background, (done, all) =>
    progress.update(`${profile.id}: ${done} of ${all} changes tried`),
  )
  progress.done()
  if (!mutation) return { profile, findings }
  return { profile, findings: sorted([...findings, ...mutation.survivors]), mutation }
}

/** Lints profiles: 1 when there is an error or a warning, 2 when a profile cannot be read at all. */
export const lintProfiles = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...COMMON_OPTIONS, mutate: { type: 'boolean', default: false } },
  })
  if (positionals.length > 1) throw new Misuse('name one profile, or none to lint all of a folder')
  const format = formatOf(values.format, ['table', 'json', 'sarif'])
  const profiles = profilesNamed(positionals[0], profilesDir(values.dir))
  if (!profiles.ok) {
    tell(profiles.problem)
    return 2
  }
  const background = vocabularyBackground()
  const known = await loadKnownTerms()
  const linted = profiles.value.map(profile => lintOne(profile, background, known, values.mutate))
  deliver(written(linted, format), values.output)
  return linted.some(({ findings }) => findings.some(({ level }) => level !== 'note')) ? 1 : 0
}
