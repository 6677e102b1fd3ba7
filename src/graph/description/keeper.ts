/** Keeps the description of a graph up to date behind its users' backs: figures, and how the examples do. */

import type { Source } from '../../model/source.ts'
import type { ExampleQuery } from '../examples.ts'
import { sourceNode } from '../record-nodes.ts'
import type { GraphStore } from '../store.ts'
import { type AskSettings, createAsker, pause } from './ask.ts'
import { type ExampleRun, runExample } from './example-runs.ts'
import type { DatasetFigures } from './figures.ts'
import { measure } from './measure.ts'

export interface DescriptionOptions {
  readonly graph: GraphStore
  /** Public address without a trailing slash. */
  readonly base: string
  readonly sources: readonly Source[]
  readonly examples: readonly ExampleQuery[]
  /** Longest time of one query, in milliseconds. */
  readonly deadlineMs: number
  /** How long the graph has to stand still before it is described anew, in milliseconds; ... */
  readonly quietMs?: number
  /** ... unless that has not happened for this long. */
  readonly longestMs?: number
  /** Pause between two looks at the graph, in milliseconds. */
  readonly pollMs?: number
  /** Told when there are new figures; the examples run when it is done. */
  readonly onFigures?: (figures: DatasetFigures) => Promise<void>
  /** Told of bugs; describing goes on. */
  readonly onFailure?: (error: Error) => void
}

/** What is known of a graph by now. */
export interface Description {
  /** The figures of the last time that all was counted. */
  figures(): DatasetFigures | undefined
  /** How an example did when it ran last. */
  run(example: string): ExampleRun | undefined
  /** Resolves when a generation of at least this number is described, examples included. */
  described(generation: number): Promise<void>
  stop(): Promise<void>
}

const GRAPHS = ['provenance', 'quality', 'registry', 'examples'] as const

/** How long the graph is left to its users when it begins to answer, in milliseconds. */
const FIRST_QUIET_MS = 2000

/** Decides when a generation is worth describing. */
const createPatience = (quietMs: number, longestMs: number) => {
  let seen = -1
  let since = 0
  let last: number | undefined
  return {
    isDue(generation: number, described: number | undefined): boolean {
      const now = performance.now()
      if (generation !== seen) since = now
      seen = generation
      if (generation === described) return false
      // The first time there is nothing that could be shown meanwhile.
      last ??= now - longestMs + Math.min(quietMs, FIRST_QUIET_MS)
      return now - since >= quietMs || now - last >= longestMs
    },
    done: () => {
      last = performance.now()
    },
  }
}

/** What has been found out, and how to find out anew. */
const createBook = (options: DescriptionOptions, signal: AbortSignal) => {
  const { graph, base, sources, examples, deadlineMs } = options
  const settings: AskSettings = { graph, deadlineMs, signal }
  const runs = new Map<string, ExampleRun>()
  let figures: DatasetFigures | undefined
  let described: number | undefined
  const write = async (generation: number): Promise<void> => {
    const made = await measure(createAsker(settings), {
      base,
      sources: sources.map(({ id }) => sourceNode(base, id).value),
      graphs: GRAPHS,
      generation,
    })
    // What was cut short by the end is nothing to show.
    if (signal.aborted) return
    figures = made
    await options.onFigures?.(made)
    for (const example of examples) {
      if (example.federatesWith || signal.aborted) continue
      const run = await runExample(settings, example)
      if (!signal.aborted) runs.set(example.id, run)
    }
  }
  return {
    figures: () => figures,
    run: (example: string) => runs.get(example),
    described: () => described,
    /** Describes what the graph shows now. A bug is met once for each generation, not again and again. */
    async write(generation: number): Promise<void> {
      await write(generation).catch(error => options.onFailure?.(error as Error))
      if (!signal.aborted) described = generation
    },
  }
}

/** Starts describing at once; every query runs alone, and rests for as long as it took. */
export const startDescription = (options: DescriptionOptions): Description => {
  const { graph, quietMs = 5000, longestMs = 600_000, pollMs = 1000 } = options
  const ending = new AbortController()
  const book = createBook(options, ending.signal)
  const patience = createPatience(quietMs, longestMs)
  const waiting = new Set<{ generation: number; resolve: () => void }>()
  const release = (): void => {
    for (const wait of waiting) {
      if (!ending.signal.aborted && (book.described() ?? -1) < wait.generation) continue
      waiting.delete(wait)
      wait.resolve()
    }
  }
  const keep = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const { generation, replicas } = graph.status()
      if (replicas > 0 && patience.isDue(generation, book.described())) {
        await book.write(generation)
        patience.done()
      }
      release()
      await pause(pollMs, ending.signal)
    }
  }
  const keeping = keep()
  return {
    figures: book.figures,
    run: book.run,
    described: generation =>
      new Promise(resolve => {
        waiting.add({ generation, resolve })
      }),
    async stop() {
      ending.abort()
      await keeping
      release()
    },
  }
}
