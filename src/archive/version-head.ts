/** What the row of a version says of a record beside its statements and findings. */

import type { Iri } from '../model/iri.ts'
import type { StoredRecord } from '../model/record.ts'
import type { VersionRow } from './schema.ts'

/** A stored record without statements, findings and what made them. */
export type VersionHead = Pick<
  StoredRecord,
  | 'seq'
  | 'url'
  | 'source'
  | 'state'
  | 'withdrawnBecause'
  | 'finalUrl'
  | 'mediaType'
  | 'charset'
  | 'etag'
  | 'lastModified'
  | 'fetchedAt'
  | 'bodyDigest'
>

/** The columns that `headOf` reads. */
export const HEAD_COLUMNS = [
  'seq',
  'url',
  'source',
  'state',
  'withdrawn_because',
  'final_url',
  'media_type',
  'charset',
  'etag',
  'last_modified',
  'fetched_at',
  'body_digest',
] as const

/** A property for a column, or none for null. */
const given = <K extends string>(key: K, value: string | null): { [P in K]?: string } =>
  (value === null ? {} : { [key]: value }) as { [P in K]?: string }

/** The columns of a row as the properties of a record. */
export const headOf = (row: Pick<VersionRow, (typeof HEAD_COLUMNS)[number]>): VersionHead => ({
  url: row.url as Iri,
  source: row.source,
  state: row.state,
  seq: row.seq,
  ...given('withdrawnBecause', row.withdrawn_because),
  finalUrl: row.final_url,
  mediaType: row.media_type,
  ...given('charset', row.charset),
  ...given('etag', row.etag),
  ...given('lastModified', row.last_modified),
  fetchedAt: row.fetched_at,
  bodyDigest: row.body_digest,
})
