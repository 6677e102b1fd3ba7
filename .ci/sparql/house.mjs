// A Lodestone for conformance tests: the server as it is started, on a fresh data folder, with a token for writing.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../dist/archive/open.js'
import { readConfig } from '../../dist/config.js'
import { startServer } from '../../dist/serve/server.js'

const freePort = () =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

/** What who writes has to send. */
export const TOKEN = 'token-of-the-conformance-run'

const must = result => {
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}

/** Opens it over the embedded graph, or over a store (`{query, update, graphStore, user, password}`). */
export const openHouse = async store => {
  const data = await mkdtemp(join(tmpdir(), 'lodestone-conformance-'))
  const port = await freePort()
  const base = `http://localhost:${port}`
  const { user, password, stop: _, ...addresses } = store ?? {}
  const given = {
    ...{ base, data, port, writeToken: TOKEN },
    ...(store ? { graph: { kind: 'sparql', ...addresses } } : {}),
    ...(user ? { graphUser: user, graphPassword: password } : {}),
  }
  const archive = must(await openArchive(data))
  const started = must(await startServer({ config: must(readConfig(given, {})), sources: [] }))
  must(await started.caughtUp())
  return {
    base,
    async close() {
      await started.close()
      await archive.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}
