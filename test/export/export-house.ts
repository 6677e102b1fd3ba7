/** A catalogue in memory with its archive, and exports made from it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Catalogue, openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { Filters } from '../../src/catalogue/query.ts'
import { USUAL_COLUMNS } from '../../src/export/columns.ts'
import { exportFormat } from '../../src/export/formats.ts'
import { type ExportOrigin, type ExportRequest, makeExport } from '../../src/export/make.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import { recordOf, rockVocabularies, type SampleSketch } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'

const opened: Catalogue[] = []
const folders: string[] = []
afterAll(async () => {
  for (const catalogue of opened) await catalogue.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-export-'))
  folders.push(folder)
  return folder
}

/** What an export of everything asks. */
export const request = (format: string, given: Partial<ExportRequest> = {}): ExportRequest => {
  const found = exportFormat(format)
  if (!found) throw new Error(`no format ${format}`)
  const search = { selected: {}, has: [], sort: 'identifier' as const }
  return { format: found, search, query: '', columns: USUAL_COLUMNS, spreadsheet: false, ...given }
}

/** One catalogue whose content is replaced, because opening takes longer than filling. */
export const openHouse = async () => {
  const feed = memoryFeed()
  const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
  opened.push(catalogue)
  const folder = temporaryFolder()
  const outcomes = new Map<string, RecordOutcome>()
  const origin: ExportOrigin = {
    catalogue,
    archive: {
      changeHeads: (since, limit) => feed.changeHeads(since, limit),
      versions: seqs => feed.versions(seqs),
    },
    sources: [
      { id: 'a', name: 'Demo agent A', licence: 'CC-BY-4.0', homepage: 'https://a.example/' },
      { id: 'b', name: 'Demo agent B' },
    ],
    base: 'http://localhost:3030',
    program: 'Lodestone test',
  }
  let made = 0
  const house = {
    catalogue,
    feed,
    origin,
    folder,
    accepted: () => [...outcomes.values()],
    write: async (records: readonly RecordOutcome[]) => {
      feed.write(records)
      for (const record of records) outcomes.set(record.url, record)
      await catalogue.catchUp()
    },
    /** Replaces all records by one for each sketch. */
    fill: async (sketches: readonly SampleSketch[]) => {
      for (const url of outcomes.keys()) feed.withdraw(url)
      outcomes.clear()
      const urlOf = (iri: string) => `https://repository.example/${encodeURIComponent(iri)}`
      await house.write(
        sketches.map((sketch, index) =>
          recordOf(urlOf(sketch.iri), [sketch], { source: index % 2 === 0 ? 'a' : 'b' }),
        ),
      )
    },
    export: async (format: string, given: Partial<ExportRequest> = {}) => {
      const path = join(folder, `${++made}`)
      const making = { begin: () => undefined, advance: () => undefined }
      const manifest = await makeExport(origin, request(format, given), path, making)
      return { manifest, path, bytes: await readFile(path) }
    },
    items: async (filters: Partial<Filters> = {}) => {
      const search = { selected: {}, has: [], ...filters, facets: [], facetLimit: 0, limit: 1000 }
      const found = await catalogue.search({ ...search, sort: 'identifier' })
      if (!found.ok) throw new Error(found.problem.detail)
      return found.value
    },
  }
  return house
}
