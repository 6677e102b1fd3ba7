/** What every frontier does at the end of runs: who is missing, who goes, and what holds them back. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Removals } from '../../src/archive/frontier.ts'
import {
  day,
  type FrontierHouse,
  type Harvest,
  harvest,
  listing,
  page,
  pages,
  rules,
  withdrawal,
} from './frontier-house.ts'

const listed = (urls: readonly string[]) => urls.map(url => listing(url, 1000))

/** Runs the contract on fresh houses. */
export function removalsContract(name: string, makeHouse: () => FrontierHouse): void {
  let house: FrontierHouse
  beforeEach(() => {
    house = makeHouse()
  })
  afterEach(() => house.dispose())

  /** Harvests on the following days, one after the other; what each removes. */
  const daily = async (...harvests: readonly Harvest[]): Promise<(Removals | undefined)[]> => {
    const removals: (Removals | undefined)[] = []
    for (const one of harvests) {
      removals.push(await harvest(house, one))
      house.time += day
    }
    return removals
  }
  const all = { listings: listed(pages(100)) }
  const without = (...missing: readonly number[]): Harvest => ({
    listings: listed(pages(100).filter(url => !missing.map(page).includes(url))),
  })
  const nobody: Removals = { withdraw: [], candidates: 0 }
  const times = (count: number, one: Harvest): Harvest[] => Array.from({ length: count }, () => one)

  describe(`${name}: pages that are no longer listed`, () => {
    it('go after enough misses over enough days, with the reason', async () => {
      const removals = await daily(all, ...times(7, without(5)))
      expect(removals).toEqual([nobody, ...times(7, all).map(() => ({ withdraw: [], candidates: 1 }))])
      expect(await daily(without(5))).toEqual([
        {
          withdraw: [{ url: page(5), because: 'not listed in 8 harvests in a row, since 2026-01-02' }],
          candidates: 0,
        },
      ])
      expect(await daily(without(5))).toEqual([nobody])
    })

    it('stay while too few harvests missed them, however many days passed', async () => {
      await daily(all, without(5))
      house.time += 100 * day
      expect(await daily(without(5))).toEqual([{ withdraw: [], candidates: 1 }])
      expect(await daily(without(5))).toMatchObject([{ withdraw: [{ url: page(5) }] }])
    })

    it('begin anew when they were listed once in between', async () => {
      await daily(all, ...times(6, without(5)))
      expect(await daily(all)).toEqual([nobody])
      const again = await daily(...times(7, without(5)))
      expect(again.flatMap(removals => removals?.withdraw)).toEqual([])
      expect(await daily(without(5))).toMatchObject([{ withdraw: [{ url: page(5) }] }])
    })

    it('are not missed by a listing that could not be read to its end', async () => {
      await daily(all, ...times(20, { listings: [], complete: false }), { ...without(5), complete: false })
      expect(await daily(all)).toEqual([nobody])
    })

    it('are not missed by a listing that lost too many at once, or that lists nothing at all', async () => {
      const half: Harvest = { listings: listed(pages(50)) }
      const suspicious = await daily(all, ...times(10, half))
      const held = { withdraw: [], candidates: 0, heldBack: { due: 50, live: 100 } }
      expect(suspicious).toEqual([nobody, ...times(10, half).map(() => held)])
      expect(await daily({ listings: [] })).toEqual([{ ...held, heldBack: { due: 100, live: 100 } }])
      expect(await daily(all)).toEqual([nobody])
    })

    it('go one by one from a source of a few pages, but not the last one with an empty listing', async () => {
      const few = (count: number): Harvest => ({ listings: listed(pages(count)) })
      await daily(few(3), ...times(7, few(2)))
      expect(await daily(few(2))).toMatchObject([{ withdraw: [{ url: page(2) }] }])
      await daily(...times(7, few(1)))
      expect(await daily(few(1))).toMatchObject([{ withdraw: [{ url: page(1) }] }])
      const empty = await daily(...times(9, few(0)))
      expect(empty.flatMap(removals => removals?.withdraw)).toEqual([])
      expect(empty[8]?.heldBack).toEqual({ due: 1, live: 1 })
    })

    it('are forgotten when they were never had', async () => {
      await daily({ ...all, failing: [page(7)] }, without(7))
      const frontier = await house.open()
      expect(await frontier.deadLetters({ limit: 9 })).toEqual([])
    })

    it('are new when they are listed again after their withdrawal', async () => {
      await daily(all, ...times(8, without(5)))
      const frontier = await house.open()
      const run = await frontier.join('s')
      expect((await frontier.list(run, all.listings, rules)).queued).toEqual([page(5)])
    })

    it('are missed though only the archive knew them, for the frontier was lost', async () => {
      const adopting = async (urls: readonly string[]): Promise<void> => {
        const frontier = await house.open()
        const run = await frontier.join('s')
        await frontier.adopt(run, urls)
        await frontier.close()
      }
      await adopting(pages(101))
      // All are visited once, although nothing says that they changed.
      const frontier = await house.open()
      const run = await frontier.join('s')
      expect((await frontier.list(run, all.listings, rules)).queued).toHaveLength(100)
      await frontier.close()
      const removals = await daily(...times(8, all))
      expect(removals[7]?.withdraw.map(({ url }) => url)).toEqual([page(100)])
    })

    it('are counted once though the process that ends the run is killed on the way', async () => {
      const soon = { misses: 2, days: 0, share: 0.1 }
      await daily(all, without(5))
      const frontier = await house.open()
      const run = await frontier.join('s')
      await frontier.list(run, without(5).listings, rules)
      await frontier.planned(run, { complete: true, since: {} })
      // The clock is asked for the time of the misses, for who is due, and for the end of the run: there it breaks off.
      house.ticks = 2
      await expect(frontier.finish(run, soon)).rejects.toThrow('the clock has stopped')
      house.ticks = Number.POSITIVE_INFINITY
      const other = await house.open()
      expect(await other.finish(run, soon)).toBeUndefined()
      house.time += 61_000
      await other.heartbeat()
      expect(await other.finish(run, soon)).toEqual({
        withdraw: [{ url: page(5), because: 'not listed in 2 harvests in a row, since 2026-01-02' }],
        candidates: 0,
      })
    })
  })

  describe(`${name}: pages that are gone`, () => {
    it('are asked for at every harvest, and go after enough misses over enough days', async () => {
      const gone: Harvest = { ...all, gone: [page(5)] }
      const changed: Harvest = { ...gone, listings: [...without(5).listings, listing(page(5), 2000)] }
      const removals = await daily(all, ...times(8, changed))
      expect(removals.slice(0, 8).flatMap(one => one?.withdraw)).toEqual([])
      expect(removals[8]?.withdraw).toEqual([
        { url: page(5), because: 'gone (404 or 410) in 8 harvests in a row, since 2026-01-02' },
      ])
    })

    it('are back when they are found once, and are not gone for being out of order', async () => {
      const once: Harvest = { listings: [...without(5).listings, listing(page(5), 2000)], gone: [page(5)] }
      expect(await daily(all, once, { ...once, gone: [] }, all)).toEqual([
        nobody,
        { withdraw: [], candidates: 1 },
        nobody,
        nobody,
      ])
      // Missed three times, but now the server only fails: it may be there.
      await daily(...times(7, { ...once, listings: [...without(5).listings, listing(page(5), 3000)] }))
      const failing = { ...once, gone: [], failing: [page(5)] }
      expect(await daily(failing, failing)).toMatchObject([{ withdraw: [] }, { withdraw: [] }])
    })

    it('all stay when more of them are due than may vanish at once', async () => {
      const changed = pages(100).map(url => listing(url, 2000))
      const flood: Harvest = { listings: changed, gone: pages(11) }
      const removals = await daily(all, ...times(9, flood))
      expect(removals.flatMap(one => one?.withdraw)).toEqual([])
      expect(removals[9]).toEqual({ withdraw: [], candidates: 11, heldBack: { due: 11, live: 100 } })
      expect(await daily({ ...flood, gone: pages(10) })).toMatchObject([
        {
          withdraw: pages(10)
            .sort()
            .map(url => ({ url })),
        },
      ])
    })

    it('go at once when the feed itself says that they are deleted, yet not too many of them', async () => {
      await daily(all)
      const deleted = async (urls: readonly string[]): Promise<Removals | undefined> => {
        house.time += day
        const frontier = await house.open()
        const run = await frontier.join('s')
        await frontier.settle(
          run,
          urls.map(url => ({ url, ending: 'gone', deleted: true })),
        )
        await frontier.planned(run, { complete: false, since: {} })
        expect(await frontier.claim(run, 9)).toEqual([])
        const removals = await frontier.finish(run, withdrawal)
        await frontier.withdrawn(run, removals?.withdraw.map(({ url }) => url) ?? [])
        return removals
      }
      expect(await deleted([page(3), 'https://source.example/never-listed'])).toEqual({
        withdraw: [{ url: page(3), because: 'deleted, says its feed' }],
        candidates: 0,
      })
      expect(await deleted(pages(20, 10))).toMatchObject({ withdraw: [], heldBack: { due: 20, live: 99 } })
    })

    it('count once in a run, and in runs that only retry', async () => {
      const gone: Harvest = { listings: [...without(5).listings, listing(page(5), 2000)], failing: [page(5)] }
      await daily(all, gone)
      const frontier = await house.open()
      const run = await frontier.join('s', { retryFailed: true })
      await frontier.claim(run, 9)
      await frontier.settle(run, [{ url: page(5), ending: 'gone' }])
      // The other pages were not listed by this run, and are not absent for it.
      expect(await frontier.finish(run, withdrawal)).toEqual({ withdraw: [], candidates: 1 })
    })
  })

  describe(`${name}: an operator who has looked`, () => {
    const half: Harvest = { listings: listed(pages(50)) }
    const confirm = async (): Promise<number> => (await house.open()).confirmRemovals('s')

    it('lets go what the guard held back, once', async () => {
      await daily(all, half)
      expect(await confirm()).toBe(50)
      const [removals] = await daily(half)
      expect(removals?.withdraw.map(({ url }) => url).sort()).toEqual(pages(50, 50).sort())
      expect(removals?.withdraw[0]?.because).toBe('not listed, as an operator confirmed')
      expect(await daily(half)).toEqual([nobody])
      expect(await confirm()).toBe(0)
      expect(await daily({ listings: listed(pages(25)) })).toMatchObject([
        { withdraw: [], heldBack: { due: 25 } },
      ])
    })

    it('lets go nothing that was there then, nor anything that is back', async () => {
      await daily(all, half)
      await confirm()
      // Today another half is missing as well: 25 to 49. And 90 to 99 are back.
      const [removals] = await daily({ listings: listed([...pages(25), ...pages(10, 90)]) })
      expect(removals?.withdraw.map(({ url }) => url).sort()).toEqual(pages(40, 50).sort())
    })

    it('is asked when there is something to ask, and waits for a listing that was read to its end', async () => {
      expect(await confirm()).toBe(0)
      await daily(all)
      expect(await confirm()).toBe(0)
      await daily(half)
      await confirm()
      expect(await daily({ listings: [], complete: false })).toEqual([nobody])
      expect((await daily(half))[0]?.withdraw).toHaveLength(50)
    })

    it('lets go what answers 404', async () => {
      const flood: Harvest = { listings: pages(100).map(url => listing(url, 2000)), gone: pages(30) }
      await daily(all, ...times(9, flood))
      expect(await confirm()).toBe(30)
      const [removals] = await daily({ ...flood, gone: pages(29) })
      expect(removals?.withdraw.map(({ url }) => url).sort()).toEqual(pages(29).sort())
    })
  })
}
