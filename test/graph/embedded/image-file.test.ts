import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEngine } from '../../../src/graph/embedded/engine.ts'
import { createModules } from '../../../src/graph/embedded/engine-module.ts'
import { adoptImage, takeImage } from '../../../src/graph/embedded/image.ts'
import {
  readGraph,
  removeDrafts,
  type SavedGraph,
  saveGraph,
} from '../../../src/graph/embedded/image-file.ts'
import { LineCounts } from '../../../src/graph/embedded/line-counts.ts'
import { openEmbeddedGraph } from '../../../src/graph/embedded/open.ts'
import { buildOutcomes } from '../../support/build-record.ts'
import { BASE, createSmallArchive } from '../small-archive.ts'

const { module } = createModules().withCeiling(2 ** 28)
let instances = 0
const engine = () => startEngine(module, `?file=${instances++}`)

describe('a saved graph', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lodestone-image-'))
  })
  afterEach(() => rm(dir, { recursive: true, force: true }))

  const saved = async (): Promise<SavedGraph> => {
    const first = await engine()
    const store = new first.script.Store()
    store.load('<urn:demo:a> <urn:demo:b> "c" .', { format: 'application/n-quads' })
    const image = takeImage(first, store)
    if (!image) throw new Error('no image')
    const union = new LineCounts()
    for (const line of ['x', 'y', 'x']) union.add(line)
    const state = { own: 1, removed: 0, union: union.state() }
    return { generation: 7, mark: 'seven', image, state }
  }

  it('leaves no half of a file behind when its process was killed, and leaves those alone that are being written', async () => {
    const { pid: ended } = spawnSync(process.execPath, ['--version'])
    const kept = `graph.image.${process.pid}.new`
    for (const name of [`graph.image.${ended}.new`, kept, 'graph.image.txt.new'])
      await writeFile(join(dir, name), '')
    await removeDrafts(dir)
    expect((await readdir(dir)).sort()).toEqual([kept, 'graph.image.txt.new'].sort())
  })

  it('comes back as it was', async () => {
    const graph = await saved()
    await saveGraph(dir, 'key', graph)
    const found = await readGraph(dir, 'key')
    expect(found).toMatchObject({ generation: 7, mark: 'seven', state: graph.state })
    expect(new LineCounts(found?.state.union).add('x')).toBe(3)
    if (!found) return
    const store = adoptImage(await engine(), found.image)
    expect(store.dump({ format: 'application/n-quads' })).toBe('<urn:demo:a> <urn:demo:b> "c" .\n')
  })

  it('is not used under another key, nor when a byte of it changed or its end is missing', async () => {
    await saveGraph(dir, 'key', await saved())
    const file = join(dir, 'graph.image')
    expect(await readGraph(dir, 'other key')).toBeUndefined()
    const whole = await readFile(file)
    const damaged = Buffer.from(whole)
    damaged[whole.length - 100] = (damaged[whole.length - 100] ?? 0) ^ 1
    // Another generation in the head, which is as readable as the right one.
    const elsewhere = Buffer.from(whole)
    elsewhere[whole.indexOf('"generation":7') + '"generation":'.length] = '8'.charCodeAt(0)
    const short = [whole.subarray(0, -10), whole.subarray(0, 100), Buffer.alloc(0)]
    for (const content of [damaged, elsewhere, ...short]) {
      await writeFile(file, content)
      expect(await readGraph(dir, 'key')).toBeUndefined()
    }
    await writeFile(file, whole)
    expect(await readGraph(dir, 'key')).toBeDefined()
  })

  it('comes back in its order when it is written in many chunks', async () => {
    const graph = await saved()
    const memory = new SharedArrayBuffer(20 * 2 ** 20)
    const words = new Uint32Array(memory)
    for (let n = 0; n < words.length; n++) words[n] = Math.imul(n, 0x9e37_79b1)
    await saveGraph(dir, 'key', { ...graph, image: { ...graph.image, memory } })
    const found = await readGraph(dir, 'key')
    const same = found && Buffer.compare(new Uint8Array(found.image.memory), new Uint8Array(memory)) === 0
    expect(same).toBe(true)
    expect(found?.state).toEqual(graph.state)
  })

  it('is whole when the graph is closed in the middle of saving', async () => {
    const small = await createSmallArchive()
    try {
      // Enough for the file to take longer than the messages between the threads.
      await small.archive.write(buildOutcomes(2000))
      const graph = openEmbeddedGraph({
        dataDir: small.dataDir,
        base: BASE,
        replicas: 1,
        pollMs: 20,
        saveFrom: 1,
      })
      await graph.catchUp(2000)
      while (!(await readdir(small.dataDir)).some(name => name.startsWith('graph.image'))) await pause(1)
      await graph.close()
      const left = (await readdir(small.dataDir)).filter(name => name.startsWith('graph.image'))
      expect(left).toEqual(['graph.image'])
    } finally {
      await small.remove()
    }
  })

  it('is the start of the next graph on the same archive, and of no other', async () => {
    const [small, other] = [await createSmallArchive(), await createSmallArchive()]
    const answerOf = async (dataDir: string, generation: number): Promise<string> => {
      const graph = openEmbeddedGraph({ dataDir, base: BASE, replicas: 1, pollMs: 20, saveFrom: 1 })
      try {
        await graph.catchUp(generation)
        const result = await graph.query('SELECT ?n { ?s <https://schema.org/name> ?n } ORDER BY ?n', {
          accept: 'text/csv',
        })
        return result.ok ? new TextDecoder().decode(result.value.body) : result.problem.detail
      } finally {
        await graph.close()
      }
    }
    try {
      await small.archive.write(buildOutcomes(3))
      await other.archive.write(buildOutcomes(3, {}, 11))
      const first = await answerOf(small.dataDir, 3)
      await small.archive.write(buildOutcomes(1, { name: 'Later' }, 2))
      const second = await answerOf(small.dataDir, 4)
      expect(second).toBe(first.replace('Demo sample 2\r\n', '').replace(/$/, 'Later\r\n'))
      await writeFile(join(other.dataDir, 'graph.image'), await readFile(join(small.dataDir, 'graph.image')))
      expect(await answerOf(other.dataDir, 3)).toContain('Demo sample 11')
    } finally {
      await small.remove()
      await other.remove()
    }
  })
})
