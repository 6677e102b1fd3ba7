/** The composing file: one source from its sitemaps into the archive, every listed page accounted for once. */
import { readSitemaps } from '../harvest/sitemap.ts'
import type { FetchOutcome } from '../model/page.ts'
import type { RecordOutcome } from '../model/record.ts'
import type { SitemapEntry } from '../model/sitemap-entry.ts'
import type { Source } from '../model/source.ts'
import type { Converted, Visit } from './convert.ts'
import { unlessAborted } from './interrupt.ts'
import { inBatches, mapConcurrent } from './streams.ts'
import { type HarvestDeps, visitEntry } from './visit.ts'

/** Pages converted together: large enough to spread the crosswalk's fixed cost, small enough to bound memory. */
const BATCH = { size: 200, waitMs: 200, weigh: ({ page }: Visit) => page.body.byteLength, weight: 16_000_000 }
/** Visits in memory before conversion, per source; politeness limits what is really under way per host. */
const mostVisits = ({ politeness }: Source): number => Math.min(64, Math.max(16, 2 * politeness.concurrency))

/**
 * Listed entries, each URL once, until interrupted. Remembers all URLs of the source to tell repetitions over
 * sitemaps: about 200 bytes each, the only memory of a harvest that grows with the size of the source.
 */
async function* listed(source: Source, deps: HarvestDeps): AsyncGenerator<SitemapEntry> {
  const { signal } = deps
  const seen = new Set<string>()
  const entries = readSitemaps(source, deps.fetcher, problem => {
    // What breaks off because of the interruption says nothing about the source.
    if (!signal?.aborted) deps.onProblem(problem)
  })
  for (;;) {
    const next = await unlessAborted(entries.next(), signal)
    if (!next || next.done || signal?.aborted) return
    if (seen.has(next.value.url)) continue
    seen.add(next.value.url)
    yield next.value
  }
}

/** Fetches the JSON-LD alternates of a page; undefined when interrupted. */
const withLinked = async (
  visit: Visit,
  urls: readonly string[],
  { fetcher, signal }: HarvestDeps,
): Promise<Visit | undefined> => {
  const linked: FetchOutcome[] = []
  for (const url of urls) {
    const fetched = await unlessAborted(fetcher.fetch(url, visit.source, {}), signal)
    if (!fetched) return undefined
    linked.push(fetched)
  }
  return { ...visit, linked }
}

/** Fetches the alternates of pages that embed none, and converts those visits once more. */
const withAlternates = async (
  converted: readonly Converted[],
  deps: HarvestDeps,
): Promise<readonly Converted[]> => {
  const asked = await Promise.all(
    converted.map(one => (one.kind === 'alternates' ? withLinked(one.visit, one.urls, deps) : undefined)),
  )
  const visits = asked.filter(visit => visit !== undefined)
  const again = visits.length > 0 ? await deps.converter.convert(visits) : []
  return [...converted.filter(one => one.kind === 'outcome'), ...again]
}

const convertBatch = async (visits: readonly Visit[], deps: HarvestDeps): Promise<RecordOutcome[]> => {
  const converted = await withAlternates(await deps.converter.convert(visits), deps)
  return converted.map(one => {
    if (one.kind === 'outcome') return one.outcome
    throw new Error(`conversion asked twice for the alternates of ${one.visit.page.url}`)
  })
}

/** Pages to convert; visits that ended before are reported on the way. */
async function* visitsOf(source: Source, deps: HarvestDeps): AsyncGenerator<Visit> {
  const visited = mapConcurrent(listed(source, deps), mostVisits(source), entry =>
    visitEntry(entry, source, deps),
  )
  for await (const one of visited) {
    if (one.kind === 'visit') yield one.visit
    else if (one.kind === 'done') deps.onVisit(one.report)
  }
}

/**
 * Harvests one source. Ends when every listed page was visited, or soon after `signal` is aborted; what was written
 * stays, and the next harvest goes on from there. Returns the number of records written.
 */
export const harvestSource = async (source: Source, deps: HarvestDeps): Promise<number> => {
  let written = 0
  const batches = inBatches(visitsOf(source, deps), BATCH)
  for await (const outcomes of mapConcurrent(batches, deps.converter.width, visits =>
    convertBatch(visits, deps),
  )) {
    const result = await deps.archive.write(outcomes)
    written += result.written
    for (const outcome of outcomes) {
      const { url, state, problems } = outcome
      const ending = result.unchangedUrls.has(url) ? 'unchanged' : 'written'
      deps.onVisit({ url, source: source.id, ending, state, outcome, problems })
    }
  }
  return written
}
