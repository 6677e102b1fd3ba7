/** The main thread's end of one clone: a worker thread that answers one query at a time and can be ended at any moment. */

import { readFileSync } from 'node:fs'
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

/** A clock tick of proc(5), as every Linux has it. */
const TICK_MS = 10

/** User and system time of a thread of this process: fields 14 and 15 of its stat file (proc(5)); 0 when it is gone. */
const processorTime = (thread: number): number => {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
    // The name in parentheses may hold spaces; the third field follows it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return TICK_MS * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return 0
  }
}

/** Starts a thread from a source; the source's memory is copied there and not kept. */
export const startClone = (settings: CloneSettings, source: CloneSource, observer: CloneObserver): Clone => {
  const worker = new Worker(threadFile('clone-thread'), {
    workerData: settings,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: SCRIPT_HEAP_MB },
  })
  let thread: number | undefined
  let ready = false
  let gaveWay = false
  let grown = 0
  let waiting: ((reply: CloneReply) => void) | undefined
  let stopped = false
  let failure = 'without a message'
  const send = (message: ToClone): void => worker.postMessage(message)
  const clone: Clone = {
    ready: () => ready && !stopped,
    busy: () => waiting !== undefined,
    grown: () => grown,
    apply: send,
    ask(query, onReply) {
      if (waiting) throw new Error('this clone is answering another query')
      waiting = onReply
      send({ kind: 'query', query })
    },
    giveWay() {
      // On Linux a priority belongs to a thread, whose number takes the place of a process's.
      if (thread !== undefined && !stopped) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
      gaveWay = true
    },
    gaveWay: () => gaveWay,
    worked: () => (thread === undefined ? performance.now() : processorTime(thread)),
    async stop() {
      stopped = true
      await worker.terminate()
    },
  }
  worker.on('message', (message: FromClone) => {
    if (stopped) return
    if (message.kind === 'unsound') {
      observer.unsound(clone, message.detail)
    } else if (message.kind === 'ready') {
      ;({ thread } = message)
      ready = true
      observer.ready(clone)
    } else {
      grown = message.grown
      const answered = waiting
      waiting = undefined
      answered?.(message.reply)
    }
  })
  worker.on('error', error => {
    failure = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', () => {
    if (stopped) return
    stopped = true
    observer.ended(clone, failure)
  })
  send({ kind: 'source', source })
  return clone
}
