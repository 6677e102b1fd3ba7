/** The JSON-LD contexts that ship with the program. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../model/json-ld-document.ts'
import { type ContextLibrary, contextLibrary } from '../rdf/contexts.ts'
import { bundled } from './bundled.ts'

interface IndexEntry {
  readonly url: string
  readonly aliases?: readonly string[]
  readonly file: string
}

/** Reads the contexts listed in `index.json` of a folder. */
export const loadContexts = (dir: string = bundled('vocab/contexts')): ContextLibrary => {
  const index = JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8')) as readonly IndexEntry[]
  const entries: [string, JsonObject][] = []
  for (const { url, aliases = [], file } of index) {
    const document = JSON.parse(readFileSync(join(dir, file), 'utf8')) as JsonObject
    for (const name of [url, ...aliases]) entries.push([name, document])
  }
  return contextLibrary(entries)
}
