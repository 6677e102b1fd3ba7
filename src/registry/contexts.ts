/** The JSON-LD contexts that ship with the program. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '../model/json-ld-document.ts'
import { type ContextLibrary, contextLibrary } from '../rdf/contexts.ts'
import { bundled } from './bundled.ts'

const Index = z.array(
  z.strictObject({
    url: z.url(),
    aliases: z.array(z.url()).default([]),
    file: z.string().regex(/^[\w.-]+$/, 'must be the name of a file in the same folder'),
    licence: z.string(),
    source: z.string(),
  }),
)

/**
 * Reads the contexts that `index.json` of a folder lists: `[{ url, aliases?, file, licence, source }]`. Throws an Error
 * that names the file and what is wrong with it: the folder belongs to the program, a fault in it is not an outcome.
 */
export const loadContexts = (dir: string = bundled('vocab/contexts')): ContextLibrary => {
  const indexFile = join(dir, 'index.json')
  const index = Index.safeParse(readJson(indexFile))
  if (!index.success) throw new Error(`${indexFile}: ${z.prettifyError(index.error)}`)
  const entries: [string, JsonObject][] = []
  for (const { url, aliases, file } of index.data) {
    const document = readJson(join(dir, file))
    if (!isContextDocument(document))
      throw new Error(`${join(dir, file)}: a context document is an object with "@context"`)
    for (const name of [url, ...aliases]) entries.push([name, document])
  }
  return contextLibrary(entries)
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
