/** The processes of the load benchmark: an agent that serves pages, the server over an archive, and a harvest beside it. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { publishSite } from '../../src/publish/publish-site.ts'
import type { StyleName } from '../../src/publish/styles.ts'
import { bundled } from '../../src/registry/bundled.ts'

interface Agent {
  readonly id: string
  readonly name: string
  readonly table: string
  readonly style: StyleName
}

/** Publishes the demo's three sites below `folder`; returns how many pages they have. */
export const publishSites = async (folder: string): Promise<number> => {
  let pages = 0
  for (const { id, name, table, style } of JSON.parse(
    readFileSync(bundled('examples/agents.json'), 'utf8'),
  ) as Agent[]) {
    const published = await publishSite(readFileSync(bundled(`examples/${table}`), 'utf8'), {
      style,
      baseUrl: 'http://localhost:9',
      agent: { name },
      outDir: join(folder, id),
    })
    if (!published.ok) throw new Error(published.problem.detail)
    pages += published.value.published
  }
  return pages
}

/** Serves the sites `copies` times over; resolves with the port. */
export const startAgent = async (
  folder: string,
  copies: number,
): Promise<{ port: number; stop: () => void }> => {
  const child = spawn(process.execPath, [bundled('bench/agent-server.mjs'), folder, String(copies)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>(resolve => {
    createInterface({ input: child.stdout }).once('line', resolve)
  })
  return { port: Number(line), stop: () => child.kill() }
}

/** Writes the registry of the one source at `port`; returns the file. */
export const writeRegistry = (folder: string, port: number): string => {
  const file = join(folder, 'sources.yaml')
  const source = {
    id: 'load',
    name: 'Load',
    sitemaps: [`http://127.0.0.1:${port}/sitemap.xml`],
    profiles: ['geology'],
    allowPrivateAddresses: true,
    politeness: { delayMs: 0, concurrency: 32 },
    demo: true,
  }
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ sources: [source] }))
  return file
}

/** Runs `lodestone harvest` to its end; resolves with its exit code and what it said. */
export const harvest = (
  registry: string,
  data: string,
): { done: Promise<{ code: number | null; said: string }>; stop: () => void } => {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
  const child = spawn(process.execPath, [main, 'harvest', '--registry', registry, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (text: Buffer) => {
    said = (said + text).slice(-4000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const done = new Promise<{ code: number | null; said: string }>(resolve =>
    child.once('close', code => resolve({ code, said })),
  )
  return { done, stop: () => child.kill() }
}
