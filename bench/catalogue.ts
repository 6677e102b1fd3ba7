/**
 * Twenty mixed searches with eight facets each, maps and timelines over synthetic samples (bench/synthetic/corpus.ts): one client and
 * eight at once, with answers kept and without; what a change costs; memory, file and building time; the same searches in SPARQL.
 * Run: npm run bench -- catalogue [--samples 1000000] [--rounds 5] [--sparql 100000] [--keep FOLDER] [--json FILE]
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCatalogue } from '../src/catalogue/catalogue.ts'
import { openDatabase } from '../src/catalogue/database.ts'
import { type FacetName, isFacetName } from '../src/catalogue/facet-table.ts'
import { SCHEMA_VERSION } from '../src/catalogue/schema.ts'
import { table } from '../src/cli/table.ts'
import { loadVocabularies } from '../src/registry/vocabularies.ts'
import { type Ask, askMany, askOne, type Times } from './catalogue/asking.ts'
import { changeTimes } from './catalogue/changing.ts'
import { searchesOf, type ValueAt } from './catalogue/questions.ts'
import { sparqlTimes } from './catalogue/sparql.ts'
import { memoryOf } from './sparql/process.ts'
import { sizeOf, stopAll } from './sparql/servers.ts'
import { quantile } from './sparql/timing.ts'
import { fillCatalogue } from './synthetic/catalogue.ts'
import { corpusOf, poolOf } from './synthetic/corpus.ts'

const options = process.argv.slice(2)
const after = (name: string): string | undefined =>
  options.includes(name) ? options[options.indexOf(name) + 1] : undefined
const samples = Number(after('--samples') ?? 1_000_000)
const rounds = Number(after('--rounds') ?? 5)
const inSparql = Number(after('--sparql') ?? 100_000)

const vocabularies = loadVocabularies()
const make = corpusOf(poolOf(vocabularies))
const surroundings = {
  concepts: vocabularies,
  labels: {
    ...{ concept: (iri: string) => vocabularies.label(iri), source: new Map<string, string>() },
    profile: new Map<string, string>(),
  },
  digest: `${SCHEMA_VERSION}:bench`,
}

const open = (dataDir: string, all: number, answersKept: number) =>
  openCatalogue({
    ...{ dataDir, vocabularies, sources: [], answersKept },
    feed: { generation: async () => all, changesSince: async () => [], snapshot: async () => all },
  })
type Opened = Awaited<ReturnType<typeof open>>

const build = async (dataDir: string, all: number): Promise<number> => {
  const database = await openDatabase(dataDir)
  const began = performance.now()
  await fillCatalogue(database, {
    ...{ samples: all, make, surroundings },
    onProgress: done => process.stderr.write(`\r${done} of ${all} records`),
  })
  process.stderr.write('\n')
  await database.close()
  return (performance.now() - began) / 1000
}

const NOTHING = { selected: {}, has: [] }

const valuesOf = async (catalogue: Opened): Promise<ValueAt> => {
  const facets: FacetName[] =
    'material objectType sampledFeature source person organisation publication method'
      .split(' ')
      .filter(isFacetName)
  const found = await catalogue.search({ ...NOTHING, facets, facetLimit: 100, sort: 'identifier', limit: 1 })
  if (!found.ok) throw new Error(found.problem.detail)
  return (facet, rank) => {
    const values = found.value.facets[facet]?.values ?? []
    return values[Math.min(rank, values.length - 1)]?.value ?? ''
  }
}

const asksOf = (catalogue: Opened, valueAt: ValueAt): { searches: Ask[]; views: Ask[] } => {
  const succeed = <T extends { ok: boolean }>(answer: T): void => {
    if (!answer.ok) throw new Error(JSON.stringify(answer))
  }
  const searches = searchesOf(valueAt).map(({ name, request }) => ({
    ...{ name, run: async () => succeed(await catalogue.search(request)) },
  }))
  const near = { ...NOTHING, bbox: { west: -20, south: 30, east: 40, north: 70 } }
  const views = [
    { name: 'clusters, zoom 1', run: () => catalogue.clusters(NOTHING, 1) },
    { name: 'clusters, zoom 5', run: () => catalogue.clusters(near, 5) },
    { name: 'clusters, zoom 9', run: () => catalogue.clusters(near, 9) },
    { name: 'timeline', run: async () => succeed(await catalogue.timeline(NOTHING)) },
    { name: 'timeline of a box', run: async () => succeed(await catalogue.timeline(near)) },
  ]
  return { searches, views }
}

const ms = (number: number): string => number.toFixed(1)
const lay = (times: readonly Times[]): string =>
  table(
    ['question', 'first ms', 'median ms', '95 % ms', 'CPU ms'].map((title, n) => ({
      ...{ title, align: n === 0 ? ('left' as const) : ('right' as const) },
    })),
    times.map(one => [one.name, ms(one.first), ms(one.median), ms(one.p95), ms(one.cpu)]),
  )

const work = after('--keep') ?? mkdtempSync(join(tmpdir(), 'lodestone-bench-catalogue-'))
try {
  const dataDir = join(work, String(samples))
  const seconds = existsSync(dataDir) ? Number.NaN : await build(dataDir, samples)
  const plain = await open(dataDir, samples, 0)
  const { searches, views } = asksOf(plain, await valuesOf(plain))
  const one = await askOne(searches, rounds)
  const viewed = await askOne(views, rounds)
  const eight = await askMany(searches, 8, 2)
  const memory = memoryOf(process.pid)
  await plain.close()
  const keeping = await open(dataDir, samples, 200)
  const kept = await askMany(asksOf(keeping, await valuesOf(keeping)).searches, 8, 20)
  await keeping.close()
  const all = one.map(each => each.median)
  const figures = {
    ...{ samples, seconds, rounds, one, viewed, eight, kept, memory, megabytes: sizeOf(dataDir) },
    median: quantile(all, 0.5),
    p95: quantile(
      one.map(each => each.p95),
      0.95,
    ),
    changes: await changeTimes(dataDir, samples, make, surroundings),
    sparql: await sparqlTimes(work, inSparql, make, vocabularies),
    machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg()[0] },
  }
  console.log(
    `${samples} samples, built in ${seconds.toFixed(0)} s, ${figures.megabytes.toFixed(0)} MB on disk, ${memory.toFixed(0)} MB in memory; load ${figures.machine.load?.toFixed(1)}\n`,
  )
  console.log(`${lay(one)}\n\n${lay(viewed)}\n`)
  console.log(`all searches, one client: median ${ms(figures.median)}, 95 % ${ms(figures.p95)} ms`)
  console.log(
    `eight clients: median ${ms(eight.median)}, 95 % ${ms(eight.p95)} ms, ${eight.perSecond.toFixed(1)} a second`,
  )
  console.log(
    `eight clients, answers kept: median ${ms(kept.median)}, 95 % ${ms(kept.p95)} ms, ${kept.perSecond.toFixed(0)} a second`,
  )
  for (const change of figures.changes)
    console.log(
      `a change of ${change.records} records: ${ms(change.ms)} ms; searches meanwhile at most ${ms(change.slowestRead)} ms`,
    )
  for (const each of figures.sparql)
    console.log(
      `${inSparql} samples, ${each.name}: catalogue ${ms(each.catalogue)} ms, SPARQL ${ms(each.sparql)} ms, ratio ${(each.sparql / each.catalogue).toFixed(0)}`,
    )
  const file = after('--json')
  if (file) writeFileSync(file, `${JSON.stringify(figures, undefined, 2)}\n`)
} finally {
  await stopAll()
  if (!after('--keep')) rmSync(work, { recursive: true, force: true })
}
