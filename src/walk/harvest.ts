/** The composing file: one source from its feeds into the archive, every listed page accounted for once. */
import { setTimeout } from 'node:timers/promises'
import type { Archive } from '../archive/archive.ts'
import type { Assignment, Frontier, Removals, Run, Standing } from '../archive/frontier.ts'
import type { Fetcher } from '../harvest/fetcher.ts'
import type { Iri } from '../model/iri.ts'
import type { Problem } from '../model/problem.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { Source } from '../model/source.ts'
import { Books } from './books.ts'
import type { Visit } from './convert.ts'
import { makeDetour, type Render } from './detours.ts'
import type { Traffic } from './figures.ts'
import { type Delivered, plan } from './plan.ts'
import type { Converter } from './pool.ts'
import { inBatches, mapConcurrent, merged } from './streams.ts'
import { compare, type Visited, type VisitReport, visitPage } from './visit.ts'
import { visitsToMake } from './work.ts'

/** What a harvest works with, and whom it tells. */
export interface HarvestDeps {
  readonly fetcher: Fetcher
  readonly archive: Archive
  readonly frontier: Frontier
  readonly converter: Converter
  /** Renders pages in a browser, for sources that ask for it. */
  readonly render?: Render
  /** No listing: only what failed before is visited again. */
  readonly retryFailed?: boolean
  /** Only the listing: what it says to visit waits for the next harvest. */
  readonly planOnly?: boolean
  /** Ids of all sources of the registry: pages of a source that is not among them may be taken over. */
  readonly sourceIds?: readonly string[]
  /** Told about every visit and every problem of a listing, as they happen. */
  readonly onVisit: (report: VisitReport) => void
  readonly onProblem: (problem: Problem) => void
  /** Told now and then where the run stands, over all processes. */
  readonly onStanding?: (standing: Standing) => void
  /** What the fetcher asked for on behalf of the source so far. */
  readonly traffic?: () => Traffic
  readonly signal?: AbortSignal
}

/** What this process did in a run. */
export interface Harvest {
  /** `over`: another process has done everything meanwhile; `planned`: only that was asked for; `interrupted`: work is left. */
  readonly ending: 'done' | 'over' | 'planned' | 'interrupted'
  /** Records written. */
  readonly written: number
}

/** Pages converted together: large enough to spread the crosswalk's fixed cost, small enough to bound memory. */
const BATCH = { size: 200, waitMs: 200, weigh: ({ page }: Visit) => page.body.byteLength, weight: 16_000_000 }
/** Visits in memory before conversion, per source; politeness limits what is really under way per host. */
const mostVisits = ({ politeness }: Source): number => Math.min(64, Math.max(16, 2 * politeness.concurrency))

/** Converts a batch; pages that embed nothing make their detours, one after the other, and are converted again. */
const convertBatch = async (
  visits: readonly Visit[],
  deps: HarvestDeps,
  stubborn: Map<string, number>,
): Promise<RecordOutcome[]> => {
  const outcomes: RecordOutcome[] = []
  for (let left = visits; left.length > 0; ) {
    const converted = await deps.converter.convert(left)
    const detours = converted.flatMap(one => (one.kind === 'detour' ? [one] : []))
    for (const one of converted) if (one.kind === 'outcome') outcomes.push(one.outcome)
    const made = await Promise.all(detours.map(one => makeDetour(one, { ...deps, stubborn })))
    left = made.filter(visit => visit !== undefined)
  }
  return outcomes
}

/** A page that a feed delivered, compared with what the archive has of it. */
const takeDelivered = async (
  { page, settled }: Delivered,
  source: Source,
  deps: HarvestDeps,
  books: Books,
): Promise<Visited> => {
  books.delivered(page.url, settled)
  const { archive, converter } = deps
  const known = await archive.remembered(page.url)
  return compare(page.url as Iri, page, known, source, { ...deps, archive, digest: converter.digest })
}

async function* nothing(): AsyncGenerator<never> {}

/** How often a visitor looks whether the planner still lives, in milliseconds. */
const PLANNER_CHECK_MS = 5_000

