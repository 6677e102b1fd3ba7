/** `lodestone profile diff`: what would become of the harvested records if another version of a profile were adopted. */
import { parseArgs } from 'node:util'
import { THRESHOLDS, type Threshold } from '../validate/check-request.ts'
import { type CorpusDiff, diffCorpus, differingShapes } from '../validate/workbench/corpus-diff.ts'
import { compiledLineage } from '../validate/workbench/test-profile.ts'
import { openProfile, type WorkProfile } from '../validate/workbench/work-profile.ts'
import { type ExitCode, Misuse } from './command.ts'
import { corpusOf, corpusSize, openCorpusArchive, type Selection } from './profile-corpus.ts'
import { diffHtml, diffRecord, diffTable, type NamedDiff } from './profile-diff-format.ts'
import {
  COMMON_OPTIONS,
  deliver,
  formatOf,
  profilesDir,
  tell,
  vocabularyBackground,
} from './profile-options.ts'
import { appliesTo, counting, type Scope, scopeOf, tellUnknownSources } from './profile-report.ts'

const FORMATS = ['table', 'json', 'html'] as const

const written = (diff: NamedDiff, format: (typeof FORMATS)[number]): string => {
  if (format === 'json') return JSON.stringify(diffRecord(diff), undefined, 2)
  return format === 'html' ? diffHtml(diff) : diffTable(diff)
}

/** Both versions, when both can be used; what is wrong is told. */
const openBoth = (a: string, b: string, dir: string): readonly [WorkProfile, WorkProfile] | undefined => {
  const [before, after] = [openProfile(a, dir), openProfile(b, dir)]
  for (const one of [before, after]) if (!one.ok) tell(one.problem)
  if (!before.ok || !after.ok) return undefined
  const problems = [before.value, after.value].flatMap(profile => [
    ...compiledLineage(profile).problems,
    ...(profile.compilation.ok ? [] : profile.compilation.problems),
  ])
  problems.forEach(tell)
  return problems.length > 0 ? undefined : [before.value, after.value]
}

const compared = async (
  [before, after]: readonly [WorkProfile, WorkProfile],
  selection: Selection,
  data: string | undefined,
  { threshold, scope }: { readonly threshold: Threshold; readonly scope: Scope },
): Promise<CorpusDiff | undefined> => {
  const selections = [before, after].map(profile => appliesTo(profile, scope))
  for (const each of selections) if (!each.ok) each.problems.forEach(tell)
  if (selections.some(each => !each.ok)) return undefined
  const archive = await openCorpusArchive(data)
  if (!archive.ok) {
    tell(archive.problem)
    return undefined
  }
  try {
    if (await tellUnknownSources(archive.value, selection)) return undefined
    const progress = counting('compared', await corpusSize(archive.value, selection))
    const diff = await diffCorpus(
      corpusOf(archive.value, selection),
      differingShapes(before, after),
      vocabularyBackground(),
      {
        threshold,
        // A version without a selection is about everything.
        applies: (record, graph) => selections.some(each => each.ok && (each.value?.(record, graph) ?? true)),
        onRecords: progress.at,
      },
    )
    progress.done()
    return diff
  } finally {
    await archive.value.close()
  }
}

/** Compares two versions: 1 when more records than the budget fail anew, 2 when they cannot be compared. */
export const diffProfiles = async (args: string[]): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...COMMON_OPTIONS,
      data: { type: 'string' },
      source: { type: 'string', multiple: true, default: [] },
      budget: { type: 'string', default: '0' },
      severity: { type: 'string', default: 'violation' },
      all: { type: 'boolean', default: false },
    },
  })
  const [a, b, ...more] = positionals
  if (a === undefined || b === undefined || more.length > 0)
    throw new Misuse('name two versions: the one in use, and the one that might take its place')
  if (!/^\d{1,9}$/.test(values.budget))
    throw new Misuse(`--budget must be a number of records, not "${values.budget}"`)
  const threshold = THRESHOLDS.find(each => each === values.severity)
  if (!threshold)
    throw new Misuse(`--severity must be one of ${THRESHOLDS.join(', ')}, not "${values.severity}"`)
  const format = formatOf(values.format, FORMATS)
  const both = openBoth(a, b, profilesDir(values.dir))
  if (!both) return 2
  const diff = await compared(both, { sources: values.source }, values.data, {
    threshold,
    scope: scopeOf(values),
  })
  if (!diff) return 2
  const budget = Number(values.budget)
  deliver(written({ before: a, after: b, threshold, budget, diff }, format), values.output)
  if (diff.incomplete > 0) return 2
  return diff.records.newlyFailing > budget ? 1 : 0
}
