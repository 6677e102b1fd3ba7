/** The API over a few records in memory, without a socket and without an archive. */
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { RecordOutcome } from '../../src/model/record.ts'
import type { Source } from '../../src/model/source.ts'
import { apiRoutes } from '../../src/serve/routes/api.ts'
import type { ApiDeps } from '../../src/serve/routes/api-answer.ts'
import { rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'
import { demoSource } from './portal-house.ts'

/** Opens it; more records can be written to `feed`, and are there after `catalogue.catchUp()`. */
export const openApi = async (
  outcomes: readonly RecordOutcome[],
  sources: readonly Source[] = [demoSource],
) => {
  const feed = memoryFeed()
  feed.write(outcomes)
  const vocabularies = { ...rockVocabularies(), quads: [], schemes: () => [] }
  const catalogue = await openCatalogue({ feed, vocabularies, sources })
  await catalogue.catchUp()
  const archive: ApiDeps['archive'] = {
    generation: () => feed.generation(),
    changeHeads: (since, limit) => feed.changeHeads(since, limit),
    versions: seqs => feed.versions(seqs),
    identity: () => feed.identity(),
    record: async () => undefined,
    recordsOfSample: async () => [],
    body: async () => undefined,
    statistics: async () => [],
  }
  const app = apiRoutes({
    ...{ catalogue, archive, sources, profiles: [], vocabularies },
    base: 'http://localhost:3030',
  })
  const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  return { catalogue, feed, get, json: async (path: string): Promise<unknown> => (await get(path)).json() }
}
