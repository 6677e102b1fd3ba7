/** What every frontier does, whatever database stands behind it; frontier-removals.contract.ts has the end of runs. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Frontier } from '../../src/archive/frontier.ts'
import type { Problem } from '../../src/model/problem.ts'
import {
  day,
  type FrontierHouse,
  found,
  harvest,
  hour,
  listing,
  page,
  pages,
  rules,
  withdrawal,
} from './frontier-house.ts'

const timeout: Problem = { stage: 'porch', code: 'timeout', subject: page(1), detail: 'no answer in 30 s' }
const nothing = { queued: [], unchanged: [], elsewhere: [] }
const urlsOf = (assignments: readonly { readonly url: string }[]): string[] =>
  assignments.map(({ url }) => url)

/** Runs the contract on fresh houses. */
export function frontierContract(name: string, makeHouse: () => FrontierHouse): void {
  let house: FrontierHouse
  let frontier: Frontier
  beforeEach(async () => {
    house = makeHouse()
    frontier = await house.open()
  })
  afterEach(() => house.dispose())

  describe(`${name}: listing and claiming`, () => {
    it('hands out what is listed, in its order, once', async () => {
      const run = await frontier.join('s')
      expect(run).toMatchObject({ number: 1, part: 'planner', positions: {} })
      const listed = await frontier.list(
        run,
        [page(2), page(1), page(2)].map(url => listing(url)),
        rules,
      )
      expect(listed).toEqual({ ...nothing, queued: [page(2), page(1)] })
      expect(await frontier.list(run, [listing(page(1))], rules)).toEqual(nothing)
      expect(await frontier.claim(run, 1)).toEqual([{ ...listing(page(2)), fromArchive: false, attempts: 0 }])
      expect(urlsOf(await frontier.claim(run, 10))).toEqual([page(1)])
      expect(await frontier.claim(run, 10)).toEqual([])
      expect(await frontier.standing(run)).toMatchObject({
        listed: 2,
        queued: 0,
        underWay: 2,
        planned: false,
      })
      await frontier.settle(run, [found(page(1)), found(page(2))])
      expect(await frontier.finish(run, withdrawal)).toBeUndefined()
      await frontier.planned(run, { complete: true, since: {} })
      expect(await frontier.standing(run)).toMatchObject({ listed: 2, done: 2, planned: true })
      expect(await frontier.finish(run, withdrawal)).toEqual({ withdraw: [], candidates: 0 })
      expect(await frontier.finish(run, withdrawal)).toBeUndefined()
    })

    it('takes lists of any length, and the later date of a URL that is listed twice', async () => {
      const run = await frontier.join('s')
      const many = pages(2500).map(url => listing(url, 1000))
      expect((await frontier.list(run, many, rules)).queued).toEqual(pages(2500))
      await frontier.list(run, [listing(page(0), 3000), listing(page(0), 2000), listing(page(1), 500)], rules)
      const [first, second] = await frontier.claim(run, 2)
      expect(first?.modifiedAt).toBe(3000)
      expect(second?.modifiedAt).toBe(1000)
      expect(await frontier.list(run, [], rules)).toEqual(nothing)
    })

    it('leaves alone what did not change since the last visit, and queues what did, in either direction', async () => {
      const dates = (...of: number[]) => of.map((at, n) => listing(page(n), at))
      await harvest(house, { listings: dates(1000, 1000, 1000) })
      house.time += day
      frontier = await house.open()
      const run = await frontier.join('s')
      const listed = await frontier.list(run, dates(1000, 2000, 500), rules)
      expect(listed).toEqual({ ...nothing, unchanged: [page(0)], queued: [page(1), page(2)] })
      expect(await frontier.standing(run)).toMatchObject({ listed: 3, done: 1, queued: 2 })
    })

    it('asks again for what was not asked for during the days of its refresh, with a date or without', async () => {
      const listings = [listing(page(0), 1000), listing(page(1))]
      const seldom = { ...rules, refresh: { days: 30, withoutLastmodDays: 7 } }
      await harvest(house, { listings, rules: seldom })
      const again = async (): Promise<readonly string[]> => {
        frontier = await house.open()
        const run = await frontier.join('s')
        const { queued } = await frontier.list(run, listings, seldom)
        await frontier.planned(run, { complete: true, since: {} })
        await frontier.settle(run, urlsOf(await frontier.claim(run, 10)).map(found))
        await frontier.finish(run, withdrawal)
        return queued
      }
      house.time += 6 * day
      expect(await again()).toEqual([])
      house.time += day
      expect(await again()).toEqual([page(1)])
      house.time += 23 * day
      expect(await again()).toEqual([page(0), page(1)])
    })

    it('takes a date that lies more than a day ahead for none', async () => {
      const ahead = [listing(page(0), house.time + 2 * day), listing(page(1), house.time + 23 * hour)]
      const run = await frontier.join('s')
      await frontier.list(run, ahead, rules)
      const claimed = await frontier.claim(run, 2)
      expect(claimed.map(({ modifiedAt }) => modifiedAt)).toEqual([undefined, house.time + 23 * hour])
    })

    it('has what did not change converted again from the archive when the pipeline is another one', async () => {
      const listings = [listing(page(0), 1000), listing(page(1), 1000)]
      await harvest(house, { listings })
      house.time += day
      frontier = await house.open()
      const run = await frontier.join('s')
      const other = { ...rules, pipelineDigest: 'pipeline of the second program' }
      expect(
        (await frontier.list(run, [listing(page(0), 1000), listing(page(1), 2000)], other)).queued,
      ).toHaveLength(2)
      const claimed = await frontier.claim(run, 2)
      expect(claimed.map(({ fromArchive }) => fromArchive)).toEqual([true, false])
      await frontier.settle(
        run,
        claimed.map(({ url }) => ({ ...found(url), pipelineDigest: other.pipelineDigest })),
      )
      await frontier.planned(run, { complete: true, since: {} })
      await frontier.finish(run, withdrawal)
      house.time += day
      frontier = await house.open()
      const third = await frontier.list(await frontier.join('s'), [listing(page(0), 1000)], other)
      expect(third.unchanged).toEqual([page(0)])
    })

    it('gives nobody but its process what a feed delivers, and gives it once in a run', async () => {
      const other = await house.open()
      const run = await frontier.join('s')
      const delivered = [{ ...listing(page(0), 1000), delivered: true as const }]
      expect((await frontier.list(run, delivered, rules)).queued).toEqual([page(0)])
      expect(await other.claim(await other.join('s'), 10)).toEqual([])
      await frontier.settle(run, [found(page(0))])
      expect(await frontier.list(run, delivered, rules)).toEqual(nothing)
      expect(await frontier.standing(run)).toMatchObject({ listed: 1, done: 1, queued: 0, underWay: 0 })
      await frontier.planned(run, { complete: true, since: {} })
      await frontier.finish(run, withdrawal)
      frontier = await house.open()
      const next = await frontier.join('s')
      expect((await frontier.list(next, delivered, rules)).queued).toEqual([page(0)])
    })

    it('leaves a page to the source that listed it first, unless that one is no more', async () => {
      const a = await frontier.join('a')
      await frontier.list(
        a,
        pages(2).map(url => listing(url)),
        rules,
      )
      const b = await frontier.join('b')
      const both = await frontier.list(
        b,
        pages(3).map(url => listing(url)),
        rules,
      )
      expect(both).toEqual({
        queued: [page(2)],
        unchanged: [],
        elsewhere: [0, 1].map(n => ({ url: page(n), source: 'a' })),
      })
      const alone = await frontier.list(
        b,
        pages(3).map(url => listing(url)),
        { ...rules, sources: ['b', 'c'] },
      )
      expect(alone).toEqual({ ...nothing, queued: pages(2) })
      expect(await frontier.standing(a)).toMatchObject({ listed: 0, queued: 0 })
      expect(await frontier.standing(b)).toMatchObject({ listed: 3, queued: 3 })
    })
  })

  describe(`${name}: failures`, () => {
    it('gives a failed page again when its time has come, and counts the attempts', async () => {
      const run = await frontier.join('s')
      await frontier.list(
        run,
        pages(2).map(url => listing(url)),
        rules,
      )
      await frontier.planned(run, { complete: true, since: {} })
      await frontier.claim(run, 1)
      const retryAt = house.time + hour
      await frontier.settle(run, [{ url: page(0), ending: 'failed', problem: timeout, retryAt }])
      expect(urlsOf(await frontier.claim(run, 5))).toEqual([page(1)])
      await frontier.settle(run, [found(page(1))])
      expect(await frontier.standing(run)).toMatchObject({ queued: 1, done: 1, nextAt: retryAt })
      expect(await frontier.finish(run, withdrawal)).toBeUndefined()
      house.time += hour
      expect(await frontier.standing(run)).not.toHaveProperty('nextAt')
      expect(await frontier.claim(run, 5)).toMatchObject([{ url: page(0), attempts: 1 }])
      expect(await frontier.deadLetters({ limit: 10 })).toEqual([])
    })

    it('keeps dead letters, with their last problem, until they are found; a retry visits nothing else', async () => {
      const failedOn = [page(1), page(3)]
      await harvest(house, { listings: pages(4).map(url => listing(url)), failing: failedOn })
      expect(await frontier.deadLetters({ limit: 1 })).toEqual([
        {
          ...{ source: 's', url: page(1), code: 'timeout', detail: 'no answer in 30 s', attempts: 1 },
          at: new Date(house.time).toISOString(),
        },
      ])
      expect(urlsOf(await frontier.deadLetters({ after: page(1), limit: 9 }))).toEqual([page(3)])
      expect(await frontier.deadLetters({ source: 'another', limit: 9 })).toEqual([])
      house.time += hour
      frontier = await house.open()
      const run = await frontier.join('s', { retryFailed: true })
      expect(run).toMatchObject({ number: 2, part: 'visitor' })
      expect(await frontier.standing(run)).toMatchObject({ planned: true, listed: 2, queued: 2 })
      expect(urlsOf(await frontier.claim(run, 9))).toEqual(failedOn)
      await frontier.settle(run, [found(page(1)), { url: page(3), ending: 'failed', problem: timeout }])
      expect(await frontier.finish(run, withdrawal)).toEqual({ withdraw: [], candidates: 0 })
      expect(urlsOf(await frontier.deadLetters({ source: 's', limit: 9 }))).toEqual([page(3)])
    })

    it('keeps texts that a database would cut', async () => {
      const run = await frontier.join('s')
      await frontier.list(run, [listing(page(0))], rules)
      await frontier.claim(run, 1)
      const detail = `a\0b${'c'.repeat(5000)}`
      await frontier.settle(run, [{ url: page(0), ending: 'failed', problem: { ...timeout, detail } }])
      const [letter] = await frontier.deadLetters({ limit: 1 })
      expect(letter?.detail.slice(0, 4)).toBe('a\uFFFDbc')
      await expect(frontier.list(run, [listing('https://source.example/\0')], rules)).rejects.toThrow(
        'U+0000',
      )
    })
  })

  describe(`${name}: several processes`, () => {
    it('makes one the planner and the others visitors; who comes when it is over has nothing to do', async () => {
      const [other, late] = [await house.open(), await house.open()]
      const run = await frontier.join('s')
      expect(await other.join('s')).toMatchObject({ number: run.number, part: 'visitor', positions: {} })
      await frontier.planned(run, { complete: true, since: {} })
      await frontier.finish(run, withdrawal)
      expect(await late.join('s')).toMatchObject({ number: run.number, part: 'over' })
      house.time += 1
      const next = await house.open()
      expect(await next.join('s')).toMatchObject({ number: run.number + 1, part: 'planner' })
    })

    it('gives one the removals', async () => {
      const other = await house.open()
      const run = await frontier.join('s')
      const same = await other.join('s')
      await frontier.planned(run, { complete: true, since: {} })
      const ends = await Promise.all([frontier.finish(run, withdrawal), other.finish(same, withdrawal)])
      expect(ends.filter(end => end !== undefined)).toHaveLength(1)
    })

    it('takes over from one that is silent for more than a minute: its claims, and its feeds where it left them', async () => {
      const run = await frontier.join('s')
      await frontier.list(
        run,
        pages(3).map(url => listing(url)),
        rules,
      )
      await frontier.checkpoint(run, 'feed', 'page 2')
      await frontier.claim(run, 2)
      const other = await house.open()
      expect(await other.join('s')).toMatchObject({ part: 'visitor' })
      house.time += 59_000
      await other.heartbeat()
      expect(urlsOf(await other.claim(run, 9))).toEqual([page(2)])
      house.time += 2000
      expect(await other.join('s')).toMatchObject({
        part: 'planner',
        positions: { feed: { resume: 'page 2' } },
      })
      expect(urlsOf(await other.claim(run, 9))).toEqual([page(0), page(1)])
      // It was not dead after all: what it says of pages that it lost counts no more.
      await frontier.settle(run, [found(page(0))])
      expect(await other.standing(run)).toMatchObject({ underWay: 3, done: 0 })
      await other.settle(run, pages(3).map(found))
      expect(await other.standing(run)).toMatchObject({ underWay: 0, done: 3 })
    })

    it('forgets as listed what a feed had delivered to a process that died, for the feed delivers it again', async () => {
      const run = await frontier.join('s')
      const delivered = [{ ...listing(page(0)), delivered: true as const }]
      await frontier.list(run, delivered, rules)
      house.time += 61_000
      const other = await house.open()
      const taken = await other.join('s')
      expect(taken.part).toBe('planner')
      expect(await other.claim(taken, 9)).toEqual([])
      expect(await other.standing(taken)).toMatchObject({ listed: 0 })
      expect((await other.list(taken, delivered, rules)).queued).toEqual([page(0)])
      await other.settle(taken, [found(page(0))])
      expect(await other.standing(taken)).toMatchObject({ listed: 1, done: 1, underWay: 0 })
    })

    it('gives back at once what is released, and what a process holds that closes', async () => {
      const run = await frontier.join('s')
      await frontier.list(
        run,
        pages(2).map(url => listing(url)),
        rules,
      )
      await frontier.claim(run, 1)
      await frontier.release(run)
      const other = await house.open()
      expect(await other.join('s')).toMatchObject({ part: 'planner' })
      expect(urlsOf(await other.claim(run, 9))).toEqual(pages(2))
      await other.close()
      const third = await house.open()
      expect(await third.join('s')).toMatchObject({ part: 'planner' })
      expect(urlsOf(await third.claim(run, 9))).toEqual(pages(2))
    })

    it('lets each host have what the last one stored', async () => {
      const { hosts } = await house.open()
      const push = (text: string) => (stored: string | undefined) => ({
        stored: `${stored ?? ''}${text}`,
        result: stored,
      })
      expect(await hosts.update('a.example', push('1'))).toBeUndefined()
      const both = await Promise.all([
        hosts.update('a.example', push('2')),
        frontier.hosts.update('a.example', push('3')),
      ])
      expect(both).toHaveLength(2)
      expect(await hosts.update('a.example', push(''))).toMatch(/^1(23|32)$/)
      expect(await hosts.update('b.example', push('x'))).toBeUndefined()
    })
  })

  describe(`${name}: runs that are broken off`, () => {
    it('goes on with a run of less than a day ago, from its checkpoint', async () => {
      const run = await frontier.join('s')
      await frontier.list(
        run,
        pages(2).map(url => listing(url)),
        rules,
      )
      await frontier.checkpoint(run, 'feed', 'page 2')
      await frontier.close()
      house.time += 23 * hour
      frontier = await house.open()
      expect(await frontier.join('s')).toEqual({ ...run, positions: { feed: { resume: 'page 2' } } })
    })

    it('starts anew after more than a day, without losing what is queued', async () => {
      const run = await frontier.join('s')
      await frontier.list(
        run,
        pages(3).map(url => listing(url)),
        rules,
      )
      await frontier.claim(run, 1)
      await frontier.settle(run, [{ url: page(0), ending: 'failed', problem: timeout, retryAt: 1 }])
      await frontier.checkpoint(run, 'feed', 'page 2')
      await frontier.close()
      house.time += 25 * hour
      frontier = await house.open()
      const next = await frontier.join('s')
      expect(next).toMatchObject({ number: 2, part: 'planner', positions: { feed: {} } })
      expect(await frontier.standing(next)).toMatchObject({ listed: 3, queued: 3 })
      expect((await frontier.list(next, [listing(page(2)), listing(page(0))], rules)).queued).toHaveLength(2)
      const claimed = await frontier.claim(next, 9)
      expect(claimed.map(({ url, attempts }) => [url, attempts])).toEqual(pages(3).map(url => [url, 0]))
      await frontier.settle(next, pages(3).map(found))
      expect(await frontier.standing(next)).toMatchObject({ listed: 3, done: 3 })
    })

    it('reads the feeds in a run that only retried when a full harvest joins it', async () => {
      await harvest(house, { listings: pages(2).map(url => listing(url, 1000)), failing: [page(1)] })
      house.time += hour
      frontier = await house.open()
      const retry = await frontier.join('s', { retryFailed: true })
      const other = await house.open()
      const run = await other.join('s')
      expect(run).toMatchObject({ number: retry.number, part: 'planner' })
      const listed = await other.list(
        run,
        pages(2).map(url => listing(url, 1000)),
        rules,
      )
      expect(listed).toEqual({ ...nothing, unchanged: [page(0)], queued: [page(1)] })
      expect(await other.standing(run)).toMatchObject({ listed: 2, done: 1, queued: 1, planned: false })
    })

    it('remembers where the next reading of a feed starts, and visits what failed though only changes are listed', async () => {
      await harvest(house, {
        listings: pages(3).map(url => listing(url)),
        failing: [page(1)],
        gone: [page(2)],
        since: { feed: 'Tuesday' },
      })
      house.time += day
      frontier = await house.open()
      const run = await frontier.join('s')
      expect(run.positions).toEqual({ feed: { since: 'Tuesday' } })
      await frontier.planned(run, { complete: false, since: { feed: 'Wednesday' } })
      expect(urlsOf(await frontier.claim(run, 9)).sort()).toEqual([page(1), page(2)])
    })
  })
}
