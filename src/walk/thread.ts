/** One conversion thread that is replaced whenever it dies or takes too long. */
import { Worker } from 'node:worker_threads'
import type { Converted, Visit } from './convert.ts'
import type { PipelineFacts, PipelineOptions } from './pipeline.ts'

/** How an attempt to convert a batch ended: `died` says why the thread, or the conversion in it, broke off. */
export type Attempt =
  | { readonly kind: 'converted'; readonly converted: readonly Converted[] }
  | { readonly kind: 'died'; readonly because: string }

/** What a worker of this kind says: once that it is ready, and which pipeline it has; then one attempt per batch, in order. */
export type WorkerMessage = ({ readonly kind: 'ready' } & PipelineFacts) | Attempt

export interface ThreadOptions {
  /** The worker file; the built src/walk/worker.ts unless a test has one of its own. */
  readonly file: URL
  /** JavaScript heap of the thread, in megabytes: pages of the largest size need a fraction of it. */
  readonly memoryMb: number
  /** Longest time for one batch, in milliseconds: a hundred times what a full batch of ordinary pages takes. */
  readonly batchMs: number
}

// Under the test runner the sources are TypeScript, which a plain worker cannot load: it gets the built file.
const WORKER = import.meta.url.endsWith('.ts') ? '../../dist/walk/worker.js' : './worker.js'

/** Short-lived objects are collected when they fill this many megabytes; node's own 48 only make a thread larger, not faster. */
const YOUNG_MB = 16

export const THREAD_OPTIONS: ThreadOptions = {
  file: new URL(WORKER, import.meta.url),
  memoryMb: 512,
  batchMs: 120_000,
}

interface Task {
  readonly visits: readonly Visit[]
  readonly resolve: (attempt: Attempt) => void
  readonly reject: (error: Error) => void
}

/** A thread and the batches that it was given; it works on the first one. */
export class Thread {
  readonly #pipeline: PipelineOptions
  readonly #options: ThreadOptions
  readonly #tasks: Task[] = []
  #worker: Worker
  #ready = false
  #closed = false
  #because: string | undefined
  #timer: NodeJS.Timeout | undefined
  #tellFacts: (facts: PipelineFacts) => void = () => {}
  #tellFailure: (error: Error) => void = () => {}
  /** What is to be known of the thread's pipeline, once it is open; rejects when the thread cannot start. */
  readonly facts: Promise<PipelineFacts>

  /** Starts the thread; `pipeline` is opened in it. */
  constructor(pipeline: PipelineOptions, options: ThreadOptions) {
    this.#pipeline = pipeline
    this.#options = options
    this.facts = new Promise((resolve, reject) => {
      this.#tellFacts = resolve
      this.#tellFailure = reject
    })
    // Who does not ask for them hears of the failure with the first batch.
    this.facts.catch(() => undefined)
    this.#worker = this.#start()
  }

  /** Batches given and not answered. */
  get load(): number {
    return this.#tasks.length
  }

  /** Converts a batch after those given before. Rejects when the thread cannot even start, or was closed. */
  attempt(visits: readonly Visit[]): Promise<Attempt> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('the conversion thread is closed'))
        return
      }
      this.#tasks.push({ visits, resolve, reject })
      this.#worker.postMessage(visits)
      if (this.#tasks.length === 1) this.#watch()
    })
  }

  /** Ends the thread; batches that it still has reject. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#worker.terminate()
  }

  #start(): Worker {
    const { file, memoryMb } = this.#options
    const worker = new Worker(file, {
      workerData: this.#pipeline,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    worker.on('message', (message: WorkerMessage) => this.#answered(message))
    worker.on('error', error => {
      this.#because ??= error.message
    })
    worker.on('exit', code => this.#ended(this.#because ?? `the conversion thread ended with code ${code}`))
    return worker
  }

  /** Starts the clock for the first batch, once the thread is ready for it. */
  #watch(): void {
    clearTimeout(this.#timer)
    if (!this.#ready || this.#tasks.length === 0) return
    const { batchMs } = this.#options
    this.#timer = setTimeout(() => {
      this.#because = `the conversion took longer than ${batchMs / 1000} s`
      void this.#worker.terminate()
    }, batchMs)
  }

  #answered(message: WorkerMessage): void {
    if (message.kind === 'ready') {
      this.#ready = true
      const { digest, conversion, notices } = message
      this.#tellFacts({ digest, conversion, notices })
    } else this.#tasks.shift()?.resolve(message)
    this.#watch()
  }

  #ended(because: string): void {
    clearTimeout(this.#timer)
    if (this.#closed || !this.#ready) {
      // A thread that cannot start will not start the next time either: that is no page's fault.
      this.#closed = true
      this.#tellFailure(new Error(`conversion thread: ${because}`))
      for (const { reject } of this.#tasks.splice(0)) reject(new Error(`conversion thread: ${because}`))
      return
    }
    this.#ready = false
    this.#because = undefined
    this.#worker = this.#start()
    this.#tasks.shift()?.resolve({ kind: 'died', because })
    for (const { visits } of this.#tasks) this.#worker.postMessage(visits)
  }
}
