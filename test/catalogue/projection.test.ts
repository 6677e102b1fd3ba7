import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { applyChanges, rebuild, type Surroundings } from '../../src/catalogue/apply.ts'
import { openCatalogue } from '../../src/catalogue/catalogue.ts'
import { openDatabase, rows, run } from '../../src/catalogue/database.ts'
import { FACET_NAMES } from '../../src/catalogue/facet-table.ts'
import { columnOf, createTables } from '../../src/catalogue/schema.ts'
import { type MemoryFeed, memoryFeed } from '../support/build-record.ts'
import { type Step, steps } from './arbitrary-samples.ts'
import { recordOf, rockVocabularies } from './sample-sketch.ts'

const surroundings: Surroundings = {
  concepts: rockVocabularies(),
  labels: { concept: iri => rockVocabularies().label(iri), source: new Map(), profile: new Map() },
  digest: '1:test',
}

const NUMBERS = ['key', 'iri_place', 'identifier_place', 'name_place', ...FACET_NAMES.map(columnOf)]

/** Everything in the tables; numbers that were given out are replaced by what they stand for. */
const CONTENTS = [
  'SELECT * FROM record ORDER BY ALL',
  'SELECT * FROM description ORDER BY ALL',
  'SELECT * FROM entity_name ORDER BY ALL',
  'SELECT * FROM link ORDER BY ALL',
  'SELECT * FROM sample_name ORDER BY ALL',
  'SELECT * FROM entity_type ORDER BY ALL',
  'SELECT * FROM alias ORDER BY ALL',
  'SELECT * FROM same ORDER BY ALL',
  `SELECT * EXCLUDE (${NUMBERS.join(', ')}) FROM sample ORDER BY iri`,
  'SELECT facet, content, samples FROM combination ORDER BY ALL',
  `SELECT c.facet, c.content, t.value, p.direct FROM part p LEFT JOIN combination c ON c.facet = p.facet AND c.id = p.combination
   LEFT JOIN term t ON t.id = p.term AND t.facet = p.facet ORDER BY ALL`,
  'SELECT word, samples FROM word ORDER BY word',
  `SELECT s.iri, w.word, p.weight FROM posting p LEFT JOIN sample s ON s.key = p.sample
   LEFT JOIN word w ON w.id = p.word ORDER BY ALL`,
  'SELECT * EXCLUDE (id) FROM term ORDER BY facet, value',
  `SELECT s.iri, m.facet, t.value, t.facet AS of_facet, m.direct FROM membership m
   LEFT JOIN sample s ON s.key = m.sample LEFT JOIN term t ON t.id = m.term ORDER BY ALL`,
  'SELECT * FROM watermark',
]

const contents = async (connection: DuckDBConnection) => {
  const all: unknown[] = []
  for (const query of CONTENTS) all.push(await rows(connection, query))
  return all
}

const take = (feed: MemoryFeed, step: Step): void => {
  if (step.kind === 'write') {
    const { url, source, accepted, samples } = step
    feed.write([recordOf(url, samples, { source, state: accepted ? 'accepted' : 'rejected' })])
  } else if (known(feed).has(step.url)) feed.withdraw(step.url)
}

const urls = new WeakMap<MemoryFeed, Set<string>>()
const known = (feed: MemoryFeed): Set<string> => {
  const of = urls.get(feed) ?? new Set<string>()
  urls.set(feed, of)
  return of
}

const followed = async (feed: MemoryFeed, all: readonly Step[], changesAtOnce: number) => {
  const database = await openDatabase()
  await database.write(async connection => {
    for (const statement of createTables()) await run(connection, statement)
  })
  let seq = 0
  for (const step of all) {
    take(feed, step)
    if (step.kind === 'write') known(feed).add(step.url)
    if ((await feed.generation()) - seq < changesAtOnce) continue
    const changes = await feed.changesSince(seq, changesAtOnce)
    await database.write(connection => applyChanges(connection, changes, surroundings))
    seq = changes.at(-1)?.seq ?? seq
  }
  const rest = await feed.changesSince(seq, 100)
  await database.write(connection => applyChanges(connection, rest, surroundings))
  const found = await database.read(contents)
  await database.close()
  return found
}

const made = async (feed: MemoryFeed) => {
  const database = await openDatabase()
  await database.write(connection => rebuild(connection, feed, surroundings))
  const found = await database.read(contents)
  await database.close()
  return found
}

describe('the projection', () => {
  it('is the same followed step by step and made anew', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (all, changesAtOnce) => {
        const feed = memoryFeed()
        const step = await followed(feed, all, changesAtOnce)
        // Without any change there is no watermark to compare.
        if ((await feed.generation()) > 0) expect(step).toEqual(await made(feed))
      }),
      { numRuns: 25 },
    )
  })
})

