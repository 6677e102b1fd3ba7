/** What `lodestone query --source` names, opened as one graph: data folders, files and endpoints. */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Store } from 'oxigraph'
import { openArchive } from '../archive/open.ts'
import { openEmbeddedGraph } from '../graph/embedded/open.ts'
import { loadExamples } from '../graph/examples.ts'
import type { Endpoints } from '../graph/federation/endpoints.ts'
import { openExchange } from '../graph/federation/exchange.ts'
import { graphOfEndpoint } from '../graph/federation/remote-graph.ts'
import { graphOverSeveral, type Member } from '../graph/federation/several.ts'
import { graphOverStore } from '../graph/federation/store-graph.ts'
import { profileIris, registryStatements } from '../graph/registry-statements.ts'
import type { GraphStore } from '../graph/store.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { programVersion } from '../registry/bundled.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { openPipeline } from '../walk/pipeline.ts'
import { documentReader, typeOfName } from './validate-document.ts'
import { readBytes } from './validate-input.ts'

const LOADED: ReadonlySet<string> = new Set([
  ...[
    'text/turtle',
    'application/trig',
    'application/n-triples',
    'application/n-quads',
    'application/rdf+xml',
  ],
])

const problem = (subject: string, detail: string): Result<never> =>
  failed({ stage: 'graph', code: 'bad-source', subject, detail })

/** Files whose graphs are put into one store. */
const loadFile = async (file: string, store: Store): Promise<Result<void>> => {
  const read = await readBytes(file)
  if (!read.ok) return read
  const mediaType = /\.(?:rdf|owl)$/i.test(file) ? 'application/rdf+xml' : (typeOfName(file) ?? '')
  const url = pathToFileURL(resolve(file)).href
  if (LOADED.has(mediaType)) {
    try {
      store.load(read.value, { format: mediaType, base_iri: url })
      return ok(undefined)
    } catch (error) {
      return problem(file, `it cannot be read as ${mediaType}: ${(error as Error).message}`)
    }
  }
  const reader = documentReader(() => openPipeline({ base: 'http://localhost:3030' }))
  const document = await reader({
    ...{ name: file, content: read.value, mediaType, url, profiles: [], raw: true, language: 'en' },
    ...{ explain: false, graph: false, maxResults: 0 },
  })
  if (!document.ok)
    return failed(
      document.problems[0] ?? {
        stage: 'graph',
        code: 'bad-source',
        subject: file,
        detail: 'it cannot be read',
      },
    )
  store.load(writeQuads(document.value.quads), { format: 'application/n-quads' })
  return ok(undefined)
}

/** A data folder as the server's graph; its first answer waits until everything is loaded. */
const openFolder = async (dataDir: string, deadlineMs: number): Promise<Result<GraphStore>> => {
  const archive = await openArchive(dataDir, { readOnly: true })
  if (!archive.ok) return archive
  const base = (await archive.value.setting('base')) ?? 'http://localhost:3030'
  await archive.value.close()
  const [profiles, vocabularies, examples] = [loadProfiles(), loadVocabularies(), loadExamples()]
  return ok(
    openEmbeddedGraph({
      ...{ dataDir, base, deadlineMs, replicas: 1, maxWaitMs: 600_000 },
      vocabulary: writeQuads(vocabularies.quads),
      fixed: registryStatements({ base, sources: [], profiles, vocabularies, examples }),
      profiles: profileIris(profiles),
    }),
  )
}

export const isAddress = (source: string): boolean => /^https?:\/\//i.test(source)

const spelt = (source: string): string => (isAddress(source) ? source : resolve(source))

/** Opens the sources as one graph: alone each by its own engine, several by Comunica; files are merged before. */
export const openSources = async (
  sources: readonly string[],
  endpoints: Endpoints,
  deadlineMs: number,
): Promise<Result<GraphStore>> => {
  const exchange = openExchange({
    endpoints,
    // Whoever names an address at their own machine may reach it.
    forbidden: () => false,
    userAgent: `Lodestone/${programVersion()} (lodestone query)`,
    maxBytes: 256 * 1024 * 1024,
  })
  const members: Member[] = []
  const store = new Store()
  const files: string[] = []
  // What is named twice would count every statement twice.
  for (const source of new Map(sources.map(one => [spelt(one), one])).values()) {
    if (isAddress(source)) members.push({ name: source, source: { endpoint: source } })
    else if (!existsSync(source))
      return problem(source, 'there is no such file or folder; an endpoint is named by its URL')
    else if (!statSync(source).isDirectory()) {
      const loaded = await loadFile(source, store)
      if (!loaded.ok) return loaded
      files.push(source)
    } else if (!existsSync(join(source, 'archive.db')))
      return problem(source, 'this folder holds no archive.db; name the data folder of a harvest, or files')
    else {
      const opened = await openFolder(source, deadlineMs)
      if (!opened.ok) return opened
      members.push({ name: source, source: { graph: opened.value } })
    }
  }
  if (files.length > 0)
    members.push({
      name: files.join(' '),
      source: { graph: graphOverStore(store, 'http://localhost:3030/') },
    })
  const [only, second] = members
  if (!only) return problem('--source', 'no source is named')
  if (second) return ok(graphOverSeveral(members, exchange, deadlineMs))
  return ok(
    'graph' in only.source ? only.source.graph : graphOfEndpoint(only.source.endpoint, exchange, deadlineMs),
  )
}
