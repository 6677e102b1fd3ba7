/** The archive as the corpus of `lodestone profile`: accepted and rejected records, page by page. */
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { readConfig } from '../config.ts'
import type { Result } from '../model/problem.ts'
import type { CorpusRecord } from '../validate/workbench/corpus.ts'
import { Misuse } from './command.ts'

/** Records per page: about a megabyte. */
const PAGE = 200

/** Which records are read. */
export interface Selection {
  /** Ids of sources; empty: of all. */
  readonly sources: readonly string[]
}

/** Opens the archive of `--data` for reading. */
export const openCorpusArchive = async (data: string | undefined): Promise<Result<Archive>> => {
  const config = readConfig({ data })
  if (!config.ok) throw new Misuse(`${config.problem.subject}: ${config.problem.detail}`)
  return openArchive(config.value.data, { readOnly: true })
}

/** How many records the selection has at most, for progress. */
export const corpusSize = async (archive: Archive, { sources }: Selection): Promise<number> =>
  (await archive.statistics())
    .filter(({ source }) => sources.length === 0 || sources.includes(source))
    .reduce((sum, { accepted, rejected }) => sum + accepted + rejected, 0)

/** Ids that no record of the archive has. */
export const unknownSources = async (
  archive: Archive,
  { sources }: Selection,
): Promise<readonly string[]> => {
  const known = new Set((await archive.statistics()).map(({ source }) => source))
  return sources.filter(source => !known.has(source))
}

/** The records of the selection, source by source where some are named. */
export async function* corpusOf(
  archive: Archive,
  { sources }: Selection,
): AsyncGenerator<readonly CorpusRecord[]> {
  for (const source of sources.length > 0 ? [...new Set(sources)] : [undefined]) {
    let after: string | undefined
    for (;;) {
      const records = await archive.list({
        ...(source !== undefined && { source }),
        ...(after !== undefined && { after }),
        limit: PAGE,
      })
      after = records.at(-1)?.url
      const page: CorpusRecord[] = records
        .filter(({ state }) => state === 'accepted' || state === 'rejected')
        .map(({ url, source: of, samples, kernelTriples, reports }) => ({
          ...{ url, source: of, samples, kernelTriples },
          profiles: reports.map(({ profile }) => profile),
        }))
      if (page.length > 0) yield page
      if (records.length < PAGE) break
    }
  }
}
