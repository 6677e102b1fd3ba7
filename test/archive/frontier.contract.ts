/** What every frontier does, whatever database stands behind it. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Frontier } from '../../src/archive/frontier.ts'
import { day, type FrontierHouse, hour, rules } from './frontier-house.ts'

const withdrawal = { misses: 3, days: 7, share: 0.1 }
const page = (n: number): string => `https://source.example/${n}`
const pages = (count: number, from = 0): string[] => Array.from({ length: count }, (_, n) => page(from + n))
const listing = (url: string, modifiedAt?: number) => ({
  url,
  listedIn: 'https://source.example/sitemap.xml',
  ...(modifiedAt === undefined ? {} : { modifiedAt }),
})
const found = (url: string) => ({ url, ending: 'found', pipelineDigest: rules.pipelineDigest }) as const

/** Runs the contract on fresh houses. */
export function frontierContract(name: string, makeHouse: () => FrontierHouse): void {
  let house: FrontierHouse
  let frontier: Frontier
  beforeEach(async () => {
    house = makeHouse()
    frontier = await house.open()
  })
  afterEach(() => house.dispose())

  describe(name, () => {
    it('hands out what is listed, in its order, once', async () => {
      const run = await frontier.join('s')
      expect(run).toMatchObject({ number: 1, part: 'planner', positions: {} })
      const listed = await frontier.list(
        run,
        [page(1), page(2), page(1)].map(url => listing(url)),
        rules,
      )
      expect(listed).toEqual({ queued: [page(1), page(2)], unchanged: [], elsewhere: [] })
      expect(await frontier.list(run, [listing(page(2))], rules)).toEqual({
        queued: [],
        unchanged: [],
        elsewhere: [],
      })
      const [first] = await frontier.claim(run, 1)
      expect(first).toEqual({ ...listing(page(1)), fromArchive: false, attempts: 0 })
      expect((await frontier.claim(run, 10)).map(({ url }) => url)).toEqual([page(2)])
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
  })
  void [day, hour, pages]
}
