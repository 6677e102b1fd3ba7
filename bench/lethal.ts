/**
 * Queries that end an unprotected engine, fired at a real server without a pause by several clients, beside a stream of
 * normal queries with known answers: is every normal one answered, rightly, and how fast?
 * Usage: npm run bench -- lethal [--seconds 120] [--records 3000] [--attackers 8] [--deadline 5000] [--json FILE]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openArchive } from '../src/archive/open.ts'
import { disguised, LETHAL } from '../test/graph/lethal-queries.ts'
import { buildOutcomes } from '../test/support/build-record.ts'

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const seconds = option('seconds', 120)
const records = option('records', 3000)
const attackers = option('attackers', 8)
const deadlineMs = option('deadline', 5000)
const jsonAt = process.argv.indexOf('--json')

const SAMPLE = 'http://www.w3.org/ns/sosa/Sample'
const SCHEMA = 'https://schema.org/'

/** A query and the rows that it must have, as CSV without the head. */
const normal = (n: number): { readonly query: string; readonly expected: string } => {
  const id = 1 + ((n * 7919) % records)
  const kinds = [
    { query: `SELECT (COUNT(*) AS ?n) WHERE { ?s a <${SAMPLE}> }`, expected: `${records}` },
    {
      query: `SELECT ?n WHERE { ?s <http://purl.org/dc/terms/identifier> "DEMO${id}" ; <${SCHEMA}name> ?n }`,
      expected: `Demo sample ${id}`,
    },
    {
      query: `SELECT ?u WHERE { <https://doi.org/10.60510/demo${id}> <${SCHEMA}url> ?u }`,
      expected: `https://repository.example/sample/${id}`,
    },
    {
      query: `SELECT (COUNT(*) AS ?n) WHERE { GRAPH <https://repository.example/sample/${id}> { ?s ?p ?o } }`,
      expected: '4',
    },
    {
      query: `SELECT (COUNT(*) AS ?n) WHERE { ?s <${SCHEMA}name> ?n FILTER(STRENDS(?n, " ${id}")) }`,
      expected: '1',
    },
  ] as const
  return kinds[n % kinds.length] ?? kinds[0]
}

interface Server {
  readonly url: string
  readonly child: ChildProcess
}

const startServer = async (data: string): Promise<Server> => {
  const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
  const child = spawn(process.execPath, [main, 'serve', '--data', data, '--port', '0'], {
    env: { ...process.env, LODESTONE_QUERY_TIMEOUT_MS: String(deadlineMs) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      const found = / on (http\S+)/.exec(String(text))?.[1]
      if (found) resolve(found)
    })
    child.on('exit', code => reject(new Error(`the server ended with ${code}`)))
  })
  return { url, child }
}

const ask = (url: string, query: string, accept: string): Promise<Response> =>
  fetch(`${url}/sparql`, {
    method: 'POST',
    headers: { 'content-type': 'application/sparql-query', accept },
    body: query,
  })

interface Normal {
  readonly times: number[]
  wrong: number
  dropped: number
  readonly reasons: Map<string, number>
}

/** Three clients that ask normal queries, 20 ms after each answer, until told. */
const askNormal = async (url: string, until: () => boolean): Promise<Normal> => {
  const seen: Normal = { times: [], wrong: 0, dropped: 0, reasons: new Map() }
  let n = 0
  const client = async (): Promise<void> => {
    while (!until()) {
      const { query, expected } = normal(n++)
      const began = performance.now()
      const response = await ask(url, query, 'text/csv')
      const text = await response.text()
      if (response.status !== 200) {
        seen.dropped++
        const reason = `${response.status} ${text.slice(0, 200)}`
        seen.reasons.set(reason, (seen.reasons.get(reason) ?? 0) + 1)
      } else {
        seen.times.push(performance.now() - began)
        if (text.trim().split('\r\n').slice(1).join() !== expected) seen.wrong++
      }
      await pause(20)
    }
  }
  await Promise.all([client(), client(), client()])
  return seen
}

interface Attack {
  /** Name of the query -> outcome -> how often. */
  readonly outcomes: Map<string, Map<string, number>>
  /** Longest run of a query that was ended at its deadline, beyond that, by the server's own clock, in milliseconds. */
  overshoot: number
}

