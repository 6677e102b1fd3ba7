/** The user graphs as they would be after what has been done so far, of which nothing is written yet. */

import { graphOf } from '../remote/update-text.ts'
import type { UserDatabase } from './database.ts'
import type { GraphDelta } from './delta.ts'

/** Lines are canonical N-Quads with a graph, in the one form of their values. */
export interface WorkingCopy {
  add(line: string): void
  remove(line: string): void
  lines(graph: string): string[]
  /** Graphs that users may write. */
  graphs(): string[]
  exists(graph: string): boolean
  delta(): GraphDelta
  /** Statements that were added or removed. */
  changes(): number
  /** Statements in all graphs of users. */
  size(): number
}

/** Lines by graph. */
class Lines {
  readonly #byGraph = new Map<string, Set<string>>()
  size = 0

  add(line: string): void {
    const graph = graphOf(line) ?? ''
    const lines = this.#byGraph.get(graph) ?? new Set()
    this.#byGraph.set(graph, lines)
    if (!lines.has(line)) this.size++
    lines.add(line)
  }

  delete(line: string): boolean {
    const found = this.#byGraph.get(graphOf(line) ?? '')?.delete(line) ?? false
    if (found) this.size--
    return found
  }

  of(graph: string): ReadonlySet<string> {
    return this.#byGraph.get(graph) ?? new Set()
  }

  graphs(): string[] {
    return [...this.#byGraph.keys()]
  }

  all(): string[] {
    return [...this.#byGraph.values()].flatMap(lines => [...lines])
  }
}

/** A copy of what the database holds now; the graph `described` is not the users' own. */
export const createWorkingCopy = (database: UserDatabase, described: string): WorkingCopy => {
  const removed = new Lines()
  const added = new Lines()
  const count = (graph: string): number =>
    database.count(graph) + added.of(graph).size - removed.of(graph).size
  return {
    add(line) {
      if (!removed.delete(line) && !database.has(line)) added.add(line)
    },
    remove(line) {
      if (!added.delete(line) && database.has(line)) removed.add(line)
    },
    lines: graph => [
      ...database.lines(graph).filter(line => !removed.of(graph).has(line)),
      ...added.of(graph),
    ],
    graphs: () =>
      [...new Set([...database.graphs(), ...added.graphs()])].filter(
        graph => graph !== described && count(graph) > 0,
      ),
    exists: graph => count(graph) > 0,
    delta: () => ({ removed: removed.all(), added: added.all() }),
    changes: () => added.size + removed.size,
    size: () => database.size() + added.size - removed.size - count(described),
  }
}
