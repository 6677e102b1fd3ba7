/** The default graph as a set union: a statement stays as long as one of its makers does. */

import type { Quad } from '@rdfjs/types'
import type { Store } from 'oxigraph'

/** Adds and removes statements of many makers. */
export interface Union {
  /** One maker more for each quad. */
  add(quads: Iterable<Quad>): void
  /** One maker less for each quad; the last one takes the quad with it. */
  remove(quads: Iterable<Quad>): void
  /** Distinct statements in the store because of this union. */
  size(): number
}

/** Oxigraph declares its own quad classes but takes any RDF/JS quad, and plain ones much faster than its own. */
type OxigraphQuad = Parameters<Store['has']>[0]

/**
 * A union kept in the store. Only statements with several makers are counted in memory; since Oxigraph keeps numbers
 * and times in canonical form ("1.0" and "1.00" are one decimal), the count is kept under the form that it stores.
 */
export const createUnion = (store: Store): Union => {
  const makers = new Map<string, number>()
  let size = 0
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
          store.add(quad)
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
          store.delete(quad)
          size--
        } else if (count > 2) makers.set(key, count - 1)
        else makers.delete(key)
      }
    },
    size: () => size,
  }
}
