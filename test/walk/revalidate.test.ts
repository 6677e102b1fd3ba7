/** Archived records under changed profiles: exactly what differs is written, and nothing twice. */

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildOutcome } from '../support/build-record.ts'
import type { Demand } from './editions.ts'
import { LISTED, openRevalidationHouse, type RevalidationHouse, said } from './revalidation-house.ts'

let house: RevalidationHouse
beforeEach(async () => {
  house = await openRevalidationHouse()
})
afterEach(() => house.dispose())

const NAMES = ['Ash', 'Basalt', 'Chert', 'Dust', 'Earth']
const demand = (profile: string, initials: string, severity: Demand['severity']): Demand => ({
  ...{ profile, initials, severity },
})
const accepted = async (): Promise<string[]> => {
  const urls: string[] = []
  await house.archive.snapshot(async records => void urls.push(...records.map(({ url }) => url)))
  return urls.map(url => url.split('/').at(-1) ?? '')
}
const changesAfter = async (seq: number) =>
  (await house.archive.changesSince(seq, 100)).map(({ before, after }) => [
    after.url.split('/').at(-1),
    before?.state,
    after.state,
  ])

describe('revalidation', () => {
  it('does nothing where the shapes are those that the records were checked with', async () => {
    await house.fill(NAMES)
    expect(await house.revalidate()).toMatchObject({ due: 0, read: 0, changed: 0, current: 5, foreign: 0 })
    expect(await house.archive.generation()).toBe(5)
  })

  it('writes exactly the records whose reports change, and is not needed again', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('kernel', 'A-C', 'Warning'))
    expect(await house.revalidate({ shapes })).toMatchObject({
      ...{ due: 5, read: 5, changed: 2, written: 2, newlyRejected: 0, newlyAccepted: 0 },
    })
    expect(await changesAfter(5)).toEqual([
      ['dust', 'accepted', 'accepted'],
      ['earth', 'accepted', 'accepted'],
    ])
    expect(await house.revalidate({ shapes })).toMatchObject({ due: 0, current: 5 })
    expect(await house.archive.generation()).toBe(7)
  })

  it('writes nothing where other shapes come to the same', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('kernel', 'A-Z', 'Violation'))
    expect(await house.revalidate({ shapes })).toMatchObject({ read: 5, changed: 0, written: 0 })
    expect(await house.archive.generation()).toBe(5)
  })

  it('does not look at records that the changed profile has no say in', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('archaeology', 'X', 'Warning'))
    expect(await house.revalidate({ shapes })).toMatchObject({ due: 0, read: 0, current: 5 })
  })

  it('takes a record out of the public graph and lets it in again', async () => {
    await house.fill(NAMES)
    const strict = house.shapes(demand('kernel', 'A-C', 'Violation'))
    expect(await house.revalidate({ shapes: strict })).toMatchObject({ newlyRejected: 2, written: 2 })
    expect(await accepted()).toEqual(['ash', 'basalt', 'chert'])
    const mild = house.shapes(demand('kernel', 'A-D', 'Violation'))
    expect(await house.revalidate({ shapes: mild })).toMatchObject({ newlyAccepted: 1, newlyRejected: 0 })
    expect(await accepted()).toEqual(['ash', 'basalt', 'chert', 'dust'])
    expect(await changesAfter(7)).toContainEqual(['dust', 'rejected', 'accepted'])
  })

  it('says what would change without writing anything', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('kernel', 'A', 'Violation'))
    const dry = await house.revalidate({ shapes, dryRun: true })
    expect(dry).toMatchObject({ read: 5, changed: 4, newlyRejected: 4, written: 0 })
    expect(dry.examples).toHaveLength(4)
    expect(await house.archive.generation()).toBe(5)
    expect(await house.revalidate({ shapes })).toMatchObject({ due: 5, newlyRejected: 4, written: 4 })
  })

  it('goes on where it was stopped', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('kernel', 'B-E', 'Warning'))
    const stop = new AbortController()
    const first = await house.revalidate({
      ...{ shapes, sliceSize: 1, signal: stop.signal },
      onProgress: () => stop.abort(),
    })
    expect(first.read).toBeGreaterThan(0)
    expect(first.read).toBeLessThan(5)
    const second = await house.revalidate({ shapes })
    expect(second).toMatchObject({ due: 5 - first.read, read: 5 - first.read, current: first.read })
    expect(first.written + second.written).toBe(1)
  })

  it('follows the list of profiles that a source has, and leaves records of other sources alone', async () => {
    await house.fill(NAMES)
    const before = await house.archive.list({ limit: 10 })
    expect(await house.revalidate({ profilesOf: new Map() })).toMatchObject({ due: 0, foreign: 5 })
    const profilesOf = new Map([['demo', LISTED.slice(0, 1)]])
    expect(await house.revalidate({ profilesOf })).toMatchObject({ due: 5, foreign: 0 })
    const after = await house.archive.list({ limit: 10 })
    expect(before.flatMap(({ reports }) => reports.map(({ profile }) => profile))).toContain('biology')
    expect(after.flatMap(({ reports }) => reports.map(({ profile }) => profile))).not.toContain('biology')
  })

  it('leaves what others write meanwhile as they wrote it', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('kernel', 'A', 'Violation'))
    const { archive } = house
    const renamed = await house.made('Basalt', shapes)
    const busy = {
      ...archive,
      checkable: async (...args: Parameters<typeof archive.checkable>) => {
        const read = await archive.checkable(...args)
        await archive.write([{ ...renamed, repairs: [{ rule: 'r', detail: 'written meanwhile' }] }])
        await archive.withdraw(buildOutcome({ id: 'chert' }).url, 'gone (410)')
        return read
      },
    }
    expect(await house.revalidate({ archive: busy, shapes })).toMatchObject({ changed: 4, written: 2 })
    const records = await archive.list({ limit: 10 })
    expect(records.map(({ state }) => state)).toEqual([
      ...['accepted', 'rejected', 'withdrawn', 'rejected', 'rejected'],
    ])
    expect(records[1]?.repairs).toHaveLength(1)
    expect(await house.revalidate({ shapes })).toMatchObject({ due: 0 })
  })

  it('comes to the same in threads', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('geology', 'A', 'Warning'))
    expect(await house.revalidate({ shapes, threads: 1, sliceSize: 2 })).toMatchObject({
      read: 5,
      written: 4,
    })
  }, 60_000)

  it('leaves nothing to do for a harvest with the same shapes', async () => {
    await house.fill(NAMES)
    const shapes = house.shapes(demand('kernel', 'A', 'Violation'))
    await house.revalidate({ shapes })
    const generation = await house.archive.generation()
    for (const name of NAMES) {
      const outcome = await house.made(name, shapes)
      const known = await house.archive.remembered(outcome.url)
      expect(known?.pipelineDigest).toBe(outcome.pipelineDigest)
      expect(await house.archive.write([outcome])).toMatchObject({ written: 0 })
    }
    expect(await house.archive.generation()).toBe(generation)
  })
})

it('through whatever editions it went, the archive says what a harvest of today would', async () => {
  const edition = fc.record({
    profile: fc.constantFrom('kernel', 'geology', 'biology', 'soil'),
    initials: fc.constantFrom('A', 'A-C', 'B-E', 'A-Z'),
    severity: fc.constantFrom('Warning' as const, 'Violation' as const),
  })
  const one = fc.asyncProperty(
    fc.array(fc.array(edition, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    async editions => {
      const each = await openRevalidationHouse()
      try {
        await each.fill(NAMES)
        let shapes = each.shapes()
        for (const demands of editions) {
          const distinct = new Map(demands.map(one => [one.profile, one]))
          shapes = each.shapes(...distinct.values())
          await each.revalidate({ shapes, sliceSize: 2 })
        }
        const stored = (await each.archive.list({ limit: 10 })).map(said)
        const fresh = await Promise.all(NAMES.map(async name => said(await each.made(name, shapes))))
        expect(stored).toEqual(fresh)
      } finally {
        await each.dispose()
      }
    },
  )
  await fc.assert(one, { numRuns: 4 })
}, 240_000)
