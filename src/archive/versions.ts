/** Rows of `version` and their content <-> stored records. */

import type { Kysely } from 'kysely'
import type { Iri } from '../model/iri.ts'
import type { RecordOutcome, StoredRecord } from '../model/record.ts'
import { readContents } from './content.ts'
import type { Tables, VersionRow } from './schema.ts'
import { headOf } from './version-head.ts'

/** The part of an outcome that is kept as JSON text. */
export interface Findings extends Pick<RecordOutcome, 'repairs' | 'reports' | 'problems'> {
  readonly lost: readonly string[]
}

/**
 * Record quads and kernel triples as one text, because the second repeats the first and together they compress to little
 * more than one of them: the number of bytes of the record quads, a newline, the record quads, the kernel triples.
 */
export const statementsContent = (
  outcome: Pick<RecordOutcome, 'recordQuads' | 'kernelTriples'>,
): Uint8Array => {
  const quads = Buffer.from(outcome.recordQuads)
  return Buffer.concat([Buffer.from(`${quads.length}\n`), quads, Buffer.from(outcome.kernelTriples)])
}

export function readStatements(content: Uint8Array): Pick<RecordOutcome, 'recordQuads' | 'kernelTriples'> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length)
  const start = bytes.indexOf('\n') + 1
  const end = start + Number(bytes.toString('latin1', 0, start - 1))
  return { recordQuads: bytes.toString('utf8', start, end), kernelTriples: bytes.toString('utf8', end) }
}

/** What an outcome says beside its statements. */
export const findingsOf = ({ repairs, reports, problems, coverage }: RecordOutcome): Findings => ({
  ...{ lost: coverage?.lost ?? [], repairs, reports, problems },
})

/** Repairs, reports, problems and lost paths as JSON: the same bytes for many records, which are then stored once. */
export const findingsContent = (findings: Findings): Uint8Array => Buffer.from(JSON.stringify(findings))

/** Undoes `findingsContent`. */
export const readFindings = (content: Uint8Array): Findings =>
  JSON.parse(Buffer.from(content).toString()) as Findings

function coverageOf(row: VersionRow, lost: readonly string[]): Pick<StoredRecord, 'coverage'> {
  const { coverage_present: present, coverage_reached: reached } = row
  return present === null || reached === null ? {} : { coverage: { present, reached, lost } }
}

function storedRecord(row: VersionRow, statements: Uint8Array, findings: Uint8Array): StoredRecord {
  const { lost, repairs, reports, problems } = readFindings(findings)
  return {
    ...headOf(row),
    pipelineDigest: row.pipeline_digest,
    samples: JSON.parse(row.samples) as Iri[],
    ...readStatements(statements),
    ...coverageOf(row, lost),
    repairs,
    reports,
    problems,
  }
}

/** Stored records of version rows, in the order of the rows; content that several rows share is read once. */
export async function storedRecords(
  db: Kysely<Tables>,
  rows: readonly VersionRow[],
): Promise<StoredRecord[]> {
  const contents = await readContents(
    db,
    rows.flatMap(row => [row.statements_digest, row.findings_digest]),
  )
  const content = (row: VersionRow, digest: string): Uint8Array => {
    const bytes = contents.get(digest)
    if (!bytes)
      throw new Error(`the archive is damaged: version ${row.seq} lacks content ${digest}; restore a backup`)
    return bytes
  }
  return rows.map(row =>
    storedRecord(row, content(row, row.statements_digest), content(row, row.findings_digest)),
  )
}
