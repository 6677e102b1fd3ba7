/** `lodestone profile`: what those who maintain SHACL profiles work with. */
import { didYouMean } from '../registry/nearest.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { diffProfiles } from './profile-diff.ts'
import { lintProfiles } from './profile-lint.ts'
import { listProfiles } from './profile-list.ts'
import { reportProfile } from './profile-report.ts'
import { testProfiles } from './profile-test.ts'

const ACTIONS: Readonly<Record<string, (args: string[]) => Promise<ExitCode>>> = {
  list: listProfiles,
  test: testProfiles,
  lint: lintProfiles,
  report: reportProfile,
  diff: diffProfiles,
}

const run = async ([action, ...args]: string[]): Promise<ExitCode> => {
  const names = Object.keys(ACTIONS)
  if (action === undefined) throw new Misuse(`say what to do: ${names.join(', ')}`)
  const chosen = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (!chosen) throw new Misuse(`"${action}" is none of ${names.join(', ')}${didYouMean(action, names)}`)
  return chosen(args)
}

export const profile: Command = {
  help: `Usage: lodestone profile list   [--dir DIR] [--format table|json]
       lodestone profile test   [PROFILE] [--dir DIR] [--approve] [--strict] [--watch]
                                [--format table|turtle|json|csv|junit|sarif|html]
       lodestone profile lint   [PROFILE] [--dir DIR] [--mutate] [--format table|json|sarif]
       lodestone profile report [PROFILE] [--dir DIR] [--data DIR] [--source ID]
                                [--applied | --all] [--format table|json|csv|html]
       lodestone profile diff A B [--dir DIR] [--data DIR] [--source ID] [--budget N]
                                [--severity violation|warning|info] [--all] [--format table|json|html]

A profile is a folder with shapes.ttl (SHACL), profile.ttl (its title and what it builds on) and examples/valid and
examples/invalid (Turtle in the kernel form of records). PROFILE is the name of a folder of --dir, or the path of any
such folder or Turtle file of shapes; without it all folders of --dir are taken.

  list    profiles with what they build on, their constraints and examples
  test    runs the examples. What an invalid one must show stands in it as comments, one for each kind of result:
          # expect: Violation MinCount schema:name x2
  lint    shapes that cannot work as they are meant; with --mutate also changes of the shapes that no example notices
  report  checks the records of the archive that the profile is about (selection.ttl): per constraint how often it was
          checked, failed, where and on which values
  diff    what would become of the records if B took the place of A

  --dir DIR        folder of profiles (default: those that ship with the program)
  --data DIR       where the archive is kept (default: data)
  --source ID      only records of this source; may be repeated
  --applied        only records that were checked against the profile when they were harvested
  --all            every record, whatever the profile is about
  --approve        writes what invalid examples show now into them as what is expected
  --strict         a constraint without an example that fails it counts: exit code 3
  --watch          runs again whenever a file of the profiles changes, until Ctrl+C
  --mutate         leaves out, then alters, each constraint in turn and runs the examples
  --budget N       diff: how many records may fail anew (default 0)
  --severity S     diff: from which severity on a result makes a record fail (default violation)
  --format FORMAT  what to write to standard output (default table)
  --output FILE    writes it to a file instead

Exit codes: 0 nothing found, 1 findings (test: an example differs; lint: errors or warnings; report: records fail; diff:
more records than the budget fail anew), 2 could not be checked, 3 all examples are right but some are missing (--strict).`,
  run,
}
