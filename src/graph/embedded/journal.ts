/** What was done to the keeper's store, so that its copies can do the same in the same order. */

import type { Quad } from '@rdfjs/types'
import type { Store } from 'oxigraph'
import { quadLine } from '../../rdf/n-quads.ts'

/** N-Quads to put in or to take out. */
export interface Operation {
  readonly add: boolean
  readonly lines: string
}

const N_QUADS = { format: 'application/n-quads', lenient: true } as const

/** Oxigraph declares its own quad classes but takes any RDF/JS quad, and plain ones much faster than its own. */
export type OxigraphQuad = Parameters<Store['has']>[0]

/** The store's only writer; it keeps the operations since the last `take` while there is someone to take them. */
export interface JournalledStore {
  readonly store: Store
  add(quad: Quad): void
  delete(quad: Quad): void
  load(lines: string): void
  /** From now on operations are kept. */
  begin(): void
  take(): readonly Operation[]
}

/** A journal over a store. */
export const createJournal = (store: Store): JournalledStore => {
  let kept: { add: boolean; lines: string[] }[] | undefined
  const note = (add: boolean, lines: string): void => {
    const last = kept?.at(-1)
    if (last?.add === add) last.lines.push(lines)
    else kept?.push({ add, lines: [lines] })
  }
  return {
    store,
    add(quad) {
      store.add(quad as unknown as OxigraphQuad)
      if (kept) note(true, quadLine(quad))
    },
    delete(quad) {
      store.delete(quad as unknown as OxigraphQuad)
      if (kept) note(false, quadLine(quad))
    },
    load(lines) {
      if (lines === '') return
      // As bytes: the loader takes long to copy long strings.
      store.load(Buffer.from(lines), N_QUADS)
      note(true, lines)
    },
    begin() {
      kept ??= []
    },
    take() {
      const operations = (kept ?? []).map(({ add, lines }) => ({ add, lines: lines.join('') }))
      if (kept) kept = []
      return operations
    },
  }
}
