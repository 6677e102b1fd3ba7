/** Conversion behind one function: in this thread, or shared out among worker threads. */
import { Worker } from 'node:worker_threads'
import { type Converted, convert, type Visit } from './convert.ts'
import { openPipeline, type Pipeline } from './pipeline.ts'

export interface Converter {
  /** Batches that can usefully be under way at once. */
  readonly width: number
  /** Digest of the pipeline that converts. */
  readonly digest: string
  convert(visits: readonly Visit[]): Promise<Converted[]>
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (converted: Converted[]) => void
  readonly reject: (error: Error) => void
}

interface Answer {
  readonly ticket: number
  readonly converted?: Converted[]
  readonly failure?: string
}

class Thread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #ticket = 0

  constructor(base: string) {
    // Under the test runner the sources are TypeScript, which a plain worker cannot load: it gets the built file.
    const file = import.meta.url.endsWith('.ts') ? '../../dist/walk/worker.js' : './worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: { base } })
    this.#worker.on('message', ({ ticket, converted, failure }: Answer) => {
      const waiting = this.#waiting.get(ticket)
      this.#waiting.delete(ticket)
      if (converted) waiting?.resolve(converted)
      else waiting?.reject(new Error(`conversion failed: ${failure}`))
    })
    this.#worker.on('error', error => this.#fail(error))
    this.#worker.on('exit', code => this.#fail(new Error(`conversion thread ended with code ${code}`)))
  }

  get load(): number {
    return this.#waiting.size
  }

  convert(visits: readonly Visit[]): Promise<Converted[]> {
    const ticket = this.#ticket++
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject })
      this.#worker.postMessage({ ticket, visits })
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

const inline = (pipeline: Pipeline): Converter => ({
  width: 1,
  digest: pipeline.digest,
  convert: visits => convert(visits, pipeline),
  close: async () => undefined,
})

/** Opens `threads` conversion threads; 0 converts in this thread. `base` is as for openPipeline. */
export const openConverter = (base: string, threads: number): Converter => {
  const pipeline = openPipeline(base)
  if (threads === 0) return inline(pipeline)
  const pool = Array.from({ length: threads }, () => new Thread(base))
  return {
    // Two batches per thread: one in work, one waiting, so that no thread idles while the archive writes.
    width: threads * 2,
    digest: pipeline.digest,
    convert: visits => {
      const [first, ...others] = pool
      if (!first) throw new Error('a pool has at least one thread')
      return others
        .reduce((least, thread) => (thread.load < least.load ? thread : least), first)
        .convert(visits)
    },
    close: async () => {
      await Promise.all(pool.map(thread => thread.close()))
    },
  }
}
