/** What the server answers from, opened together and closed together: archive, catalogue, graph, registry. */
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { type Catalogue, type CatalogueOptions, openCatalogue } from '../catalogue/catalogue.ts'
import type { Config } from '../config.ts'
import { startDescription } from '../graph/description/keeper.ts'
import { voidDescription } from '../graph/description/void-document.ts'
import { openEmbeddedGraph } from '../graph/embedded/open.ts'
import { loadExamples, loadQueries } from '../graph/examples.ts'
import { withFederation } from '../graph/federation/federated.ts'
import { profileIris, registryStatements } from '../graph/registry-statements.ts'
import { openRemoteGraph } from '../graph/remote/open.ts'
import type { RemoteGraphOptions } from '../graph/remote/options.ts'
import type { GraphStore } from '../graph/store.ts'
import { openUserGraphs, type UserGraphs } from '../graph/user-graphs/user-graphs.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import type { Checker } from '../validate/checker.ts'
import type { ServeDeps } from './app.ts'
import { openOperation } from './operation/operation.ts'

export interface ServerOptions {
  readonly config: Config
  readonly sources: readonly Source[]
  /** Checks documents that people send; closed with the server. */
  readonly checker?: Checker
  /** Told of failures that the server lives through, such as a catalogue that could not follow. */
  readonly onFailure?: (error: Error) => void
}

export interface Parts {
  readonly deps: ServeDeps
  /** Resolves when graph and catalogue show all that the archive has now, or with the problem in the way. */
  caughtUp(): Promise<Result<void>>
  close(): Promise<void>
}

/** How often the catalogue looks for changes; an idle look is one indexed query. */
const FOLLOW_MS = 500

/** The catalogue's file is DuckDB's: one process at a time may hold it. */
const openTheCatalogue = async (options: CatalogueOptions): Promise<Result<Catalogue>> => {
  try {
    return ok(await openCatalogue(options))
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error
    return failed({
      stage: 'catalogue',
      code: 'catalogue-locked',
      subject: options.dataDir ?? 'memory',
      detail:
        'another process serves this data folder; stop it first, or serve a copy of archive.db from another folder',
    })
  }
}

/** Generated IRIs and graph names are in the archive already: another base would not fit them. */
const openTheArchive = async ({ data, base }: Config): Promise<Result<Archive>> => {
  const opened = await openArchive(data, { readOnly: true })
  if (!opened.ok) return opened
  const made = await opened.value.setting('base')
  if (made === undefined || made === base) return opened
  await opened.value.close()
  const detail = `the archive was made for ${made}, not for ${base}; serve it with --base ${made}`
  return failed({ stage: 'serve', code: 'other-base', subject: base, detail })
}

/** The graph where the settings say it is. */
const openGraph = (config: Config, statements: Omit<RemoteGraphOptions, 'query' | 'update'>): GraphStore => {
  const { graph, graphUser: user, graphPassword: password } = config
  if (graph.kind === 'sparql') {
    const { kind: _, ...addresses } = graph
    const given = Object.entries({ ...addresses, user, password }).filter(([, value]) => value !== undefined)
    return openRemoteGraph({
      ...statements,
      ...(Object.fromEntries(given) as typeof addresses),
    } as RemoteGraphOptions)
  }
  return openEmbeddedGraph({ ...statements, replicas: config.graphReplicas, maxQuads: config.graphMaxQuads })
}

type Registry = Pick<ServeDeps, 'sources' | 'profiles' | 'vocabularies' | 'examples'>

/** What is read from files at start; among the examples are the queries of the operator's folder. */
const readRegistry = ({ base, queries }: Config, sources: readonly Source[]): Result<Registry> => {
  const examples = loadExamples(base)
  const own = queries === undefined ? ok([]) : loadQueries(queries, base, examples)
  if (!own.ok) return own
  const all = [...examples, ...own.value]
  return ok({ sources, profiles: loadProfiles(), vocabularies: loadVocabularies(), examples: all })
}

/** What is written into the graph. A record's name is the address of its page. */
const openWritten = (config: Config, graph: GraphStore, archive: Archive): UserGraphs => {
  const { data: dataDir, base, queryTimeoutMs: deadlineMs } = config
  const isRecord = async (iri: string): Promise<boolean> => (await archive.record(iri)) !== undefined
  return openUserGraphs({ dataDir, base, graph, deadlineMs, isRecord })
}

/** The graph as users meet it, with what stands around it, from the archive's side outwards. */
const openGraphs = (
  config: Config,
  archive: Archive,
  registry: Registry,
  onFailure?: (error: Error) => void,
) => {
  const { base, data: dataDir, queryTimeoutMs: deadlineMs } = config
  const { sources, profiles, vocabularies, examples } = registry
  const own = openGraph(config, {
    dataDir,
    base,
    vocabulary: writeQuads(vocabularies.quads),
    fixed: registryStatements({ base, ...registry }),
    profiles: profileIris(profiles),
    deadlineMs,
  })
  const written = openWritten(config, own, archive)
  const asked = withFederation(own, { allow: config.federation, base, deadlineMs })
  const operation = openOperation({ config })
  // Not over the governed graph: what the server asks by itself is nobody's query.
  const description = startDescription({
    ...{ graph: asked, base, sources, examples, deadlineMs },
    onFigures: async figures => {
      const done = await written.describe(voidDescription({ base, sources }, figures))
      if (!done.ok && done.problem.code !== 'closed')
        onFailure?.(new Error(`the graph cannot show its description: ${done.problem.detail}`))
    },
    ...(onFailure && { onFailure }),
  })
  // Without a token nobody but the server writes.
  const users = config.writeToken === undefined ? {} : { users: written }
  return { deps: { graph: operation.over(asked), operation, description, ...users }, written }
}

/** Opens everything over the archive in `config.data`. Problems: those of opening the archive and of the operator's queries, `other-base`, `catalogue-locked`. */
export const openParts = async ({
  config,
  sources,
  checker,
  onFailure,
}: ServerOptions): Promise<Result<Parts>> => {
  const read = readRegistry(config, sources)
  if (!read.ok) return read
  const registry = read.value
  const { profiles, vocabularies } = registry
  const opened = await openTheArchive(config)
  if (!opened.ok) return opened
  const archive = opened.value
  const { data: dataDir } = config
  // The graph first: its threads load while the catalogue is opened.
  const { deps: graphs, written } = openGraphs(config, archive, registry, onFailure)
  const closeGraphs = async () => {
    await graphs.description.stop()
    written.close()
    await graphs.graph.close()
    await graphs.operation.close()
  }
  const made = await openTheCatalogue({ dataDir, feed: archive, vocabularies, sources, profiles })
  if (!made.ok) {
    await closeGraphs()
    await archive.close()
    return made
  }
  const catalogue = made.value
  const follower = catalogue.follow(FOLLOW_MS, onFailure)
  return ok({
    deps: {
      config,
      archive,
      catalogue,
      ...graphs,
      ...registry,
      ...(checker && { checker }),
      ...(onFailure && { onFailure }),
    },
    caughtUp: async () => {
      const generation = await archive.generation()
      await catalogue.catchUp()
      return graphs.graph.catchUp(generation)
    },
    close: async () => {
      await checker?.close()
      await follower.stop()
      await closeGraphs()
      await catalogue.close()
      await archive.close()
    },
  })
}