describe('a catalogue on disk', () => {
  const folders: string[] = []
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'catalogue-'))
    folders.push(made)
    return made
  }
  afterEach(() => {
    for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
  })
  const sample = (n: number) =>
    recordOf(`https://repository.example/${n}`, [{ iri: `https://doi.org/10.60510/demo${n}` }])

  it('goes on where it stopped', async () => {
    const dataDir = folder()
    const feed = memoryFeed()
    const options = { dataDir, feed, vocabularies: rockVocabularies(), sources: [] }
    feed.write([sample(1), sample(2)])
    const first = await openCatalogue(options)
    await first.catchUp()
    await first.close()
    feed.write([sample(3)])
    const second = await openCatalogue(options)
    expect(second.status()).toEqual({ generation: 2, samples: 2 })
    await second.catchUp()
    expect(second.status()).toEqual({ generation: 3, samples: 3 })
    await second.close()
  })

  it('is made anew for other vocabularies, and when the archive is younger than itself', async () => {
    const dataDir = folder()
    const feed = memoryFeed()
    feed.write([sample(1), sample(2)])
    const first = await openCatalogue({ dataDir, feed, vocabularies: rockVocabularies(), sources: [] })
    await first.catchUp()
    await first.close()
    const other = { ...rockVocabularies('rocks 2'), label: () => 'Renamed' }
    const second = await openCatalogue({ dataDir, feed, vocabularies: other, sources: [] })
    await second.catchUp()
    await second.close()
    const restored = memoryFeed()
    restored.write([sample(9)])
    const third = await openCatalogue({ dataDir, feed: restored, vocabularies: other, sources: [] })
    await third.catchUp()
    expect(third.status()).toEqual({ generation: 1, samples: 1 })
    expect(await third.sample('https://doi.org/10.60510/demo9')).toBeDefined()
    await third.close()
  })

  it('replaces a file that is no database', async () => {
    const dataDir = folder()
    writeFileSync(
      join(dataDir, 'catalogue.duckdb'),
      'this is not a database, only text that stands where one was',
    )
    const feed = memoryFeed()
    feed.write([sample(1)])
    const catalogue = await openCatalogue({ dataDir, feed, vocabularies: rockVocabularies(), sources: [] })
    expect(await catalogue.catchUp()).toBe(1)
    await catalogue.close()
  })

  it('says why it cannot follow, keeps answering, and goes on when it can', async () => {
    const feed = memoryFeed()
    feed.write([sample(1)])
    let broken = false
    const failing = {
      ...feed,
      changesSince: async (...of: [number, number]) =>
        broken ? Promise.reject(new Error('disk on fire')) : feed.changesSince(...of),
    }
    const catalogue = await openCatalogue({ feed: failing, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
    broken = true
    feed.write([sample(2)])
    await expect(catalogue.catchUp()).rejects.toThrow('disk on fire')
    expect(catalogue.status()).toEqual({ generation: 1, samples: 1, problem: 'disk on fire' })
    broken = false
    await catalogue.catchUp()
    expect(catalogue.status()).toEqual({ generation: 2, samples: 2 })
    await catalogue.close()
  })

  it('follows the feed until it is stopped', async () => {
    const feed = memoryFeed()
    const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    const follower = catalogue.follow(1)
    feed.write([sample(1)])
    await expect.poll(() => catalogue.status().samples).toBe(1)
    await follower.stop()
    feed.write([sample(2)])
    expect(catalogue.status().samples).toBe(1)
    await catalogue.close()
  })

  it('never shows half an update to a reader', async () => {
    const feed = memoryFeed()
    const catalogue = await openCatalogue({ feed, vocabularies: rockVocabularies(), sources: [] })
    await catalogue.catchUp()
    const request = {
      selected: {},
      has: [],
      facets: ['source'] as const,
      facetLimit: 5,
      sort: 'identifier' as const,
      limit: 1000,
    }
    for (let round = 0; round < 10; round++) {
      feed.write(Array.from({ length: 10 }, (_, n) => sample(round * 10 + n)))
      const writing = catalogue.catchUp()
      const found = await catalogue.search(request)
      if (!found.ok) throw new Error(found.problem.detail)
      expect(found.value.total % 10).toBe(0)
      expect(found.value.items).toHaveLength(found.value.total)
      expect(found.value.generation).toBe(found.value.total)
      expect(found.value.facets.source?.values[0]?.count ?? 0).toBe(found.value.total)
      await writing
    }
    await catalogue.close()
  })
})
