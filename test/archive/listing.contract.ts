/** Contract: what is published, in stretches of sequence numbers. */

import { expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { buildOutcome, buildOutcomes } from '../support/build-record.ts'

const urls = (records: readonly { readonly url: string }[]): string[] =>
  records.map(({ url }) => url.replace(/^.*\//, ''))

/** Stretches of accepted records, for sitemaps. */
export function describeListing(archive: () => Archive): void {
  it('lists accepted records by the number of their current version, a stretch at a time', async () => {
    await archive().write(buildOutcomes(5))
    await archive().write([buildOutcome({ id: 6, state: 'rejected' }), buildOutcome({ id: 7 })])
    expect(urls(await archive().published(0, 3))).toEqual(['1', '2', '3'])
    expect(urls(await archive().published(1, 3))).toEqual(['4', '5'])
    expect(urls(await archive().published(2, 3))).toEqual(['7'])
    expect(await archive().stretches(3)).toEqual([
      { number: 0, records: 3 },
      { number: 1, records: 2 },
      { number: 2, records: 1 },
    ])
  })

  it('moves a record that changed to the last stretch, and leaves out one that was withdrawn', async () => {
    await archive().write(buildOutcomes(3))
    await archive().write([buildOutcome({ id: 1, name: 'another name' })])
    await archive().withdraw(buildOutcome({ id: 2 }).url, 'gone (410)')
    expect(urls(await archive().published(0, 3))).toEqual(['3'])
    expect(urls(await archive().published(1, 3))).toEqual(['1'])
    expect((await archive().stretches(3)).map(({ records }) => records)).toEqual([1, 1])
  })

  it('tells when the current version was archived', async () => {
    await archive().write([buildOutcome()])
    const [change] = await archive().changesSince(0, 1)
    expect((await archive().published(0, 10))[0]?.at).toBe(change?.at)
  })
}
