/** `lodestone sources history ID`: how a source fared, harvest by harvest and over all of them. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openArchive } from '../archive/open.ts'
import { type Config, readConfig } from '../config.ts'
import type { HarvestRun } from '../model/harvest-run.ts'
import { loadContexts } from '../registry/contexts.ts'
import {
  coverageOfRun,
  historyOf,
  listedInRun,
  mostFrequent,
  pinCommand,
  type SourceHistory,
  secondsOfRun,
} from '../serve/views/source-history.ts'
import { percent } from '../serve/views/text.ts'
import { type ExitCode, Misuse } from './command.ts'
import { durationText } from './harvest-progress.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

const MOST_ROWS = 10
const MOST_TEXT = 160

const share = (value: number | undefined): string => (value === undefined ? '–' : percent(value))

const runRow = (run: HarvestRun): string[] => {
  const { endings } = run.figures
  const seconds = secondsOfRun(run)
  return [
    run.startedAt.slice(0, 16).replace('T', ' '),
    run.listing ?? '–',
    String(listedInRun(run.figures)),
    ...['written', 'unchanged', 'failed', 'missed', 'withdrawn'].map(ending => String(endings[ending] ?? 0)),
    share(coverageOfRun(run.figures)),
    seconds === undefined ? 'not ended' : durationText(seconds),
  ]
}

const runTable = (runs: readonly HarvestRun[]): string =>
  table(
    [
      ...[{ title: 'started (UTC)' }, { title: 'listing' }],
      ...['listed', 'written', 'unchanged', 'failed', 'missed', 'withdrawn', 'coverage', 'duration'].map(
        title => ({ title, align: 'right' as const }),
      ),
    ],
    runs.map(runRow),
  )

const histogramText = (title: string, counts: Readonly<Record<string, number>>): string[] => {
  const rows = mostFrequent(counts, MOST_ROWS)
  if (rows.length === 0) return []
  const lines = rows.map(([key, count]) => `${String(count).padStart(8)}  ${printable(key, MOST_TEXT)}`)
  const left = Object.keys(counts).length - rows.length
  return [[title, ...lines, ...(left > 0 ? [`          … and ${left} more`] : [])].join('\n')]
}

const contextText = (contexts: Readonly<Record<string, number>>, data: string): string[] => {
  const rows = mostFrequent(contexts, MOST_ROWS)
  if (rows.length === 0) return []
  const lines = rows.map(([url, records]) => {
    const command = pinCommand(url, data === 'data' ? undefined : data)
    return `${String(records).padStart(8)}  ${printable(url, MOST_TEXT)}${command === undefined ? '' : `\n          look at it, then: ${command}`}`
  })
  return [['unknown contexts, with the records that they held back', ...lines].join('\n')]
}

const summaryText = (history: SourceHistory, data: string): string[] => {
  const { availability, coverage, deadLinks } = history
  const trend =
    coverage === undefined
      ? 'nothing was converted'
      : coverage.first === coverage.last
        ? percent(coverage.last)
        : `${percent(coverage.last)}, from ${percent(coverage.first)}`
  return [
    [
      `availability  ${share(availability)} of the listings were complete`,
      `coverage      ${trend}`,
      `dead links    ${deadLinks.length === 0 ? 'none' : `${deadLinks.length >= 50 ? 'at least ' : ''}${deadLinks.length}`}`,
    ].join('\n'),
    ...contextText(history.contexts, data),
    ...histogramText('repairs, by rule', history.repairs),
    ...histogramText('keys that do not reach the graph', history.unmapped),
    ...histogramText('texts that name no known concept', history.strings),
    ...histogramText('problems, by code', history.problems),
    ...(deadLinks.length > 0
      ? [
          [
            'dead links',
            ...deadLinks.slice(0, MOST_ROWS).map(link => `  ${printable(link, MOST_TEXT)}`),
          ].join('\n'),
        ]
      : []),
  ]
}

/** Contexts that were pinned since hold nothing back any more. */
const withoutPinned = (history: SourceHistory, config: Config): SourceHistory => {
  const library = loadContexts(join(config.data, 'contexts'))
  const contexts = Object.entries(history.contexts).filter(([url]) => library.get(url) === undefined)
  return { ...history, contexts: Object.fromEntries(contexts) }
}

const optionsOf = (args: string[]) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      runs: { type: 'string', default: '20' },
      format: { type: 'string', default: 'table' },
    },
  })
  const [id, ...more] = positionals
  if (id === undefined || more.length > 0) throw new Misuse('name one source: lodestone sources history ID')
  const runs = /^\d{1,4}$/.test(values.runs) ? Number(values.runs) : 0
  if (runs < 1 || runs > 1000)
    throw new Misuse(`--runs must be a number from 1 to 1000, not "${values.runs}"`)
  if (!['table', 'json'].includes(values.format)) throw new Misuse('--format must be table or json')
  const config = readConfig({ data: values.data })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  return { id, runs, format: values.format, config: config.value }
}

/** Runs the command; `args` are those after `history`. Exit code 0: there is a history, 1: there is none, 2: failure. */
export const historyCommand = async (args: string[]): Promise<ExitCode> => {
  const { id, runs: most, format, config } = optionsOf(args)
  const archive = await openArchive(config.data, { readOnly: true })
  if (!archive.ok) {
    console.error(`${archive.problem.subject}: ${archive.problem.detail}`)
    return 2
  }
  try {
    const runs = await archive.value.runs(id, most)
    if (runs.length === 0) {
      const known = (await archive.value.statistics()).map(({ source }) => source)
      const there = known.length > 0 ? `; harvested were: ${known.join(', ')}` : ''
      console.error(`no harvest of a source "${printable(id, 64)}" was noted in ${config.data}${there}`)
      return 1
    }
    const summary = withoutPinned(historyOf(runs), config)
    if (format === 'json') console.log(JSON.stringify({ source: id, summary, runs }, undefined, 2))
    else console.log([runTable(runs), ...summaryText(summary, config.data)].join('\n\n'))
    return 0
  } finally {
    await archive.value.close()
  }
}
