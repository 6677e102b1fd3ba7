/** `lodestone profile test`: do the examples show what they should? */
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { programVersion } from '../registry/bundled.ts'
import type { DataGraph } from '../shacl/data-graph.ts'
import { writeJUnit } from '../validate/workbench/formats/junit.ts'
import { writeSarif } from '../validate/workbench/formats/sarif.ts'
import { TEST_RULES, testCsv, testFindings, testRecord } from '../validate/workbench/formats/test-records.ts'
import { testTurtle } from '../validate/workbench/formats/test-turtle.ts'
import { type ProfileTest, testProfile, withoutExample } from '../validate/workbench/test-profile.ts'
import type { WorkProfile } from '../validate/workbench/work-profile.ts'
import { type ExitCode, Misuse } from './command.ts'
import { approveAll } from './profile-approve.ts'
import {
  COMMON_OPTIONS,
  deliver,
  formatOf,
  profilesDir,
  profilesNamed,
  tell,
  vocabularyBackground,
} from './profile-options.ts'
import { testHtml } from './profile-test-html.ts'
import { testTable } from './profile-test-table.ts'
import { stopped, watchFolders } from './profile-watch.ts'

const FORMATS = ['table', 'turtle', 'json', 'csv', 'junit', 'sarif', 'html'] as const
type Format = (typeof FORMATS)[number]

interface TestOptions {
  readonly name: string | undefined
  readonly dir: string
  readonly format: Format
  readonly output: string | undefined
  readonly isStrict: boolean
}

const written = (tests: readonly ProfileTest[], { format, isStrict }: TestOptions): string => {
  switch (format) {
    case 'table':
      return testTable(tests, isStrict)
    case 'turtle':
      return testTurtle(tests)
    case 'json':
      return JSON.stringify({ profiles: tests.map(testRecord) }, undefined, 2)
    case 'csv':
      return testCsv(tests)
    case 'junit':
      return writeJUnit(tests)
    case 'sarif':
      return writeSarif(
        tests.flatMap(test =>
          testFindings(test).filter(({ rule }) => isStrict || rule !== 'without-example'),
        ),
        { version: programVersion(), root: process.cwd(), rules: TEST_RULES },
      )
    case 'html':
      return testHtml(tests)
  }
}

/** What the tests come to: what could not be checked weighs most. */
export const exitOf = (tests: readonly ProfileTest[], isStrict: boolean): ExitCode => {
  if (tests.some(({ problems }) => problems.length > 0)) return 2
  if (tests.some(({ outcomes }) => outcomes.some(({ isAsExpected }) => !isAsExpected))) return 1
  return isStrict && tests.some(({ coverage }) => withoutExample(coverage).length > 0) ? 3 : 0
}

const once = (
  options: TestOptions,
  background: DataGraph,
): { code: ExitCode; profiles: readonly WorkProfile[] } => {
  const profiles = profilesNamed(options.name, options.dir)
  if (!profiles.ok) {
    tell(profiles.problem)
    return { code: 2, profiles: [] }
  }
  const tests = profiles.value.map(profile => testProfile(profile, background))
  deliver(written(tests, options), options.output)
  if (options.format !== 'table') for (const { problems } of tests) problems.forEach(tell)
  return { code: exitOf(tests, options.isStrict), profiles: profiles.value }
}

const watching = async (options: TestOptions, background: DataGraph): Promise<ExitCode> => {
  let { code, profiles } = once(options, background)
  const stop = stopped()
  // What a profile builds on may lie elsewhere; the folder that holds them all sees new files, too.
  const folders = () => [...new Set(profiles.flatMap(({ folder }) => dirname(folder))), options.dir]
  console.error('watching; Ctrl+C ends')
  await watchFolders(folders(), stop, () => {
    const again = once(options, background)
    code = again.code
    if (again.profiles.length > 0) profiles = again.profiles
    console.error(`tested again: ${code === 0 ? 'all as expected' : `exit code ${code}`}; Ctrl+C ends`)
  })
  return code
}

/** Tests profiles, approves, or watches. */
export const testProfiles = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...COMMON_OPTIONS,
      approve: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
    },
  })
  if (positionals.length > 1) throw new Misuse('name one profile, or none to test all of a folder')
  if (values.approve && values.watch) throw new Misuse('--approve and --watch cannot go together')
  const options: TestOptions = {
    name: positionals[0],
    dir: profilesDir(values.dir),
    format: formatOf(values.format, FORMATS),
    output: values.output,
    isStrict: values.strict,
  }
  const background = vocabularyBackground()
  if (values.approve) return approveAll(options, background)
  return values.watch ? watching(options, background) : once(options, background).code
}
