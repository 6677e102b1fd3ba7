/**
 * Keeps a thread from being ended in the middle of the archive's native code: there, ending a thread aborts the whole
 * process (libsql 0.5.29). The thread holds the lease while it is in the archive; who wants to end it waits for that.
 */

import { setTimeout as pause } from 'node:timers/promises'
import type { ChangeFeed } from '../../model/change.ts'

const FREE = 0
const HELD = 1
const ENDING = 2

/** Memory that both sides share. Held from the start: loading the native code is part of it. */
export const createLeaseMemory = (): Int32Array => {
  const word = new Int32Array(new SharedArrayBuffer(4))
  word[0] = HELD
  return word
}

/** How often the other side looks whether the lease is free, and how long at most, in milliseconds. */
const LOOK_MS = 2
const LONGEST_WAIT_MS = 10_000

/** Takes the lease for good, so that the thread can be ended; resolves at once when `gone` says it ended by itself. */
export const takeForGood = async (word: Int32Array, gone: () => boolean): Promise<void> => {
  const until = performance.now() + LONGEST_WAIT_MS
  while (Atomics.compareExchange(word, 0, FREE, ENDING) === HELD) {
    if (gone() || performance.now() > until) return
    await pause(LOOK_MS)
  }
}

/** The thread's side of the lease. */
export interface Lease {
  /** Runs an archive call while holding the lease. Calls do not overlap. */
  during<T>(call: () => Promise<T>): Promise<T>
  /** The inverse, inside a call: gives the lease back for a while. */
  outside<T>(work: () => Promise<T>): Promise<T>
  /** Runs a task now or, inside an archive call, as soon as that is over: a task may never end by itself. */
  whenFree(task: () => void): void
}

/** The lease of the running thread, which holds it until `release` is called for the first time. */
export const createLease = (word: Int32Array): Lease & { release(): void } => {
  const tasks: (() => void)[] = []
  let held = true
  const hold = (): void => {
    // Whoever takes it for good ends this thread, so waiting without an end is right.
    while (Atomics.compareExchange(word, 0, FREE, HELD) !== FREE) Atomics.wait(word, 0, ENDING)
    held = true
  }
  const release = (): void => {
    held = false
    Atomics.compareExchange(word, 0, HELD, FREE)
    for (const task of tasks.splice(0)) task()
  }
  return {
    release,
    async during(call) {
      hold()
      try {
        return await call()
      } finally {
        release()
      }
    },
    async outside(work) {
      release()
      try {
        return await work()
      } finally {
        hold()
      }
    },
    whenFree(task) {
      if (held) tasks.push(task)
      else task()
    },
  }
}

/** The same feed, with the lease held during its calls and given back while a batch is worked on. */
export const leasedFeed = (feed: ChangeFeed, lease: Lease): ChangeFeed => ({
  generation: () => lease.during(() => feed.generation()),
  changesSince: (seq, limit) => lease.during(() => feed.changesSince(seq, limit)),
  snapshot: (onBatch, states) =>
    lease.during(() =>
      feed.snapshot((records, generation) => lease.outside(() => onBatch(records, generation)), states),
    ),
})
