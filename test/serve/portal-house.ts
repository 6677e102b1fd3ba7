/** The portal over a few records in memory, without a socket. */
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import type { ExampleQuery } from '../../src/graph/examples.ts'
import type { HarvestRun } from '../../src/model/harvest-run.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'
import type { Source } from '../../src/model/source.ts'
import { SOURCE_DEFAULTS } from '../../src/registry/source-defaults.ts'
import { assetRoutes } from '../../src/serve/routes/assets.ts'
import type { PortalDeps } from '../../src/serve/routes/portal/deps.ts'
import { portalRoutes, sparqlPage } from '../../src/serve/routes/portal.ts'
import { rockVocabularies } from '../catalogue/sample-sketch.ts'
import { memoryFeed } from '../support/build-record.ts'

export const demoSource: Source = {
  ...SOURCE_DEFAULTS,
  id: 'demo',
  name: 'Demo agent',
  licence: 'https://creativecommons.org/licenses/by/4.0/',
  feeds: [{ kind: 'sitemap', url: 'https://repository.example/sitemap.xml' }],
  profiles: ['kernel'],
  politeness: { concurrency: 1, delayMs: 0, timeoutMs: 1000, maxPageBytes: 1000 },
  allowPrivateAddresses: false,
  demo: true,
}

const example: ExampleQuery = {
  id: 'every-sample',
  title: 'Which samples are there?',
  description: 'All of them.',
  keywords: [],
  query: 'SELECT ?s WHERE { ?s ?p "</textarea><script>alert(1)</script>" }\n',
}

/** Opens the portal over the outcomes; `withdrawn` are URLs of records that are tombstones. */
export const openPortal = async (
  outcomes: readonly RecordOutcome[],
  {
    sources = [demoSource],
    withdrawn = [] as readonly string[],
    runs = undefined as readonly HarvestRun[] | undefined,
  } = {},
) => {
  const feed = memoryFeed()
  feed.write(outcomes)
  for (const url of withdrawn) feed.withdraw(url, 'gone (410)')
  const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources })
  await catalogue.catchUp()
  const stored = outcomes.map(({ body: _, ...outcome }, index): StoredRecord => {
    const gone = withdrawn.includes(outcome.url)
    return { ...outcome, seq: index + 1, ...(gone && { state: 'withdrawn', withdrawnBecause: 'gone (410)' }) }
  })
  const deps: PortalDeps = {
    config: { base: 'http://localhost:3030', queryTimeoutMs: 30_000 },
    catalogue,
    archive: {
      generation: () => feed.generation(),
      statistics: async () => [
        {
          source: 'demo',
          accepted: outcomes.length,
          rejected: 1,
          unreadable: 0,
          withdrawn: 0,
          coverage: 0.996,
        },
      ],
      ...(runs && { runs: async (_: string, limit: number) => runs.slice(0, limit) }),
      recordsOfSample: async sample => stored.filter(({ samples }) => samples.some(each => each === sample)),
    },
    sources,
    profiles: [],
    vocabularies: rockVocabularies(),
    examples: [example],
  }
  const app = portalRoutes(deps).route('/', assetRoutes())
  app.get('/sparql', c => sparqlPage(c, deps))
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  return { catalogue, get, text: async (path: string) => (await get(path)).text() }
}
