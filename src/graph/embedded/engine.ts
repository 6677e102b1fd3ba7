/** One instance of the engine in this thread, with what its package hides: memory, and answers as bytes instead of strings. */

import { pathToFileURL } from 'node:url'
import type { defaultGraph, namedNode, parse, Store } from 'oxigraph'
import { type EngineModule, engineScript } from './engine-module.ts'

/** Exports of the instance that are used here. */
export interface EngineExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /** Script values that the engine refers to by number. */
  readonly __wbindgen_externrefs: {
    readonly length: number
    get(index: number): unknown
    set(index: number, value: unknown): void
    grow(by: number): number
  }
}

/** What of the package's script is used here; the terms of this program's own library take long to load. */
export interface EngineScript {
  readonly Store: { new (): Store; readonly prototype: Store }
  readonly parse: typeof parse
  readonly namedNode: typeof namedNode
  readonly defaultGraph: typeof defaultGraph
  initSync(options: { module: EngineModule }): EngineExports
}

/** The UTF-8 of one text that the engine handed out, where a string was expected. */
export class EngineText {
  readonly bytes: Uint8Array<ArrayBuffer>
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes
  }
  /** Error messages are made of it. */
  toString(): string {
    return new TextDecoder().decode(this.bytes)
  }
}

/** Thrown through the engine, which cannot be used any more then. */
export class TextTooLarge extends Error {}

/** A running instance. */
export interface Engine {
  readonly exports: EngineExports
  readonly script: Omit<EngineScript, 'initSync'>
  /** How often random numbers were asked of the system; 0: the engine's generator has not been seeded. */
  seedings(): number
  /** Runs a call whose texts are given as EngineText instead of strings: no copy, and no limit of V8's on their length. */
  withBytes<T>(maxBytes: number, call: () => T): T
}

/** Puts a decoder in place of the loader's own, which makes a string of every text. */
const createDecoder = () => {
  let limit: number | undefined
  class Decoder extends TextDecoder {
    override decode(input?: Uint8Array): string {
      if (limit === undefined || input === undefined) return super.decode(input)
      if (input.byteLength > limit) throw new TextTooLarge(`a text of ${input.byteLength} bytes`)
      return new EngineText(new Uint8Array(input)) as unknown as string
    }
  }
  const withBytes = <T>(maxBytes: number, call: () => T): T => {
    limit = maxBytes
    try {
      return call()
    } finally {
      limit = undefined
    }
  }
  return { Decoder, withBytes }
}

/**
 * Starts an instance. `instance` (e.g. `?second`) makes one beside another in the same thread. The loader takes its decoder
 * and its source of randomness from the globals, so they stand aside while it is loaded.
 */
export const startEngine = async (module: EngineModule, instance = ''): Promise<Engine> => {
  const { Decoder, withBytes } = createDecoder()
  const { TextDecoder: original } = globalThis
  let seedings = 0
  const { crypto } = globalThis
  const random = crypto.getRandomValues.bind(crypto)
  crypto.getRandomValues = array => {
    seedings++
    return random(array)
  }
  globalThis.TextDecoder = Decoder
  try {
    const script = (await import(`${pathToFileURL(engineScript()).href}${instance}`)) as EngineScript
    const exports = script.initSync({ module })
    return { exports, script, seedings: () => seedings, withBytes }
  } finally {
    globalThis.TextDecoder = original
  }
}
