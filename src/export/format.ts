/** What an export format is given, and what it gives back. Formats are pure over these, apart from their scratch folder. */
import type { SampleItem } from '../catalogue/item.ts'
import type { ScannedSample } from '../catalogue/scan.ts'
import type { StoredRecord } from '../model/record.ts'
import type { Source } from '../model/source.ts'

/** One sample of an export. */
export interface ExportRow extends ScannedSample {
  readonly item: SampleItem
}

export type Batches = AsyncIterable<readonly ExportRow[]>

/** What an export says of a source. */
export type ExportSource = Pick<Source, 'id' | 'name' | 'licence' | 'homepage'>

/** All that the bytes of an export depend on beside the samples: the same context and samples give the same bytes. */
export interface ExportContext {
  /** Number of the last archive change that the samples show, and when it was made (xsd:dateTime). */
  readonly generation: number
  readonly date: string
  readonly total: number
  /** The filters as query string, in canonical order. */
  readonly query: string
  /** Address of the same export. */
  readonly url: string
  readonly program: string
  readonly sources: readonly ExportSource[]
  readonly columns: readonly string[]
  /** Whether cells are made harmless for programs that run formulas. */
  readonly spreadsheet: boolean
  /** These versions of records, in the same order. */
  versions(records: ScannedSample['records']): Promise<readonly StoredRecord[]>
  /** An empty folder for files that are needed meanwhile. */
  readonly scratch: string
}

/** One format of exports. */
export interface ExportFormat {
  readonly name: string
  readonly title: string
  readonly mediaType: string
  /** With the dot. */
  readonly extension: string
  /** Whether it is made from the records that describe the samples. */
  readonly records: boolean
  /** The bytes, made as the rows come in. Throws what reading them throws. */
  write(batches: Batches, context: ExportContext): AsyncIterable<Uint8Array>
}
