/** Harvests after profiles changed: the archive is as if everything had been made anew, and no page is converted. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { catchUp } from '../../src/walk/catch-up.ts'
import { type Converter, openConverter } from '../../src/walk/pool.ts'
import { sampleJson } from '../support/demo-pages.ts'
import { type FakeAgent, startFakeAgent } from '../support/fake-agent.ts'
import { edition } from './editions.ts'
import { type HarvestHouse, openHouse } from './harvest-house.ts'
import { said } from './revalidation-house.ts'

const BASE = 'http://lodestone.example'
const NAMES = ['Ash', 'Basalt', 'Chert', 'Dust', 'Earth']

/** A converter that counts the pages it is given. */
interface Counting extends Converter {
  pages: number
}

const counting = (inner: Converter): Counting => {
  const outer: Counting = {
    ...{ ...inner, pages: 0 },
    convert: visits => {
      outer.pages += visits.length
      return inner.convert(visits)
    },
  }
  return outer
}

let folder: string
let shapes: string
let first: Converter
let second: Converter
let agent: FakeAgent
let house: HarvestHouse
let sitemap: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodestone-editions-'))
  shapes = edition(join(folder, 'after'), [
    { profile: 'kernel', initials: 'A-C', severity: 'Violation' },
    { profile: 'geology', initials: 'A', severity: 'Warning' },
  ])
  first = await openConverter({ base: BASE, shapes: edition(join(folder, 'before'), []) }, 0)
  second = await openConverter({ base: BASE, shapes }, 0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(async () => {
  agent = await startFakeAgent()
  sitemap = `${agent.origin}/sitemap.xml`
  agent.sitemap(
    '/sitemap.xml',
    NAMES.map(name => `/${name}`),
  )
  for (const name of NAMES) agent.page(`/${name}`, sampleJson(name, { name }))
  house = await openHouse(first)
})
afterEach(async () => {
  await house.dispose()
  await agent.close()
})

const caughtUp = (pipeline: Converter, listed: readonly string[] = []) =>
  catchUp({
    ...{ archive: house.archive, dataDir: house.dataDir, pipeline, shapes, threads: 0 },
    profilesOf: new Map([['demo', listed]]),
  })

it('with changed profiles comes to what making every record anew comes to, and converts no page', async () => {
  await house.harvest(sitemap)
  expect(await caughtUp(second)).toMatchObject({ due: 5, changed: 2, newlyRejected: 2, written: 2 })
  const converter = counting(second)
  const { written, reports } = await house.harvest(sitemap, { converter })
  expect([converter.pages, written]).toEqual([0, 0])
  expect(reports.map(({ ending, state }) => `${ending} ${state}`).sort()).toEqual([
    ...['unchanged accepted', 'unchanged accepted', 'unchanged accepted'],
    ...['unchanged rejected', 'unchanged rejected'],
  ])
  const other = await openHouse(second)
  try {
    await other.harvest(sitemap)
    const all = { limit: 10 }
    expect((await house.archive.list(all)).map(said)).toEqual((await other.archive.list(all)).map(said))
  } finally {
    await other.dispose()
  }
})

it('without it converts every page anew, so that the count above means something', async () => {
  await house.harvest(sitemap)
  const converter = counting(second)
  await house.harvest(sitemap, { converter })
  expect(converter.pages).toBe(5)
})

it('has nothing to do where nothing changed, where there is nothing, and where statements must be made anew', async () => {
  expect(await caughtUp(second)).toBeUndefined()
  await house.harvest(sitemap, { converter: second })
  expect(await caughtUp(second)).toBeUndefined()
  expect(await caughtUp({ ...first, conversion: 'other rules' })).toBeUndefined()
})

it('checks the records of a source that lists other profiles now', async () => {
  await house.harvest(sitemap, { converter: second })
  expect(await caughtUp(second, ['geology'])).toMatchObject({ due: 5 })
  const records = await house.archive.list({ limit: 10 })
  expect(records[0]?.reports.map(({ profile }) => profile)).toEqual(['kernel', 'geology'])
})
