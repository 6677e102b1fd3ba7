/** An archive of synthetic records, checked and stored by the program's own code; made once and kept. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '../../src/archive/archive.ts'
import { openArchive } from '../../src/archive/open.ts'
import { parseQuads } from '../../src/rdf/n-quads.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { loadProfiles } from '../../src/registry/profiles.ts'
import { loadVocabularies } from '../../src/registry/vocabularies.ts'
import { createValidator, verdict } from '../../src/validate/validator.ts'
import { createDescriber, wholeDigest } from '../../src/walk/made-by.ts'
import { SOURCES, syntheticRecord } from './record.ts'

const CONVERSION = 'bench'
/** What is kept of an earlier form of the records has another name. */
const EDITION = 3

/** Community profiles that every synthetic source is checked against. */
export const LISTED = ['geology']

export const profilesOfSources: ReadonlyMap<string, readonly string[]> = new Map(
  SOURCES.map(source => [source, LISTED]),
)

/** Opens an archive for writing, or throws what is in the way. */
export const openOrThrow = async (folder: string): Promise<Archive> => {
  const opened = await openArchive(folder)
  if (!opened.ok) throw new Error(opened.problem.detail)
  return opened.value
}

/** Writes records `first` to `first + count - 1`, checked, in one transaction. */
export const createWriter = (shapes: string = bundled('shapes')) => {
  const [profiles, vocabularies] = [loadProfiles(shapes), loadVocabularies()]
  const validator = createValidator(profiles, vocabularies)
  const madeBy = { conversion: CONVERSION, validation: createDescriber(profiles, vocabularies)(LISTED) }
  const pipelineDigest = wholeDigest(CONVERSION, validator.digest)
  return async (archive: Archive, first: number, count: number): Promise<void> => {
    const outcomes = Array.from({ length: count }, async (_, i) => {
      const record = syntheticRecord(first + i)
      const { url, samples, kernelTriples } = record
      const reports = await validator.validate(
        { graph: url, samples, quads: parseQuads(kernelTriples) },
        LISTED,
      )
      return { ...record, reports, pipelineDigest, madeBy, state: verdict(reports) }
    })
    await archive.write(await Promise.all(outcomes))
  }
}

/** Folder of an archive of so many records, filled when it is not there yet; `keep` names another place for it. */
export const syntheticArchive = async (records: number, keep?: string): Promise<string> => {
  const folder = keep ?? join(tmpdir(), `lodestone-bench-archive-${EDITION}-${records}`)
  if (existsSync(join(folder, 'complete'))) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const archive = await openOrThrow(folder)
  const write = createWriter()
  for (let first = 0; first < records; first += 1000) {
    await write(archive, first, Math.min(1000, records - first))
    process.stderr.write(`\rfilling: ${Math.min(records, first + 1000)} of ${records}`)
  }
  process.stderr.write('\n')
  await archive.close()
  writeFileSync(join(folder, 'complete'), '')
  return folder
}
