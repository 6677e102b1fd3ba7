/** Makes one export: from all samples of a search to a file and its manifest. */
import { mkdir, rm } from 'node:fs/promises'
import type { Scan, ScanRequest } from '../catalogue/scan.ts'
import { writeFileFrom } from './file-digest.ts'
import type { ExportContext, ExportFormat, ExportSource } from './format.ts'
import { type Manifest, manifestOf } from './manifest.ts'
import { readVersions, type Versions } from './record-versions.ts'
import { createTally, rowsOf, tallied } from './tally.ts'

/** What exports are made from. */
export interface ExportOrigin {
  readonly catalogue: {
    scan<T>(request: ScanRequest, work: (scan: Scan) => Promise<T>): Promise<T>
  }
  readonly archive: Versions
  readonly sources: readonly ExportSource[]
  readonly base: string
  readonly program: string
}

/** One export that is wanted. */
export interface ExportRequest {
  readonly format: ExportFormat
  readonly search: Omit<ScanRequest, 'records'>
  /** Filters, order and form as query string in canonical order: equal requests have equal ones. */
  readonly query: string
  readonly columns: readonly string[]
  readonly spreadsheet: boolean
}

/** What is known once an export begins, and while it is made. */
export interface Making {
  /** The state of the catalogue that it shows, and how many samples there will be. */
  begin(generation: number, total: number): void
  /** Bytes that are in the file. */
  advance(bytes: number): void | Promise<void>
  readonly signal?: AbortSignal
}

/** When the change with this number was archived; for an empty archive the beginning of time that zip files know. */
const dateOf = async (archive: Versions, generation: number): Promise<string> => {
  const [change] = await archive.changeHeads(generation - 1, 1)
  return change?.at ?? '1980-01-01T00:00:00.000Z'
}

/** The address of an export of one state. */
export const exportUrl = (base: string, { query, format }: ExportRequest, generation: number): string =>
  `${base}/api/export?format=${format.name}${query === '' ? '' : `&${query}`}&generation=${generation}`

/**
 * Writes an export to `path`, with `<path>.scratch` as folder for what is needed meanwhile. Rejects when the signal is
 * aborted, when disk or databases fail, and when the samples were not as many as counted; the file is of no use then.
 */
export const makeExport = async (
  origin: ExportOrigin,
  request: ExportRequest,
  path: string,
  making: Making,
): Promise<Manifest> => {
  const { catalogue, archive, sources, base, program } = origin
  const { format, search, query, columns, spreadsheet } = request
  const scratch = `${path}.scratch`
  await mkdir(scratch, { recursive: true })
  try {
    return await catalogue.scan({ ...search, records: format.records }, async scan => {
      const { generation, total, batches } = scan
      making.begin(generation, total)
      const context: ExportContext = {
        ...{ generation, total, query, columns, spreadsheet, sources, program, scratch },
        date: await dateOf(archive, generation),
        url: exportUrl(base, request, generation),
        versions: records => readVersions(archive, records),
      }
      const tally = createTally()
      const rows = tallied(rowsOf(batches, total, making.signal), tally)
      const file = await writeFileFrom(format.write(rows, context), path, async bytes => {
        making.signal?.throwIfAborted()
        await making.advance(bytes)
      })
      return manifestOf(format, context, tally, file, new Date().toISOString())
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
