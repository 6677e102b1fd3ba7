/** The embedded graph behind the port: a keeper's Oxigraph store, and clones of it in worker threads that answer. */

import { availableParallelism } from 'node:os'
import type { Problem } from '../../model/problem.ts'
import { admitQuery } from '../admit.ts'
import { contentType } from '../formats.ts'
import { DEFAULT_LIMITS, type QueryLimits } from '../guard.ts'
import type { GraphStatus, GraphStore, QueryOptions, QueryProblem, QueryResult } from '../store.ts'
import { type GraphDelta, textOf } from '../user-graphs/delta.ts'
import { createWaits } from '../waits.ts'
import { Dispatcher } from './dispatch.ts'
import type { Operation } from './journal.ts'
import type { LineageObserver } from './lineage.ts'
import { memoryAtHand, queryBytesFor, roomForSlow } from './room.ts'
import { Succession } from './succession.ts'
import type { DispatchLimits } from './workforce.ts'

/** How the embedded graph is opened. */
export interface EmbeddedGraphOptions {
  /** Folder of archive.db; the archive may come later. */
  readonly dataDir: string
  /** Public address without a trailing slash. */
  readonly base: string
  /** N-Triples of the vocabularies (`writeQuads(vocabularies.quads)`). */
  readonly vocabulary?: string
  /** N-Quads of registry and examples (`registryStatements`). */
  readonly fixed?: string
  /** Profile id -> IRI (`profileIris`). */
  readonly profiles?: Readonly<Record<string, string>>
  /** Worker threads that wait for short queries; 2 by default: one answers while another is replaced. */
  readonly replicas?: number
  /** Worker threads beside those for queries that take longer than a second; by default as many as there are processors, 4 at most. */
  readonly slowReplicas?: number
  /** Memory that one query may take beside the data, in bytes. */
  readonly queryBytes?: number
  /** Largest answer, in bytes. */
  readonly maxAnswerBytes?: number
  readonly maxQuads?: number
  /** Longest time a query may run, in milliseconds; also the default. */
  readonly deadlineMs?: number
  /** Pause between two looks at an idle archive, in milliseconds. */
  readonly pollMs?: number
  /** Removed quads after which the keeper may be renewed (succession.ts). */
  readonly minRemoved?: number
  /** Quads from which on the graph is saved in the data folder (image-file.ts), for the next start. */
  readonly saveFrom?: number
  readonly limits?: QueryLimits
  /** Longest wait of a query for a free worker, in milliseconds. */
  readonly maxWaitMs?: number
}

const refuse = (problem: QueryProblem): QueryResult => ({ ok: false, problem })

const operationsOf = ({ removed, added }: GraphDelta): Operation[] => [
  { add: false, lines: textOf(removed) },
  { add: true, lines: textOf(added) },
]

const createQuery =
  (dispatcher: Dispatcher, limits: QueryLimits, longestMs: number) =>
  async (text: string, options: QueryOptions = {}): Promise<QueryResult> => {
    const { deadlineMs = longestMs, defaultGraphs, namedGraphs, signal, client, after } = options
    const admitted = admitQuery(text, options, limits)
    if (!admitted.ok) return admitted
    const { form, format } = admitted.value
    const outcome = await dispatcher.submit(
      {
        text,
        mediaType: format.mediaType,
        ...(after ? { after: operationsOf(after) } : {}),
        ...(defaultGraphs ? { defaultGraphs } : {}),
        ...(namedGraphs ? { namedGraphs } : {}),
      },
      { deadlineMs: Math.max(1, Math.min(deadlineMs, longestMs)), client, signal },
    )
    if (!outcome.ok) return refuse(outcome.problem)
    const { body, generation, revision } = outcome
    const shown = { generation, ...(revision ? { revision } : {}) }
    return { ok: true, value: { form, mediaType: contentType(format), body, ...shown } }
  }

const MEGABYTE = 2 ** 20

/** `quads`: how many every thread holds now. */
const limitsOf = (options: EmbeddedGraphOptions, quads: () => number): DispatchLimits => {
  const standby = options.replicas ?? 2
  const most = options.slowReplicas ?? Math.min(4, availableParallelism())
  const memory = memoryAtHand()
  const queryBytes = options.queryBytes ?? queryBytesFor(standby + most, memory)
  const maxWaitMs = options.maxWaitMs ?? 10_000
  return {
    standby,
    queryBytes,
    get maxSlow() {
      return roomForSlow({ quads: quads(), standby, most, queryBytes }, memory)
    },
    slowMs: 1000,
    pressedMs: 250,
    maxWaiting: 200,
    maxSlowWaiting: 50,
    maxWaitMs,
    maxSlowWaitMs: 3 * maxWaitMs,
    graceMs: 100,
    recycleBytes: 64 * MEGABYTE,
  }
}

const successionOf = (
  options: EmbeddedGraphOptions,
  limits: DispatchLimits,
  observer: LineageObserver,
): Succession => {
  const { queryBytes } = limits
  return new Succession(
    {
      dataDir: options.dataDir,
      base: options.base,
      vocabulary: options.vocabulary ?? '',
      fixed: options.fixed ?? '',
      profiles: options.profiles ?? {},
      maxQuads: options.maxQuads ?? 5_000_000,
      pollMs: options.pollMs ?? 300,
      minRemoved: options.minRemoved ?? 100_000,
      saveFrom: options.saveFrom ?? 20_000,
      standby: limits.standby,
      queryBytes,
      maxAnswerBytes: options.maxAnswerBytes ?? queryBytes / 2,
    },
    observer,
  )
}

const statusOf = (succession: Succession): GraphStatus => {
  const { generation, revision, latest, quads, problem } = succession.progress()
  return {
    generation,
    ...(revision ? { revision } : {}),
    lag: Math.max(0, latest - generation),
    quads,
    replicas: succession.clones().length,
    started: succession.started(),
    ...(problem ? { problem } : {}),
  }
}

/**
 * Opens the embedded graph. Returns at once; queries wait until the archive is loaded. Nothing of the engine runs on the
 * calling thread.
 */
export const openEmbeddedGraph = (options: EmbeddedGraphOptions): GraphStore => {
  let held = (): number => 0
  const limits = limitsOf(options, () => held())
  const dispatcher = new Dispatcher(() => succession, limits)
  const waits = createWaits(() => ({
    ...succession.progress(),
    answers: succession.clones().length > 0,
  }))
  // A write is shown whatever is wrong with the archive, and nobody else can help it.
  const writes = createWaits(() => {
    const { revision = 0, problem: _, ...progress } = succession.progress()
    return { ...progress, generation: revision, answers: succession.clones().length > 0 }
  })
  const changed = (): void => {
    dispatcher.dispatch()
    waits.check()
    writes.check()
  }
  const succession: Succession = successionOf(options, limits, {
    changed,
    lost(clone, detail) {
      dispatcher.lost(clone, detail)
      changed()
    },
  })
  held = () => succession.progress().quads
  return {
    query: createQuery(dispatcher, options.limits ?? DEFAULT_LIMITS, options.deadlineMs ?? 30_000),
    status: () => statusOf(succession),
    catchUp(generation) {
      succession.nudge()
      const waited = waits.wait(generation)
      waits.check()
      return waited
    },
    catchUpWrites(revision) {
      succession.nudge()
      const waited = writes.wait(revision)
      writes.check()
      return waited
    },
    async close() {
      dispatcher.close()
      const gone: Problem = {
        stage: 'graph',
        code: 'closed',
        subject: options.dataDir,
        detail: 'the graph was closed',
      }
      waits.check(gone)
      writes.check(gone)
      await succession.close()
    },
  }
}
