/** Versions of records as the catalogue knew them, while the archive may be further. */
import type { Archive } from '../archive/archive.ts'
import type { RecordVersion } from '../catalogue/scan.ts'
import type { StoredRecord } from '../model/record.ts'

/** Where versions are read. */
export type Versions = Pick<Archive, 'versions' | 'changeHeads'>

/** These versions, in their order. Rejects when one is missing, which only happens when the archive was replaced. */
export const readVersions = async (
  archive: Versions,
  records: readonly RecordVersion[],
): Promise<readonly StoredRecord[]> => {
  const found = await archive.versions(records.map(({ seq }) => seq))
  return records.map(({ url, seq }, n) => {
    const record = found[n]
    if (found.length === records.length && record?.seq === seq && record.url === url) return record
    throw new Error(
      `the archive has no version ${seq} of ${url}, which the catalogue shows; make the catalogue anew`,
    )
  })
}
