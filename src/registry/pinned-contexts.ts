/** Contexts that an operator pinned: a folder with one file each and an index with their digests. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '../model/json-ld-document.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { foldContextUrl } from '../rdf/contexts.ts'

const Index = z.array(
  z.strictObject({
    url: z.url(),
    file: z.string().regex(/^[0-9a-f]{64}\.jsonld$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** ISO 8601 date and time. */
    pinnedAt: z.string(),
    /** `file`, or the address that it was fetched from. */
    from: z.string(),
  }),
)

/** What the index says of a pinned context. */
export type PinnedEntry = z.infer<typeof Index>[number]

/** A pinned context with its document. */
export interface PinnedContext extends PinnedEntry {
  readonly document: JsonObject
}

const damaged = (subject: string, detail: string) =>
  failed({ stage: 'registry', code: 'pinned-context-damaged', subject, detail })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // Undefined is no JSON value: the callers say which file is meant.
    return undefined
  }
}

const readIndex = (dir: string): Result<readonly PinnedEntry[]> => {
  const file = join(dir, 'index.json')
  if (!existsSync(file)) return ok([])
  const index = Index.safeParse(parse(readFileSync(file, 'utf8')))
  if (index.success) return ok(index.data)
  const detail = `${z.prettifyError(index.error)}; move the file away and pin the contexts again`
  return damaged(file, detail)
}

/** The contexts pinned in a folder. A problem (`pinned-context-damaged`) when a file is missing or not what was pinned. */
export const readPinned = (dir: string): Result<readonly PinnedContext[]> => {
  const index = readIndex(dir)
  if (!index.ok) return index
  const pinned: PinnedContext[] = []
  for (const entry of index.value) {
    const file = join(dir, entry.file)
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (createHash('sha256').update(text).digest('hex') !== entry.sha256) {
      const remedy = `lodestone contexts unpin ${JSON.stringify(entry.url)}, then pin it again`
      return damaged(file, `it is not what was pinned on ${entry.pinnedAt} for ${entry.url}; run: ${remedy}`)
    }
    pinned.push({ ...entry, document: JSON.parse(text) as JsonObject })
  }
  return ok(pinned)
}

/** Writes a file as a whole or not at all: a reader never sees half of it. */
const writeWhole = (file: string, text: string): void => {
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, text)
  renameSync(draft, file)
}

/** Pins a context document (`{ "@context": … }`) under a URL, in place of what was pinned under it before. */
export const pinContext = (
  dir: string,
  { url, document, from, pinnedAt }: Pick<PinnedContext, 'url' | 'document' | 'from' | 'pinnedAt'>,
): Result<PinnedEntry> => {
  mkdirSync(dir, { recursive: true })
  const index = readIndex(dir)
  if (!index.ok) return index
  const text = `${JSON.stringify(document, null, 2)}\n`
  const sha256 = createHash('sha256').update(text).digest('hex')
  const entry: PinnedEntry = { url, file: `${sha256}.jsonld`, sha256, pinnedAt, from }
  writeWhole(join(dir, entry.file), text)
  writeIndex(dir, [...without(index.value, url), entry])
  return ok(entry)
}

/** Takes a pinned context out; false when none is pinned under the URL. */
export const unpinContext = (dir: string, url: string): Result<boolean> => {
  const index = readIndex(dir)
  if (!index.ok) return index
  const rest = without(index.value, url)
  if (rest.length === index.value.length) return ok(false)
  writeIndex(dir, rest)
  for (const { file } of index.value)
    if (rest.every(other => other.file !== file)) rmSync(join(dir, file), { force: true })
  return ok(true)
}

const without = (entries: readonly PinnedEntry[], url: string): readonly PinnedEntry[] =>
  entries.filter(entry => foldContextUrl(entry.url) !== foldContextUrl(url))

const writeIndex = (dir: string, entries: readonly PinnedEntry[]): void =>
  writeWhole(join(dir, 'index.json'), `${JSON.stringify(entries, null, 2)}\n`)
