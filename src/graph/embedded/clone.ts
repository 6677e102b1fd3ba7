/** The main thread's end of one clone: a worker thread that answers one query at a time and can be ended at any moment. */

import { constants, setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import type {
  CloneQuery,
  CloneReply,
  CloneSettings,
  CloneSource,
  FromClone,
  KeeperStep,
  ToClone,
} from './messages.ts'
import { processorTime } from './processor-time.ts'
import { threadFile } from './thread-file.ts'

/** What a clone tells its lineage. */
export interface CloneObserver {
  ready(clone: Clone): void
  /** The source could not be used; the clone is of no use. */
  unsound(clone: Clone, detail: string): void
  /** The thread ended by itself, in the middle of a query perhaps. */
  ended(clone: Clone, detail: string): void
}

export interface Clone {
  ready(): boolean
  busy(): boolean
  /** Bytes of memory taken since the start, which are never given back. */
  grown(): number
  /** Moves on to the step's generation, before any query that is sent later. */
  apply(step: KeeperStep): void
  /** Sends a query; the reply never comes when the clone is stopped first. Only when ready and not busy. */
  ask(query: CloneQuery, onReply: (reply: CloneReply) => void): void
  /** Lets other threads go first from now on, where the system can do that; there is no way back. */
  giveWay(): void
  gaveWay(): boolean
  /** Milliseconds: of processor time that the thread has had, where the system tells; else of the clock. */
  worked(): number
  /** Ends the thread at once, in the middle of a query if need be. */
  stop(): Promise<void>
}

/** Script heap of a clone: it holds no answers, only what is being put in and taken out. */
const SCRIPT_HEAP_MB = 512

/** A worker thread as a clone. */
class CloneThread implements Clone {
  readonly #worker: Worker
  readonly #observer: CloneObserver
  #thread: number | undefined
  #ready = false
  #gaveWay = false
  #grown = 0
  #waiting: ((reply: CloneReply) => void) | undefined
  #stopped = false
  #failure = 'without a message'

  constructor(settings: CloneSettings, source: CloneSource, observer: CloneObserver) {
    this.#observer = observer
    this.#worker = new Worker(threadFile('clone-thread'), {
      workerData: settings,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: SCRIPT_HEAP_MB },
    })
    this.#worker.on('message', (message: FromClone) => this.#onMessage(message))
    this.#worker.on('error', error => {
      this.#failure = error instanceof Error ? error.message : String(error)
    })
    this.#worker.on('exit', () => {
      if (this.#stopped) return
      this.#stopped = true
      observer.ended(this, this.#failure)
    })
    this.#send({ kind: 'source', source })
  }

  ready(): boolean {
    return this.#ready && !this.#stopped
  }

  busy(): boolean {
    return this.#waiting !== undefined
  }

  grown(): number {
    return this.#grown
  }

  apply(step: KeeperStep): void {
    this.#send(step)
  }

  ask(query: CloneQuery, onReply: (reply: CloneReply) => void): void {
    if (this.#waiting) throw new Error('this clone is answering another query')
    this.#waiting = onReply
    this.#send({ kind: 'query', query })
  }

  giveWay(): void {
    // On Linux a priority belongs to a thread, whose number takes the place of a process's.
    if (this.#thread !== undefined && !this.#stopped)
      setPriority(this.#thread, constants.priority.PRIORITY_BELOW_NORMAL)
    this.#gaveWay = true
  }

  gaveWay(): boolean {
    return this.#gaveWay
  }

  worked(): number {
    return this.#thread === undefined ? performance.now() : processorTime(this.#thread)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#worker.terminate()
  }

  #send(message: ToClone): void {
    this.#worker.postMessage(message)
  }

  #onMessage(message: FromClone): void {
    if (this.#stopped) return
    if (message.kind === 'unsound') {
      this.#observer.unsound(this, message.detail)
    } else if (message.kind === 'ready') {
      this.#thread = message.thread
      this.#ready = true
      this.#observer.ready(this)
    } else {
      this.#grown = message.grown
      const answered = this.#waiting
      this.#waiting = undefined
      answered?.(message.reply)
    }
  }
}

/** Starts a thread from a source; the source's memory is copied there and not kept. */
export const startClone = (settings: CloneSettings, source: CloneSource, observer: CloneObserver): Clone =>
  new CloneThread(settings, source, observer)
