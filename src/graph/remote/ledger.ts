/** The loader's book: which load it fills, how far it has come, and what it is sending. */

import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { ok, type Problem, type Result } from '../../model/problem.ts'
import type { StatementContext } from '../record-statements.ts'
import { type Delivery, deliver } from './deliver.ts'
import { createDifference, type Difference } from './difference.ts'
import { type LoaderState, openState } from './state.ts'
import type { Watermark } from './store-side.ts'

/** `clearing` what was there, `loading` all records, `following` the changes; `spoilt` has to begin anew. */
export type Phase = 'clearing' | 'loading' | 'following' | 'spoilt'

/** Most refused statements that are remembered. */
const MAX_REFUSED = 100

/** Name of the file in the data folder. */
const FILE = 'remote-graph.db'

export class Ledger {
  readonly #state: LoaderState
  readonly #context: StatementContext
  readonly #version: string

  /** The ledger in `dataDir`. `version` is the program's: another one may say other things of the same record. */
  constructor(dataDir: string, context: StatementContext, version: string) {
    this.#state = openState(join(dataDir, FILE))
    this.#context = context
    this.#version = version
  }

  get(key: 'after' | 'snapshot' | 'vocabulary' | 'fixed'): string | undefined {
    return this.#state.setting(key)
  }

  /** Name of the load, also found in the store's watermark. */
  load(): string {
    return this.#state.setting('load') ?? ''
  }

  phase(): Phase {
    return (this.#state.setting('phase') as Phase | undefined) ?? 'spoilt'
  }

  /** Ends a phase. */
  turnTo(phase: Phase): void {
    this.#state.set('phase', phase)
  }

  /** Everything up to here is counted, and sent but for what is pending. */
  generation(): number {
    return Number(this.#state.setting('generation') ?? 0)
  }

  /** What the store has confirmed. */
  shown(): number {
    return Number(this.#state.setting('sent') ?? 0)
  }

  quads(): number {
    return Number(this.#state.setting('quads') ?? 0)
  }

  /** Notes the generation of the snapshot that is being loaded. */
  beginSnapshot(generation: number): void {
    this.#state.set('snapshot', String(generation))
  }

  /** The snapshot is loaded; what is left to send is its watermark. */
  endSnapshot(generation: number): void {
    this.#state.atomically(() => {
      this.#state.set('phase', 'following')
      this.#state.set('generation', String(generation))
      this.#state.setPending({ removed: [], added: [], generation })
    })
  }

  /** Whether the book is about what this program would send to such a store. */
  fits(delivery: Delivery): boolean {
    return this.#state.setting('fingerprint') === this.#fingerprint(delivery)
  }

  /** Whether the store holds what was sent so far, the batch under way included or not. */
  matches(found: Watermark | undefined): boolean {
    if (!found || found.load !== this.load()) return false
    return found.generation === this.shown() || found.generation === this.#state.pending()?.generation
  }

  /** Opens a new load. */
  restart(delivery: Delivery): void {
    this.#state.atomically(() => {
      this.#state.clear()
      this.#state.set('load', randomUUID())
      this.#state.set('phase', 'clearing')
      this.#state.set('fingerprint', this.#fingerprint(delivery))
    })
  }

  /** Counts a difference and sends it; the notes are made with it. */
  async take(
    delivery: Delivery,
    fill: (difference: Difference) => void,
    to: number,
    notes: Readonly<Record<string, string>> = {},
  ): Promise<Result<void>> {
    const difference = createDifference(this.#context)
    fill(difference)
    this.#state.atomically(() => {
      const batch = difference.settle(this.#state, to)
      this.#state.set('quads', String(this.quads() + batch.added.length - batch.removed.length))
      this.#state.set('generation', String(to))
      for (const [key, value] of Object.entries(notes)) this.#state.set(key, value)
      this.#state.setPending(batch)
    })
    return this.flush(delivery)
  }

  /** Sends what is pending, if anything: the same batch again after a failure, whatever of it had arrived. */
  async flush(delivery: Delivery): Promise<Result<void>> {
    const batch = this.#state.pending()
    if (!batch) return ok(undefined)
    const sent = await deliver(delivery, batch, this.load())
    if (!sent.ok) return sent
    const refused = [...this.#refused(), ...sent.value].slice(0, MAX_REFUSED)
    this.#state.atomically(() => {
      this.#state.set('refused', JSON.stringify(refused))
      this.#state.set('sent', String(batch.generation))
      this.#state.setPending(undefined)
    })
    return ok(undefined)
  }

  /** Tells of statements that the store would not take. */
  refusal(url: string): Problem | undefined {
    const refused = this.#refused()
    if (refused.length === 0) return undefined
    const some =
      refused.length === MAX_REFUSED ? `${MAX_REFUSED} statements or more` : `${refused.length} statements`
    const detail = `the store refused ${some}, which are missing in it, e.g. ${refused[0]?.slice(0, 200)}`
    return { stage: 'graph', code: 'store-refused', subject: url, detail }
  }

  close(): void {
    this.#state.close()
  }

  #refused(): string[] {
    return JSON.parse(this.#state.setting('refused') ?? '[]')
  }

  #fingerprint({ dialect }: Delivery): string {
    const { base, profiles } = this.#context
    return createHash('sha256')
      .update(JSON.stringify([2, this.#version, base, profiles, dialect.ownDefaultGraph]))
      .digest('hex')
  }
}
