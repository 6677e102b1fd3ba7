/**
 * A whole harvest of an agent that misbehaves by a seed, beside one of the same agent when it behaves: is everything
 * accounted for, is the outcome the same, how much memory and time does it take, and how fast was the agent asked?
 * Usage: npm run bench -- faults [PAGES] [SEED] [PROCESSES] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../src/archive/open.ts'
import {
  type AgentStats,
  type HarvestEnd,
  startFaultyAgent,
  startHarvest,
  writeRegistry,
} from '../test/support/harvest-process.ts'

const options = process.argv.slice(2)
const jsonFile = options.includes('--json') ? options[options.indexOf('--json') + 1] : undefined
const [pages = 100_000, seed = 1, processes = 1] = options.filter(one => /^\d+$/.test(one)).map(Number)
const politeness = { delayMs: 1, concurrency: 16, timeoutMs: 5000 }

interface Measured {
  readonly port: number
  readonly ends: readonly HarvestEnd[]
  readonly stats: AgentStats
  readonly seconds: number
  readonly content: ReadonlyMap<string, string>
}

/** URL -> state and statements of every record, for comparison. */
const contentOf = async (folder: string): Promise<Map<string, string>> => {
  const opened = await openArchive(join(folder, 'data'), { readOnly: true })
  if (!opened.ok) throw new Error(opened.problem.detail)
  const content = new Map<string, string>()
  for (let after: string | undefined; ; ) {
    const records = await opened.value.list({ limit: 1000, ...(after !== undefined && { after }) })
    for (const { url, state, kernelTriples } of records) content.set(url, `${state} ${kernelTriples}`)
    const last = records.at(-1)
    if (!last) break
    after = last.url
  }
  await opened.value.close()
  return content
}

const harvest = async (faults: boolean, onPort = 0): Promise<Measured> => {
  const folder = mkdtempSync(join(tmpdir(), 'lodestone-bench-faults-'))
  const agent = await startFaultyAgent(pages, seed, faults, onPort)
  try {
    writeRegistry(folder, agent.origin, { politeness })
    const began = performance.now()
    const ends = await Promise.all(
      Array.from(
        { length: processes },
        (_, n) => startHarvest(folder, `part-${n}`, ['--workers', '2']).ended,
      ),
    )
    const seconds = (performance.now() - began) / 1000
    return { port: agent.port, ends, stats: await agent.stats(), seconds, content: await contentOf(folder) }
  } finally {
    await agent.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const linesOf = ({ ends }: Measured) =>
  ends.flatMap(({ report }) => report.filter(({ ending }) => ending !== 'listing'))

const differing = (a: Measured, b: Measured): number =>
  [...new Set([...a.content.keys(), ...b.content.keys()])].filter(
    path => a.content.get(path) !== b.content.get(path),
  ).length

const NEVER = ['not-found', 'gone', 'redirect-loop', 'always-500', 'always-reset']

const rowOf = (name: string, measured: Measured): Record<string, string | number> => {
  const lines = linesOf(measured)
  const { stats, ends, seconds } = measured
  return {
    agent: name,
    'exit codes': ends.map(({ code }) => code).join(' '),
    'URLs reported': lines.length,
    distinct: new Set(lines.map(({ url }) => url)).size,
    failed: lines.filter(({ ending }) => ending === 'failed').length,
    'of which permanent': NEVER.reduce((sum, fault) => sum + (stats.permanent[fault] ?? 0), 0),
    archived: measured.content.size,
    requests: stats.requests,
    'most at once': stats.mostAtOnce,
    'most in 1 s': stats.mostInOneSecond,
    'during Retry-After': stats.requestsDuringRetryAfter,
    'sent twice': stats.pagesSentTwice,
    seconds: seconds.toFixed(0),
    'pages/s': (pages / seconds).toFixed(0),
    'peak MB': Math.max(...ends.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
  }
}

const quiet = await harvest(false)
const faulty = await harvest(true, quiet.port)
const rows = [rowOf('faultless', quiet), rowOf('faulty', faulty)]
const keys = Object.keys(rows[0] ?? {})
console.log(
  `${pages} pages, seed ${seed}, ${processes} process(es); allowed: ${1000 / politeness.delayMs} starts a second, ${politeness.concurrency} at once\n`,
)
for (const key of keys)
  console.log(`| ${key.padEnd(20)} | ${rows.map(row => String(row[key]).padStart(10)).join(' | ')} |`)
console.log(`\nrecords that differ between the two: ${differing(quiet, faulty)}`)
if (jsonFile !== undefined)
  writeFileSync(
    jsonFile,
    `${JSON.stringify({ pages, seed, processes, rows, differing: differing(quiet, faulty) })}\n`,
  )
