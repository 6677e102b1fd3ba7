/** Checking archived records again in worker threads. */
import { Worker } from 'node:worker_threads'
import type { Recheck, Rechecked, RecheckTask } from './recheck.ts'

/** What a thread is started with. */
export interface RecheckData {
  readonly dataDir: string
  /** Folder of the profiles; the bundled one by default. */
  readonly shapes?: string
}

// Under the test runner the sources are TypeScript, which a plain worker cannot load: it gets the built file.
const WORKER = import.meta.url.endsWith('.ts') ? '../../dist/walk/recheck-worker.js' : './recheck-worker.js'

/** Slices under way hold their records, some ten megabytes; what else is there are shapes and vocabularies. */
const MEMORY_MB = 1024
/** Records become garbage slice by slice: collected young they cost little. */
const YOUNG_MB = 64

interface Waiting {
  readonly resolve: (rechecked: Rechecked) => void
  readonly reject: (error: unknown) => void
}

/** One thread; it answers in the order of the tasks. */
class RecheckThread {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  #broken: Error | undefined

  constructor(workerData: RecheckData) {
    this.#worker = new Worker(new URL(WORKER, import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    this.#worker.on('message', (rechecked: Rechecked) => this.#waiting.shift()?.resolve(rechecked))
    this.#worker.on('error', error => this.#fail(error))
    this.#worker.on('exit', code => this.#fail(new Error(`a checking thread ended with code ${code}`)))
  }

  get load(): number {
    return this.#waiting.length
  }

  recheck(task: RecheckTask): Promise<Rechecked> {
    return new Promise((resolve, reject) => {
      if (this.#broken) {
        reject(this.#broken)
        return
      }
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(task)
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#broken ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(this.#broken)
  }
}

/** Threads that check slices. */
export interface RecheckThreads {
  readonly recheck: Recheck
  close(): Promise<void>
}

/** Starts threads. A thread that breaks off (no memory left, the archive unreadable) makes its checks reject. */
export const startRecheckThreads = (data: RecheckData, threads: number): RecheckThreads => {
  const pool = Array.from({ length: threads }, () => new RecheckThread(data))
  return {
    recheck: task =>
      pool.reduce((least, thread) => (thread.load < least.load ? thread : least)).recheck(task),
    close: async () => {
      await Promise.all(pool.map(thread => thread.close()))
    },
  }
}
