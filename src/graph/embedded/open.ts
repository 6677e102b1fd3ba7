/** The embedded graph: Oxigraph replicas in worker threads behind the port. */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { contentType, formatsOf, negotiate } from '../formats.ts'
import { checkGraphs, DEFAULT_LIMITS, inspectQuery, type QueryLimits } from '../guard.ts'
import type { GraphStatus, GraphStore, QueryOptions, QueryProblem, QueryResult } from '../store.ts'
import { Dispatcher } from './dispatch.ts'
import { Fleet } from './fleet.ts'

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
  /** Worker threads; 2 by default: one answers while another is replaced. */
  readonly replicas?: number
  readonly maxQuads?: number
  /** Longest time a query may run, in milliseconds; also the default. */
  readonly deadlineMs?: number
  /** Pause between two looks at an idle archive, in milliseconds. */
  readonly pollMs?: number
  /** Removed quads after which a replica may be renewed (fleet.ts). */
  readonly minRemoved?: number
  readonly limits?: QueryLimits
  /** Longest wait of a query for a free replica, in milliseconds. */
  readonly maxWaitMs?: number
}

const refuse = (problem: QueryProblem): QueryResult => ({ ok: false, problem })

const notAcceptable = (accept: string, offered: readonly string[]): QueryProblem => ({
  stage: 'graph',
  code: 'not-acceptable',
  subject: accept.slice(0, 200),
  detail: `none of "${accept.slice(0, 200)}" can be given for this query; ask for one of ${offered.join(', ')}`,
})

const createQuery =
  (dispatcher: Dispatcher, limits: QueryLimits, longestMs: number) =>
  async (text: string, options: QueryOptions = {}): Promise<QueryResult> => {
    const { accept, deadlineMs = longestMs, defaultGraphs, namedGraphs, signal } = options
    const inspected = inspectQuery(text, limits)
    if (!inspected.ok) return inspected
    const bad = checkGraphs([...(defaultGraphs ?? []), ...(namedGraphs ?? [])])
    if (bad) return refuse(bad)
    // A text that begins like no query is sent all the same: the parser says best what is wrong with it.
    const form = inspected.value.form ?? 'SELECT'
    const formats = formatsOf(form)
    const format = negotiate(accept, formats)
    if (!format)
      return refuse(
        notAcceptable(
          accept ?? '',
          formats.map(each => each.mediaType),
        ),
      )
    const outcome = await dispatcher.submit(
      {
        text,
        mediaType: format.mediaType,
        ...(defaultGraphs ? { defaultGraphs } : {}),
        ...(namedGraphs ? { namedGraphs } : {}),
      },
      Math.max(1, Math.min(deadlineMs, longestMs)),
      signal,
    )
    if (!outcome.ok) return refuse(outcome.problem)
    const { body, generation } = outcome
    return { ok: true, value: { form, mediaType: contentType(format), body, generation } }
  }

const statusOf = (fleet: Fleet): GraphStatus => {
  const progress = fleet.members().map(replica => replica.progress())
  const ready = progress.filter(each => each.ready)
  const generation = ready.length > 0 ? Math.min(...ready.map(each => each.generation)) : 0
  const latest = Math.max(0, ...progress.map(each => each.latest))
  const problem: Problem | undefined = progress.find(each => each.problem)?.problem ?? fleet.problem()
  return {
    generation,
    lag: Math.max(0, latest - generation),
    quads: Math.max(0, ...(ready.length > 0 ? ready : progress).map(each => each.quads)),
    replicas: ready.length,
    ...(problem ? { problem } : {}),
  }
}

/** Who waits for which generation. */
const createWaits = (status: () => GraphStatus) => {
  const waits = new Set<{ generation: number; resolve: (result: Result<void>) => void }>()
  return {
    /** Ends the waits that are over, all of them when `ended` says why. */
    check(ended?: Problem): void {
      if (waits.size === 0) return
      const { replicas, generation, problem } = status()
      const reason = ended ?? problem
      for (const wait of [...waits]) {
        const reached = replicas > 0 && generation >= wait.generation
        if (!reached && !reason) continue
        waits.delete(wait)
        wait.resolve(reached || !reason ? ok(undefined) : failed(reason))
      }
    },
    wait: (generation: number): Promise<Result<void>> =>
      new Promise(resolve => waits.add({ generation, resolve })),
  }
}

/**
 * Opens the embedded graph. Returns at once; queries wait until the first replica has loaded the archive. Nothing of the
 * engine runs on the calling thread.
 */
export const openEmbeddedGraph = (options: EmbeddedGraphOptions): GraphStore => {
  const dispatcher = new Dispatcher(() => fleet, {
    maxWaiting: 200,
    maxWaitMs: options.maxWaitMs ?? 10_000,
    graceMs: 1000,
  })
  const waits = createWaits(() => statusOf(fleet))
  const changed = (): void => {
    dispatcher.dispatch()
    waits.check()
  }
  const fleet: Fleet = new Fleet(
    options.replicas ?? 2,
    {
      dataDir: options.dataDir,
      base: options.base,
      vocabulary: options.vocabulary ?? '',
      fixed: options.fixed ?? '',
      profiles: options.profiles ?? {},
      maxQuads: options.maxQuads ?? 5_000_000,
      pollMs: options.pollMs ?? 300,
      minRemoved: options.minRemoved ?? 100_000,
    },
    {
      changed,
      lost(replica, problem) {
        dispatcher.lost(replica, problem)
        changed()
      },
    },
  )
  return {
    query: createQuery(dispatcher, options.limits ?? DEFAULT_LIMITS, options.deadlineMs ?? 30_000),
    status: () => statusOf(fleet),
    catchUp(generation) {
      for (const replica of fleet.members()) replica.nudge()
      const waited = waits.wait(generation)
      waits.check()
      return waited
    },
    async close() {
      dispatcher.close()
      waits.check({
        stage: 'graph',
        code: 'closed',
        subject: options.dataDir,
        detail: 'the graph was closed',
      })
      await fleet.close()
    },
  }
}
