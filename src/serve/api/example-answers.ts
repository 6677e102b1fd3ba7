/** Example answers: what the demo answered when `npm run client` asked it, shortened; see assets/api-examples.json. */
import { existsSync, readFileSync } from 'node:fs'
import { bundled } from '../../registry/bundled.ts'

/** Ids that the demo has, for the examples of paths: the first match of a path counts. */
const IDS: readonly (readonly [path: RegExp, id: string])[] = [
  [/^\/api\/samples\/|^\/id\//, 'https://doi.org/10.5072/demo-find-0005'],
  [/^\/api\/people\//, 'https://orcid.org/0000-0002-1825-0097'],
  [/^\/api\/organisations\//, 'https://ror.org/0dem0na25'],
  [/^\/api\/publications\//, 'https://doi.org/10.5072/demo-paper-01'],
  [/^\/api\/sources\//, 'demo-natural-history'],
  [/^\/api\/profiles\//, 'kernel'],
  [/^\/api\/vocabularies\//, 'https://w3id.org/isample/vocabulary/material/materialsvocabulary'],
]

/** The id that the path's example takes; undefined for paths with other parameters. */
export const exampleId = (path: string): string | undefined =>
  IDS.find(([pattern]) => pattern.test(path))?.[1]

/** The example answers by operation; none while they are being made. */
export const exampleAnswers = (): Readonly<Record<string, unknown>> => {
  const file = bundled('assets/api-examples.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
}

const MOST_ITEMS = 2
const MOST_TEXT = 240

/** An answer short enough to be read: two items of each list, the beginning of long texts. */
export const shortened = (value: unknown): unknown => {
  if (typeof value === 'string') return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value
  if (Array.isArray(value)) {
    // Coordinates are no list of things: half a ring is none.
    const numbers = value.every(each => typeof each === 'number' || Array.isArray(each))
    return numbers ? value : value.slice(0, MOST_ITEMS).map(shortened)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(member)]))
}
