/**
 * Visitors while a harvest lands: mixed requests of several clients against a server, whose archive a harvest in another
 * process fills meanwhile. Every number an answer gives is compared with what asking for it finds at the same generation.
 * Usage: npm run bench -- load [--seconds 120] [--records 20000] [--clients 8] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openArchive } from '../src/archive/open.ts'
import { table } from '../src/cli/table.ts'
import { Client, noFindings } from './load/client.ts'
import { harvest, publishSites, startAgent, writeRegistry } from './load/houses.ts'
import { type Memory, VISITS } from './load/visits.ts'
import { memoryOf } from './sparql/process.ts'
import { startProgram, stopAll } from './sparql/servers.ts'
import { quantile } from './sparql/timing.ts'
import { chanceOf } from './synthetic/chance.ts'

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const [seconds, records, clients] = [option('seconds', 120), option('records', 20_000), option('clients', 8)]
const jsonAt = process.argv.indexOf('--json')
const work = mkdtempSync(join(tmpdir(), 'lodestone-load-'))
/** Ends what was started beside the server. */
const ends: (() => void)[] = []
/** A harvest that takes this many times as long as the visits is given up. */
const PATIENCE = 10

const visit = async (
  url: string,
  n: number,
  findings: ReturnType<typeof noFindings>,
  over: () => boolean,
) => {
  const [client, chance] = [new Client(url, findings), chanceOf(n)]
  const memory: Memory = { values: new Map(), identifiers: [] }
  while (!over()) await VISITS[Math.floor(chance() * VISITS.length)]?.(client, chance, memory)
}

const measure = async () => {
  const pages = await publishSites(join(work, 'sites'))
  const agent = await startAgent(join(work, 'sites'), Math.ceil(records / pages))
  ends.push(agent.stop)
  const data = join(work, 'data')
  // The server wants an archive to follow, though an empty one.
  const archive = await openArchive(data)
  if (!archive.ok) throw new Error(archive.problem.detail)
  await archive.value.close()
  const server = await startProgram(data, {})
  const findings = noFindings()
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const landing = harvest(writeRegistry(work, agent.port), data)
  ends.push(landing.stop)
  let harvestSeconds = 0
  const landed = landing.done.then(result => {
    harvestSeconds = elapsed()
    return result
  })
  const over = () => (elapsed() > seconds && harvestSeconds > 0) || elapsed() > seconds * PATIENCE
  let rss = 0
  const watch = setInterval(() => {
    rss = Math.max(rss, memoryOf(server.pid))
  }, 500)
  await Promise.all(Array.from({ length: clients }, (_, n) => visit(server.url, n, findings, over)))
  const visitSeconds = elapsed()
  landing.stop()
  const { code, said } = await landed
  if (code !== 0) console.error(`the harvest ended with ${code}: ${said}`)
  // The catalogue follows within two seconds.
  await pause(5000)
  const { samples } = (
    (await (await fetch(`${server.url}/health`)).json()) as { catalogue: { samples: number } }
  ).catalogue
  clearInterval(watch)
  const peak = memoryOf(server.pid, 'VmHWM')
  return { findings, harvestSeconds, visitSeconds, samples, rss, peak, harvestCode: code }
}

const round = (ms: number) => Math.round(ms * 10) / 10

try {
  const { findings, ...figures } = await measure()
  const { errors, inconsistencies, generations, times, compared, passed } = findings
  const all = [...times.values()].flat()
  const rows = [...times, ['all', all] as const].map(([kind, list]) => ({
    kind,
    requests: list.length,
    median: round(quantile(list, 0.5)),
    p95: round(quantile(list, 0.95)),
    p99: round(quantile(list, 0.99)),
  }))
  console.log(
    table(
      ['request', 'n', 'median ms', 'p95', 'p99'].map((title, n) => ({
        title,
        align: n === 0 ? 'left' : 'right',
      })),
      rows.map(row => [row.kind, String(row.requests), String(row.median), String(row.p95), String(row.p99)]),
    ),
  )
  const counts = {
    errors: errors.length,
    inconsistencies: inconsistencies.length,
    compared,
    passed,
    generations: generations.size,
  }
  console.log({ clients, ...counts, ...figures, cpus: cpus().length })
  for (const text of [...errors, ...inconsistencies].slice(0, 20)) console.log(text)
  if (jsonAt > 0)
    writeFileSync(
      process.argv[jsonAt + 1] ?? 'load.json',
      `${JSON.stringify({ seconds, records, clients, ...counts, ...figures, cpus: cpus()[0]?.model, rows, examples: [...errors, ...inconsistencies].slice(0, 100) }, null, 2)}\n`,
    )
  process.exitCode = errors.length + inconsistencies.length > 0 ? 1 : 0
} finally {
  for (const end of ends) end()
  await stopAll()
  rmSync(work, { recursive: true, force: true })
}
