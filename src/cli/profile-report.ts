/** `lodestone profile report`: how the harvested records fare against a profile. */
import { parseArgs } from 'node:util'
import type { Archive } from '../archive/archive.ts'
import { reportCorpus } from '../validate/workbench/corpus-report.ts'
import { type Applies, readSelection } from '../validate/workbench/selection.ts'
import type { WorkProfile } from '../validate/workbench/work-profile.ts'
import { type ExitCode, Misuse } from './command.ts'
import { corpusOf, corpusSize, openCorpusArchive, type Selection, unknownSources } from './profile-corpus.ts'
import {
  COMMON_OPTIONS,
  deliver,
  formatOf,
  profilesDir,
  profilesNamed,
  tell,
  vocabularyBackground,
} from './profile-options.ts'
import {
  type NamedReport,
  reportCsv,
  reportHtml,
  reportRecord,
  reportTable,
} from './profile-report-format.ts'
import { openProgress } from './progress.ts'

const FORMATS = ['table', 'json', 'csv', 'html'] as const

const written = (reports: readonly NamedReport[], format: (typeof FORMATS)[number]): string => {
  if (format === 'json') return JSON.stringify({ reports: reports.map(reportRecord) }, undefined, 2)
  if (format === 'csv') return reportCsv(reports)
  return format === 'html' ? reportHtml(reports) : reportTable(reports)
}

/** Progress with the speed, because a corpus takes minutes. */
export const counting = (what: string, all: number) => {
  const progress = openProgress()
  const start = performance.now()
  return {
    done: progress.done,
    at: (done: number): void => {
      const perSecond = Math.round((1000 * done) / Math.max(1, performance.now() - start))
      progress.update(`${what}: ${done} of ${all} records, ${perSecond} a second`)
    },
  }
}

/** Which records are looked at: those that a profile is about, those that it was applied to, or all. */
export type Scope = 'about' | 'applied' | 'all'

/** The scope that options choose. */
export const scopeOf = ({ applied = false, all }: { applied?: boolean; all: boolean }): Scope => {
  if (applied && all) throw new Misuse('--applied and --all cannot go together')
  return applied ? 'applied' : all ? 'all' : 'about'
}

/** What decides whether a profile is about a record; undefined when it is about all. */
export const appliesTo = (profile: WorkProfile, scope: Scope): ReturnType<typeof readSelection> => {
  if (scope === 'about') return readSelection(profile)
  const wasApplied: Applies = record => record.profiles?.includes(profile.id) ?? false
  return { ok: true, value: scope === 'applied' ? wasApplied : undefined }
}

/** One pass over the archive for all profiles whose shapes can be used; the others are told. */
const reportAll = async (
  profiles: readonly WorkProfile[],
  archive: Archive,
  selection: Selection,
  scope: Scope,
): Promise<readonly NamedReport[]> => {
  const usable = profiles.flatMap(profile => {
    const { compilation, shapes } = profile
    const applies = appliesTo(profile, scope)
    if (compilation.ok && applies.ok)
      return [
        {
          profile,
          reported: {
            ...{ compiled: compilation.value, shapes },
            ...(applies.value && { applies: applies.value }),
          },
        },
      ]
    for (const each of [compilation, applies]) if (!each.ok) each.problems.forEach(tell)
    return []
  })
  const progress = counting('checked', await corpusSize(archive, selection))
  const reports = await reportCorpus(
    corpusOf(archive, selection),
    usable.map(({ reported }) => reported),
    vocabularyBackground(),
    progress.at,
  )
  progress.done()
  return usable.flatMap(({ profile }, i) => {
    const report = reports[i]
    return report ? [{ profile, report }] : []
  })
}

/** Says which sources the archive does not have; true when there are some. */
export const tellUnknownSources = async (archive: Archive, selection: Selection): Promise<boolean> => {
  const unknown = await unknownSources(archive, selection)
  for (const source of unknown) console.error(`${source}: no record of the archive is of this source`)
  return unknown.length > 0
}

/** Reports on one profile, or on all: 1 when a record has a violation, 2 when a profile or the archive cannot be used. */
export const reportProfile = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...COMMON_OPTIONS,
      data: { type: 'string' },
      source: { type: 'string', multiple: true, default: [] },
      applied: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
    },
  })
  if (positionals.length > 1) throw new Misuse('name one profile, or none to report on all of a folder')
  const format = formatOf(values.format, FORMATS)
  const scope = scopeOf(values)
  const profiles = profilesNamed(positionals[0], profilesDir(values.dir))
  const archive = await openCorpusArchive(values.data)
  for (const one of [profiles, archive]) if (!one.ok) tell(one.problem)
  if (!profiles.ok || !archive.ok) {
    if (archive.ok) await archive.value.close()
    return 2
  }
  try {
    if (await tellUnknownSources(archive.value, { sources: values.source })) return 2
    const selection = { sources: values.source }
    const reports = await reportAll(profiles.value, archive.value, selection, scope)
    if (reports.length > 0) deliver(written(reports, format), values.output)
    if (reports.length < profiles.value.length || reports.some(({ report }) => report.incomplete > 0))
      return 2
    return reports.some(({ report }) => report.conforming < report.records) ? 1 : 0
  } finally {
    await archive.value.close()
  }
}
