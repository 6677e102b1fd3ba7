/** What is current of records that are about to be written. */

import type { Kysely } from 'kysely'
import { chunks } from './chunks.ts'
import { readContents } from './content.ts'
import { isComparable, outcomeDigest } from './sameness.ts'
import type { Tables, VersionRow } from './schema.ts'
import { stampKey, stampOf } from './stamps.ts'
import { readFindings } from './versions.ts'

/** What decides how an outcome relates to the current version. */
export interface Current {
  readonly seq: number
  readonly outcomeDigest: string
  readonly samples: string
  readonly etag: string | null
  readonly lastModified: string | null
  /** As `stampKey` gives it. */
  readonly stamp: string
}

export type CurrentByUrl = ReadonlyMap<string, Current>

/** The digest of a version that says what `outcomeDigest` says of an outcome. */
export const comparable = (row: VersionRow, findings: Uint8Array): string =>
  outcomeDigest(
    {
      ...{ source: row.source, state: row.state, bodyDigest: row.body_digest, samples: row.samples },
      ...{ statementsDigest: row.statements_digest, present: row.coverage_present },
      reached: row.coverage_reached,
    },
    readFindings(findings),
  )

/** Digests of versions that older programs wrote, made as today's are, by sequence number. */
const digestsAnew = async (
  db: Kysely<Tables>,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const digests = new Map<number, string>()
  if (seqs.length === 0) return digests
  const rows = await db.selectFrom('version').selectAll().where('seq', 'in', seqs).execute()
  const contents = await readContents(
    db,
    rows.map(row => row.findings_digest),
  )
  for (const row of rows) {
    const findings = contents.get(row.findings_digest)
    if (findings) digests.set(row.seq, comparable(row, findings))
  }
  return digests
}

/** The current versions of these URLs, tombstones included. */
export const readCurrent = async (db: Kysely<Tables>, urls: readonly string[]): Promise<CurrentByUrl> => {
  const current = new Map<string, Current>()
  for (const some of chunks(urls)) {
    const rows = await db
      .selectFrom('record')
      .innerJoin('version', 'version.seq', 'record.seq')
      .innerJoin('stamp', 'stamp.id', 'record.stamp')
      .select(['record.url', 'record.seq', 'version.outcome_digest as outcomeDigest', 'version.samples'])
      .select(['record.etag', 'record.last_modified as lastModified'])
      .select(['stamp.pipeline_digest', 'stamp.conversion', 'stamp.validation'])
      .where('record.url', 'in', some)
      .execute()
    const anew = await digestsAnew(
      db,
      rows.flatMap(({ seq, outcomeDigest: digest }) => (isComparable(digest) ? [] : [seq])),
    )
    for (const { url, seq, outcomeDigest: digest, samples, etag, lastModified, ...stamp } of rows)
      current.set(url, {
        ...{ seq, samples, etag, lastModified },
        outcomeDigest: anew.get(seq) ?? digest,
        stamp: stampKey(stampOf(stamp)),
      })
  }
  return current
}
