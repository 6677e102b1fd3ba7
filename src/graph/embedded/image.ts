/**
 * Copies a store with the memory it lives in: the whole linear memory of one instance of the engine is written over that of
 * another, which then has the same store at the same place (docs/decisions/0009).
 */

import type { Store } from 'oxigraph'
import type { Engine } from './engine.ts'
import { PAGE_BYTES } from './wasm-limit.ts'

/** A store and the memory around it, at rest. */
export interface StoreImage {
  readonly memory: SharedArrayBuffer
  /** Address of the store. */
  readonly pointer: number
  /** Length of the table of script values, and the strings in it: names of properties that the engine keeps. */
  readonly tableLength: number
  readonly strings: readonly (readonly [index: number, text: string])[]
  /** Quads in the store. */
  readonly size: number
}

/** What the loader keeps of a store: the address. */
type Handle = Store & { __wbg_ptr: number }

/** Slots that every instance fills alike: undefined, null, true, false. */
const isConstant = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'boolean'

/**
 * An image of a store of this engine, or undefined when one cannot be had: the engine refers to script objects, or its
 * random numbers have begun, which copies would repeat. Only between two calls of the engine.
 */
export const takeImage = (engine: Engine, store: Store): StoreImage | undefined => {
  const { memory, __wbindgen_externrefs: table } = engine.exports
  const pointer = (store as Handle).__wbg_ptr
  if (engine.seedings() > 0 || !(pointer > 0)) return undefined
  const strings: [number, string][] = []
  for (let index = 0; index < table.length; index++) {
    const value = table.get(index)
    if (typeof value === 'string') strings.push([index, value])
    else if (!isConstant(value)) return undefined
  }
  const size = store.size
  const bytes = new Uint8Array(memory.buffer)
  const copy = new SharedArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return { memory: copy, pointer, tableLength: table.length, strings, size }
}

/**
 * The store of an image in an engine that has just been started from the same binary. Throws when the copy is not what
 * the image says: the caller then builds the store from its quads.
 */
export const adoptImage = (engine: Engine, image: StoreImage): Store => {
  const { memory, __wbindgen_externrefs: table } = engine.exports
  const missing = image.memory.byteLength - memory.buffer.byteLength
  if (missing < 0) throw new Error('this instance of the engine has been used already')
  memory.grow(missing / PAGE_BYTES)
  new Uint8Array(memory.buffer).set(new Uint8Array(image.memory))
  if (table.length > image.tableLength)
    throw new Error('the table of script values is longer than the image says')
  table.grow(image.tableLength - table.length)
  for (const [index, text] of image.strings) table.set(index, text)
  const store = Object.create(engine.script.Store.prototype) as Handle
  store.__wbg_ptr = image.pointer
  if (store.size !== image.size)
    throw new Error(`the copy holds ${store.size} quads instead of ${image.size}`)
  const probe = store.query('SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } LIMIT 1')
  if (!Array.isArray(probe) || probe.length !== Math.min(1, image.size))
    throw new Error('the copy does not answer a query as it should')
  return store
}
