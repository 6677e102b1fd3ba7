/** The whole interface over the demo's records, in this process, without a socket and without a graph. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../../src/archive/open.ts'
import { openCatalogue } from '../../../src/catalogue/catalogue.ts'
import { readConfig } from '../../../src/config.ts'
import type { GraphStore } from '../../../src/graph/store.ts'
import { loadProfiles } from '../../../src/registry/profiles.ts'
import { loadVocabularies } from '../../../src/registry/vocabularies.ts'
import { type ApiDocument, apiDocument } from '../../../src/serve/api/document.ts'
import { createApp } from '../../../src/serve/app.ts'
import { openOperation } from '../../../src/serve/operation/operation.ts'
import { archiveDemo } from '../../support/demo-archive.ts'

export const BASE = 'http://localhost:3030'

const noGraph: GraphStore = {
  query: async () => ({
    ok: false,
    problem: { stage: 'graph', code: 'closed', subject: '', detail: 'there is no graph here' },
  }),
  status: () => ({ generation: 0, lag: 0, quads: 0, replicas: 0 }),
  catchUp: async () => ({ ok: true, value: undefined }),
  close: async () => undefined,
}

/** Opens it; `settings` are those of the program. */
export const openDemoApi = async (settings: Record<string, unknown> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-api-'))
  const sources = await archiveDemo(folder, BASE)
  const archive = await openArchive(folder, { readOnly: true })
  if (!archive.ok) throw new Error(archive.problem.detail)
  const config = readConfig({ data: folder, base: BASE, ...settings }, {})
  if (!config.ok) throw new Error(config.problem.detail)
  const [profiles, vocabularies] = [loadProfiles(), loadVocabularies()]
  const catalogue = await openCatalogue({ feed: archive.value, vocabularies, sources, profiles })
  await catalogue.catchUp()
  const operation = openOperation({ config: config.value })
  const registry = { sources, profiles, vocabularies, examples: [] }
  const app = createApp({
    ...registry,
    config: config.value,
    archive: archive.value,
    catalogue,
    graph: operation.over(noGraph),
    operation,
  })
  return {
    app,
    archive: archive.value,
    document: (): ApiDocument => apiDocument(app, BASE),
    get: async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
    json: async (path: string): Promise<unknown> => (await app.request(path)).json(),
    close: async () => {
      await operation.close()
      await catalogue.close()
      await archive.value.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type DemoApi = Awaited<ReturnType<typeof openDemoApi>>
