/** What leaves and enters the store when records change. */

import type { StoredRecord } from '../../model/record.ts'
import {
  fixedGraph,
  type RecordStatements,
  recordStatements,
  type StatementContext,
} from '../record-statements.ts'
import { canonicalLine } from './canonical-values.ts'
import type { Batch, LoaderState } from './state.ts'

/** Collects changes; the statements that more records make leave only with the last of them. */
export interface Difference {
  /** A record in its version before and after; the version before is what was taken in last. */
  change(before: StoredRecord | undefined, after: StoredRecord): void
  /** The same for statements that do not come from records. */
  replace(before: RecordStatements, after: RecordStatements): void
  /** Counts the makers in `state` and tells what has to be sent. */
  settle(state: LoaderState, generation: number): Batch
}

/** One maker more or less for each distinct line. */
const tally = (counts: Map<string, number>, text: string, by: 1 | -1): void => {
  const lines = new Set<string>()
  for (const line of text.split('\n')) if (line !== '') lines.add(canonicalLine(line))
  for (const line of lines) {
    const count = (counts.get(line) ?? 0) + by
    if (count === 0) counts.delete(line)
    else counts.set(line, count)
  }
}

/** A difference that is empty at first. */
export const createDifference = (context: StatementContext): Difference => {
  const shared = new Map<string, number>()
  const own = new Map<string, number>()
  // Nodes that were made for a record are in no other record: most of the statements, which need no count.
  const generated = `<${context.base}/.well-known/genid/`
  // Goes first: whoever has to clear the store finds there which graphs may have been filled.
  const provenance = ` <${fixedGraph(context.base, 'provenance').value}> .`
  const replace = (before: RecordStatements, after: RecordStatements): void => {
    tally(shared, before.shared, -1)
    tally(own, before.own, -1)
    tally(shared, after.shared, 1)
    tally(own, after.own, 1)
  }
  return {
    replace,
    change: (before, after) => replace(recordStatements(before, context), recordStatements(after, context)),
    settle(state, generation) {
      const removed: string[] = []
      const listed: string[] = []
      const added: string[] = []
      for (const [line, by] of own)
        if (by < 0) removed.push(line)
        else (line.endsWith(provenance) ? listed : added).push(line)
      for (const [line, by] of shared) {
        if (line.startsWith(generated)) (by > 0 ? added : removed).push(line)
        else {
          const fate = state.count(line, by)
          if (fate === 'came') added.push(line)
          if (fate === 'went') removed.push(line)
        }
      }
      return { removed, added: [...listed, ...added], generation }
    },
  }
}
