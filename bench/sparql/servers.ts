/** Starts what is measured: the program itself on an archive of its own, and external stores. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { processOn } from './process.ts'

export interface Running {
  readonly pid: number
  readonly url: string
  stop(): Promise<void>
}

/** An external store as `.ci/stores` starts it. */
export interface Store extends Running {
  readonly update: string
  readonly graphStore?: string
  readonly user?: string
  readonly password?: string
}

/** Longest time of a query, as the program says it to stores that can be told. */
export const QUERY_MS = 30_000

const running = new Set<Running>()

/** Ends everything that was started and not stopped yet, programs before the stores that they fill. */
export const stopAll = async (): Promise<void> => {
  for (const one of [...running].reverse()) await one.stop()
}

const noted = <One extends Running>(one: One): One => {
  const all = {
    ...one,
    async stop() {
      running.delete(all)
      await one.stop()
    },
  }
  running.add(all)
  return all
}

/** The setting `graph` of lodestone.yaml for a store. */
export const graphSettings = ({ url, update, graphStore }: Store): Record<string, string> => ({
  ...{ kind: 'sparql', query: url, update },
  ...(graphStore === undefined ? {} : { graphStore }),
})

/** Starts the program on `data`; `settings` are those of lodestone.yaml. Resolves when it listens. */
export const startProgram = async (
  data: string,
  settings: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<Running> => {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
  const file = join(data, 'lodestone.yaml')
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ queryTimeoutMs: QUERY_MS, ...settings }))
  const child: ChildProcess = spawn(process.execPath, [main, 'serve', '--data', data, '--port', '0'], {
    env: { ...process.env, ...variables, LODESTONE_CONFIG: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      const found = / on (http\S+)/.exec(String(text))?.[1]
      if (found) resolve(found)
    })
    child.once('exit', code => reject(new Error(`the program ended with ${code}`)))
  })
  return noted({
    pid: child.pid ?? 0,
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  })
}

/** Starts a store of `.ci/stores` on an empty folder; undefined when it cannot be installed here. */
export const startStore = async (name: string, folder: string): Promise<Store | undefined> => {
  mkdirSync(folder, { recursive: true })
  const { open } = (await import(
    /* @vite-ignore */ new URL(`../../.ci/stores/${name}.mjs`, import.meta.url).href
  )) as {
    open(folder: string): Promise<(Omit<Store, 'pid' | 'url'> & { query: string }) | undefined>
  }
  const store = await open(folder)
  if (!store) return undefined
  const { query, ...rest } = store
  const pid = processOn(folder)
  // A store may say that it stops before it has.
  const stop = async (): Promise<void> => {
    await store.stop()
    for (let n = 0; n < 300 && isAlive(pid); n++) await pause(100)
  }
  return noted({ ...rest, url: query, pid, stop })
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** MB of all files below a folder. */
export const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size / 2 ** 20, 0)
