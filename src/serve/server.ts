/** Opens archive, graph and catalogue, and serves them over HTTP. */

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { openArchive } from '../archive/open.ts'
import { type Catalogue, type CatalogueOptions, openCatalogue } from '../catalogue/catalogue.ts'
import type { Config } from '../config.ts'
import { openEmbeddedGraph } from '../graph/embedded/open.ts'
import { loadExamples } from '../graph/examples.ts'
import { profileIris, registryStatements } from '../graph/registry-statements.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import { writeQuads } from '../rdf/n-quads.ts'
import { loadProfiles } from '../registry/profiles.ts'
import { loadVocabularies } from '../registry/vocabularies.ts'
import { createApp } from './app.ts'

export interface RunningServer {
  /** Where it listens, without a trailing slash. */
  readonly url: string
  /** Resolves when graph and catalogue show all that the archive has now, or with the problem in the way. */
  caughtUp(): Promise<Result<void>>
  close(): Promise<void>
}

export interface ServerOptions {
  readonly config: Config
  readonly sources: readonly Source[]
  /** Told of failures that the server lives through, such as a catalogue that could not follow. */
  readonly onFailure?: (error: Error) => void
}

/** The catalogue's file is DuckDB's: one process at a time may hold it. */
const openTheCatalogue = async (options: CatalogueOptions): Promise<Result<Catalogue>> => {
  try {
    return ok(await openCatalogue(options))
  } catch (error) {
    if (!String(error).includes('lock')) throw error
    return failed({
      stage: 'catalogue',
      code: 'catalogue-locked',
      subject: options.dataDir ?? 'memory',
      detail:
        'another process serves this data folder; stop it first, or serve a copy of archive.db from another folder',
    })
  }
}

/** How often the catalogue looks for changes; an idle look is one indexed query. */
const FOLLOW_MS = 500

/**
 * Starts a server over the archive in `config.data`. Problems are those of opening the archive; a port that is taken
 * rejects with the system's error. Requests are answered as soon as this resolves; `/health` tells how far behind the
 * archive the projections are.
 */
export const startServer = async ({
  config,
  sources,
  onFailure,
}: ServerOptions): Promise<Result<RunningServer>> => {
  const archive = await openArchive(config.data, { readOnly: true })
  if (!archive.ok) return archive
  const profiles = loadProfiles()
  const vocabularies = loadVocabularies()
  const examples = loadExamples()
  const { base } = config
  const opened = await openTheCatalogue({
    dataDir: config.data,
    feed: archive.value,
    vocabularies,
    sources,
    profiles,
  })
  if (!opened.ok) {
    await archive.value.close()
    return opened
  }
  const catalogue = opened.value
  const follower = catalogue.follow(FOLLOW_MS, onFailure)
  const graph = openEmbeddedGraph({
    dataDir: config.data,
    base,
    vocabulary: writeQuads(vocabularies.quads),
    fixed: registryStatements({ base, sources, profiles, vocabularies, examples }),
    profiles: profileIris(profiles),
    replicas: config.graphReplicas,
    maxQuads: config.graphMaxQuads,
    deadlineMs: config.queryTimeoutMs,
  })
  const app = createApp({
    config,
    archive: archive.value,
    catalogue,
    graph,
    sources,
    profiles,
    vocabularies,
    examples,
    ...(onFailure && { onFailure }),
  })
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () =>
      resolve(started),
    )
    started.once('error', reject)
  })
  const { port } = server.address() as AddressInfo
  const host = config.host === '127.0.0.1' || config.host === '::1' ? 'localhost' : config.host
  return ok({
    url: `http://${host}:${port}`,
    caughtUp: async () => {
      const generation = await archive.value.generation()
      await catalogue.catchUp()
      return graph.catchUp(generation)
    },
    close: async () => {
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await follower.stop()
      await graph.close()
      await catalogue.close()
      await archive.value.close()
    },
  })
}
