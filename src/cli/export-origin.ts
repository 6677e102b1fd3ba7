/** What `lodestone export` reads a data folder through: archive, catalogue, and what the registry says of the sources. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openArchive } from '../archive/open.ts'
import { type Catalogue, type CatalogueOptions, openCatalogue } from '../catalogue/catalogue.ts'
import type { ExportOrigin } from '../export/make.ts'
import { ok, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { programVersion } from '../registry/bundled.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'

/** A data folder that exports are made from. */
export interface LocalOrigin {
  readonly origin: ExportOrigin
  /** The state that the catalogue shows; it stays while this is open. */
  readonly generation: number
  /** N-Triples of the vocabularies. */
  readonly vocabulary: string
  close(): Promise<void>
}

/**
 * The catalogue of the folder, or one made for this run: when a server holds it, and when the sources are not known, since
 * it would be made anew without their names, and once more by the next server.
 */
const openEither = async (
  data: string,
  options: CatalogueOptions,
  note: (text: string) => void,
): Promise<{ catalogue: Catalogue; discard: () => Promise<void> }> => {
  try {
    if (options.sources.length > 0)
      return { catalogue: await openCatalogue({ ...options, dataDir: data }), discard: async () => undefined }
    note('no --registry: making a catalogue for this run')
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error
    note('a server holds the catalogue of this folder: making one for this run')
  }
  const dataDir = await mkdtemp(join(data, '.export-'))
  const discard = () => rm(dataDir, { recursive: true, force: true })
  try {
    return { catalogue: await openCatalogue({ ...options, dataDir }), discard }
  } catch (error) {
    await discard()
    throw error
  }
}

/** Opens a data folder and brings its catalogue up to date. Problems: those of opening the archive. */
export const openLocal = async (
  data: string,
  sources: readonly Source[],
  note: (text: string) => void,
): Promise<Result<LocalOrigin>> => {
  const opened = await openArchive(data, { readOnly: true })
  if (!opened.ok) return opened
  const archive = opened.value
  const [vocabularies, profiles] = [loadVocabularies(), loadProfiles()]
  const { catalogue, discard } = await openEither(
    data,
    { feed: archive, vocabularies, sources, profiles },
    note,
  )
  const close = async (): Promise<void> => {
    await catalogue.close()
    await archive.close()
    await discard()
  }
  try {
    const generation = await catalogue.catchUp()
    const base = (await archive.setting('base')) ?? 'http://localhost:3030'
    const program = `Lodestone ${programVersion()}`
    const origin = { catalogue, archive, sources, base, program }
    return ok({ origin, generation, vocabulary: writeQuads(vocabularies.quads), close })
  } catch (error) {
    await close()
    throw error
  }
}
