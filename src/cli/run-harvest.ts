/** The harvest of all sources of a registry: several at a time, with one client, one pool of threads and one frontier. */
import type { Archive } from '../archive/archive.ts'
import type { Frontier } from '../archive/frontier.ts'
import type { Config } from '../config.ts'
import { createFetcher } from '../harvest/fetch.ts'
import type { Fetcher } from '../harvest/fetcher.ts'
import { openRenderer, type Renderer } from '../harvest/render.ts'
import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Traffic } from '../walk/figures.ts'
import { type Harvest, harvestSource } from '../walk/harvest.ts'
import { openLazyConverter } from '../walk/lazy-converter.ts'
import { type Converter, openConverter } from '../walk/pool.ts'
import { mapConcurrent } from '../walk/streams.ts'
import { count, newTally, type Tally } from '../walk/tally.ts'
import type { VisitReport } from '../walk/visit.ts'
import { checkAnew, tellNotices } from './harvest-catch-up.ts'
import { HarvestProgress } from './harvest-progress.ts'
import { pipelineOptions } from './pipeline-options.ts'
import { openProgress } from './progress.ts'
import { userAgent } from './user-agent.ts'

/** What to harvest, into what, and whom to tell. */
export interface HarvestJob {
  readonly config: Config
  readonly archive: Archive
  readonly frontier: Frontier
  readonly sources: readonly Source[]
  readonly retryFailed?: boolean
  readonly planOnly?: boolean
  /** Ids of all sources of the registry, whether harvested now or not. */
  readonly sourceIds?: readonly string[]
  readonly signal?: AbortSignal
  readonly onVisit?: (report: VisitReport) => void
  /** Told of the problems of listings, and whose they are. */
  readonly onProblem?: (problem: Problem, source: string) => void
}

/** Sources under way at once: most of the time goes into waiting for hosts. */
const PARALLEL = 8
/** Well below the time after which other processes take this one for dead. */
const HEARTBEAT_MS = 5_000

/** Notes a complete harvest of a source, unless it found nothing new: then nothing is written, not even its date. */
const noteVisit = async (archive: Archive, tally: Tally, written: number): Promise<void> => {
  const before = (await archive.statistics()).find(({ source }) => source === tally.source)
  if (written > 0 || before?.listed !== tally.listed)
    await archive.visited(tally.source, tally.listed, new Date().toISOString())
}

interface Bench {
  readonly converter: Converter
  readonly fetcher: Fetcher
  readonly progress: HarvestProgress
  readonly traffic: ReadonlyMap<string, Traffic>
  readonly renderer?: Renderer
}

const RENDERING = { browsers: 2, timeoutMs: 30_000, maxBytes: 20_000_000 }

/** A browser, when a source wants one; without it that source is harvested all the same, and told why pages lack. */
const rendererFor = async (job: HarvestJob, fetcher: Fetcher): Promise<Renderer | undefined> => {
  const [first] = job.sources.filter(({ render }) => render)
  if (!first) return undefined
  const opened = await openRenderer({ ...RENDERING, fetcher, userAgent: userAgent(job.config.contact) })
  if (opened.ok) return opened.value
  job.onProblem?.(opened.problem, first.id)
  return undefined
}

const harvestOne = async (source: Source, job: HarvestJob, bench: Bench): Promise<Tally> => {
  const { archive, frontier, signal, retryFailed, planOnly } = job
  const tally = newTally(source.id)
  const progress = bench.progress.begin(tally)
  const harvest: Harvest = await harvestSource(source, {
    ...{ fetcher: bench.fetcher, converter: bench.converter, archive, frontier },
    ...(signal && { signal }),
    ...(retryFailed && { retryFailed }),
    ...(planOnly && { planOnly }),
    ...(job.sourceIds && { sourceIds: job.sourceIds }),
    ...(bench.renderer && { render: bench.renderer.render }),
    onProblem: problem => {
      tally.listingProblems++
      job.onProblem?.(problem, source.id)
    },
    onVisit: report => {
      count(tally, report)
      job.onVisit?.(report)
      progress.visited()
    },
    traffic: () => bench.traffic.get(source.id) ?? { requests: 0, bytes: 0 },
    onStanding: standing => progress.standing(standing),
  })
  tally.ending = harvest.ending
  if (harvest.ending === 'done' && !retryFailed) await noteVisit(archive, tally, harvest.written)
  progress.end()
  return tally
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

/** Harvests the sources, several at a time, and shows progress; returns a tally per source, in their order. */
export const runHarvest = async (job: HarvestJob): Promise<Tally[]> => {
  const { config, frontier, sources, signal } = job
  const open = job.planOnly ? openLazyConverter : openConverter
  const converter = await open(pipelineOptions(config), config.workers)
  const traffic = new Map<string, { requests: number; bytes: number }>()
  const fetcher = createFetcher({
    userAgent: userAgent(config.contact),
    hosts: frontier.hosts,
    observe: event => {
      if (event.kind !== 'answer') return
      const { requests, bytes } = traffic.get(event.source) ?? { requests: 0, bytes: 0 }
      traffic.set(event.source, { requests: requests + 1, bytes: bytes + event.bytes })
    },
  })
  const renderer = await rendererFor(job, fetcher)
  const line = openProgress()
  const progress = new HarvestProgress(sources.length, text => line.update(text))
  const beat = setInterval(() => {
    // A frontier that cannot be written fails at the next claim, where it is told.
    frontier.heartbeat().catch(() => undefined)
  }, HEARTBEAT_MS)
  const tallies = new Map<string, Tally>()
  tellNotices(converter)
  try {
    if (!job.planOnly) await checkAnew(job, converter, line)
    const harvested = mapConcurrent(each(sources), PARALLEL, async source =>
      signal?.aborted
        ? undefined
        : harvestOne(source, job, { converter, fetcher, progress, traffic, ...(renderer && { renderer }) }),
    )
    for await (const tally of harvested) if (tally) tallies.set(tally.source, tally)
  } finally {
    clearInterval(beat)
    line.done()
    await renderer?.close()
    await converter.close()
    await fetcher.close()
  }
  return sources.flatMap(({ id }) => tallies.get(id) ?? [])
}
