/** Runs the loader for as long as the graph is open: looks at archive and store, works, pauses, and bears with both. */

import type { ChangeFeed } from '../../model/change.ts'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { createPause } from '../pause.ts'
import type { GraphStatus } from '../store.ts'
import type { StoreClient } from './client.ts'
import type { Delivery } from './deliver.ts'
import { type Dialect, dialectNamed } from './dialect.ts'
import type { Ledger } from './ledger.ts'
import { createLoader, type Loader } from './loader.ts'
import { graphNames } from './names.ts'
import type { RemoteGraphOptions } from './options.ts'
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

/** Looks at the store from time to time: which product it is, and whether it holds what was sent. */
const createWatch = (options: RemoteGraphOptions, client: StoreClient, loader: Loader) => {
  const { base, query, update, graphStore, probeMs = 5000 } = options
  const names = graphNames(base)
  let store: { dialect: Dialect; rowLimit?: number } | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const deliveryFor = (dialect: Dialect): Delivery => ({
    client,
    query,
    update,
    ...(graphStore === undefined ? {} : { graphStore }),
    dialect,
    batchSize: options.batchSize ?? dialect.batchSize,
    base,
    names,
  })
  return {
    store: () => store,
    /** To be called when something failed: nothing that was known of the store need hold. */
    forget(): void {
      store = undefined
    },
    doubt(): void {
      lookedAt = Number.NEGATIVE_INFINITY
    },
    async look(): Promise<Result<Delivery>> {
      if (store && performance.now() - lookedAt < probeMs) return ok(deliveryFor(store.dialect))
      const found = await probeStore(client, query, names)
      if (!found.ok) return found
      const dialect = options.store ? dialectNamed(options.store) : found.value.dialect
      const delivery = deliveryFor(dialect)
      const checked = loader.check(delivery, found.value.watermark)
      if (!checked.ok) return checked
      if (!store) {
        const most = await rowLimit(client, query, dialect)
        if (!most.ok) return most
        store = { dialect, ...(most.value === undefined ? {} : { rowLimit: most.value }) }
      }
      lookedAt = performance.now()
      return ok(delivery)
    },
  }
}

/** Keeps turning until it is stopped. */
const createWork = (
  { openFeed, changed }: RunnerParts,
  loader: Loader,
  watch: ReturnType<typeof createWatch>,
  pollMs: number,
) => {
  const pause = createPause()
  let feed: ChangeFeed | undefined
  let latest = 0
  let problem: Problem | undefined
  let stopped = false

  const turn = async (): Promise<Result<void>> => {
    if (!feed) {
      const opened = await openFeed()
      // No archive yet is an empty one.
      if (!opened.ok && opened.problem.code !== 'archive-missing') return opened
      if (opened.ok) feed = opened.value
    }
    latest = feed ? await feed.generation() : 0
    const looked = await watch.look()
    return looked.ok ? loader.catchUp(feed ?? EMPTY, looked.value) : looked
  }
  const run = async (): Promise<void> => {
    let failures = 0
    while (!stopped) {
      const done = await turn()
      failures = done.ok ? 0 : failures + 1
      problem = done.ok || done.problem.code === 'starting' ? undefined : done.problem
      if (!done.ok) watch.forget()
      if (!stopped) changed()
      await pause.wait(done.ok ? pollMs : Math.min(pollMs * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS))
    }
  }
  const running = run()
  return {
    nudge: pause.nudge,
    latest: () => latest,
    problem: () => problem,
    async stop(): Promise<void> {
      stopped = true
      pause.nudge()
      await running
      if (feed && 'close' in feed) await (feed as ChangeFeed & { close(): Promise<void> }).close()
    },
  }
}

/** Starts at once. */
export const createRunner = (parts: RunnerParts): Runner => {
  const { options, client, ledger } = parts
  const { base, query, vocabulary = '', fixed = '' } = options
  const loader = createLoader(ledger, { base, vocabulary, fixed })
  const watch = createWatch(options, client, loader)
  const work = createWork(parts, loader, watch, options.pollMs ?? 300)
  return {
    answering() {
      const store = watch.store()
      if (!store || !loader.ready()) return failed(work.problem() ?? starting(query))
      return ok({ ...store, generation: ledger.shown() })
    },
    status() {
      const generation = ledger.shown()
      const reason = work.problem() ?? ledger.refusal(query)
      return {
        generation,
        lag: Math.max(0, work.latest() - generation),
        quads: ledger.quads(),
        replicas: loader.ready() && watch.store() ? 1 : 0,
        ...(reason ? { problem: reason } : {}),
      }
    },
    obstacle: work.problem,
    nudge: work.nudge,
    doubt() {
      watch.doubt()
      work.nudge()
    },
    stop: work.stop,
  }
}
