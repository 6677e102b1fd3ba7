/** The feed of another Lodestone: its change feed, with the pages as it fetched them. */

import type { FeedContext, FeedEnd, FeedItem, ReadFeed } from '../../model/feed.ts'
import type { Page } from '../../model/page.ts'
import type { Problem } from '../../model/problem.ts'
import type { Fetcher } from '../fetcher.ts'
import { webUrl } from '../web-url.ts'
import { askBody, askChanges, gate, type Remote, type RemoteChange } from './lodestone-answers.ts'
import {
  BEGINNING,
  type ChangePlace,
  following,
  MOST_MISSED,
  readStanding,
  type Standing,
  writeStanding,
} from './lodestone-place.ts'

// Bodies in memory at once, whatever the source's politeness allows.
const MOST_BODIES = 8
// A server that always has one more change: at 500 changes an answer this is beyond any archive.
const MOST_ANSWERS = 200_000

/** One reading of the feed. */
interface Reading {
  readonly remote: Remote
  readonly context: FeedContext
  standing: Standing
}

/** Each record's last change, in the order of their numbers: what it was in between is not missed. */
const lastOfEach = (changes: readonly RemoteChange[]): RemoteChange[] => {
  const last = new Map<string, RemoteChange>()
  for (const change of changes) {
    last.delete(change.url)
    last.set(change.url, change)
  }
  return [...last.values()]
}

/** Results in the order of the items, of which at most `width` are under way at once. `work` must not reject. */
async function* inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  const underWay: Promise<R>[] = []
  let started = 0
  for (const item of items) {
    while (started < items.length && underWay.length < width) {
      const next = items[started++]
      if (next !== undefined) underWay.push(work(next))
    }
    const first = underWay.shift()
    if (first !== undefined) yield [item, await first]
  }
}

const pageOf = (change: RemoteChange, body: Uint8Array): Page => ({
  url: change.url,
  finalUrl: change.finalUrl,
  status: 200,
  mediaType: change.mediaType,
  ...(change.charset !== undefined && { charset: change.charset }),
  ...(change.etag !== undefined && { etag: change.etag }),
  ...(change.lastModified !== undefined && { lastModified: change.lastModified }),
  fetchedAt: change.fetchedAt,
  body,
  bodyDigest: change.bodyDigest,
  links: [],
})

/** Remembers a change whose page could not be had; when there are too many, where to begin again. */
const missing = (reading: Reading, change: RemoteChange, before: ChangePlace): void => {
  const { standing } = reading
  reading.standing =
    standing.missed.length < MOST_MISSED
      ? { ...standing, missed: [...standing.missed, change] }
      : { ...standing, back: standing.back ?? before }
}

/** The records of some changes; pages that could not be had are told, and remembered. `before`: what came before them. */
async function* recordsOf(
  changes: readonly RemoteChange[],
  reading: Reading,
  before: ChangePlace,
): AsyncGenerator<FeedItem> {
  const { remote, context } = reading
  const width = Math.min(remote.source.politeness.concurrency, MOST_BODIES)
  const fetched = inOrder(lastOfEach(changes), width, async change =>
    change.state === 'withdrawn' || context.signal?.aborted ? undefined : askBody(remote, change),
  )
  for await (const [change, body] of fetched) {
    if (context.signal?.aborted) return
    if (body === undefined) yield { kind: 'deleted', url: change.url }
    else if (body.ok) {
      const listedIn = `${remote.base}/api/changes`
      const entry = { source: context.source.id, url: change.url, lastModified: change.at, listedIn }
      yield { kind: 'page', entry, page: pageOf(change, body.value) }
    } else {
      context.onProblem(body.problem)
      missing(reading, change, before)
    }
  }
}

/** Asks once more for what could not be had at the last reading. */
async function* missedBefore(reading: Reading): AsyncGenerator<FeedItem> {
  const { missed, place } = reading.standing
  reading.standing = { ...reading.standing, missed: [] }
  yield* recordsOf(missed, reading, place)
}

