/** The default graph as a set union: a statement stays as long as one of its makers does. */

import type { Quad } from '@rdfjs/types'
import type { JournalledStore, OxigraphQuad } from './journal.ts'

/** Adds and removes statements of many makers. */
export interface Union {
  /** One maker more for each quad. */
  add(quads: Iterable<Quad>): void
  /** One maker less for each quad; the last one takes the quad with it. */
  remove(quads: Iterable<Quad>): void
  /** Distinct statements in the store because of this union. */
  size(): number
  /** What has to be kept beside the store to go on later. */
  state(): UnionState
}

/** The counts of a union: its size, and the statements that have several makers with the number of these. */
export interface UnionState {
  readonly size: number
  readonly makers: readonly (readonly [statement: string, makers: number])[]
}

/**
 * A union kept in the store, new or going on. Only statements with several makers are counted in memory; since Oxigraph keeps
 * numbers and times in canonical form ("1.0" and "1.00" are one decimal), the count is kept under the form that it stores.
 */
export const createUnion = (journal: JournalledStore, before?: UnionState): Union => {
  const { store } = journal
  const makers = new Map<string, number>(before?.makers ?? [])
  let size = before?.size ?? 0
  const storedForm = (quad: OxigraphQuad): string => {
    // Oxigraph's objects hold WASM memory until freed, and leaving that to the garbage collector costs seconds.
    const found = store.match(quad.subject, quad.predicate, quad.object, quad.graph)
    const text = found[0]?.toString() ?? ''
    for (const one of found as unknown as { free(): void }[]) one.free()
    return text
  }
  return {
    add(quads) {
      for (const each of quads) {
        const quad = each as unknown as OxigraphQuad
        if (store.has(quad)) {
          const key = storedForm(quad)
          makers.set(key, (makers.get(key) ?? 1) + 1)
        } else {
          journal.add(each)
          size++
        }
      }
    },
    remove(quads) {
      for (const each of quads) {
        const quad = each as unknown as OxigraphQuad
        const key = makers.size > 0 ? storedForm(quad) : ''
        const count = makers.get(key)
        if (count === undefined) {
          if (!store.has(quad)) continue
          journal.delete(each)
          size--
        } else if (count > 2) makers.set(key, count - 1)
        else makers.delete(key)
      }
    },
    size: () => size,
    state: () => ({ size, makers: [...makers] }),
  }
}
