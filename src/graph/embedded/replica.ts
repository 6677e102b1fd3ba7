/** The main thread's end of one replica: a worker thread that answers one query at a time. */

import { Worker } from 'node:worker_threads'
import type { Problem } from '../../model/problem.ts'
import { createLeaseMemory, takeForGood } from './lease.ts'
import type {
  FromReplica,
  ReplicaProgress,
  ReplicaQuery,
  ReplicaReply,
  ReplicaSettings,
  ToReplica,
} from './messages.ts'

/** What a replica tells its pool. */
export interface ReplicaObserver {
  progressed(replica: Replica): void
  /** The thread ended by itself, with the reason. */
  ended(replica: Replica, problem: Problem): void
}

export interface Replica {
  progress(): ReplicaProgress
  busy(): boolean
  /** Sends a query; the reply never comes when the replica is stopped first. Only when not busy. */
  ask(query: ReplicaQuery, onReply: (reply: ReplicaReply) => void): void
  nudge(): void
  /** Ends the thread at once, in the middle of a query if need be. */
  stop(): Promise<void>
}

// The package runs from dist; tests run from source, where threads cannot load TypeScript.
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/graph/embedded/worker.js' : './worker.js',
  import.meta.url,
)

const NOTHING_YET: ReplicaProgress = { ready: false, generation: 0, latest: 0, quads: 0, removed: 0 }

/** Starts a worker thread on the archive. */
export const startReplica = (
  settings: Omit<ReplicaSettings, 'lease'>,
  observer: ReplicaObserver,
): Replica => {
  const lease = createLeaseMemory()
  // Only the script heap; the store's memory is WebAssembly's and bounded by maxQuads.
  const worker = new Worker(entry, {
    workerData: { ...settings, lease },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  let progress = NOTHING_YET
  let waiting: ((reply: ReplicaReply) => void) | undefined
  let stopped = false
  let gone = false
  let failure = 'without a message'
  const send = (message: ToReplica): void => worker.postMessage(message)

  const replica: Replica = {
    progress: () => progress,
    busy: () => waiting !== undefined,
    ask(query, onReply) {
      if (waiting) throw new Error('this replica is answering another query')
      waiting = onReply
      send({ kind: 'query', query })
    },
    nudge: () => send({ kind: 'nudge' }),
    async stop() {
      stopped = true
      await takeForGood(lease, () => gone)
      await worker.terminate()
    },
  }

  worker.on('message', (message: FromReplica) => {
    if (stopped) return
    if (message.kind === 'progress') {
      progress = message.progress
      observer.progressed(replica)
      return
    }
    const answered = waiting
    waiting = undefined
    answered?.(message.reply)
  })
  worker.on('error', error => {
    failure = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', () => {
    gone = true
    if (stopped) return
    stopped = true
    const detail = `a graph worker ended: ${failure}; it is started again`
    observer.ended(replica, { stage: 'graph', code: 'worker-ended', subject: settings.dataDir, detail })
  })
  return replica
}
