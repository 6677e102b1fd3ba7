/** The graph of one replica: an Oxigraph store that mirrors the accepted records of the archive. Lives in a worker thread. */

import { Store } from 'oxigraph'
import type { StoredRecord } from '../../model/record.ts'
import { parseQuads } from '../../rdf/n-quads.ts'
import { type RecordStatements, recordStatements, type StatementContext } from '../record-statements.ts'
import { lineDifference } from './line-difference.ts'
import { createUnion, type Union } from './union.ts'

/** What a projection starts with. */
export interface ProjectionSettings extends StatementContext {
  /** N-Triples of the vocabularies: one more maker of the default graph. */
  readonly vocabulary: string
  /** N-Quads of the graphs that do not come from records. */
  readonly fixed: string
  /** Largest number of quads that may be held. */
  readonly maxQuads: number
}

/** Keeps a store in step with versions of records. */
export interface Projection {
  readonly store: Store
  /** Quads held; in named graphs counted as the records give them. */
  quads(): number
  /** Quads taken out since the start; Oxigraph never gives their memory back. */
  removed(): number
  /**
   * Replaces what the graph says of a record. Returns false, and changes nothing, when the new version would exceed
   * `maxQuads`. Synchronous, so no query sees half of it.
   */
  apply(before: StoredRecord | undefined, after: StoredRecord): boolean
}

const N_QUADS = { format: 'application/n-quads', lenient: true } as const

const countLines = (text: string): number => text.split('\n').length - 1

/** Takes lines that are gone out of the store and loads the rest again, in case two lines are one statement to Oxigraph. */
const replaceOwn = (store: Store, before: string, after: string): number => {
  if (before === '') {
    store.load(after, N_QUADS)
    return 0
  }
  const { removed, added } = lineDifference(before, after)
  for (const quad of parseQuads(removed.join('\n')))
    store.delete(quad as unknown as Parameters<Store['delete']>[0])
  if (removed.length > 0) store.load(after, N_QUADS)
  else if (added.length > 0) store.load(added.join('\n'), N_QUADS)
  return removed.length
}

const replaceShared = (union: Union, before: string, after: string): number => {
  const { removed, added } = lineDifference(before, after)
  // Added first: what goes and comes in another form of the same value never leaves the store.
  union.add(parseQuads(added.join('\n')))
  union.remove(parseQuads(removed.join('\n')))
  return removed.length
}

/** A projection that holds the vocabulary and the fixed graphs and no record yet. */
export const createProjection = (settings: ProjectionSettings): Projection => {
  const store = new Store()
  const union = createUnion(store)
  replaceShared(union, '', settings.vocabulary)
  store.load(settings.fixed, N_QUADS)
  let own = countLines(settings.fixed)
  let removed = 0
  const growth = (before: RecordStatements, after: RecordStatements): number =>
    countLines(after.own) - countLines(before.own)
  return {
    store,
    quads: () => own + union.size(),
    removed: () => removed,
    apply(before, after) {
      const old = recordStatements(before, settings)
      const now = recordStatements(after, settings)
      const more = growth(old, now)
      const most = more + countLines(now.shared) - countLines(old.shared)
      if (most > 0 && own + union.size() + most > settings.maxQuads) return false
      removed += replaceShared(union, old.shared, now.shared)
      removed += replaceOwn(store, old.own, now.own)
      own += more
      return true
    },
  }
}
