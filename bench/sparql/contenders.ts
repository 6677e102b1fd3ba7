/** Loads the archive into a graph and measures that: rate, memory, size on disk, time to the first answer cold and warm. */
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { withAbsoluteIris } from '../../src/graph/remote/absolute-iris.ts'
import { datasetFor } from '../../src/graph/remote/dataset.ts'
import { graphNames } from '../../src/graph/remote/names.ts'
import { openOrThrow } from '../synthetic/archive.ts'
import { BASE } from '../synthetic/statements.ts'
import { askNumber, type Endpoint } from './client.ts'
import { cpuOf, memoryOf } from './process.ts'
import {
  graphSettings,
  QUERY_MS,
  type Running,
  type Store,
  sizeOf,
  startProgram,
  startStore,
} from './servers.ts'

export interface Loaded {
  readonly name: string
  readonly quads: number
  /** Until the whole archive is in the graph and the first answer was right, from an empty store. */
  readonly coldSeconds: number
  /** The same after the program was stopped and started again. */
  readonly warmSeconds: number
  readonly samplesPerSecond: number
  readonly quadsPerSecond: number
  /** Processor seconds of program and store while loading. */
  readonly loadCpuSeconds: number
  /** MB beyond the same processes with an empty archive. */
  readonly programMb: number
  readonly storeMb: number
  /** KB of graph memory per sample: of the store, or of the program where the graph is in it. */
  readonly kbPerSample: number
  readonly diskMb: number
}

export interface Contender {
  readonly loaded: Loaded
  /** Through us, and direct where there is a store behind. */
  readonly endpoints: readonly Endpoint[]
  readonly program: Running
  readonly store?: Store
  readonly data: string
}

export interface LoadPlan {
  readonly archive: string
  readonly records: number
  readonly work: string
  readonly maxQuads: number
}

const COUNT = 'SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a <http://www.w3.org/ns/sosa/Sample> }'

interface Health {
  readonly generation: number
  readonly graph: { readonly generation: number; readonly quads: number; readonly problem?: string }
  readonly catalogue: { readonly generation: number }
}

/** Undefined when nobody answers: a server that is busy starting may reset a connection. */
const healthOf = async (url: string): Promise<Health | undefined> => {
  const reply = await fetch(`${url}/health`, { headers: { connection: 'close' } }).catch(() => undefined)
  return reply && ((await reply.json()) as Health)
}

/** Waits for the first answer that counts the whole archive. */
const firstAnswer = async (program: Running): Promise<Health> => {
  const endpoint = { name: 'first', url: `${program.url}/sparql` }
  for (;;) {
    const health = await healthOf(program.url)
    if (health?.graph.problem) throw new Error(health.graph.problem)
    // Asked only then: a query that waits for a graph must not hold it up.
    const shown = health && health.graph.generation >= health.generation
    if (shown && (await askNumber(endpoint, COUNT)) !== undefined) return health
    await pause(50)
  }
}

/** Memory once the catalogue has followed too, and what was allocated meanwhile is given back. */
const settled = async ({ url, pid }: Running): Promise<number> => {
  for (;;) {
    const health = await healthOf(url)
    if (health && health.catalogue.generation >= health.generation) break
    await pause(200)
  }
  await pause(3000)
  return memoryOf(pid)
}

const virtuosoDirect = (text: string): URLSearchParams => {
  const { kernel, nothing } = graphNames(BASE)
  const asked = datasetFor(withAbsoluteIris(text, BASE), {}, { kernelGraph: kernel, nothing })
  const parameters = new URLSearchParams({ query: asked.text, timeout: String(QUERY_MS) })
  for (const graph of asked.dataset?.defaultGraphs ?? []) parameters.append('default-graph-uri', graph)
  for (const graph of asked.dataset?.namedGraphs ?? []) parameters.append('named-graph-uri', graph)
  return parameters
}

const endpointsOf = (name: string, program: Running, store: Store | undefined): Endpoint[] => {
  const us = { name: store ? `${name} through us` : name, url: `${program.url}/sparql` }
  const adapt = name === 'virtuoso' ? { adapt: virtuosoDirect } : {}
  return store ? [{ name: `${name} direct`, url: store.url, ...adapt }, us] : [us]
}

/** Loads one graph: `embedded`, or the name of a store in `.ci/stores`. Undefined when that cannot be had here. */
export const load = async (name: string, plan: LoadPlan): Promise<Contender | undefined> => {
  const [empty, data] = [join(plan.work, `${name}-empty`), join(plan.work, `${name}-data`)]
  mkdirSync(empty)
  await (await openOrThrow(empty)).close()
  const storeFolder = join(plan.work, `${name}-store`)
  const store = name === 'embedded' ? undefined : await startStore(name, storeFolder)
  if (name !== 'embedded' && !store) return undefined
  const variables = {
    ...(store?.user === undefined ? {} : { LODESTONE_GRAPH_USER: store.user }),
    ...(store?.password === undefined ? {} : { LODESTONE_GRAPH_PASSWORD: store.password }),
  }
  const settings = store ? { graph: graphSettings(store) } : { graphMaxQuads: plan.maxQuads }
  const start = (folder: string) => startProgram(folder, settings, variables)
  const idle = await start(empty)
  await firstAnswer(idle)
  const [emptyProgram, emptyStore] = [await settled(idle), store ? memoryOf(store.pid) : 0]
  await idle.stop()

  cpSync(plan.archive, data, { recursive: true })
  const began = performance.now()
  const cpuBefore = store ? cpuOf(store.pid) : 0
  let program = await start(data)
  const { graph } = await firstAnswer(program)
  const coldSeconds = (performance.now() - began) / 1000
  const loadCpuSeconds = cpuOf(program.pid) + (store ? cpuOf(store.pid) - cpuBefore : 0)
  const programMb = (await settled(program)) - emptyProgram
  const storeMb = store ? memoryOf(store.pid) - emptyStore : 0
  const diskMb = store ? sizeOf(storeFolder) : 0
  await program.stop()

  const again = performance.now()
  program = await start(data)
  await firstAnswer(program)
  const loaded: Loaded = {
    name,
    quads: graph.quads,
    coldSeconds,
    warmSeconds: (performance.now() - again) / 1000,
    samplesPerSecond: plan.records / coldSeconds,
    quadsPerSecond: graph.quads / coldSeconds,
    ...{ loadCpuSeconds, programMb, storeMb, diskMb },
    kbPerSample: (1024 * (store ? storeMb : programMb)) / plan.records,
  }
  process.stderr.write(`${JSON.stringify(loaded)}\n`)
  return {
    ...{ loaded, program, data },
    endpoints: endpointsOf(name, program, store),
    ...(store ? { store } : {}),
  }
}
