/** Checking archived records again: reading them slice by slice, and writing what came to be different. */

import type { Kysely, Transaction } from 'kysely'
import type { Iri } from '../model/iri.ts'
import type { ValidationReport } from '../model/validation-report.ts'
import { addVersions, type NewVersion } from './add-versions.ts'
import type { Stamp } from './archive.ts'
import { chunks } from './chunks.ts'
import { addContents, digestOfBytes, packed, readContents } from './content.ts'
import { comparable } from './current.ts'
import type {
  Amendment,
  Checkable,
  CheckableRecord,
  Revalidations,
  Slice,
  StampGroup,
} from './revalidations.ts'
import type { ContentRow, Tables, VersionRow } from './schema.ts'
import { findStamp, stampId, stampOf } from './stamps.ts'
import type { Store } from './store.ts'
import { findingsContent, readFindings, readStatements } from './versions.ts'

const readGroups = async (db: Kysely<Tables>): Promise<StampGroup[]> => {
  const rows = await db
    .selectFrom('record')
    .innerJoin('stamp', 'stamp.id', 'record.stamp')
    .where('record.state', '!=', 'withdrawn')
    .groupBy(['record.source', 'record.state', 'record.stamp'])
    .select([
      'record.source',
      'record.state',
      'stamp.pipeline_digest',
      'stamp.conversion',
      'stamp.validation',
    ])
    .select(({ fn }) => fn.countAll<number>().as('records'))
    .orderBy('record.source')
    .orderBy('record.state')
    .execute()
  return rows.map(({ source, state, records, ...stamp }) => ({
    ...{ source, state, records, stamp: stampOf(stamp) },
  }))
}

/** The current records of a group; none when no record ever bore its stamp. */
const ofGroup = async (db: Kysely<Tables>, { source, state, stamp }: StampGroup) =>
  db
    .selectFrom('record')
    .where('record.source', '=', source)
    .where('record.state', '=', state)
    .where('record.stamp', '=', (await findStamp(db, stamp)) ?? -1)

const readSlice = async (
  db: Kysely<Tables>,
  group: StampGroup,
  after: string,
  limit: number,
): Promise<Slice | undefined> => {
  const some = (await ofGroup(db, group)).select('record.url').where('record.url', '>', after)
  const found = await db
    .selectFrom(some.orderBy('record.url').limit(limit).as('some'))
    .select(({ fn }) => [fn.max('some.url').as('through'), fn.countAll<number>().as('records')])
    .executeTakeFirst()
  return found?.through ? { group, after, through: found.through, records: found.records } : undefined
}

type Found = Pick<VersionRow, 'url' | 'seq' | 'samples' | 'statements_digest' | 'findings_digest'>

const present = <T>(content: T | undefined, { seq }: Pick<VersionRow, 'seq'>, digest: string): T => {
  if (content === undefined)
    throw new Error(`the archive is damaged: version ${seq} lacks content ${digest}; restore a backup`)
  return content
}

const readCheckable = async (
  db: Kysely<Tables>,
  slice: Slice,
  wanted: (reports: readonly ValidationReport[]) => boolean,
): Promise<Checkable> => {
  const newest = await db
    .selectFrom('version')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst()
  const rows: Found[] = await (await ofGroup(db, slice.group))
    .innerJoin('version', 'version.seq', 'record.seq')
    .where('record.url', '>', slice.after)
    .where('record.url', '<=', slice.through)
    .select(['record.url', 'record.seq', 'version.samples'])
    .select(['version.statements_digest', 'version.findings_digest'])
    .execute()
  const findings = await readContents(
    db,
    rows.map(row => row.findings_digest),
  )
  // The same for many records, where there is nothing to find fault with.
  const reportsOf = new Map([...findings].map(([digest, bytes]) => [digest, readFindings(bytes).reports]))
  const asked = rows.flatMap(row => {
    const reports = present(reportsOf.get(row.findings_digest), row, row.findings_digest)
    return wanted(reports) ? [{ row, reports }] : []
  })
  const statements = await readContents(
    db,
    asked.map(({ row }) => row.statements_digest),
  )
  const records = asked.map(
    ({ row, reports }): CheckableRecord => ({
      ...{ url: row.url as Iri, seq: row.seq, samples: JSON.parse(row.samples) as Iri[], reports },
      kernelTriples: readStatements(
        present(statements.get(row.statements_digest), row, row.statements_digest),
      ).kernelTriples,
    }),
  )
  return { generation: newest?.seq ?? 0, records }
}

