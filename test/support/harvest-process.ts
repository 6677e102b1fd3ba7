/** Real processes for tests and benches of the whole harvester: an agent that misbehaves, and `lodestone harvest`. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const scriptAt = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** What the misbehaving agent saw. */
export interface AgentStats {
  readonly requests: number
  readonly pagesSentInFull: number
  readonly pagesSentTwice: number
  readonly mostAtOnce: number
  readonly mostInOneSecond: number
  readonly mostInATenth: number
  readonly requestsDuringRetryAfter: number
  /** Pages that can never be had, or never be read, by their fault. */
  readonly permanent: Readonly<Record<string, number>>
}

export interface FaultyAgent {
  readonly origin: string
  readonly port: number
  stats(): Promise<AgentStats>
  reset(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts test/support/faulty-agent.mjs; without `faults` only its permanent ones are left. Two runs are comparable on the
 * same port only, because records are named by the address of their page.
 */
export const startFaultyAgent = async (
  pages: number,
  seed: number,
  faults: boolean,
  onPort = 0,
): Promise<FaultyAgent> => {
  const child = spawn(
    process.execPath,
    [scriptAt('faulty-agent.mjs'), String(pages), String(seed), faults ? 'on' : 'off', String(onPort)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    port: Number(port),
    stats: async () => (await fetch(`${origin}/stats`)).json() as Promise<AgentStats>,
    reset: async () => {
      await fetch(`${origin}/reset`)
    },
    close: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** One line of `--report`, as far as tests look at it. */
export interface ReportLine {
  readonly url: string
  readonly ending: string
  readonly state?: string
  readonly problems: readonly { readonly code: string }[]
}

/** How a harvest process ended. */
export interface HarvestEnd {
  readonly code: number | null
  readonly output: string
  readonly errors: string
  readonly report: readonly ReportLine[]
  readonly seconds: number
  /** Largest resident memory, in megabytes. */
  readonly peakMegabytes: number
  readonly cpuSeconds: number
}

export interface HarvestProcess {
  readonly child: ChildProcess
  readonly ended: Promise<HarvestEnd>
}

/** Writes a sources.yaml with one source, whose sitemap is `origin`/sitemap.xml; returns its name. */
export const writeRegistry = (
  folder: string,
  origin: string,
  more: Readonly<Record<string, unknown>>,
): string => {
  const file = join(folder, 'sources.yaml')
  const source = {
    id: 'demo',
    name: 'Demo',
    sitemaps: [`${origin}/sitemap.xml`],
    allowPrivateAddresses: true,
  }
  writeFileSync(file, JSON.stringify({ sources: [{ ...source, ...more }] }))
  return file
}

/** Starts `lodestone harvest` of the built program. `name` tells processes of one folder apart. */
export const startHarvest = (
  folder: string,
  name: string,
  args: readonly string[],
  options: { readonly execArgv?: readonly string[]; readonly data?: string } = {},
): HarvestProcess => {
  const report = join(folder, `${name}.jsonl`)
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      ...(options.execArgv ?? []),
      scriptAt('run-harvest.mjs'),
      ...['--registry', join(folder, 'sources.yaml'), '--data', join(folder, options.data ?? 'data')],
      ...['--report', report, ...args],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder },
  )
  let output = ''
  let errors = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (errors += chunk))
  const ended = once(child, 'close').then(([code]): HarvestEnd => {
    const usage = /\{"peakKilobytes".*\}/.exec(errors)?.[0]
    const { peakKilobytes = 0, cpuSeconds = 0 } = usage ? JSON.parse(usage) : {}
    const lines = readFileSync(report, 'utf8').split('\n').filter(Boolean)
    return {
      code,
      output,
      errors,
      report: lines.map(line => JSON.parse(line) as ReportLine),
      seconds: (performance.now() - began) / 1000,
      peakMegabytes: peakKilobytes / 1024,
      cpuSeconds,
    }
  })
  return { child, ended }
}
