/**
 * Records per second through each stage and end to end, on the demo's pages times `COPIES`.
 * Run: npm run bench -- walk [COPIES] [--json FILE]
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openFrontier } from '../src/archive/frontier/open.ts'
import { openArchive } from '../src/archive/open.ts'
import { table } from '../src/cli/table.ts'
import { extractDocuments } from '../src/harvest/extract.ts'
import { readFeed } from '../src/harvest/feeds/feeds.ts'
import { createFetcher } from '../src/harvest/fetch.ts'
import type { Iri } from '../src/model/iri.ts'
import type { Page } from '../src/model/page.ts'
import type { Problem } from '../src/model/problem.ts'
import type { RecordOutcome } from '../src/model/record.ts'
import type { Source } from '../src/model/source.ts'
import { publishSite } from '../src/publish/publish-site.ts'
import type { StyleName } from '../src/publish/styles.ts'
import { writeQuads } from '../src/rdf/n-quads.ts'
import { bundled } from '../src/registry/bundled.ts'
import { SOURCE_DEFAULTS } from '../src/registry/source-defaults.ts'
import { crosswalk } from '../src/transform/crosswalk.ts'
import { recordGraph } from '../src/transform/record-graph.ts'
import { convert } from '../src/walk/convert.ts'
import { harvestSource } from '../src/walk/harvest.ts'
import { openPipeline } from '../src/walk/pipeline.ts'
import { openConverter } from '../src/walk/pool.ts'
import { mapConcurrent } from '../src/walk/streams.ts'

const BASE = 'http://localhost:3030'
const BATCH = 200
/** Pages per stage measurement: enough to be past the warm-up. */
const STAGE_PAGES = 3000

const options = process.argv.slice(2)
const jsonFile = options.includes('--json') ? options[options.indexOf('--json') + 1] : undefined
const copies = Number(options.find(option => /^\d+$/.test(option)) ?? 50)
const work = mkdtempSync(join(tmpdir(), 'lodestone-bench-'))

const publishDemo = async (): Promise<void> => {
  const agents = JSON.parse(readFileSync(bundled('examples/agents.json'), 'utf8')) as {
    id: string
    name: string
    table: string
    style: StyleName
  }[]
  for (const { id, name, table: file, style } of agents) {
    const published = await publishSite(readFileSync(bundled(`examples/${file}`), 'utf8'), {
      style,
      baseUrl: 'http://localhost:9',
      agent: { name },
      outDir: join(work, 'sites', id),
    })
    if (!published.ok) throw new Error(published.problem.detail)
  }
}

const startAgent = async (): Promise<{ port: number; stop: () => void }> => {
  const child = spawn(
    process.execPath,
    [bundled('bench/agent-server.mjs'), join(work, 'sites'), String(copies)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await new Promise<string[]>(resolve => {
    createInterface({ input: child.stdout }).once('line', text => resolve([text]))
  })) as [string]
  return { port: Number(line), stop: () => child.kill() }
}

const sourceAt = (port: number): Source => ({
  ...SOURCE_DEFAULTS,
  id: 'bench',
  name: 'Bench',
  feeds: [{ kind: 'sitemap', url: `http://127.0.0.1:${port}/sitemap.xml` }],
  profiles: ['geology'],
  politeness: { concurrency: 32, delayMs: 0, timeoutMs: 30_000, maxPageBytes: 10_000_000 },
  allowPrivateAddresses: true,
  demo: true,
})

interface Row {
  readonly stage: string
  readonly records: number
  readonly seconds: number
  /** Processor time of this process, all threads: what is left of the figures when other programs share the machine. */
  readonly cpuSeconds: number
}

const rows: Row[] = []
const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
const measure = async (
  stage: string,
  records: number,
  work: () => Promise<unknown> | unknown,
): Promise<void> => {
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  await work()
  const seconds = (performance.now() - began) / 1000
  rows.push({ stage, records, seconds, cpuSeconds: cpuSince(cpuBefore) })
}

const inBatches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) => items.slice(i * BATCH, (i + 1) * BATCH))

