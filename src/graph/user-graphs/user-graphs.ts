/** What users write, and the server about itself: named graphs of their own beside what is harvested. One writer at a time; all of a request or nothing. */

import { randomBytes } from 'node:crypto'
import type { Quad, Term } from '@rdfjs/types'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { dcterms } from '../../rdf/namespaces.ts'
import { fixedGraph } from '../record-nodes.ts'
import type { GraphStore } from '../store.ts'
import { openUserDatabase, type UserDatabase } from './database.ts'
import { inverse, isEmpty } from './delta.ts'
import { evaluate } from './evaluate.ts'
import { TOO_LATE, type UsingGraphs } from './evaluation.ts'
import { type IsRecord, refusalOf, userNodePrefix } from './names.ts'
import { parseUpdate } from './parse-update.ts'
import { graphProblem } from './problem.ts'
import { createNodeNames } from './solutions.ts'
import { statementLine } from './statement-line.ts'
import { createWorkingCopy, type WorkingCopy } from './working-copy.ts'
import { createWriteQueue, type Patience } from './write-queue.ts'

export interface UserGraphsOptions {
  readonly dataDir: string
  /** Public address without a trailing slash. */
  readonly base: string
  /** The graph that shows them, by itself: nothing is asked of other endpoints. */
  readonly graph: GraphStore
  readonly isRecord: IsRecord
  /** Longest time of a write from when it is its turn, in milliseconds. */
  readonly deadlineMs: number
  /** Longest wait for that turn, in milliseconds. */
  readonly maxWaitMs?: number
  /** Writes that may wait. */
  readonly mostWaiting?: number
  /** Statements in all user graphs together. */
  readonly maxStatements?: number
  /** Statements that one request may add and remove. */
  readonly maxChanges?: number
}

/** What a write came to. */
export interface Written {
  readonly added: number
  readonly removed: number
  /** Whether the graph that was named had statements before. */
  readonly existed: boolean
}

/** The graphs that are written. Every write is on the disk, and seen by every query that is asked later, when it resolves. */
export interface UserGraphs {
  /**
   * SPARQL 1.1 Update. Problems beside those of reading and evaluating: `user-graphs-full`, `too-many-changes`, `busy`,
   * `deadline`, `cancelled` (the client left before its turn), `not-shown-yet` (it is written, but the graph cannot show
   * it), `store-refused`.
   */
  update(text: string, using: UsingGraphs, signal?: AbortSignal): Promise<Result<Written>>
  /** Makes the quads (of the default graph) the content of a graph, or adds them to it. */
  put(graph: string, quads: readonly Quad[], mode: 'replace' | 'add'): Promise<Result<Written>>
  /** Takes a graph away; `existed` is false when there was none. */
  drop(graph: string): Promise<Result<Written>>
  /**
   * Makes the quads what the graph says about itself, in its graph `void`, which nobody else can write. Nothing is written
   * when only the time has changed.
   */
  describe(quads: readonly Quad[]): Promise<Result<Written>>
  /** The lines of a graph, undefined when it is no user graph with statements. */
  lines(graph: string): readonly string[] | undefined
  close(): void
}

const MOST_WAITING = 20
const MAX_WAIT_MS = 10_000
/** How long a write waits for being shown. */
const SHOWN_MS = 60_000

const notShown = (why: string): Problem =>
  graphProblem(
    'not-shown-yet',
    'update',
    `it is written, but the graph does not show it yet; look again in a while, do not send it again (${why})`,
  )

/** Puts lines into a graph, in place of those that it has or beside them. */
const place = (copy: WorkingCopy, graph: string, lines: readonly string[], mode: 'replace' | 'add'): void => {
  const come = new Set(lines)
  if (mode === 'replace') for (const line of copy.lines(graph)) if (!come.has(line)) copy.remove(line)
  for (const line of come) copy.add(line)
}

/** Lines without those that say when something was made. */
const untimed = (lines: readonly string[]): string =>
  lines
    .filter(line => !line.includes(`<${dcterms('modified').value}>`))
    .sort()
    .join('\n')

/** Changes a copy; `left` tells the milliseconds that are left for that. */
type Work = (copy: WorkingCopy, left: () => number) => Promise<Result<void>>

/** Takes writers in turn, each on a copy of its own. */
class Writers implements UserGraphs {
  readonly #options: UserGraphsOptions
  readonly #database: UserDatabase
  readonly #queue: ReturnType<typeof createWriteQueue>
  #closed = false

  constructor(options: UserGraphsOptions) {
    this.#options = options
    const { mostWaiting = MOST_WAITING, maxWaitMs = MAX_WAIT_MS } = options
    this.#queue = createWriteQueue({ mostWaiting, maxWaitMs })
    this.#database = openUserDatabase(options.dataDir)
  }

  update(text: string, using: UsingGraphs, signal?: AbortSignal): Promise<Result<Written>> {
    const { base, graph } = this.#options
    const parsed = parseUpdate(text, base)
    if (!parsed.ok) return Promise.resolve(parsed)
    const operations = parsed.value
    if (
      using.usingGraphs.length + using.usingNamedGraphs.length > 0 &&
      operations.some(each => each.kind === 'change' && (each.where?.using || each.where?.with))
    )
      return Promise.resolve(
        failed(
          graphProblem(
            'dataset-conflict',
            'update',
            'the dataset is given by using-graph-uri or using-named-graph-uri and by USING or WITH; give it once',
          ),
        ),
      )
    const work: Work = (copy, left) =>
      evaluate(
        {
          graph,
          copy,
          using,
          refusal: name => this.#refusal(name),
          nodes: createNodeNames(userNodePrefix(base), randomBytes(9).toString('hex')),
          maxChanges: this.#maxChanges(),
          left,
          ...(signal ? { signal } : {}),
        },
        operations,
      )
    return this.#write('', work, { signal })
  }

