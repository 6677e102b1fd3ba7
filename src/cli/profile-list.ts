/** `lodestone profile list`: which profiles there are. */
import { parseArgs } from 'node:util'
import { type ProfileTest, testProfile } from '../validate/workbench/test-profile.ts'
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
import { table } from './table.ts'

const entry = ({ profile, outcomes, coverage, problems }: ProfileTest) => ({
  id: profile.id,
  title: profile.title,
  buildsOn: profile.lineage?.map(({ id }) => id) ?? [],
  constraints: coverage.filter(({ reports }) => reports).length,
  valid: outcomes.filter(({ example }) => example.kind === 'valid').length,
  invalid: outcomes.filter(({ example }) => example.kind === 'invalid').length,
  folder: profile.folder,
  problems: problems.map(({ detail }) => detail),
})

const asTable = (entries: readonly ReturnType<typeof entry>[]): string =>
  table(
    [
      ...[{ title: 'profile' }, { title: 'title', most: 50 }, { title: 'builds on' }],
      ...['constraints', 'valid', 'invalid'].map(title => ({ title, align: 'right' as const })),
      { title: '' },
    ],
    entries.map(each => [
      ...[each.id, each.title, each.buildsOn.join(', ')],
      ...[each.constraints, each.valid, each.invalid].map(String),
      each.problems.length === 0 ? '' : `cannot be used: ${each.problems[0]}`,
    ]),
  )

/** Lists the profiles of a folder. 2 when one of them cannot be read. */
export const listProfiles = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: COMMON_OPTIONS })
  if (positionals.length > 0) throw new Misuse('profile list takes no name')
  const format = formatOf(values.format, ['table', 'json'])
  const profiles = profilesNamed(undefined, profilesDir(values.dir))
  if (!profiles.ok) {
    tell(profiles.problem)
    return 2
  }
  const background = vocabularyBackground()
  const entries = profiles.value.map(profile => entry(testProfile(profile, background)))
  deliver(
    format === 'json' ? JSON.stringify({ profiles: entries }, undefined, 2) : asTable(entries),
    values.output,
  )
  return entries.some(({ problems }) => problems.length > 0) ? 2 : 0
}
