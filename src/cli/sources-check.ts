/** `lodestone sources check ID`: feedback for a publisher, from ten of its pages, in a minute. */
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { createFetcher } from '../harvest/fetch.ts'
import type { Source } from '../model/source.ts'
import { type Advice, adviceFor } from '../walk/advice.ts'
import { type CheckedPage, checkSource, type SourceCheck } from '../walk/check.ts'
import { openConverter } from '../walk/pool.ts'
import { type ExitCode, Misuse } from './command.ts'
import { durationText } from './harvest-progress.ts'
import { pipelineOptions } from './pipeline-options.ts'
import { printable } from './printable.ts'
import { openProgress } from './progress.ts'
import { openRegistry } from './registry.ts'
import { type CrawlDelay, crawlDelays, paceText } from './sources-check-pace.ts'
import { table } from './table.ts'
import { userAgent } from './user-agent.ts'

const outcomeText = ({ problem, outcome }: CheckedPage): string =>
  problem?.code ?? outcome?.state ?? 'not read'

const coverageText = ({ outcome }: CheckedPage): string => {
  const coverage = outcome?.coverage
  return coverage && coverage.present > 0
    ? `${Math.floor((100 * coverage.reached) / coverage.present)} %`
    : '–'
}

const pageTable = (pages: readonly CheckedPage[]): string =>
  table(
    [
      { title: 'page', most: 80 },
      { title: 'outcome' },
      { title: 'samples', align: 'right' },
      { title: 'coverage', align: 'right' },
      { title: 'repairs', align: 'right' },
      { title: 'ms', align: 'right' },
    ],
    pages.map(page => [
      page.url,
      outcomeText(page),
      String(page.outcome?.samples.length ?? 0),
      coverageText(page),
      String(page.outcome?.repairs.length ?? 0),
      page.ms.toFixed(0),
    ]),
  )

const adviceText = ({ level, text, example }: Advice): string =>
  `${level}: ${printable(text)}${example === undefined ? '' : `\n    for example ${printable(example)}`}`

const listedText = ({ source, listed, more, pages, ms }: SourceCheck): string => {
  const number = listed.toLocaleString('en')
  return `${source} lists ${more ? `more than ${number}` : number} records; looked at ${pages.length} in ${durationText(ms / 1000)}.`
}

const GOOD = 'Nothing to better: every page looked at was accepted.'

/** What there is to tell. */
interface Look {
  readonly check: SourceCheck
  readonly advice: readonly Advice[]
  readonly delays: readonly CrawlDelay[]
  /** Sentences about the pauses that hosts ask for. */
  readonly pace: readonly string[]
}

const asTable = ({ check, advice, pace }: Look): string =>
  [
    [listedText(check), ...pace.map(line => printable(line))].join('\n'),
    ...(check.pages.length > 0 ? [pageTable(check.pages)] : []),
    advice.length === 0 ? GOOD : advice.map(adviceText).join('\n'),
  ].join('\n\n')

/** Text from outside inside a Markdown document: in one line, its marks taken as text (CommonMark 2.4). */
const markdown = (text: string): string => printable(text).replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')

const link = (url: string): string =>
  /^https?:/i.test(url) && URL.canParse(url) ? `<${new URL(url).href.replaceAll('|', '%7C')}>` : markdown(url)

const HEADINGS = [
  ['error', 'What keeps records out'],
  ['warning', 'What gets lost'],
  ['hint', 'What would be quicker or gentler'],
] as const

/** For a message to the publisher. */
const asMarkdown = ({ check, advice, pace }: Look): string => {
  const rows = check.pages.map(page =>
    [
      ...[link(page.url), markdown(outcomeText(page)), page.outcome?.samples.length ?? 0],
      ...[coverageText(page), page.outcome?.repairs.length ?? 0],
    ].join(' | '),
  )
  const sections = HEADINGS.flatMap(([level, heading]) => {
    const items = advice
      .filter(one => one.level === level)
      .map(
        ({ text, example }) =>
          `- ${markdown(text)}${example === undefined ? '' : `\n  For example ${link(example)}`}`,
      )
    return items.length > 0 ? [`## ${heading}`, items.join('\n')] : []
  })
  return [
    `# ${markdown(check.source)}: what a harvester sees`,
    [listedText(check), ...pace].map(markdown).join(' '),
    ...(advice.length === 0 ? [GOOD] : sections),
    ...(rows.length > 0
      ? [
          '## Pages',
          `| Page | Outcome | Samples | Coverage | Repairs |\n|---|---|--:|--:|--:|\n${rows.map(row => `| ${row} |`).join('\n')}`,
        ]
      : []),
  ].join('\n\n')
}

