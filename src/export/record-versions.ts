/** Versions of records as the catalogue knew them, while the archive may be further. */
import type { Archive } from '../archive/archive.ts'
import type { RecordVersion } from '../catalogue/scan.ts'
import type { StoredRecord } from '../model/record.ts'

/** Where versions are read. */
export type Versions = Pick<Archive, 'record' | 'changesSince'>

const versionOf = async (archive: Versions, { url, seq }: RecordVersion): Promise<StoredRecord> => {
  const current = await archive.record(url)
  if (current?.seq === seq) return current
  const [change] = await archive.changesSince(seq - 1, 1)
  if (change?.seq === seq && change.url === url) return change.after
  throw new Error(
    `the archive has no version ${seq} of ${url}, which the catalogue shows; make the catalogue anew`,
  )
}

/** These versions, in their order. Rejects when one is missing, which only happens when the archive was replaced. */
export const readVersions = async (
  archive: Versions,
  records: readonly RecordVersion[],
): Promise<readonly StoredRecord[]> => {
  const found: StoredRecord[] = []
  for (const record of records) found.push(await versionOf(archive, record))
  return found
}
