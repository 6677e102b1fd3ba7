/**
 * The example queries over synthetic samples: the embedded graph, external stores direct, and external stores through us, all in
 * one run and over the same archive; with load rate, memory, start-up and freshness of each.
 * Run: npm run bench -- sparql [--samples 10000] [--only embedded,oxigraph,virtuoso] [--repeats 15] [--queries 01,02]
 *   [--archive FOLDER] [--max-quads N] [--writes 10] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeClient } from './sparql/client.ts'
import { type Contender, load } from './sparql/contenders.ts'
import { freshnessOf } from './sparql/freshness.ts'
import { cpuOf } from './sparql/process.ts'
import { benchQueries } from './sparql/queries.ts'
import { differences, freshTable, loadTable, ratioLines, ratiosOf, timeTable } from './sparql/report.ts'
import { stopAll } from './sparql/servers.ts'
import { timeAll } from './sparql/timing.ts'
import { syntheticArchive } from './synthetic/archive.ts'

const options = process.argv.slice(2)
const after = (name: string): string | undefined =>
  options.includes(name) ? options[options.indexOf(name) + 1] : undefined
const records = Number(after('--samples') ?? 10_000)
const repeats = Number(after('--repeats') ?? 15)
const names = (after('--only') ?? 'embedded,oxigraph,virtuoso').split(',')
const maxQuads = Number(after('--max-quads') ?? 5_000_000)

const work = mkdtempSync(join(tmpdir(), 'lodestone-bench-sparql-'))
const contenders: Contender[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stopAll().then(() => process.exit(1)))
try {
  const archive = await syntheticArchive(records, after('--archive'))
  for (const name of names) {
    process.stderr.write(`loading ${name}\n`)
    const contender = await load(name, { archive, records, work, maxQuads })
    if (contender) contenders.push(contender)
    else console.log(`${name} cannot be installed here, left out`)
  }
  const endpoints = contenders.flatMap(one => one.endpoints)
  const pids = contenders.flatMap(({ program, store }) => [program.pid, ...(store ? [store.pid] : [])])
  const before = pids.map(cpuOf)
  const timings = await timeAll(benchQueries(after('--queries')?.split(',')), endpoints, repeats)
  const spent = pids.map((pid, i) => cpuOf(pid) - (before[i] ?? 0))
  const cpu = contenders.map(({ loaded, program, store }) => ({
    name: loaded.name,
    programSeconds: spent[pids.indexOf(program.pid)],
    ...(store ? { storeSeconds: spent[pids.indexOf(store.pid)] } : {}),
  }))
  const fresh = []
  for (const contender of contenders)
    fresh.push(await freshnessOf(contender, records, Number(after('--writes') ?? 10)))
  const loaded = contenders.map(one => one.loaded)
  const ratios = ratiosOf(timings)
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg()[0] }
  console.log(
    `${records} records, ${repeats} repeats, ${machine.cores} × ${machine.model}, Node ${machine.node}, load ${machine.load?.toFixed(1)}\n`,
  )
  for (const part of [loadTable(loaded), timeTable(timings), ratioLines(ratios), differences(timings)])
    console.log(`${part}\n`)
  console.log(freshTable(fresh))
  console.log(
    `\nprocessor seconds while asked: ${cpu
      .map(
        one =>
          `${one.name} ${one.programSeconds?.toFixed(1)}${'storeSeconds' in one ? ` + store ${one.storeSeconds?.toFixed(1)}` : ''}`,
      )
      .join(', ')}; a header of a cache was ${timings.some(one => one.cached) ? '' : 'not '}seen`,
  )
  const file = after('--json')
  const all = { records, repeats, machine, loaded, timings, ratios, cpu, fresh }
  if (file) writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`)
} finally {
  await stopAll()
  await closeClient()
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
}
