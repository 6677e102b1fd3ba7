/** Writing outcomes and tombstones. */

import type { Transaction } from 'kysely'
import { addVersions } from './add-versions.ts'
import type { MadeOutcome, Written } from './archive.ts'
import { chunks } from './chunks.ts'
import { addContents } from './content.ts'
import { type CurrentByUrl, readCurrent } from './current.ts'
import { type Draft, draft, rounds, versionOf } from './drafts.ts'
import type { NewVersionRow, Tables } from './schema.ts'
import { putStamp, stampIds, stampKey } from './stamps.ts'
import type { Store } from './store.ts'

const urlOf = ({ outcome }: Draft): string => outcome.url

const isNew = (current: CurrentByUrl, { outcome, digest }: Draft): boolean =>
  current.get(outcome.url)?.outcomeDigest !== digest

/** Whether an unchanged page came with other HTTP validators. */
function isTouched(current: CurrentByUrl, { outcome }: Draft): boolean {
  const known = current.get(outcome.url)
  return (
    known !== undefined &&
    (known.etag !== (outcome.etag ?? null) || known.lastModified !== (outcome.lastModified ?? null))
  )
}

/** Whether another pipeline came to the same. */
const isRestamped = (current: CurrentByUrl, { outcome, stamp }: Draft): boolean =>
  current.get(outcome.url)?.stamp !== stampKey(stamp)

/** Brings `record_sample` up to date for drafts that were just stored. */
async function linkSamples(
  db: Transaction<Tables>,
  current: CurrentByUrl,
  stored: readonly Draft[],
): Promise<void> {
  const moved = stored.filter(
    ({ outcome }) => current.get(outcome.url)?.samples !== JSON.stringify(outcome.samples),
  )
  const known = moved.map(urlOf).filter(url => current.has(url))
  for (const some of chunks(known)) await db.deleteFrom('record_sample').where('url', 'in', some).execute()
  const links = moved.flatMap(({ outcome }) =>
    [...new Set(outcome.samples)].map(sample => ({ sample, url: outcome.url })),
  )
  for (const some of chunks(links)) await db.insertInto('record_sample').values(some).execute()
}

/** Remembers what makes no version: HTTP validators, and which pipeline came to the same. */
async function touch(
  db: Transaction<Tables>,
  current: CurrentByUrl,
  unchanged: readonly Draft[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { outcome } of unchanged.filter(each => isTouched(current, each))) {
    await db
      .updateTable('record')
      .set({ etag: outcome.etag ?? null, last_modified: outcome.lastModified ?? null })
      .where('url', '=', outcome.url)
      .execute()
  }
  for (const [key, id] of ids) {
    const restamped = unchanged.filter(each => stampKey(each.stamp) === key && isRestamped(current, each))
    await putStamp(db, restamped.map(urlOf), id)
  }
}

/** Stores drafts of distinct URLs; returns those that made a version. */
async function writeRound(
  db: Transaction<Tables>,
  drafts: readonly Draft[],
  at: string,
): Promise<readonly Draft[]> {
  const current = await readCurrent(db, drafts.map(urlOf))
  const changed = drafts.filter(each => isNew(current, each))
  const unchanged = drafts.filter(each => !isNew(current, each))
  const ids = await stampIds(
    db,
    drafts.filter(each => isRestamped(current, each) || isNew(current, each)).map(({ stamp }) => stamp),
  )
  await addContents(
    db,
    changed.flatMap(each => each.pack()),
  )
  await addVersions(
    db,
    changed.map(each => ({
      row: versionOf(each, current.get(each.outcome.url)?.seq ?? null, at),
      stamp: ids.get(stampKey(each.stamp)) ?? 0,
    })),
  )
  await linkSamples(db, current, changed)
  await touch(db, current, unchanged, ids)
  return changed
}

/** Implements `Archive.write`. */
export async function writeOutcomes(
  store: Store,
  outcomes: readonly MadeOutcome[],
  now: () => Date,
): Promise<Written> {
  const drafts = outcomes.map(draft)
  // A first look without the lock: compression happens before it is taken, and a harvest that found nothing new never takes it.
  const seen = await readCurrent(store.db, drafts.map(urlOf))
  const urls = new Set<string>(outcomes.map(({ url }) => url))
  const mayBeNew = drafts.filter(each => isNew(seen, each))
  const isToWrite = (each: Draft): boolean =>
    isNew(seen, each) || isTouched(seen, each) || isRestamped(seen, each)
  if (urls.size === drafts.length && !drafts.some(isToWrite)) {
    return { written: 0, unchanged: drafts.length, unchangedUrls: urls }
  }
  for (const each of mayBeNew) each.pack()
  const written = await store.write(async db => {
    const at = now().toISOString()
    const changed: Draft[] = []
    for (const round of rounds(drafts)) changed.push(...(await writeRound(db, round, at)))
    return changed
  })
  for (const { outcome } of written) urls.delete(outcome.url)
  return { written: written.length, unchanged: drafts.length - written.length, unchangedUrls: urls }
}

/** Implements `Archive.withdraw`. */
export function withdrawRecord(
  store: Store,
  url: string,
  because: string,
  now: () => Date,
): Promise<boolean> {
  return store.write(async db => {
    const before = await db
      .selectFrom('version')
      .innerJoin('record', 'record.seq', 'version.seq')
      .selectAll('version')
      .select('record.stamp')
      .where('record.url', '=', url)
      .executeTakeFirst()
    if (!before || before.state === 'withdrawn') return false
    const { seq: previous, stamp, ...content } = before
    const row: NewVersionRow = {
      ...content,
      previous,
      at: now().toISOString(),
      state: 'withdrawn',
      withdrawn_because: because,
      // Empty equals no outcome: the page is new when it comes back, even unchanged.
      outcome_digest: '',
    }
    await addVersions(db, [{ row, stamp }])
    return true
  })
}
