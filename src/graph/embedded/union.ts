/** The default graph as a set union: a statement stays as long as one of its makers does. */

import { parseQuads } from '../../rdf/n-quads.ts'
import type { JournalledStore } from './journal.ts'
import { LineCounts, type LineCountsState } from './line-counts.ts'
import { createStoredLiterals } from './stored-literals.ts'

/** Adds and removes statements of many makers, given as lines of canonical N-Triples. */
export interface Union {
  /** One maker more for each line of the text; returns the lines that are new, which the caller has to load. */
  add(text: string): string
  /** One maker less for each line; the last one takes the statement out of the store. */
  remove(lines: readonly string[]): void
  /** Distinct statements in the store because of this union. */
  size(): number
  /** What has to be kept beside the store to go on later. */
  state(): UnionState
}

/** How many makers each statement has. */
export type UnionState = LineCountsState

const GREATER = 0x3e
const CARET = 0x5e

/** Whether the line of a text that ends before `end` has a literal with a datatype as its object. */
const isTyped = (text: string, end: number): boolean =>
  text.charCodeAt(end - ' .'.length - 1) === GREATER &&
  text.charCodeAt(text.lastIndexOf('<', end) - 1) === CARET

/** Where the object of a line begins that is a literal with a datatype: no IRI of subject and predicate has a quote. */
const objectOf = (line: string): number => line.indexOf('"')

/**
 * A union beside the store, new or going on. Statements are told apart by their lines. Oxigraph keeps numbers and times in
 * canonical form ("1.0" and "1.00" are one decimal), so these are counted under the form that it stores.
 */
export const createUnion = (journal: JournalledStore, before?: UnionState): Union => {
  const { store } = journal
  const counts = new LineCounts(before)
  const stored = createStoredLiterals(() => new (store.constructor as new () => typeof store)())
  const valueKey = (line: string): string => {
    const at = objectOf(line)
    return `${line.slice(0, at)}${stored(line.slice(at, -' .'.length))} .`
  }
  return {
    add(text) {
      let fresh = ''
      // Lines that are new stand together, as a rule: the text is cut where one is not.
      let from = 0
      for (let start = 0; start < text.length; ) {
        const found = text.indexOf('\n', start)
        const end = found < 0 ? text.length : found
        const makers = isTyped(text, end)
          ? counts.add(valueKey(text.slice(start, end)))
          : counts.add(text, start, end)
        if (makers > 1) {
          fresh += text.slice(from, start)
          from = end + 1
        }
        start = end + 1
      }
      return fresh + text.slice(from)
    },
    remove(lines) {
      for (const line of lines) {
        if (counts.remove(isTyped(line, line.length) ? valueKey(line) : line) !== 0) continue
        for (const quad of parseQuads(line)) journal.delete(quad)
      }
    },
    size: () => counts.size(),
    state: () => counts.state(),
  }
}
