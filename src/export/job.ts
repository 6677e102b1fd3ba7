/** An export under way or finished: a file that may still grow, and who reads it. */
import { rm } from 'node:fs/promises'
import type { ExportOrigin, ExportRequest } from './make.ts'
import { makeExport } from './make.ts'
import type { Manifest } from './manifest.ts'

export interface Job {
  readonly path: string
  readonly query: string
  /** What it shows; known once it has begun. */
  readonly begun: Promise<{ readonly generation: number; readonly total: number }>
  /** The manifest, once it is whole. Rejects when it broke. */
  readonly finished: Promise<Manifest>
  generation(): number | undefined
  bytes(): number
  manifest(): Manifest | undefined
  broken(): Error | undefined
  /** Resolves when there is more to read, or it is finished or broken. */
  progress(): Promise<void>
  /** Keeps it going until the returned function is called: an export that nobody waits for ends. */
  hold(): () => void
  held(): boolean
}

/** Waits for the next time that `wake` is called. */
const bell = () => {
  let waiting: (() => void)[] = []
  return {
    wait: () => new Promise<void>(resolve => waiting.push(resolve)),
    wake: () => {
      const all = waiting
      waiting = []
      for (const resolve of all) resolve()
    },
  }
}

/** A promise and what settles it. */
const settleable = <T>() => {
  let settle = { resolve: (_: T): void => undefined, reject: (_: Error): void => undefined }
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return {
    promise,
    resolve: (value: T) => settle.resolve(value),
    reject: (error: Error) => settle.reject(error),
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** What a job knows of itself. */
interface State {
  begun?: { readonly generation: number; readonly total: number }
  bytes: number
  manifest?: Manifest
  broken?: Error
  readers: number
}

/** Starts to make an export at `path`; `guard` may throw before more is written, e.g. because the disk is full. */
export const startJob = (
  origin: ExportOrigin,
  request: ExportRequest,
  path: string,
  guard: (bytes: number) => Promise<void>,
): Job => {
  const stop = new AbortController()
  const { wait, wake } = bell()
  const state: State = { bytes: 0, readers: 0 }
  const start = settleable<{ generation: number; total: number }>()
  const begin = (generation: number, total: number) => {
    state.begun = { generation, total }
    start.resolve(state.begun)
  }
  const advance = async (bytes: number) => {
    state.bytes = bytes
    wake()
    await guard(bytes)
  }
  const work = async (): Promise<Manifest> => {
    try {
      await guard(0)
      state.manifest = await makeExport(origin, request, path, { begin, advance, signal: stop.signal })
      return state.manifest
    } catch (thrown) {
      state.broken = asError(thrown)
      start.reject(state.broken)
      await rm(path, { force: true })
      throw state.broken
    } finally {
      wake()
    }
  }
  const finished = work()
  // Whoever reads learns of it by `broken`; nobody needs to wait for these.
  finished.catch(() => undefined)
  start.promise.catch(() => undefined)
  return {
    path,
    query: `${request.format.name}?${request.query}`,
    begun: start.promise,
    finished,
    generation: () => state.begun?.generation,
    bytes: () => state.bytes,
    manifest: () => state.manifest,
    broken: () => state.broken,
    progress: wait,
    hold: () => {
      state.readers++
      let holding = true
      return () => {
        if (!holding) return
        holding = false
        state.readers--
        if (state.readers === 0 && !state.manifest) stop.abort(new Error('nobody waits for the export'))
      }
    },
    held: () => state.readers > 0,
  }
}
