/** The feed of files: records that are there already, in folders, dumps and archives. */

import { hash } from 'node:crypto'
import type { FeedContext, FeedEnd, FeedItem, ReadFeed } from '../../model/feed.ts'
import type { Problem } from '../../model/problem.ts'
import type { Feed } from '../../model/source.ts'
import type { Fetcher } from '../fetcher.ts'
import { webUrl } from '../web-url.ts'
import { extensionOf, formOf, recordsIn, recordsInNamed } from './files-forms.ts'
import { type FileLimits, type Found, type Input, InputError } from './files-input.ts'
import { comparePaths, type Location, locate } from './files-location.ts'
import { addressUnder } from './files-name.ts'

/** Records between two checkpoints. */
const RECORDS_AT_ONCE = 500
const MEMORY = 64 * 1024 * 1024
// A dump that is wrong is wrong in many places: the first tell, the rest are counted.
const REPORTED = 20

/** A checkpoint: everything before the file `path` was read, and `done` of what is in it while it stays as it is. */
interface FilesPlace {
  readonly path: string
  readonly size: number
  readonly modifiedAt: number
  readonly done: number
  readonly complete: boolean
}

/** One reading. */
interface Reading {
  readonly feed: Extract<Feed, { kind: 'files' }>
  readonly context: FeedContext
  readonly limits: FileLimits
  readonly single: boolean
  readonly from: FilesPlace | undefined
  complete: boolean
  records: number
  problems: number
  /** Files whose form is not known, by the end of their name. */
  readonly unknown: Map<string, number>
}

const readPlace = (text: string | undefined): FilesPlace | undefined => {
  if (text === undefined) return undefined
  try {
    const { path, size, modifiedAt, done, complete } = JSON.parse(text) as Record<string, unknown>
    const numbers = [size, modifiedAt, done]
    if (typeof path !== 'string' || typeof complete !== 'boolean' || !numbers.every(Number.isSafeInteger))
      return undefined
    return { path, size: Number(size), modifiedAt: Number(modifiedAt), done: Number(done), complete }
  } catch {
    // Of another version or another kind of feed: reading everything again is always right.
    return undefined
  }
}

const tell = (reading: Reading, code: string, detail: string, subject = reading.feed.url): void => {
  reading.complete = false
  if (++reading.problems > REPORTED) return
  const problem: Problem = { stage: 'gate', code, subject, detail }
  reading.context.onProblem(problem)
}

/** The address of a record: its own, or one below the feed's base. */
const addressOf = (found: Extract<Found, { kind: 'record' }>, { feed }: Reading): string | undefined => {
  const own = found.name === undefined ? undefined : webUrl(found.name, { stage: 'gate', subject: feed.url })
  if (own?.ok) return own.value
  if (feed.base === undefined || found.path === '') return undefined
  const under = webUrl(addressUnder(feed.base, found.path), { stage: 'gate', subject: feed.url })
  return under.ok ? under.value : undefined
}

const itemOf = (found: Found, input: Input, reading: Reading): FeedItem | undefined => {
  const { feed, context } = reading
  const source = context.source.id
  if (found.kind === 'problem') {
    tell(reading, found.code, `${input.path}: ${found.detail}`)
    return undefined
  }
  if (found.kind === 'address') {
    const url = webUrl(found.url, { stage: 'gate', subject: feed.url })
    if (url.ok) return { kind: 'entry', entry: { source, url: url.value, listedIn: feed.url } }
    tell(reading, url.problem.code, `${input.path}: ${url.problem.detail}`)
    return undefined
  }
  const url = addressOf(found, reading)
  if (url === undefined) {
    const detail = `${found.path || input.path}: a record names itself by no http(s) url or @id; give the feed a base, or the record a url`
    tell(reading, 'record-without-name', detail)
    return undefined
  }
  const { body, mediaType, modifiedAt } = found
  const dated = modifiedAt === undefined ? {} : { lastModified: new Date(modifiedAt).toISOString() }
  const bodyDigest = hash('sha256', body, 'hex')
  const fetchedAt = new Date().toISOString()
  const page = { url, finalUrl: url, status: 200, mediaType, fetchedAt, body, bodyDigest, links: [] }
  return { kind: 'page', entry: { source, url, ...dated, listedIn: feed.url }, page }
}

