/** Writing outcomes and tombstones: the only code that adds versions. */

import type { Kysely, Transaction } from 'kysely'
import type { RecordOutcome } from '../model/record.ts'
import type { Written } from './archive.ts'
import { chunks } from './chunks.ts'
import { addContents } from './content.ts'
import { type Draft, draft, rounds, versionOf } from './drafts.ts'
import type { NewVersionRow, RecordTable, Tables } from './schema.ts'
import type { Store } from './store.ts'

/** What decides how an outcome relates to the current version. */
interface Current {
  readonly seq: number
  readonly outcomeDigest: string
  readonly samples: string
  readonly etag: string | null
  readonly lastModified: string | null
}

type CurrentByUrl = ReadonlyMap<string, Current>

async function readCurrent(db: Kysely<Tables>, drafts: readonly Draft[]): Promise<CurrentByUrl> {
  const current = new Map<string, Current>()
  for (const some of chunks(drafts)) {
    const rows = await db
      .selectFrom('record')
      .innerJoin('version', 'version.seq', 'record.seq')
      .select(['record.url', 'record.seq', 'version.outcome_digest as outcomeDigest', 'version.samples'])
      .select(['record.etag', 'record.last_modified as lastModified'])
      .where(
        'record.url',
        'in',
        some.map(({ outcome }) => outcome.url),
      )
      .execute()
    for (const row of rows) current.set(row.url, row)
  }
  return current
}

const isNew = (current: CurrentByUrl, { outcome, digest }: Draft): boolean =>
  current.get(outcome.url)?.outcomeDigest !== digest

/** Whether something about an unchanged page is to be remembered all the same. */
function isTouched(current: CurrentByUrl, { outcome }: Draft): boolean {
  const known = current.get(outcome.url)
  return (
    known !== undefined &&
    (known.etag !== (outcome.etag ?? null) || known.lastModified !== (outcome.lastModified ?? null))
  )
}

/** Adds versions and makes them current, with the state of the present that follows from them. */
async function addVersions(db: Transaction<Tables>, versions: readonly NewVersionRow[]): Promise<void> {
  for (const some of chunks(versions)) {
    const added = await db.insertInto('version').values(some).returning(['seq', 'url']).execute()
    const seqOf = new Map(added.map(({ seq, url }) => [url, seq]))
    const records = some.map((version): RecordTable => {
      const seq = seqOf.get(version.url)
      if (seq === undefined) throw new Error(`the database gave no sequence number to ${version.url}`)
      return currentRow(version, seq)
    })
    await db
      .insertInto('record')
      .values(records)
      .onConflict(conflict =>
        conflict.column('url').doUpdateSet(({ ref }) => ({
          seq: ref('excluded.seq'),
          source: ref('excluded.source'),
          state: ref('excluded.state'),
          coverage: ref('excluded.coverage'),
          fetched_at: ref('excluded.fetched_at'),
          etag: ref('excluded.etag'),
          last_modified: ref('excluded.last_modified'),
        })),
      )
      .execute()
  }
}

function currentRow(version: NewVersionRow, seq: number): RecordTable {
  const { coverage_present: present, coverage_reached: reached, state } = version
  const withdrawn = state === 'withdrawn'
  return {
    url: version.url,
    seq,
    source: version.source,
    state,
    coverage:
      typeof present === 'number' && typeof reached === 'number' && present > 0 ? reached / present : null,
    fetched_at: version.fetched_at,
    // A page that comes back must be fetched in full: after a 304 there would be no outcome to write.
    etag: withdrawn ? null : (version.etag ?? null),
    last_modified: withdrawn ? null : (version.last_modified ?? null),
  }
}

/** Brings `record_sample` up to date for drafts that were just stored. */
async function linkSamples(
  db: Transaction<Tables>,
  current: CurrentByUrl,
  stored: readonly Draft[],
): Promise<void> {
  const moved = stored.filter(
    ({ outcome }) => current.get(outcome.url)?.samples !== JSON.stringify(outcome.samples),
  )
  const known = moved.map(({ outcome }) => outcome.url).filter(url => current.has(url))
  for (const some of chunks(known)) await db.deleteFrom('record_sample').where('url', 'in', some).execute()
  const links = moved.flatMap(({ outcome }) =>
    [...new Set(outcome.samples)].map(sample => ({ sample, url: outcome.url })),
  )
  for (const some of chunks(links)) await db.insertInto('record_sample').values(some).execute()
}

async function touch(db: Transaction<Tables>, { outcome }: Draft): Promise<void> {
  await db
    .updateTable('record')
    .set({
      etag: outcome.etag ?? null,
      last_modified: outcome.lastModified ?? null,
    })
    .where('url', '=', outcome.url)
    .execute()
}

/** Stores drafts of distinct URLs; returns those that made a version. */
async function writeRound(
  db: Transaction<Tables>,
  drafts: readonly Draft[],
  at: string,
): Promise<readonly Draft[]> {
  const current = await readCurrent(db, drafts)
  const changed = drafts.filter(each => isNew(current, each))
  const unchanged = drafts.filter(each => !isNew(current, each))
  await addContents(
    db,
    changed.flatMap(each => each.pack()),
  )
  await addVersions(
    db,
    changed.map(each => versionOf(each, current.get(each.outcome.url)?.seq ?? null, at)),
  )
  await linkSamples(db, current, changed)
  for (const each of unchanged) if (isTouched(current, each)) await touch(db, each)
  return changed
}

/** Implements `Archive.write`. */
export async function writeOutcomes(
  store: Store,
  outcomes: readonly RecordOutcome[],
  now: () => Date,
): Promise<Written> {
  const drafts = outcomes.map(draft)
  // A first look without the lock: compression happens before it is taken, and a harvest that found nothing new never takes it.
  const seen = await readCurrent(store.db, drafts)
  const urls = new Set<string>(outcomes.map(({ url }) => url))
  const mayBeNew = drafts.filter(each => isNew(seen, each))
  if (urls.size === drafts.length && mayBeNew.length === 0 && !drafts.some(each => isTouched(seen, each))) {
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
      .where('record.url', '=', url)
      .executeTakeFirst()
    if (!before || before.state === 'withdrawn') return false
    const { seq: previous, ...content } = before
    await addVersions(db, [
      {
        ...content,
        previous,
        at: now().toISOString(),
        state: 'withdrawn',
        withdrawn_because: because,
        // Empty equals no outcome: the page is new when it comes back, even unchanged.
        outcome_digest: '',
      },
    ])
    return true
  })
}