/** Whether the server's archive is still the one that was read; a problem when it does not tell. */
const isSameArchive = async ({ remote, standing }: Reading): Promise<boolean | Problem> => {
  const { seq, seen } = standing.place
  if (seq === 0) return true
  const asked = await askChanges(remote, Math.max(0, (seen?.seq ?? seq) - 1), 1)
  if (!asked.ok) return asked.problem.code === 'archive-replaced' ? false : asked.problem
  const { generation, changes } = asked.value
  if (generation < seq) return false
  return seen === undefined || (changes[0]?.seq === seen.seq && changes[0].at === seen.at)
}

/** One answer's records, and where the reading stands after it. Returns the number of the last change that there is. */
async function* oneAnswer(reading: Reading): AsyncGenerator<FeedItem, number | undefined> {
  const { context, remote } = reading
  const before = reading.standing.place
  const asked = await askChanges(remote, before.seq)
  if (!asked.ok) {
    context.onProblem(asked.problem)
    return undefined
  }
  const { generation, last, changes, problems } = asked.value
  for (const problem of problems) context.onProblem(problem)
  yield* recordsOf(changes, reading, before)
  if (context.signal?.aborted) return undefined
  const seen = changes.at(-1)
  const place = {
    seq: Math.max(last, before.seq),
    seen: seen ? { seq: seen.seq, at: seen.at } : before.seen,
  }
  const faulty = reading.standing.faulty || problems.length > 0
  reading.standing = { ...reading.standing, place, faulty }
  return generation
}

/** Follows the feed up to the change that was its last when the reading began; false when it could not. */
async function* follow(reading: Reading): AsyncGenerator<FeedItem, boolean> {
  const { context, remote } = reading
  let until: number | undefined
  for (let answers = 0; answers < MOST_ANSWERS && !context.signal?.aborted; answers++) {
    const { seq } = reading.standing.place
    const generation = yield* oneAnswer(reading)
    if (generation === undefined) return false
    until ??= generation
    const reached = reading.standing.place.seq
    if (reached >= until) return true
    if (reached === seq) {
      const detail = `it has ${until} changes, but gives none after ${seq}; the rest is asked for next time`
      context.onProblem(gate('feed-stands-still', remote.base, detail))
      return false
    }
    yield { kind: 'checkpoint', resume: writeStanding(reading.standing) }
  }
  return false
}

async function* readFrom(reading: Reading): AsyncGenerator<FeedItem, FeedEnd> {
  const { context, remote } = reading
  const { since } = context.position
  const same = await isSameArchive(reading)
  if (typeof same === 'object') {
    context.onProblem(same)
    return { complete: false, ...(since !== undefined && { since }) }
  }
  if (same) yield* missedBefore(reading)
  else {
    const detail = `${remote.base} no longer has the change ${reading.standing.place.seq}, up to which it was read: its archive was made anew; everything is read again`
    context.onProblem(gate('feed-started-over', remote.base, detail))
    reading.standing = BEGINNING
  }
  const ended = yield* follow(reading)
  if (context.signal?.aborted) return { complete: false, ...(since !== undefined && { since }) }
  const { from, place, missed, back, faulty } = reading.standing
  // An archive without any change is one that is being set up, not one whose records are all gone.
  const all = ended && from === 0 && place.seq > 0
  return {
    complete: all && missed.length === 0 && back === undefined && !faulty,
    since: writeStanding(following(reading.standing)),
  }
}

/**
 * Reads the change feed of another Lodestone (`/api/changes`, docs/api.md): every record that changed since the last
 * reading, as the page that was fetched there, and withdrawn ones as deleted. Each page is checked against its digest.
 * Pages that cannot be had are told, and asked for again at the next reading. A server whose archive was made anew
 * (`feed-started-over`) is read from its first change. `complete` only when read from there without any failure.
 */
export const readLodestone = (fetcher: Fetcher): ReadFeed<'lodestone'> =>
  async function* readChanges(feed, context): AsyncGenerator<FeedItem, FeedEnd> {
    const { source, position } = context
    const url = webUrl(feed.url, { stage: 'gate', subject: source.id })
    if (!url.ok) {
      context.onProblem(url.problem)
      return { complete: false }
    }
    const base = url.value.replace(/[?#].*$/s, '').replace(/\/+$/, '')
    const remote: Remote = { base, source, fetcher, ...(feed.of !== undefined && { of: feed.of }) }
    const standing = readStanding(position.resume) ?? readStanding(position.since) ?? BEGINNING
    return yield* readFrom({ remote, context, standing })
  }
