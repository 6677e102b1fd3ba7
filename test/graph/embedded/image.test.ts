import fc from 'fast-check'
import type { Store } from 'oxigraph'
import { describe, expect, it } from 'vitest'
import { startEngine } from '../../../src/graph/embedded/engine.ts'
import { createModules, engineBinary } from '../../../src/graph/embedded/engine-module.ts'
import { adoptImage, type StoreImage, takeImage } from '../../../src/graph/embedded/image.ts'
import { createJournal } from '../../../src/graph/embedded/journal.ts'
import { replay } from '../../../src/graph/embedded/replay.ts'
import { dumpGraphs, loadGraphs } from '../../../src/graph/embedded/text-source.ts'
import { withMemoryMaximum } from '../../../src/graph/embedded/wasm-limit.ts'
import { parseQuads } from '../../../src/rdf/n-quads.ts'

const MEGABYTE = 2 ** 20
const modules = createModules()
let instances = 0
const freshEngine = (ceiling = 256 * MEGABYTE) =>
  startEngine(modules.withCeiling(ceiling).module, `?test=${instances++}`)

const dump = (store: Store): string[] =>
  store.dump({ format: 'application/n-quads' }).split('\n').filter(Boolean).sort()

const line = (n: number): string =>
  `<urn:demo:s${n % 7}> <urn:demo:p${n % 3}> "value ${n}"${n % 2 ? ` <urn:demo:g${n % 5}>` : ''} .\n`

const imageOf = (engine: Awaited<ReturnType<typeof freshEngine>>, store: Store): StoreImage => {
  const image = takeImage(engine, store)
  if (!image) throw new Error('no image')
  return image
}

describe('an image of a store', () => {
  it('is the same store in another instance of the engine, and follows it through thousands of changes', async () => {
    const keeper = await freshEngine()
    const original = new keeper.script.Store()
    const journal = createJournal(original)
    journal.load(Array.from({ length: 3000 }, (_, n) => line(n)).join(''))
    const clone = await freshEngine()
    const copy = adoptImage(clone, imageOf(keeper, original))
    expect(dump(copy)).toEqual(dump(original))
    journal.begin()
    const change = fc.record({
      add: fc.boolean(),
      lines: fc.array(fc.nat(4000), { minLength: 1, maxLength: 40 }),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 10 }), changes => {
        for (const { add, lines } of changes) {
          const text = [...new Set(lines)].map(line).join('')
          if (add) journal.load(text)
          else for (const quad of parseQuads(text)) journal.delete(quad)
        }
        replay(clone.script, copy, journal.take())
        expect(dump(copy)).toEqual(dump(original))
      }),
      { numRuns: 100 },
    )
    const again = await freshEngine()
    expect(dump(adoptImage(again, imageOf(keeper, original)))).toEqual(dump(original))
  }, 60_000)

  it('gives every copy its own random numbers', async () => {
    const keeper = await freshEngine()
    const store = new keeper.script.Store()
    replay(keeper.script, store, [{ add: true, lines: line(1) }])
    const image = imageOf(keeper, store)
    const drawn = new Set<string>()
    const draw = 'SELECT (CONCAT(STR(UUID()), STR(RAND())) AS ?x) WHERE {}'
    for (let copies = 0; copies < 3; copies++) {
      const copy = adoptImage(await freshEngine(), image)
      drawn.add(String(copy.query(draw, { results_format: 'text/csv' })))
    }
    expect(drawn.size).toBe(3)
  })

  it('is not given once random numbers were drawn, which all copies would repeat', async () => {
    const keeper = await freshEngine()
    const store = new keeper.script.Store()
    expect(takeImage(keeper, store)).toBeDefined()
    store.query('SELECT (UUID() AS ?u) WHERE {}')
    expect(takeImage(keeper, store)).toBeUndefined()
  })

  it('is refused when it does not hold what it says', async () => {
    const keeper = await freshEngine()
    const store = new keeper.script.Store()
    store.load(line(1), { format: 'application/n-quads' })
    const image = imageOf(keeper, store)
    const clone = await freshEngine()
    expect(() => adoptImage(clone, { ...image, size: 2 })).toThrow('1 quads instead of 2')
  })

  it('has a slower twin in text, graph by graph', async () => {
    const { script } = await freshEngine()
    const store = new script.Store()
    store.load(Array.from({ length: 50 }, (_, n) => line(n)).join(''), { format: 'application/n-quads' })
    expect(dump(loadGraphs(script, new script.Store(), dumpGraphs(script, store)))).toEqual(dump(store))
  })
})

describe('a ceiling of memory', () => {
  it('ends a query that wants more, inside its own instance', async () => {
    const engine = await freshEngine(64 * MEGABYTE)
    const store = new engine.script.Store()
    store.load(Array.from({ length: 1000 }, (_, n) => line(n)).join(''), { format: 'application/n-quads' })
    const bomb = 'SELECT * WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }'
    expect(() => store.query(bomb, { results_format: 'application/sparql-results+json' })).toThrow(
      'unreachable',
    )
    expect(engine.exports.memory.buffer.byteLength).toBeLessThanOrEqual(64 * MEGABYTE)
  })

  it('cannot be below what the engine starts with, nor set where there is no memory', () => {
    expect(() => withMemoryMaximum(engineBinary(), 1)).toThrow('to 1 pages')
    expect(() => withMemoryMaximum(Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0]), 100)).toThrow(
      'no memory section',
    )
  })
})
