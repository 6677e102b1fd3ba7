/** Figures of archive, graph and catalogue, read when they are asked for. */

import type { Archive, SourceStatistics } from '../../archive/archive.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { GraphStore } from '../../graph/store.ts'
import { type Family, reading } from './metric.ts'

export interface PartFiguresOptions {
  readonly archive: Pick<Archive, 'generation' | 'statistics'>
  readonly graph: Pick<GraphStore, 'status'>
  readonly catalogue: Pick<Catalogue, 'status'>
  /** Milliseconds. */
  readonly now: () => number
}

/** Sources beyond this many are left out: the portal shows them all. */
const MAX_SOURCES = 200
/** Statistics go over the whole archive: they are read at most this often, however often somebody looks. */
const STALE_MS = 30_000

const STATES = ['accepted', 'rejected', 'unreadable', 'withdrawn'] as const

const sourceFamilies = (statistics: readonly SourceStatistics[]): Family[] => {
  const shown = statistics.slice(0, MAX_SOURCES)
  const seconds = (time: string | undefined): number | undefined =>
    time === undefined ? undefined : Date.parse(time) / 1000
  return [
    reading('gauge', 'lodestone_source_records', 'Records by source and state', () =>
      shown.flatMap(one => STATES.map(state => [{ source: one.source, state }, one[state]] as const)),
    ),
    reading('gauge', 'lodestone_source_listed', 'Pages that the source listed at its last harvest', () =>
      shown.map(({ source, listed }) => [{ source }, listed] as const),
    ),
    reading('gauge', 'lodestone_source_last_harvest_timestamp_seconds', 'End of the last harvest', () =>
      shown.map(({ source, lastVisited }) => [{ source }, seconds(lastVisited)] as const),
    ),
  ]
}

/** Reads the parts; asks the archive's whole statistics only now and then. */
export const createPartFigures = ({ archive, graph, catalogue, now }: PartFiguresOptions) => {
  let known: { readonly at: number; readonly statistics: readonly SourceStatistics[] } | undefined
  return async (): Promise<Family[]> => {
    const generation = await archive.generation()
    if (!known || known.at + STALE_MS <= now()) known = { at: now(), statistics: await archive.statistics() }
    const status = graph.status()
    const index = catalogue.status()
    const gauge = (name: string, help: string, value: number): Family =>
      reading('gauge', `lodestone_${name}`, help, () => value)
    return [
      gauge('archive_generation', 'Last change of the archive', generation),
      gauge('graph_generation', 'Last change that the graph shows', status.generation),
      gauge(
        'graph_lag',
        'Changes that the graph does not show yet',
        Math.max(0, generation - status.generation),
      ),
      gauge('graph_quads', 'Statements of the graph', status.quads),
      gauge('graph_replicas', 'Copies of the graph that can answer now', status.replicas),
      reading(
        'counter',
        'lodestone_graph_workers_started',
        'Worker threads started to answer queries, in place of ended ones as well',
        () => status.started,
      ),
      gauge('graph_degraded', 'Whether the graph needs an operator', status.problem ? 1 : 0),
      gauge('catalogue_generation', 'Last change that the catalogue shows', index.generation),
      gauge('catalogue_samples', 'Samples in the catalogue', index.samples),
      gauge('catalogue_degraded', 'Whether the catalogue needs an operator', index.problem ? 1 : 0),
      ...sourceFamilies(known.statistics),
    ]
  }
}