/** What broke a file off, as a problem; bugs go on as errors. */
const tellBreak = (error: unknown, input: Input, reading: Reading): void => {
  if (error instanceof InputError) tell(reading, error.code, `${input.path}: ${error.message}`)
  else if (error instanceof Error && 'code' in error)
    tell(reading, 'file-unreadable', `${input.path} cannot be read to its end: ${error.message}`)
  else throw error
}

/** Everything in one file, from the place of the checkpoint on. */
async function* itemsIn(input: Input, reading: Reading): AsyncGenerator<FeedItem> {
  const { from, limits, context } = reading
  const form = formOf(input)
  if (form === undefined) {
    const kind = extensionOf(input.path)
    reading.unknown.set(kind, (reading.unknown.get(kind) ?? 0) + 1)
    return
  }
  const { path, size, modifiedAt = 0 } = input
  const same = from?.path === path && from.size === size && from.modifiedAt === modifiedAt
  let done = 0
  try {
    const found = reading.single ? recordsInNamed(input, form, limits) : recordsIn(input, form, limits)
    for await (const one of found) {
      if (context.signal?.aborted) return
      if (++done <= (same ? from.done : 0)) continue
      const item = itemOf(one, input, reading)
      if (!item) continue
      yield item
      if (++reading.records % RECORDS_AT_ONCE !== 0) continue
      const place: FilesPlace = { path, size, modifiedAt, done, complete: reading.complete }
      yield { kind: 'checkpoint', resume: JSON.stringify(place) }
    }
  } catch (error) {
    tellBreak(error, input, reading)
  }
}

const finish = (reading: Reading): FeedEnd => {
  const { problems, unknown, records, feed, context, from } = reading
  const counts = [...unknown].map(
    ([kind, count]) => `${count} ${kind === '' ? 'without an ending' : `.${kind}`}`,
  )
  if (context.signal?.aborted) return { complete: false }
  if (problems > REPORTED) {
    const detail = `${problems - REPORTED} more problems of this feed are not listed`
    context.onProblem({ stage: 'gate', code: 'more-problems', subject: feed.url, detail })
  }
  if (records === 0 && problems === 0 && from === undefined)
    tell(
      reading,
      'no-records-found',
      `no record was found; files that are not read: ${counts.join(', ') || 'none'}`,
    )
  return { complete: reading.complete }
}

async function* readLocation(location: Location, reading: Reading): AsyncGenerator<FeedItem> {
  try {
    for await (const input of location.inputs()) {
      if (reading.context.signal?.aborted) return
      if (reading.from && comparePaths(input.path, reading.from.path) < 0) continue
      yield* itemsIn(input, reading)
    }
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof Error && 'code' in error)) throw error
    tell(reading, 'folder-unreadable', `the folder cannot be read: ${error.message}`)
  } finally {
    await location.release()
  }
}

/**
 * Reads the records of a folder (with all below it), of a `.jsonl`, `.nq`, `.tar` or JSON file (a sitegraph), any of them
 * gzipped, here or at an http(s) address. A record is named by the http(s) address that it gives itself (`url`, else
 * `@id`, or the name of its graph), or else by the feed's `base` and its path. Memory is bounded whatever the size of
 * the files; large N-Quads files need as much room again among the temporary files. Checkpoints count what was read
 * of a file, and hold as long as its size and time stay the same.
 */
export const readFiles = (fetcher: Fetcher): ReadFeed<'files'> =>
  async function* readRecordsInFiles(feed, context): AsyncGenerator<FeedItem, FeedEnd> {
    const location = await locate(feed.url, context.source, fetcher)
    if (!location.ok) {
      context.onProblem(location.problem)
      return { complete: false }
    }
    const from = readPlace(context.position.resume)
    const limits = { maxRecord: context.source.politeness.maxPageBytes, maxMemory: MEMORY }
    const { single } = location.value
    const counts = { records: 0, problems: 0, complete: from?.complete ?? true }
    const reading: Reading = { feed, context, limits, single, from, ...counts, unknown: new Map() }
    yield* readLocation(location.value, reading)
    return finish(reading)
  }
