/** Runs the loader for as long as the graph is open: looks at archive and store, works, pauses, and bears with both. */

import type { ChangeFeed } from '../../model/change.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { GraphStatus } from '../store.ts'
import type { StoreClient } from './client.ts'
import type { Delivery } from './deliver.ts'
import { type Dialect, dialectNamed } from './dialect.ts'
import type { Ledger } from './ledger.ts'
import { createLoader } from './loader.ts'
import { graphNames } from './names.ts'
import type { RemoteGraphOptions } from './options.ts'
import { createPause } from './pause.ts'
import { probeStore, rowLimit } from './store-side.ts'

export interface RunnerParts {
  readonly options: RemoteGraphOptions
  readonly client: StoreClient
  readonly ledger: Ledger
  readonly openFeed: () => Promise<Result<ChangeFeed>>
  /** Told after every turn. */
  readonly changed: () => void
}

/** The store as it answers now. */
export interface Answering {
  readonly dialect: Dialect
  readonly rowLimit?: number
  readonly generation: number
}

export interface Runner {
  answering(): Result<Answering>
  status(): GraphStatus
  /** What kept the last turn from its end. */
  obstacle(): Problem | undefined
  /** Looks at the archive at once. */
  nudge(): void
  /** Looks at the store at once: it did not answer. */
  doubt(): void
  stop(): Promise<void>
}

const LONGEST_PAUSE_MS = 10_000
const EMPTY: ChangeFeed = {
  generation: async () => 0,
  changesSince: async () => [],
  snapshot: async () => 0,
}

const starting = (subject: string): Problem => ({
  stage: 'graph',
  code: 'starting',
  subject,
  detail: 'the graph is still being loaded into the SPARQL store; try again in a few seconds',
})

/** Starts at once. */
export const createRunner = ({ options, client, ledger, openFeed, changed }: RunnerParts): Runner => {
  const { base, query, pollMs = 300, probeMs = 5000 } = options
  const names = graphNames(base)
  const loader = createLoader(ledger, {
    base,
    vocabulary: options.vocabulary ?? '',
    fixed: options.fixed ?? '',
  })
  const pause = createPause()
  let feed: ChangeFeed | undefined
  let store: { dialect: Dialect; rowLimit?: number } | undefined
  let problem: Problem | undefined
  let latest = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let stopped = false

  const deliveryFor = (dialect: Dialect): Delivery => ({
    client,
    query,
    update: options.update,
    ...(options.graphStore === undefined ? {} : { graphStore: options.graphStore }),
    dialect,
    batchSize: options.batchSize ?? dialect.batchSize,
    base,
    names,
  })

  /** Looks at the store when it is time to. */
  const look = async (): Promise<Result<Dialect>> => {
    if (store && performance.now() - lookedAt < probeMs) return ok(store.dialect)
    const found = await probeStore(client, query, names)
    if (!found.ok) return found
    const dialect = options.store ? dialectNamed(options.store) : found.value.dialect
    const checked = loader.check(deliveryFor(dialect), found.value.watermark)
    if (!checked.ok) return checked
    if (!store) {
      const most = await rowLimit(client, query, dialect)
      if (!most.ok) return most
      store = { dialect, ...(most.value === undefined ? {} : { rowLimit: most.value }) }
    }
    lookedAt = performance.now()
    return ok(dialect)
  }

  const turn = async (): Promise<Result<void>> => {
    if (!feed) {
      const opened = await openFeed()
      // No archive yet is an empty one.
      if (!opened.ok && opened.problem.code !== 'archive-missing') return opened
      if (opened.ok) feed = opened.value
    }
    latest = feed ? await feed.generation() : 0
    const looked = await look()
    if (!looked.ok) return looked
    return loader.catchUp(feed ?? EMPTY, deliveryFor(looked.value))
  }

  const run = async (): Promise<void> => {
    let failures = 0
    while (!stopped) {
      const done = await turn()
      failures = done.ok ? 0 : failures + 1
      problem = done.ok || done.problem.code === 'starting' ? undefined : done.problem
      if (!done.ok) store = undefined
      if (!stopped) changed()
      await pause.wait(done.ok ? pollMs : Math.min(pollMs * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS))
    }
  }
  const running = run()

  const status = (): GraphStatus => {
    const shown = ledger.shown()
    const reason = problem ?? ledger.refusal(query)
    return {
      generation: shown,
      lag: Math.max(0, latest - shown),
      quads: ledger.quads(),
      replicas: loader.ready() && store ? 1 : 0,
      ...(reason ? { problem: reason } : {}),
    }
  }
  return {
    answering() {
      if (problem && !store) return failed(problem)
      if (!loader.ready() || !store) return failed(problem ?? starting(query))
      return ok({ ...store, generation: ledger.shown() })
    },
    status,
    obstacle: () => problem,
    nudge: pause.nudge,
    doubt() {
      lookedAt = Number.NEGATIVE_INFINITY
      pause.nudge()
    },
    async stop() {
      stopped = true
      pause.nudge()
      await running
      if (feed && 'close' in feed) await (feed as ChangeFeed & { close(): Promise<void> }).close()
    },
  }
}