const attack = async (url: string, until: () => boolean): Promise<Attack> => {
  const seen: Attack = { outcomes: new Map(), overshoot: 0 }
  const queries = Object.entries(LETHAL)
  let n = 0
  const client = async (): Promise<void> => {
    while (!until()) {
      const seed = n++
      const [name, query] = queries[seed % queries.length] ?? ['', '']
      // Every second time round the text is another one.
      const text = Math.floor(seed / queries.length) % 2 === 1 ? disguised(query, seed) : query
      const response = await ask(url, text, 'application/sparql-results+json').catch(() => undefined)
      const body = response ? await response.text().catch(() => '') : ''
      const problem = response?.ok === false ? (JSON.parse(body) as { type?: string; detail?: string }) : {}
      const code = problem.type?.split(/[/#:]/).at(-1) ?? 'answered'
      const outcome = response ? `${response.status} ${code}` : 'connection lost'
      const counts = seen.outcomes.get(name) ?? new Map<string, number>()
      seen.outcomes.set(name, counts.set(outcome, (counts.get(outcome) ?? 0) + 1))
      const ran = /ended after ([\d.]+) s/.exec(problem.detail ?? '')?.[1]
      if (ran) seen.overshoot = Math.max(seen.overshoot, 1000 * Number(ran) - deadlineMs)
      await pause(response?.status === 200 || response?.status === 504 ? 0 : 50)
    }
  }
  await Promise.all(Array.from({ length: attackers }, client))
  return seen
}

const memoryOf = (pid: number | undefined, field: 'VmHWM' | 'VmRSS'): number => {
  if (process.platform !== 'linux') return Number.NaN
  const [, kilobytes] =
    new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Worker threads that the server has started so far, and how many can answer now. */
const workersOf = async (url: string): Promise<{ readonly started: number; readonly ready: number }> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  const read = (name: string): number => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1])
  return {
    started: read('lodestone_graph_workers_started_total'),
    ready: read('lodestone_graph_replicas'),
  }
}

const figures = ({ times, wrong, dropped }: Normal) => {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1))
  return {
    sent: times.length + dropped,
    wrong,
    dropped,
    median: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  }
}

const data = mkdtempSync(join(tmpdir(), 'lodestone-bench-lethal-'))
let server: Server | undefined
try {
  const archive = await openArchive(data)
  if (!archive.ok) throw new Error(archive.problem.detail)
  for (let first = 1; first <= records; first += 500)
    await archive.value.write(buildOutcomes(Math.min(500, records - first + 1), {}, first))
  await archive.value.close()
  server = await startServer(data)
  const { url, child } = server
  while ((await ask(url, 'ASK {}', 'text/csv')).status !== 200) await pause(100)
  const during = (ms: number) => {
    const end = performance.now() + ms
    return () => performance.now() > end
  }
  await askNormal(url, during(2000))
  const alone = await askNormal(url, during(Math.min(20, seconds / 3) * 1000))
  const before = memoryOf(child.pid, 'VmRSS')
  const workersBefore = await workersOf(url)
  const until = during(seconds * 1000)
  const [beside, attacked] = await Promise.all([askNormal(url, until), attack(url, until)])
  const after = await askNormal(url, during(2000))
  const workersAfter = await workersOf(url)
  const started = workersAfter.started - workersBefore.started
  const workers = {
    ...{ atStart: workersBefore.ready, atEnd: workersAfter.ready, started },
    // Whatever was started and is not there, and whatever was there before and is not, has ended.
    ended: workersBefore.ready + started - workersAfter.ready,
  }
  const memory = {
    before: Math.round(before),
    peak: Math.round(memoryOf(child.pid, 'VmHWM')),
    after: Math.round(memoryOf(child.pid, 'VmRSS')),
  }
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}; ${records} records, ${attackers} attackers, ${seconds} s, deadline ${deadlineMs} ms\n`,
  )
  console.table({ alone: figures(alone), 'beside lethal ones': figures(beside), afterwards: figures(after) })
  console.table(
    Object.fromEntries(
      [...attacked.outcomes].map(([name, counts]) => [
        name,
        { outcomes: [...counts].map(([code, count]) => `${count} × ${code}`).join(', ') },
      ]),
    ),
  )
  for (const [reason, count] of beside.reasons) console.log(`dropped ${count} × ${reason}`)
  console.log(`worst overshoot of a deadline: ${attacked.overshoot.toFixed(0)} ms`)
  console.log(
    `memory of the server in MB: ${memory.before} before, ${memory.peak} at most, ${memory.after} after`,
  )
  console.log(
    `worker threads: ${workers.atStart} before, ${workers.started} started and ${workers.ended} ended during the run, ${workers.atEnd} after`,
  )
  if (jsonAt >= 0)
    writeFileSync(
      process.argv[jsonAt + 1] ?? 'lethal.json',
      `${JSON.stringify({
        seconds,
        records,
        attackers,
        deadlineMs,
        alone: figures(alone),
        beside: figures(beside),
        after: figures(after),
        lethal: Object.fromEntries(
          [...attacked.outcomes].map(([name, counts]) => [name, Object.fromEntries(counts)]),
        ),
        overshootMs: attacked.overshoot,
        memory,
        workers,
      })}\n`,
    )
} finally {
  if (server) {
    server.child.removeAllListeners('exit')
    const ended = new Promise(resolve => server?.child.on('exit', resolve))
    server.child.kill('SIGTERM')
    await Promise.race([ended, pause(5000)])
    server.child.kill('SIGKILL')
  }
  rmSync(data, { recursive: true, force: true })
}
