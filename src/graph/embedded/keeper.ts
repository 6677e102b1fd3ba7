/** The main thread's end of the keeper. */

import { Worker } from 'node:worker_threads'
import type { Problem } from '../../model/problem.ts'
import { createLeaseMemory, takeForGood } from './lease.ts'
import type {
  CloneSource,
  FromKeeper,
  KeeperProgress,
  KeeperSettings,
  KeeperStep,
  ToKeeper,
} from './messages.ts'
import { threadFile } from './thread-file.ts'

/** What a keeper tells its lineage. Steps come in order; a source shows the generation of the step before it. */
export interface KeeperObserver {
  progressed(progress: KeeperProgress): void
  stepped(step: KeeperStep): void
  gave(source: CloneSource): void
  /** The thread ended by itself. */
  ended(problem: Problem): void
}

export interface Keeper {
  nudge(): void
  /** Asks for a source, which is given to the observer. */
  askForSource(text: boolean): void
  /** Ends the thread; `save`: after it has saved the graph, if that does not take too long. */
  stop(save: boolean): Promise<void>
}

/** Who ends a service waits about ten seconds before it is killed. */
const LONGEST_SAVE_MS = 8000

/** Starts the keeper's thread on the archive. */
export const startKeeper = (settings: Omit<KeeperSettings, 'lease'>, observer: KeeperObserver): Keeper => {
  const lease = createLeaseMemory()
  // Only the script heap; the store's memory is WebAssembly's and bounded by maxQuads.
  const worker = new Worker(threadFile('keeper-thread'), {
    workerData: { ...settings, lease },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  })
  let stopped = false
  let gone = false
  let saved = (): void => {}
  let failure = 'without a message'
  const send = (message: ToKeeper): void => worker.postMessage(message)
  worker.on('message', (message: FromKeeper) => {
    if (message.kind === 'saved') saved()
    if (stopped || message.kind === 'saved') return
    if (message.kind === 'progress') observer.progressed(message.progress)
    else if (message.kind === 'step') observer.stepped(message)
    else observer.gave(message.source)
  })
  worker.on('error', error => {
    failure = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', () => {
    gone = true
    saved()
    if (stopped) return
    stopped = true
    const detail = `the thread that keeps the graph ended: ${failure}; it is started again`
    observer.ended({ stage: 'graph', code: 'worker-ended', subject: settings.dataDir, detail })
  })
  return {
    nudge: () => send({ kind: 'nudge' }),
    askForSource: text => send({ kind: 'source', text }),
    async stop(save) {
      stopped = true
      if (save && !gone)
        await new Promise<void>(resolve => {
          saved = resolve
          setTimeout(resolve, LONGEST_SAVE_MS).unref()
          send({ kind: 'save' })
        })
      await takeForGood(lease, () => gone)
      await worker.terminate()
    },
  }
}