  put(graph: string, quads: readonly Quad[], mode: 'replace' | 'add'): Promise<Result<Written>> {
    const lines = this.#linesOf(graph, quads)
    if (!lines.ok) return Promise.resolve(lines)
    return this.#write(graph, async copy => {
      const refused = await this.#refusal(graph)
      if (refused) return failed(refused)
      place(copy, graph, lines.value, mode)
      return ok(undefined)
    })
  }

  describe(quads: readonly Quad[]): Promise<Result<Written>> {
    const graph = this.#described()
    const lines = this.#linesOf(graph, quads)
    if (!lines.ok) return Promise.resolve(lines)
    const work: Work = async copy => {
      if (untimed(copy.lines(graph)) !== untimed(lines.value)) place(copy, graph, lines.value, 'replace')
      return ok(undefined)
    }
    return this.#write(graph, work, { always: true })
  }

  drop(graph: string): Promise<Result<Written>> {
    return this.#write(graph, async copy => {
      const refused = await this.#refusal(graph)
      if (refused) return failed(refused)
      for (const line of copy.lines(graph)) copy.remove(line)
      return ok(undefined)
    })
  }

  lines(graph: string): readonly string[] | undefined {
    const lines = this.#closed ? [] : this.#database.lines(graph)
    return lines.length > 0 ? lines : undefined
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#database.close()
  }

  #described(): string {
    return fixedGraph(this.#options.base, 'void').value
  }

  #maxChanges(): number {
    return this.#options.maxChanges ?? 50_000
  }

  #refusal(graph: string | undefined): Promise<Problem | undefined> {
    return refusalOf(graph, this.#options.base, this.#options.isRecord)
  }

  /** Nodes without a name get one of their own. */
  #linesOf(graph: string, quads: readonly Quad[]): Result<string[]> {
    const nodes = createNodeNames(userNodePrefix(this.#options.base), randomBytes(9).toString('hex'))
    const named = (term: Term): Term => (term.termType === 'BlankNode' ? nodes('', term.value) : term)
    const lines: string[] = []
    for (const { subject, predicate, object } of quads) {
      const line = statementLine(named(subject), predicate, named(object), graph)
      if (line === undefined) {
        const detail = `a statement about "${subject.value.slice(0, 200)}" is none of RDF; check its IRIs and literals`
        return failed(graphProblem('bad-statement', graph, detail))
      }
      lines.push(line)
    }
    return ok(lines)
  }

  /** Lets `work` change a copy, in turn with all other writers, and writes what has come of it. */
  #write(graph: string, work: Work, patience: Patience = {}): Promise<Result<Written>> {
    return this.#queue.run(() => this.#inTurn(graph, work), patience)
  }

  async #inTurn(graph: string, work: Work): Promise<Result<Written>> {
    if (this.#closed) return failed(graphProblem('closed', 'update', 'the graph is closed'))
    const end = performance.now() + this.#options.deadlineMs
    const left = (): number => end - performance.now()
    const copy = createWorkingCopy(this.#database, this.#described())
    const existed = graph !== '' && copy.exists(graph)
    const done = await work(copy, left)
    if (!done.ok) return done
    if (left() <= 0) return failed(TOO_LATE)
    const full = this.#beyond(copy)
    if (full) return failed(full)
    const delta = copy.delta()
    const written = { added: delta.added.length, removed: delta.removed.length, existed }
    if (isEmpty(delta) || this.#closed) return ok(written)
    const shown = await this.#show(this.#database.commit(delta))
    if (shown.ok) return ok(written)
    if (shown.problem.code === 'not-shown-yet') return shown
    if (shown.problem.code !== 'store-refused') return failed(notShown(shown.problem.detail))
    // A store that will not have all of it shall have nothing of it.
    await this.#show(this.#database.commit(inverse(delta)))
    return shown
  }

  #beyond(copy: WorkingCopy): Problem | undefined {
    const { maxStatements = 500_000 } = this.#options
    if (copy.changes() > this.#maxChanges())
      return graphProblem(
        'too-many-changes',
        'update',
        `the request changes ${copy.changes()} statements, at most ${this.#maxChanges()} are taken at once; split it`,
      )
    if (copy.size() > maxStatements && copy.delta().added.length > 0)
      return graphProblem(
        'user-graphs-full',
        'update',
        `the graphs of users would hold ${copy.size()} statements, at most ${maxStatements} are kept; remove what is not needed`,
      )
    return undefined
  }

  /** Waits until every query sees a write. */
  async #show(revision: number): Promise<Result<void>> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Result<void>>(resolve => {
      timer = setTimeout(() => resolve(failed(notShown(`it waited ${SHOWN_MS / 1000} s`))), SHOWN_MS)
    })
    try {
      return await Promise.race([this.#options.graph.catchUpWrites?.(revision) ?? ok(undefined), late])
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Opens them, in `user-graphs.db` of the data folder. Throws when the file is damaged or cannot be written. */
export const openUserGraphs = (options: UserGraphsOptions): UserGraphs => new Writers(options)
