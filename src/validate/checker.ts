/** Checks in worker threads: foreign shapes may hold rules that nothing interrupts, so a thread that takes too long is ended. */
import { Worker } from 'node:worker_threads'
import type { CheckAnswer, CheckRequest, PlacedProblem } from './check-request.ts'

/** Checks documents for a server. */
export interface Checker {
  /** Problems besides those of `Check`: `busy`, `check-too-long`, `check-crashed`. Never rejects. */
  check(request: CheckRequest): Promise<CheckAnswer>
  close(): Promise<void>
}

/** What a checker is opened with. */
export interface CheckerOptions {
  /** The worker file: it answers each request that it is sent with one answer. */
  readonly file: URL
  readonly workerData: unknown
  /** Threads at most; further requests are refused. */
  readonly threads?: number
  /** Longest time for one check, in milliseconds; opening a thread is not counted. */
  readonly deadlineMs?: number
  /** JavaScript heap of one thread, in megabytes. */
  readonly memoryMb?: number
  /** Idle threads are ended after this time, in milliseconds. */
  readonly idleMs?: number
}

/** What a worker says: that it is ready, then one answer per request. */
export type CheckMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: CheckAnswer }

const DEFAULTS = { threads: 2, deadlineMs: 10_000, memoryMb: 512, idleMs: 120_000 }
/** Opening a thread reads contexts, vocabularies and rules: a second, on a slow machine some. */
const OPENING_MS = 60_000

const trouble = (code: string, detail: string): CheckAnswer => {
  const problem: PlacedProblem = { stage: 'scales', code, subject: 'check', detail, of: 'request' }
  return { ok: false, problems: [problem] }
}

type Settle = (answer: CheckAnswer) => void

/** One thread, which does one check at a time. */
class Bench {
  readonly #worker: Worker
  readonly #options: Required<CheckerOptions>
  readonly #onEnd: (bench: Bench) => void
  #ready = false
  #settle: Settle | undefined
  #timer: NodeJS.Timeout | undefined
  #because = trouble('check-crashed', 'the check broke off; the document or the shapes need too much memory')

  constructor(options: Required<CheckerOptions>, onEnd: (bench: Bench) => void) {
    this.#options = options
    this.#onEnd = onEnd
    this.#worker = new Worker(options.file, {
      workerData: options.workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    })
    this.#worker.on('message', (message: CheckMessage) => this.#heard(message))
    // The reason goes to nobody: what a foreign rule makes the engine say is not for the outside.
    this.#worker.on('error', () => undefined)
    this.#worker.on('exit', () => this.#ended())
  }

  get busy(): boolean {
    return this.#settle !== undefined
  }

  check(request: CheckRequest): Promise<CheckAnswer> {
    return new Promise(resolve => {
      this.#settle = resolve
      this.#worker.postMessage(request)
      this.#watch(this.#ready ? this.#options.deadlineMs : OPENING_MS)
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#worker.terminate()
  }

  #heard(message: CheckMessage): void {
    if (message.kind === 'ready') {
      this.#ready = true
      if (this.busy) this.#watch(this.#options.deadlineMs)
      return
    }
    const settle = this.#settle
    this.#settle = undefined
    this.#watch(this.#options.idleMs)
    settle?.(message.answer)
  }

  #watch(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const seconds = this.#options.deadlineMs / 1000
      this.#because = trouble(
        'check-too-long',
        `the check was ended after ${seconds} seconds: the document is too large for these shapes, or a rule does not end`,
      )
      // At once out of the way: ending may wait for a native function to return.
      this.#onEnd(this)
      this.#settle?.(this.#because)
      this.#settle = undefined
      void this.#worker.terminate()
    }, ms)
    this.#timer.unref()
  }

  #ended(): void {
    clearTimeout(this.#timer)
    this.#onEnd(this)
    this.#settle?.(this.#because)
    this.#settle = undefined
  }
}

/** Opens a checker; threads are started when they are first needed. */
export const openChecker = (given: CheckerOptions): Checker => {
  const options: Required<CheckerOptions> = { ...DEFAULTS, ...given }
  const benches = new Set<Bench>()
  let closed = false
  const free = (): Bench | undefined => {
    for (const bench of benches) if (!bench.busy) return bench
    if (benches.size >= options.threads) return undefined
    const bench = new Bench(options, ended => benches.delete(ended))
    benches.add(bench)
    return bench
  }
  return {
    check: async request => {
      const bench = closed ? undefined : free()
      if (!bench) return trouble('busy', `${options.threads} checks are under way; try again in a moment`)
      return bench.check(request)
    },
    close: async () => {
      closed = true
      await Promise.all([...benches].map(bench => bench.close()))
    },
  }
}
