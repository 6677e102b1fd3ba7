/** The JSON-LD contexts that are known without fetching: those that ship with the program, and those an operator pinned. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '../model/json-ld-document.ts'
import { type ContextLibrary, contextLibrary } from '../rdf/contexts.ts'
import { bundled } from './bundled.ts'
import { readPinned } from './pinned-contexts.ts'

const Index = z.array(
  z.strictObject({
    url: z.url(),
    aliases: z.array(z.url()).default([]),
    file: z.string().regex(/^[\w.-]+$/, 'must be the name of a file in the same folder'),
    licence: z.string(),
    source: z.string(),
  }),
)

type Entry = readonly [url: string, document: JsonObject]

/**
 * The bundled contexts and, over them, those that are pinned in a folder (`<data>/contexts`; one that does not exist
 * holds none). Throws an Error that names the file and what to do when either folder is damaged: without a context that
 * was pinned records would come out differently, so nothing may be harvested.
 */
export const loadContexts = (pinnedDir?: string): ContextLibrary =>
  contextLibrary([...bundledEntries(bundled('vocab/contexts')), ...pinnedEntries(pinnedDir)])

/** The contexts of a folder with an `index.json` as the program ships it: `[{ url, aliases?, file, licence, source }]`. */
export const loadBundledContexts = (dir: string = bundled('vocab/contexts')): ContextLibrary =>
  contextLibrary(bundledEntries(dir))

const bundledEntries = (dir: string): Entry[] => {
  const indexFile = join(dir, 'index.json')
  const index = Index.safeParse(readJson(indexFile))
  if (!index.success) throw new Error(`${indexFile}: ${z.prettifyError(index.error)}`)
  return index.data.flatMap(({ url, aliases, file }) => {
    const document = readJson(join(dir, file))
    if (!isContextDocument(document))
      throw new Error(`${join(dir, file)}: a context document is an object with "@context"`)
    return [url, ...aliases].map((name): Entry => [name, document])
  })
}

const pinnedEntries = (dir: string | undefined): Entry[] => {
  if (dir === undefined || !existsSync(dir)) return []
  const pinned = readPinned(dir)
  if (!pinned.ok) throw new Error(`${pinned.problem.subject}: ${pinned.problem.detail}`)
  return pinned.value.map(({ url, document }): Entry => [url, document])
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`)
  }
}

const isContextDocument = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && '@context' in value
