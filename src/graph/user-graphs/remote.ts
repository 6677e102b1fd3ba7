/**
 * Keeps the user graphs of an external store in step with `user-graphs.db`. A watermark in the store says up to which write it
 * shows them. While they change, queries wait, and one that was under way is asked again: no answer shows half a write.
 */

import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { StoreClient } from '../remote/client.ts'
import { type Delivery, deliver, runUpdate } from '../remote/deliver.ts'
import type { Dialect } from '../remote/dialect.ts'
import { graphNames } from '../remote/names.ts'
import type { RemoteGraphOptions } from '../remote/options.ts'
import { probeStore } from '../remote/store-side.ts'
import { hasUserGraphs, openUserDatabase, type UserChange, type UserDatabase } from './database.ts'
import { type GraphDelta, inverse } from './delta.ts'
import { graphProblem } from './problem.ts'

/** What is known of the store. */
export interface StoreNow {
  readonly dialect: Dialect
  /** Name of the load that the store holds of the archive: another one means that it was filled anew. */
  readonly load: string
}

export interface RemoteUsersParts {
  readonly options: RemoteGraphOptions
  readonly client: StoreClient
  readonly store: () => Result<StoreNow>
}

/** The watermark while the store shows what is written nowhere. */
const UNWRITTEN = -1
const GRAPHS_AT_ONCE = 100
const MOST_TRIES = 4

type Failure = { readonly ok: false; readonly problem: Problem }
const failure = (problem: Problem): Failure => ({ ok: false, problem })

export class RemoteUsers {
  readonly #parts: RemoteUsersParts
  #database: UserDatabase | undefined
  #shown: { readonly load: string; readonly revision: number } | undefined
  #turn: Promise<unknown> = Promise.resolve()
  /** Counts changes of the store, begun and ended. */
  #epoch = 0
  #closed = false

  constructor(parts: RemoteUsersParts) {
    this.#parts = parts
  }

  /** Whether every answer shows all that is written. */
  ready(): boolean {
    const database = this.#open()
    if (!database) return true
    const store = this.#parts.store()
    return store.ok && this.#shown?.load === store.value.load
  }

  /** The last write that the store shows; undefined before the first. */
  revision(): number | undefined {
    return this.#shown?.revision || undefined
  }

  /** Brings the store up to date, if it is not. Problems: those of delivering, and `store-refused`. */
  sync(): Promise<Result<void>> {
    const database = this.#open()
    if (!database || this.#closed) return Promise.resolve(ok(undefined))
    return this.#exclusive(() => this.#sync(database))
  }

  /** Asks while nothing changes. */
  async read<T>(ask: () => Promise<T>): Promise<T | Failure> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await this.#turn
      const epoch = this.#epoch
      const answer = await ask()
      if (epoch === this.#epoch) return answer
    }
    return failure(graphProblem('busy', 'query', 'the graphs of users change all the time; try again later'))
  }

  /** Asks the store as it would be after a change, which is taken back at once. */
  preview<T>(delta: GraphDelta, ask: () => Promise<T>): Promise<T | Failure> {
    const database = this.#open()
    if (!database)
      return Promise.resolve(failure(graphProblem('closed', 'update', 'there are no user graphs')))
    return this.#exclusive(async () => {
      const synced = await this.#sync(database)
      if (!synced.ok) return synced
      const { revision } = database.mark()
      // Should this process end before they are taken back, the next one knows where to look for them.
      database.note(delta)
      const applied = await this.#deliver(database, { ...delta, revision: UNWRITTEN })
      try {
        return applied.ok ? await ask() : applied
      } finally {
        const undone = await this.#deliver(database, { ...inverse(delta), revision })
        // The next look then makes everything as it is written.
        if (!undone.ok) this.#shown = undefined
      }
    })
  }

  close(): void {
    this.#closed = true
    const database = this.#database
    this.#database = undefined
    // What is under way still reads it, and ends soon: nothing is sent any more.
    void this.#turn.then(() => database?.close())
  }

  #open(): UserDatabase | undefined {
    const { dataDir } = this.#parts.options
    if (!this.#database && !this.#closed && hasUserGraphs(dataDir)) this.#database = openUserDatabase(dataDir)
    return this.#database
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #sync(database: UserDatabase): Promise<Result<void>> {
    const store = this.#store()
    if (!store.ok) return store
    const { load } = store.value
    const { id, revision } = database.mark()
    if (this.#shown?.load === load && this.#shown.revision === revision) return ok(undefined)
    const from = await this.#storesMark(load, id)
    if (!from.ok) return from
    const told = from.value && database.since(from.value)
    if (!told) {
      const cleared = await this.#clear(database)
      if (!cleared.ok) return cleared
    }
    const added = told ? [] : database.graphs().flatMap(graph => database.lines(graph))
    for (const change of told ?? [{ removed: [], added, revision }]) {
      const delivered = await this.#deliver(database, change)
      // What is refused stays out, and who wrote it is told; the next write does not meet it again.
      if (!delivered.ok && delivered.problem.code !== 'store-refused') return delivered
      this.#shown = { load, revision: change.revision }
      if (!delivered.ok) return delivered
    }
    this.#shown = { load, revision }
    return ok(undefined)
  }

  /** Where the store stands, by what is remembered or by its watermark. */
  async #storesMark(load: string, id: string): Promise<Result<{ id: string; revision: number } | undefined>> {
    if (this.#shown?.load === load) return ok({ id, revision: this.#shown.revision })
    const delivery = this.#delivery()
    if (!delivery.ok) return delivery
    const found = await probeStore(this.#parts.client, this.#parts.options.query, delivery.value.names)
    if (!found.ok) return found
    const { watermark } = found.value
    return ok(watermark && { id: watermark.load, revision: watermark.generation })
  }

  async #clear(database: UserDatabase): Promise<Result<void>> {
    const delivery = this.#delivery()
    if (!delivery.ok) return delivery
    const graphs = database.everGraphs()
    this.#epoch++
    for (let at = 0; at < graphs.length; at += GRAPHS_AT_ONCE) {
      const some = graphs.slice(at, at + GRAPHS_AT_ONCE).map(graph => `CLEAR SILENT GRAPH <${graph}>`)
      const done = await runUpdate(delivery.value, some.join(' ;\n'))
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  async #deliver(database: UserDatabase, { removed, added, revision }: UserChange): Promise<Result<void>> {
    const delivery = this.#delivery()
    if (!delivery.ok) return delivery
    this.#epoch++
    const sent = await deliver(delivery.value, { removed, added, generation: revision }, database.mark().id)
    this.#epoch++
    if (!sent.ok || sent.value.length === 0) return sent.ok ? ok(undefined) : sent
    const detail = `the store refuses ${sent.value.length} statements, e.g. ${sent.value[0]?.slice(0, 200)}`
    return failed(graphProblem('store-refused', 'update', detail))
  }

  #store(): Result<StoreNow> {
    return this.#closed
      ? failed(graphProblem('closed', 'update', 'the graph is closed'))
      : this.#parts.store()
  }

  /** As the loader of the archive delivers, with a watermark of its own. */
  #delivery(): Result<Delivery> {
    const { options, client } = this.#parts
    const { base, query, update, graphStore } = options
    const now = this.#store()
    if (!now.ok) return now
    const { dialect } = now.value
    return ok({
      ...{ client, query, update, dialect, base },
      ...(graphStore === undefined ? {} : { graphStore }),
      batchSize: options.batchSize ?? dialect.batchSize,
      names: { ...graphNames(base), watermark: `${base}/graph/user-watermark` },
    })
  }
}
