/** What the main thread and a replica's worker thread say to each other. */

import type { Problem } from '../../model/problem.ts'
import type { QueryProblem } from '../store.ts'
import type { ProjectionSettings } from './projection.ts'

/** Given to a worker at its start. */
export interface ReplicaSettings extends ProjectionSettings {
  readonly dataDir: string
  /** Pause between two looks at an idle archive, in milliseconds. */
  readonly pollMs: number
  /** Shared memory of the lease (lease.ts). */
  readonly lease: Int32Array
}

/** A query that passed the guard. */
export interface ReplicaQuery {
  readonly text: string
  readonly mediaType: string
  readonly defaultGraphs?: readonly string[]
  readonly namedGraphs?: readonly string[]
}

export type ToReplica = { readonly kind: 'query'; readonly query: ReplicaQuery } | { readonly kind: 'nudge' }

/** Where a replica stands. */
export interface ReplicaProgress {
  /** Whether the start snapshot is complete, so that it can answer. */
  readonly ready: boolean
  readonly generation: number
  /** The archive's generation when the replica last looked. */
  readonly latest: number
  readonly quads: number
  readonly removed: number
  readonly problem?: Problem
}

/** How a query ended; `fatal`: the engine must not be used again. */
export type ReplicaReply =
  | { readonly ok: true; readonly generation: number; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly fatal: boolean; readonly problem: QueryProblem }

export type FromReplica =
  | { readonly kind: 'progress'; readonly progress: ReplicaProgress }
  | { readonly kind: 'reply'; readonly reply: ReplicaReply }
