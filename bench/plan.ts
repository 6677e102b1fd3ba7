/**
 * A sitemap set of a million addresses is planned, killed half-way and resumed: how much memory, how long, and how much of
 * the listing is read twice?
 * Usage: npm run bench -- plan [URLS] [--json FILE]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openFrontier } from '../src/archive/frontier/open.ts'
import { type HarvestEnd, startHarvest, writeRegistry } from '../test/support/harvest-process.ts'

const options = process.argv.slice(2)
const jsonFile = options.includes('--json') ? options[options.indexOf('--json') + 1] : undefined
const urls = Number(options.find(one => /^\d+$/.test(one)) ?? 1_000_000)

const folder = mkdtempSync(join(tmpdir(), 'lodestone-bench-plan-'))
const server = fork(fileURLToPath(new URL('./sitemap-server.mjs', import.meta.url)), [String(urls)])
/** Sitemaps that were asked for, in order. */
const asked: string[] = []
let onAsked = () => {}
server.on('message', message => {
  if (typeof message === 'string') {
    asked.push(message)
    onAsked()
  }
})
const [port] = (await once(server, 'message')) as [number]
const parts = Math.ceil(urls / 50_000)
const reached = (count: number) =>
  new Promise<void>(resolve => {
    onAsked = () => {
      if (asked.length >= count) resolve()
    }
  })

const plan = (name: string) => startHarvest(folder, name, ['--plan', '--workers', '0'])

/** Peak of a process that will be killed: looked up while it lives. */
const peakOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

try {
  writeRegistry(folder, `http://127.0.0.1:${port}`, { politeness: { delayMs: 0 } })
  const first = plan('first')
  const began = performance.now()
  await Promise.race([reached(Math.floor(parts / 2)), first.ended])
  await setTimeout(300)
  const killedPeak = first.child.pid === undefined ? 0 : peakOf(first.child.pid)
  const firstSeconds = (performance.now() - began) / 1000
  first.child.kill('SIGKILL')
  await first.ended
  const before = asked.length
  const second: HarvestEnd = await plan('second').ended
  const frontier = await openFrontier(join(folder, 'data'))
  if (!frontier.ok) throw new Error(frontier.problem.detail)
  const run = await frontier.value.join('demo')
  const standing = await frontier.value.standing(run)
  await frontier.value.close()
  const again = asked
    .slice(before)
    .filter(path => asked.slice(0, before).includes(path) && path !== '/sitemap.xml')
  const row = {
    urls,
    sitemaps: parts,
    listed: standing.listed,
    queued: standing.queued,
    'first part: seconds until killed': firstSeconds.toFixed(1),
    'first part: peak MB': killedPeak.toFixed(0),
    'resumed: seconds': second.seconds.toFixed(1),
    'resumed: CPU seconds': second.cpuSeconds.toFixed(1),
    'resumed: peak MB': second.peakMegabytes.toFixed(0),
    'sitemaps read again': again.length,
    'frontier.db MB': (statSync(join(folder, 'data', 'frontier.db')).size / 1e6).toFixed(0),
  }
  for (const [key, value] of Object.entries(row))
    console.log(`| ${key.padEnd(34)} | ${String(value).padStart(10)} |`)
  if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(row)}\n`)
} finally {
  server.kill()
  rmSync(folder, { recursive: true, force: true })
}