interface Amended {
  readonly versions: readonly NewVersion[]
  readonly contents: readonly ContentRow[]
}

/** The versions that amendments make; without those of records that have changed meanwhile. */
const amended = async (
  db: Transaction<Tables>,
  amendments: readonly Amendment[],
  stamp: { readonly id: number; readonly pipelineDigest: string },
  at: string,
): Promise<Amended> => {
  const versions: NewVersion[] = []
  const contents: ContentRow[] = []
  for (const some of chunks(amendments)) {
    const bySeq = new Map(some.map(amendment => [amendment.seq, amendment]))
    const rows = await db
      .selectFrom('record')
      .innerJoin('version', 'version.seq', 'record.seq')
      .selectAll('version')
      .where('record.seq', 'in', [...bySeq.keys()])
      .execute()
    const before = await readContents(
      db,
      rows.map(row => row.findings_digest),
    )
    for (const row of rows) {
      const amendment = bySeq.get(row.seq)
      if (!amendment || amendment.url !== row.url || row.state === 'withdrawn') continue
      const said = readFindings(present(before.get(row.findings_digest), row, row.findings_digest))
      const findings = findingsContent({ ...said, reports: amendment.reports })
      const { seq: previous, ...kept } = { ...row, state: amendment.state }
      const findings_digest = digestOfBytes(findings)
      const outcome_digest = comparable({ ...kept, seq: previous, findings_digest }, findings)
      contents.push(packed(findings, findings_digest))
      versions.push({
        row: {
          ...kept,
          previous,
          at,
          findings_digest,
          outcome_digest,
          pipeline_digest: stamp.pipelineDigest,
        },
        stamp: stamp.id,
      })
    }
  }
  return { versions, contents }
}

const amend = (
  store: Store,
  slice: Slice,
  checked: Parameters<Revalidations['amend']>[1],
  now: () => Date,
): Promise<{ readonly written: number }> =>
  store.write(async db => {
    const { source, state, stamp: before } = slice.group
    const { stamp, generation, amendments } = checked
    const [from, id] = [await findStamp(db, before), await stampId(db, stamp)]
    const { versions, contents } = await amended(
      db,
      amendments,
      { id, pipelineDigest: stamp.pipelineDigest },
      now().toISOString(),
    )
    await db
      .updateTable('record')
      .set({ stamp: id })
      .where('source', '=', source)
      .where('state', '=', state)
      .where('url', '>', slice.after)
      .where('url', '<=', slice.through)
      .where('stamp', '=', from ?? -1)
      .where('seq', '<=', generation)
      .execute()
    await addContents(db, contents)
    await addVersions(db, versions)
    return { written: versions.length }
  })

const restamp = (store: Store, { source, state, stamp: before }: StampGroup, stamp: Stamp): Promise<number> =>
  store.write(async db => {
    const [from, id] = [await findStamp(db, before), await stampId(db, stamp)]
    const { numUpdatedRows } = await db
      .updateTable('record')
      .set({ stamp: id })
      .where('source', '=', source)
      .where('state', '=', state)
      .where('stamp', '=', from ?? -1)
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  })

/** The revalidation of a store's records (revalidations.ts). */
export const revalidations = (store: Store, now: () => Date): Revalidations => ({
  stampGroups: () => readGroups(store.db),
  slice: (group, after, limit) => readSlice(store.db, group, after, limit),
  checkable: (slice, wanted) => readCheckable(store.db, slice, wanted),
  amend: (slice, checked) => amend(store, slice, checked, now),
  restamp: (group, stamp) => restamp(store, group, stamp),
})