/**
 * Reads the feeds when that is this process's part, or becomes it because the planner died; otherwise waits until
 * everything is planned. Yields what the feeds deliver.
 */
async function* listing(
  run: Run,
  source: Source,
  deps: HarvestDeps,
  books: Books,
): AsyncGenerator<Delivered> {
  const { converter, frontier, fetcher, archive, signal, sourceIds } = deps
  for (let part = run; part.number === run.number; part = await frontier.join(source.id)) {
    if (part.part === 'planner') {
      books.lists = true
      yield* plan(part, source, {
        ...{ frontier, fetcher, archive, digest: converter.digest },
        ...(signal && { signal }),
        ...(sourceIds && { sourceIds }),
        onProblem: problem => books.problem(problem),
        onUnchanged: urls => books.unchanged(urls),
        onDeleted: url => books.deleted(url),
      })
      return
    }
    const { planned } = await frontier.standing(run)
    if (planned || signal?.aborted || part.part === 'over') return
    // Rejects only when aborted, which is seen at the next turn.
    await setTimeout(PLANNER_CHECK_MS, undefined, signal ? { signal } : {}).catch(() => undefined)
  }
}

/** Pages to convert; visits that ended before are booked on the way. */
async function* visitsOf(run: Run, source: Source, deps: HarvestDeps, books: Books): AsyncGenerator<Visit> {
  const visiting = { ...deps, digest: deps.converter.digest }
  const visits = deps.planOnly ? nothing() : visitsToMake(run, deps, books)
  const toDo = deps.retryFailed ? visits : merged(listing(run, source, deps, books), visits)
  const visited = mapConcurrent(toDo, mostVisits(source), (one: Delivered | Assignment) =>
    'page' in one ? takeDelivered(one, source, deps, books) : visitPage(one, source, visiting),
  )
  for await (const one of visited) {
    if (one.kind === 'visit') yield one.visit
    else await books.visited(one)
  }
}

const heldBack = (source: Source, { heldBack: held, candidates }: Removals): Problem | undefined =>
  held && {
    stage: 'gate',
    code: 'withdrawal-held-back',
    subject: source.id,
    detail:
      `${held.due} of ${held.live} live pages are missing, more than the share of ${source.withdrawal.share} that may vanish ` +
      `at once; none was withdrawn (${candidates} candidates). If they are really gone: lodestone harvest --source ${source.id} --confirm-removals`,
  }

/** Ends the run, when nobody has anything left to do, and withdraws what is gone for good. */
const conclude = async (run: Run, source: Source, deps: HarvestDeps, books: Books): Promise<void> => {
  const { archive, frontier } = deps
  const removals = await frontier.finish(run, source.withdrawal)
  if (!removals) return
  for (const { url, because } of removals.withdraw) {
    if (await archive.withdraw(url, because)) books.withdrawn(url, because)
  }
  await frontier.withdrawn(
    run,
    removals.withdraw.map(({ url }) => url),
  )
  const held = heldBack(source, removals)
  if (held) books.problem(held)
  books.ended = true
}

/**
 * Harvests one source, together with any other process that harvests it into the same data directory. Ends when every
 * listed page was visited by somebody, or soon after `signal` is aborted; what was written stays, and the next harvest
 * goes on from there.
 */
export const harvestSource = async (source: Source, deps: HarvestDeps): Promise<Harvest> => {
  const { frontier, archive, signal } = deps
  const run = await frontier.join(source.id, deps.retryFailed ? { retryFailed: true } : {})
  if (run.part === 'over') return { ending: 'over', written: 0 }
  const books = new Books(run, source, deps)
  const stubborn = new Map<string, number>()
  const batches = inBatches(visitsOf(run, source, deps, books), BATCH)
  const converted = mapConcurrent(batches, deps.converter.width, visits =>
    convertBatch(visits, deps, stubborn),
  )
  for await (const outcomes of converted) await books.archived(outcomes, await archive.write(outcomes))
  await books.flush()
  const ending = signal?.aborted ? 'interrupted' : deps.planOnly ? 'planned' : 'done'
  if (ending === 'done') await conclude(run, source, deps, books)
  else await frontier.release(run)
  await books.close()
  return { ending, written: books.written }
}
