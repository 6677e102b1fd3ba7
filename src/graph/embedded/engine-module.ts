/** The engine's compiled code, made once and shared by the threads that run it. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { MOST_PAGES, PAGE_BYTES, withMemoryMaximum } from './wasm-limit.ts'

/** A WebAssembly.Module; threads share its code. (The compiler knows WebAssembly's types only with those of browsers.) */
export type EngineModule = object

interface Compiler {
  readonly Module: new (binary: Uint8Array) => EngineModule
}

const { Module } = (globalThis as unknown as { WebAssembly: Compiler }).WebAssembly

const resolve = createRequire(import.meta.url).resolve

/** File of the engine's loader; the build for browsers, since that of Node hides the memory. */
export const engineScript = (): string => resolve('oxigraph/web.js')

/** The binary as the package has it. */
export const engineBinary = (): Uint8Array => readFileSync(resolve('oxigraph/web_bg.wasm'))

/** Ceilings are rounded up to this, so that few different modules are made. */
const STEP_PAGES = 1024

/** Makes modules whose instances cannot hold more memory than they are given; the last one is kept. */
export const createModules = (): { withCeiling(bytes: number): { module: EngineModule; bytes: number } } => {
  let last: { pages: number; module: EngineModule } | undefined
  return {
    withCeiling(bytes) {
      const steps = Math.ceil(bytes / PAGE_BYTES / STEP_PAGES)
      const pages = Math.min(steps * STEP_PAGES, MOST_PAGES)
      if (last?.pages !== pages)
        last = { pages, module: new Module(withMemoryMaximum(engineBinary(), pages)) }
      return { module: last.module, bytes: pages * PAGE_BYTES }
    },
  }
}