const asJson = ({ check, advice, delays }: Look): string =>
  JSON.stringify(
    {
      ...check,
      pages: check.pages.map(({ url, problem, page, outcome, ms }) => ({
        url,
        ms: Math.round(ms),
        ...(problem && { problem }),
        ...(page && { mediaType: page.mediaType, bytes: page.body.byteLength, finalUrl: page.finalUrl }),
        ...(outcome && {
          state: outcome.state,
          samples: outcome.samples,
          coverage: outcome.coverage,
          repairs: outcome.repairs,
          problems: outcome.problems,
          results: outcome.reports.flatMap(({ results }) => results),
        }),
      })),
      advice,
      crawlDelays: delays,
    },
    undefined,
    2,
  )

/** Pages that were given up may wait for their turn at the host for long: the process ends without them. */
const closedSoon = async (closing: Promise<void>): Promise<void> => {
  const enough = new AbortController()
  await Promise.race([closing, setTimeout(1_000, undefined, { signal: enough.signal })])
  enough.abort()
}

const sourceCalled = (id: string, sources: readonly Source[]): Source => {
  const found = sources.find(source => source.id === id)
  if (found) return found
  throw new Misuse(`there is no source "${id}"; there are: ${sources.map(source => source.id).join(', ')}`)
}

const WRITERS: Readonly<Record<string, (look: Look) => string>> = {
  table: asTable,
  markdown: asMarkdown,
  json: asJson,
}

interface Asked {
  readonly id: string
  readonly pages: number
  readonly registry: string
  readonly write: (look: Look) => string
}

const askedIn = (args: string[]): Asked => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      registry: { type: 'string', default: 'sources.yaml' },
      pages: { type: 'string', default: '10' },
      format: { type: 'string', default: 'table' },
    },
  })
  const [id, ...more] = positionals
  const pages = Number(values.pages)
  if (id === undefined || more.length > 0) throw new Misuse('name one source: lodestone sources check ID')
  if (!Number.isInteger(pages) || pages < 1 || pages > 100)
    throw new Misuse(`--pages must be a number from 1 to 100, not "${values.pages}"`)
  const write = WRITERS[values.format]
  if (!write) throw new Misuse(`--format must be one of ${Object.keys(WRITERS).join(', ')}`)
  return { id, pages, registry: values.registry, write }
}

/** Runs the command; `args` are those after `check`. Exit code 0: nothing to better but hints, 1: findings, 2: failure. */
export const checkCommand = async (args: string[]): Promise<ExitCode> => {
  const { id, pages, registry, write } = askedIn(args)
  const config = readConfig()
  if (!config.ok) throw new Misuse(config.problem.detail)
  const { sources, problems } = await openRegistry(registry)
  for (const problem of problems) console.error(`${problem.subject}: ${problem.detail}`)
  if (problems.length > 0) return 2
  const source = sourceCalled(id, sources)
  const answers = new Map<string, number>()
  const pauses = crawlDelays()
  const fetcher = createFetcher({
    userAgent: userAgent(config.value.contact),
    observe: event => {
      pauses.observe(event)
      if (event.kind === 'answer') answers.set(event.url, event.ms)
    },
  })
  const converter = await openConverter(pipelineOptions(config.value), 1)
  const progress = openProgress()
  let done = 0
  try {
    progress.update(`${id}: reading what it lists`)
    const onPage = () => progress.update(`${id}: ${++done} of ${pages} pages`)
    const answeredIn = (url: string): number | undefined => answers.get(url)
    const check = await checkSource(source, { fetcher, converter, pages, onPage, answeredIn })
    progress.done()
    const advice = adviceFor(check)
    const delays = pauses.list()
    console.log(write({ check, advice, delays, pace: paceText(delays, source, check.listed) }))
    return advice.some(({ level }) => level !== 'hint') ? 1 : 0
  } finally {
    progress.done()
    await converter.close()
    await closedSoon(fetcher.close())
  }
}
