/** What the actions of `lodestone profile` have in common: which profiles are meant, and where the answer goes. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { bundled } from '../registry/bundled.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { DataGraph } from '../shacl/data-graph.ts'
import { profileIds } from '../validate/workbench/profile-description.ts'
import { openProfile, type WorkProfile } from '../validate/workbench/work-profile.ts'
import { Misuse } from './command.ts'

/** Options of every action. */
export const COMMON_OPTIONS = {
  dir: { type: 'string' },
  format: { type: 'string', default: 'table' },
  output: { type: 'string' },
} as const

/** The folder of profiles that `--dir` names. */
export const profilesDir = (dir: string | undefined): string => resolve(dir ?? bundled('shapes'))

/** The format, when it is one of those an action knows. */
export const formatOf = <Format extends string>(format: string, known: readonly Format[]): Format => {
  const found = known.find(each => each === format)
  if (found === undefined) throw new Misuse(`--format must be one of ${known.join(', ')}, not "${format}"`)
  return found
}

/** The profile that is named, or all of the folder. */
export const profilesNamed = (name: string | undefined, dir: string): Result<readonly WorkProfile[]> => {
  const names = name === undefined ? profileIds(dir) : [name]
  if (names.length === 0)
    return failed({
      stage: 'registry',
      code: 'no-profiles',
      subject: dir,
      detail: 'has no folder with a shapes.ttl: name another one with --dir',
    })
  const opened: WorkProfile[] = []
  for (const each of names) {
    const profile = openProfile(each, dir)
    if (!profile.ok) return profile
    opened.push(profile.value)
  }
  return ok(opened)
}

/** What lies under every record: labels and hierarchy of the bundled vocabularies. */
export const vocabularyBackground = (): DataGraph => new DataGraph(loadVocabularies().quads)

/** Writes an answer to a file, or to standard output. */
export const deliver = (text: string, output: string | undefined): void => {
  if (output === undefined) console.log(text.replace(/\n$/, ''))
  else writeFileSync(output, text.endsWith('\n') ? text : `${text}\n`)
}

/** Says on standard error what kept something from being checked. */
export const tell = ({ subject, detail }: Problem): void => console.error(`${subject}: ${detail}`)
