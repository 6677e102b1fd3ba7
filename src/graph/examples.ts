/** The example queries of queries/examples: one file each, described by `#+ key: value` lines at its top. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundled } from '../registry/bundled.ts'

/** A query with what a person needs to choose it. */
export interface ExampleQuery {
  /** File name without `.rq`. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly keywords: readonly string[]
  /** SPARQL text without the header lines. */
  readonly query: string
}

const HEADER = /^#\+\s*(\w+):\s*(.*)$/

/** Reads one example file's text; throws when title or description is missing: the files ship with the program. */
export const parseExample = (id: string, text: string): ExampleQuery => {
  const fields = new Map<string, string>()
  const body: string[] = []
  for (const line of text.split('\n')) {
    const [, key, value] = HEADER.exec(line) ?? []
    if (key !== undefined) fields.set(key, (value ?? '').trim())
    else body.push(line)
  }
  const title = fields.get('title')
  const description = fields.get('description')
  if (!title || !description) throw new Error(`example query ${id} needs "#+ title:" and "#+ description:"`)
  const keywords = (fields.get('keywords') ?? '').split(',').map(word => word.trim())
  return { id, title, description, keywords: keywords.filter(Boolean), query: `${body.join('\n').trim()}\n` }
}

/** All example queries, in the order of their file names. */
export const loadExamples = (dir: string = bundled('queries/examples')): readonly ExampleQuery[] =>
  readdirSync(dir)
    .filter(name => name.endsWith('.rq'))
    .sort()
    .map(name => parseExample(name.slice(0, -'.rq'.length), readFileSync(join(dir, name), 'utf8')))
