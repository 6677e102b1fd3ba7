/** The graph as the keeper builds it: an Oxigraph store that mirrors the accepted records of the archive. */

import type { Store } from 'oxigraph'
import type { StoredRecord } from '../../model/record.ts'
import { parseQuads } from '../../rdf/n-quads.ts'
import { type RecordStatements, recordStatements, type StatementContext } from '../record-statements.ts'
import { createJournal, type JournalledStore } from './journal.ts'
import { lineDifference } from './line-difference.ts'
import { createUnion, type Union, type UnionState } from './union.ts'

/** What a projection starts with. */
export interface ProjectionSettings extends StatementContext {
  /** N-Triples of the vocabularies: one more maker of the default graph. */
  readonly vocabulary: string
  /** N-Quads of the graphs that do not come from records. */
  readonly fixed: string
  /** Largest number of quads that may be held. */
  readonly maxQuads: number
}

/** What a projection knows besides its store. */
export interface ProjectionState {
  readonly own: number
  readonly removed: number
  readonly union: UnionState
}

/** Keeps a store in step with versions of records. */
export interface Projection {
  readonly journal: JournalledStore
  /** Quads held; in named graphs counted as the records give them. */
  quads(): number
  /** Quads taken out since the start; Oxigraph never gives their memory back. */
  removed(): number
  /**
   * Replaces what the graph says of a record. Returns false, and changes nothing, when the new version would exceed
   * `maxQuads`. Synchronous, so no copy is taken of half of it.
   */
  apply(before: StoredRecord | undefined, after: StoredRecord): boolean
  /** The same for records that are not there yet, several at once; returns the first that would exceed `maxQuads`. */
  load(records: readonly StoredRecord[]): StoredRecord | undefined
  state(): ProjectionState
}

const countLines = (text: string): number => {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

const NOTHING: RecordStatements = { shared: '', own: '' }

/** Characters of statements that are handed to the engine at once. */
const LOAD_AT_ONCE = 2 ** 20

/** Takes lines that are gone out of the store and loads the rest again, in case two lines are one statement to Oxigraph. */
const replaceOwn = (journal: JournalledStore, before: string, after: string): number => {
  const { removed, added } = lineDifference(before, after)
  for (const quad of parseQuads(removed.join('\n'))) journal.delete(quad)
  if (removed.length > 0) journal.load(after)
  else journal.load(added.map(line => `${line}\n`).join(''))
  return removed.length
}

const replaceShared = (journal: JournalledStore, union: Union, before: string, after: string): number => {
  const { removed, added } = lineDifference(before, after)
  // Added first: what goes and comes in another form of the same value never leaves the store.
  journal.load(union.add(added.map(line => `${line}\n`).join('')))
  union.remove(removed)
  return removed.length
}

/** A projection in an empty store, with the vocabulary and the fixed graphs and no record yet; or in one that it had before. */
export const createProjection = (
  settings: ProjectionSettings,
  store: Store,
  before?: ProjectionState,
): Projection => {
  const journal = createJournal(store)
  const union = createUnion(journal, before?.union)
  let own = before?.own ?? countLines(settings.fixed)
  let removed = before?.removed ?? 0
  if (!before) {
    journal.load(union.add(settings.vocabulary))
    journal.load(settings.fixed)
  }
  const fits = (old: RecordStatements, now: RecordStatements): boolean => {
    const more = countLines(now.own) - countLines(old.own)
    const most = more + countLines(now.shared) - countLines(old.shared)
    if (most > 0 && own + union.size() + most > settings.maxQuads) return false
    own += more
    return true
  }
  return {
    journal,
    quads: () => own + union.size(),
    removed: () => removed,
    apply(previous, after) {
      const old = recordStatements(previous, settings)
      const now = recordStatements(after, settings)
      if (!fits(old, now)) return false
      removed += replaceShared(journal, union, old.shared, now.shared)
      removed += replaceOwn(journal, old.own, now.own)
      return true
    },
    load(records) {
      let text = ''
      for (const record of records) {
        const now = recordStatements(record, settings)
        if (!fits(NOTHING, now)) return record
        text += union.add(now.shared) + now.own
        if (text.length < LOAD_AT_ONCE) continue
        journal.load(text)
        text = ''
      }
      journal.load(text)
      return undefined
    },
    state: () => ({ own, removed, union: union.state() }),
  }
}
