/** `lodestone demo`: three made-up agents on this machine, harvested and served. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openFrontier } from '../archive/frontier/open.ts'
import { openArchive } from '../archive/open.ts'
import { type Config, readConfig } from '../config.ts'
import type { Iri } from '../model/iri.ts'
import type { Source } from '../model/source.ts'
import { publishSite } from '../publish/publish-site.ts'
import { type ServedSite, serveSite } from '../publish/serve-site.ts'
import type { StyleName } from '../publish/styles.ts'
import { schema } from '../rdf/namespaces.ts'
import { bundled } from '../registry/bundled.ts'
import { startServer } from '../serve/server.ts'
import { claimBase } from './archive-base.ts'
import { type Command, type ExitCode, Misuse } from './command.ts'
import { summaryTable } from './harvest-summary.ts'
import { openRegistry } from './registry.ts'
import { runHarvest } from './run-harvest.ts'
import { untilStopped } from './serve.ts'
import { checkerFor } from './validate-checker.ts'

/** An entry of examples/agents.json. */
interface DemoAgent {
  readonly id: string
  readonly name: string
  readonly table: string
  readonly style: StyleName
  readonly ror: Iri
  readonly homepage: string
  readonly email: string
  readonly description: string
  readonly licence: string
}

/** Port of the portal in examples/sources.yaml; the agents' sites follow it. */
const PORT = 3030

/** The demo's sources, moved along when the portal has another port. */
const demoSources = async (port: number): Promise<readonly Source[]> => {
  const { sources, problems } = await openRegistry(bundled('examples/sources.yaml'))
  if (problems.length > 0)
    throw new Error(`examples/sources.yaml: ${problems.map(one => one.detail).join('; ')}`)
  const moved = (text: string): string => {
    const url = new URL(text)
    url.port = String(Number(url.port) - PORT + port)
    return url.href
  }
  return sources.map(source => ({
    ...source,
    feeds: source.feeds.map(feed => ({ ...feed, url: moved(feed.url) })),
  }))
}

/** Publishes every agent's table and serves it where its source's sitemap says. */
const publishAgents = async (sources: readonly Source[], folder: string): Promise<ServedSite[]> => {
  const agents: DemoAgent[] = JSON.parse(await readFile(bundled('examples/agents.json'), 'utf8'))
  const sites: ServedSite[] = []
  for (const { id, table, style, ...agent } of agents) {
    const feed = sources.find(source => source.id === id)?.feeds[0]
    if (!feed) throw new Error(`examples/sources.yaml has no source "${id}"`)
    const baseUrl = new URL(feed.url).origin
    const outDir = join(folder, 'sites', id)
    const published = await publishSite(await readFile(bundled(`examples/${table}`), 'utf8'), {
      style,
      baseUrl,
      agent: { ...agent, demo: true },
      outDir,
      withFaults: true,
    })
    if (!published.ok) throw new Error(published.problem.detail)
    sites.push(await serveSite(outDir, { port: Number(new URL(baseUrl).port) }))
    console.log(`  ${baseUrl}  ${published.value.published} landing pages of ${agent.name} (${style})`)
  }
  return sites
}

const harvestInto = async (config: Config, sources: readonly Source[]): Promise<void> => {
  const archive = await openArchive(config.data)
  if (!archive.ok) throw new Error(archive.problem.detail)
  const base = await claimBase(archive.value, config.base)
  if (!base.ok) throw new Error(base.problem.detail)
  console.log('\nHarvesting them…')
  const began = performance.now()
  const frontier = await openFrontier(config.data)
  if (!frontier.ok) throw new Error(frontier.problem.detail)
  const tallies = await runHarvest({ config, archive: archive.value, frontier: frontier.value, sources })
  await frontier.value.close()
  await archive.value.close()
  console.log(`\n${summaryTable(tallies)}`)
  const pages = tallies.reduce((sum, tally) => sum + tally.listed, 0)
  console.log(
    `\n${pages} pages in ${((performance.now() - began) / 1000).toFixed(1)} s. Some are faulty on purpose.`,
  )
}

const whatNext = (url: string): string => `
Lodestone is ready: ${url}   (demo data; press Ctrl+C to stop)

What to try next:
  portal    ${url}/search?q=core
  SPARQL    ${url}/sparql
            curl '${url}/sparql' -H 'Accept: text/csv' --data-urlencode \\
              'query=SELECT ?material (COUNT(*) AS ?samples) { ?s <${schema('material').value}> ?material } GROUP BY ?material ORDER BY DESC(?samples)'
  API       curl '${url}/api/samples?facets=material,objectType&limit=3'
  resolver  curl -L -H 'Accept: application/json' '${url}/id/10.5072/DEMO-CORE-0001'
  your own  write a sources.yaml, then: npx lodestone harvest --registry sources.yaml --data data
`

const run = async (args: string[]): Promise<ExitCode> => {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: String(PORT) } } })
  const port = Number(values.port)
  const config = readConfig({ port, base: `http://localhost:${port}`, data: join('data', `demo-${port}`) })
  if (!config.ok) throw new Misuse(config.problem.detail)
  console.log('Publishing three made-up agents on this machine:')
  const sources = await demoSources(port)
  let sites: ServedSite[]
  try {
    sites = await publishAgents(sources, config.value.data)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    console.error(
      `${(error as Error).message}: the demo needs ports ${port} to ${port + sources.length}; choose others with --port`,
    )
    return 2
  }
  await harvestInto(config.value, sources)
  const server = await startServer({
    config: config.value,
    sources,
    checker: checkerFor(config.value),
  })
  if (!server.ok) {
    console.error(`${server.problem.subject}: ${server.problem.detail}`)
    return 2
  }
  const ready = await server.value.caughtUp()
  if (!ready.ok) console.error(`${ready.problem.code}: ${ready.problem.detail}`)
  console.log(whatNext(server.value.url))
  await untilStopped()
  await server.value.close()
  await Promise.all(sites.map(site => site.close()))
  return 0
}

export const demo: Command = {
  help: `Usage: lodestone demo [--port PORT]

Publishes three tables of made-up samples as the sites of three agents (on the three ports after PORT), harvests them
over HTTP into data/demo-PORT, and serves the graph, the API and the portal. Nothing leaves this machine.

  --port PORT  port of the portal (default ${PORT})`,
  run,
}