const measureStages = async (source: Source): Promise<void> => {
  const fetcher = createFetcher({ userAgent: 'Lodestone-bench/0' })
  const entries: string[] = []
  await measure('gate: sitemap', copies * 472, async () => {
    const context = { source, position: {}, onProblem: (problem: Problem) => console.error(problem) }
    for (const feed of source.feeds)
      for await (const item of readFeed(feed, context, fetcher))
        if (item.kind === 'entry') entries.push(item.entry.url)
  })
  const pages: Page[] = []
  const urls = (async function* () {
    // Every copy has all pages; a stride takes them from all sites alike.
    const stride = Math.max(1, Math.floor(entries.length / STAGE_PAGES))
    for (let i = 0; i < entries.length; i += stride) yield entries[i] ?? ''
  })()
  await measure('porch: fetch', Math.min(STAGE_PAGES, entries.length), async () => {
    for await (const got of mapConcurrent(urls, 32, url => fetcher.fetch(url, source))) {
      if (got.kind === 'page') pages.push(got.page)
    }
  })
  await fetcher.close()
  const pipeline = openPipeline({ base: BASE })
  const warm = pages.slice(0, 200)
  for (const batch of inBatches(warm))
    await convert(
      batch.map(page => ({ page, source })),
      pipeline,
    )
  const n = pages.length
  await measure('hall: extract', n, () => pages.map(page => extractDocuments(page)))
  const inputs = pages.map(page => ({
    url: page.url as Iri,
    source,
    documents: extractDocuments(page).documents,
  }))
  const records: Awaited<ReturnType<typeof recordGraph>>[] = []
  await measure('lab: JSON-LD to record graph', n, async () => {
    for (const input of inputs) records.push(await recordGraph(input, pipeline.lab))
  })
  const kernels: ReturnType<typeof crosswalk>[number][] = []
  await measure('crosswalk: rules and concepts', n, () => {
    for (const batch of inBatches(records)) kernels.push(...crosswalk(batch, pipeline.lab))
  })
  await measure('scales: kernel and one community', n, async () => {
    for (const [i, kernel] of kernels.entries()) {
      const graph = records[i]?.graph ?? ('' as Iri)
      await pipeline.validator.validate(
        { graph, samples: kernel.samples, quads: kernel.quads },
        source.profiles,
      )
    }
  })
  await measure('serialise', n, () => {
    for (const record of records) writeQuads(record.quads)
    for (const kernel of kernels) writeQuads(kernel.quads)
  })
  const outcomes: RecordOutcome[] = []
  await measure('hall to scales together', n, async () => {
    for (const batch of inBatches(pages)) {
      const converted = await convert(
        batch.map(page => ({ page, source })),
        pipeline,
      )
      for (const one of converted) if (one.kind === 'outcome') outcomes.push(one.outcome)
    }
  })
  const archive = await openArchive(join(work, 'stages'))
  if (!archive.ok) throw new Error(archive.problem.detail)
  await measure('archive: write', n, async () => {
    for (const batch of inBatches(outcomes)) await archive.value.write(batch)
  })
  await archive.value.close()
}

const measureEndToEnd = async (source: Source, workers: number): Promise<void> => {
  const archive = await openArchive(join(work, `workers-${workers}`))
  if (!archive.ok) throw new Error(archive.problem.detail)
  const converter = await openConverter({ base: BASE }, workers)
  const frontier = await openFrontier(join(work, `workers-${workers}`))
  if (!frontier.ok) throw new Error(frontier.problem.detail)
  const fetcher = createFetcher({ userAgent: 'Lodestone-bench/0', hosts: frontier.value.hosts })
  let visits = 0
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  await harvestSource(source, {
    fetcher,
    archive: archive.value,
    frontier: frontier.value,
    converter,
    onVisit: () => {
      visits++
    },
    onProblem: problem => console.error(problem),
  })
  const name = workers === 0 ? 'end to end, one thread' : `end to end, ${workers} conversion threads`
  const seconds = (performance.now() - began) / 1000
  rows.push({ stage: name, records: visits, seconds, cpuSeconds: cpuSince(cpuBefore) })
  await converter.close()
  await fetcher.close()
  await frontier.value.close()
  await archive.value.close()
}

await publishDemo()
const agent = await startAgent()
const source = sourceAt(agent.port)
try {
  await measureStages(source)
  for (const workers of [0, 1, 2]) await measureEndToEnd(source, workers)
} finally {
  agent.stop()
  rmSync(work, { recursive: true, force: true })
}
const perSecond = (row: Row): number => row.records / row.seconds
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${copies} copies of the demo's pages\n`,
)
console.log(
  table(
    [
      { title: 'stage' },
      { title: 'records', align: 'right' },
      { title: 'records/s', align: 'right' },
      { title: 'ms/record', align: 'right' },
      { title: 'cpu ms/record', align: 'right' },
    ],
    rows.map(row => [
      row.stage,
      String(row.records),
      perSecond(row).toFixed(0),
      ((1000 * row.seconds) / row.records).toFixed(3),
      ((1000 * row.cpuSeconds) / row.records).toFixed(3),
    ]),
  ),
)
if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(rows, undefined, 1)}\n`)
