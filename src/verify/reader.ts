/** Reads documents in threads of their own: one that takes too long or too much memory is ended, and blocks nobody. */
import { Worker } from 'node:worker_threads'
import type { Result } from '../model/problem.ts'
import { DEADLINE_MS, GROWTH_MB, MEMORY_MB } from './limits.ts'
import { unreadable } from './problem.ts'
import type { Reading, ReadingRequest } from './reading.ts'

/** Reads documents. */
export interface DocumentReader {
  /** Never rejects. Problems: those of `readDocument`, `too-long`, `damaged` when the thread breaks off, `busy`. */
  read(request: ReadingRequest): Promise<Result<Reading>>
}

/** How much a reader may take. */
export interface ReaderOptions {
  /** Documents at once. */
  readonly threads?: number
  /** Documents that may wait for a thread; further ones are refused. */
  readonly waiting?: number
  readonly deadlineMs?: number
  readonly memoryMb?: number
  readonly growthMb?: number
}

/** How often it is looked at how much the program has grown, in milliseconds. */
const LOOK_MS = 50

const FILE = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/verify/reader-worker.js' : './reader-worker.js',
  import.meta.url,
)

/** Reads one document in a new thread. */
const readInThread = (
  request: ReadingRequest,
  { deadlineMs, memoryMb, growthMb }: Required<ReaderOptions>,
): Promise<Result<Reading>> =>
  new Promise(resolve => {
    const worker = new Worker(FILE, {
      workerData: request,
      execArgv: [],
      // PDF libraries write warnings; a server's output is not the place.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    const settle = (answer: Result<Reading>): void => {
      clearTimeout(timer)
      clearInterval(watch)
      resolve(answer)
      void worker.terminate()
    }
    const broken = (why: string): Result<never> =>
      unreadable('damaged', request.name, `reading it broke off: ${why}`)
    const timer = setTimeout(
      () =>
        settle(
          unreadable(
            'too-long',
            request.name,
            `reading it took more than ${deadlineMs / 1000} seconds and was given up; send it in parts`,
          ),
        ),
      deadlineMs,
    )
    // A stream of a PDF that unpacks to gigabytes does so in buffers, which no limit of the thread bounds.
    const most = process.memoryUsage.rss() + growthMb * 1_000_000
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) settle(broken('it needs too much memory'))
    }, LOOK_MS)
    worker.on('message', (answer: Result<Reading>) => settle(answer))
    worker.on('error', error =>
      settle(
        broken(
          (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? 'it needs too much memory'
            : error.message,
        ),
      ),
    )
    worker.on('exit', () => settle(broken('the file is damaged')))
  })

/** Opens a reader. Threads start when a document comes and end with it: nothing has to be closed. */
export const openReader = (given: ReaderOptions = {}): DocumentReader => {
  const options = {
    threads: 2,
    waiting: 8,
    deadlineMs: DEADLINE_MS,
    memoryMb: MEMORY_MB,
    growthMb: GROWTH_MB,
    ...given,
  }
  let busy = 0
  const queue: (() => void)[] = []
  return {
    read: async request => {
      if (busy >= options.threads && queue.length >= options.waiting)
        return unreadable(
          'busy',
          request.name,
          `${busy} documents are being read and ${queue.length} wait; try again in a moment`,
        )
      if (busy >= options.threads) await new Promise<void>(resolve => queue.push(resolve))
      else busy++
      try {
        return await readInThread(request, options)
      } finally {
        const next = queue.shift()
        if (next) next()
        else busy--
      }
    },
  }
}
