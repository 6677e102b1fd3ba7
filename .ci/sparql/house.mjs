// A Lodestone for conformance tests: a fresh data folder, the real application over HTTP, and an embedded graph whose
// named graphs can be set, which stands in for writing them.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Parser, Writer } from 'n3'
import { openArchive } from '../../dist/archive/open.js'
import { openCatalogue } from '../../dist/catalogue/catalogue.js'
import { readConfig } from '../../dist/config.js'
import { openEmbeddedGraph } from '../../dist/graph/embedded/open.js'
import { loadVocabularies } from '../../dist/registry/vocabularies.js'
import { createApp } from '../../dist/serve/app.js'

const freePort = () =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

const must = result => {
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}

/** Graph IRI ('' for the default graph) -> Turtle, as N-Quads. */
const quadsOf = graphs => {
  const writer = new Writer({ format: 'application/n-quads' })
  for (const [iri, turtle] of Object.entries(graphs))
    for (const quad of new Parser().parse(turtle))
      writer.addQuad(
        quad.subject,
        quad.predicate,
        quad.object,
        iri === '' ? undefined : { termType: 'NamedNode', value: iri },
      )
  let text = ''
  writer.end((_, result) => {
    text = result
  })
  return text
}

/** Opens it. `hold(graphs)` makes exactly these graphs the content of the store. */
export const openHouse = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lodestone-conformance-'))
  const port = await freePort()
  const base = `http://localhost:${port}`
  const config = must(readConfig({ base, data: dataDir, port }, {}))
  const archive = must(await openArchive(dataDir))
  const vocabularies = loadVocabularies()
  const catalogue = await openCatalogue({ dataDir, feed: archive, vocabularies, sources: [], profiles: [] })
  const open = graphs => openEmbeddedGraph({ dataDir, base, fixed: quadsOf(graphs), replicas: 1 })
  let held = '{}'
  let current = open({})
  const graph = {
    query: (...all) => current.query(...all),
    status: () => current.status(),
    catchUp: generation => current.catchUp(generation),
    close: () => current.close(),
  }
  const app = createApp({
    config,
    archive,
    catalogue,
    graph,
    sources: [],
    profiles: [],
    vocabularies,
    examples: [],
  })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
  return {
    base,
    async hold(graphs) {
      const wanted = JSON.stringify(graphs)
      if (wanted !== held) {
        await current.close()
        current = open(graphs)
        held = wanted
      }
      must(await current.catchUp(0))
    },
    async close() {
      await new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await current.close()
      await catalogue.close()
      await archive.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
