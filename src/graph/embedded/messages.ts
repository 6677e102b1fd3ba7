/** What the main thread, the keeper and the clones say to each other. */

import type { Problem } from '../../model/problem.ts'
import type { QueryProblem } from '../store.ts'
import type { EngineModule } from './engine-module.ts'
import type { StoreImage } from './image.ts'
import type { Operation } from './journal.ts'
import type { ProjectionSettings } from './projection.ts'

/** Given to a keeper at its start. */
export interface KeeperSettings extends ProjectionSettings {
  readonly dataDir: string
  /** Pause between two looks at an idle archive, in milliseconds. */
  readonly pollMs: number
  readonly module: EngineModule
  /** Quads from which on the graph is saved beside the archive, since building it anew takes long. */
  readonly saveFrom: number
  /** Shared memory of the lease (lease.ts). */
  readonly lease: Int32Array
}

export type ToKeeper =
  | { readonly kind: 'nudge' }
  /** Asks for a source of clones; `text`: do not try an image. */
  | { readonly kind: 'source'; readonly text: boolean }
  /** Asks to save the graph as it is now, because this is the end. */
  | { readonly kind: 'save' }

/** Where a keeper stands. */
export interface KeeperProgress {
  /** Whether it holds one whole generation, so that it can be cloned. */
  readonly ready: boolean
  readonly generation: number
  /** Number of the last write to user graphs that it shows. */
  readonly revision?: number
  /** The archive's generation when the keeper last looked. */
  readonly latest: number
  readonly quads: number
  readonly removed: number
  readonly problem?: Problem
}

/** What a clone begins with: the memory of the keeper, or the triples of each graph (`''` is the default graph). */
export type CloneSource =
  | {
      readonly kind: 'memory'
      readonly generation: number
      readonly revision?: number
      readonly image: StoreImage
    }
  | {
      readonly kind: 'text'
      readonly generation: number
      readonly revision?: number
      readonly graphs: readonly (readonly [graph: string, triples: string])[]
    }

/** From one whole generation to a later one. */
export interface KeeperStep {
  readonly kind: 'step'
  readonly generation: number
  readonly revision?: number
  readonly operations: readonly Operation[]
}

export type FromKeeper =
  | { readonly kind: 'progress'; readonly progress: KeeperProgress }
  | KeeperStep
  | { readonly kind: 'source'; readonly source: CloneSource }
  /** What was to be saved at the end is. */
  | { readonly kind: 'saved' }

/** A query that passed the guard. */
export interface CloneQuery {
  readonly text: string
  readonly mediaType: string
  readonly defaultGraphs?: readonly string[]
  readonly namedGraphs?: readonly string[]
  /** What is done to the clone's store before; the clone answers nothing else afterwards. */
  readonly after?: readonly Operation[]
}

/** Given to a clone at its start. */
export interface CloneSettings {
  readonly module: EngineModule
  /** Largest memory of the engine's instance, which `module` enforces. */
  readonly ceilingBytes: number
  /** Largest answer, in bytes. */
  readonly maxAnswerBytes: number
  /** Resolves relative IRIs of queries. */
  readonly baseIri: string
}

export type ToClone =
  | { readonly kind: 'source'; readonly source: CloneSource }
  | KeeperStep
  | { readonly kind: 'query'; readonly query: CloneQuery }

/** How a query ended; `fatal`: the engine must not be used again. */
export type CloneReply =
  | {
      readonly ok: true
      readonly generation: number
      readonly revision?: number
      readonly body: Uint8Array<ArrayBuffer>
    }
  | { readonly ok: false; readonly fatal: boolean; readonly problem: QueryProblem }

export type FromClone =
  /** `thread`: the operating system's number of it, where it has one. */
  | { readonly kind: 'ready'; readonly thread?: number }
  /** The copy is not what it should be. */
  | { readonly kind: 'unsound'; readonly detail: string }
  /** `grown`: bytes of memory that the clone has taken since it was ready, and never gives back. */
  | { readonly kind: 'reply'; readonly reply: CloneReply; readonly grown: number }
