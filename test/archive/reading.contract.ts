/** Contract: reading current records, figures and settings. */

import { expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { buildOutcome, buildOutcomes, sha256 } from '../support/build-record.ts'
import type { ArchiveHouse } from './archive-house.ts'

/** What can be asked, from any connection. */
export function describeReading(archive: () => Archive, house: () => ArchiveHouse): void {
  it('knows nothing of what was never stored', async () => {
    const nowhere = 'https://nowhere.example/'
    expect(await archive().remembered(nowhere)).toBeUndefined()
    expect(await archive().record(nowhere)).toBeUndefined()
    expect(await archive().body(sha256('nothing'))).toBeUndefined()
    expect(await archive().recordsOfSample(nowhere)).toEqual([])
    // Addresses are visitors' texts: one with U+0000 is no reason to fail.
    expect(await archive().record(`${nowhere}\0`)).toBeUndefined()
    expect(await archive().recordsOfSample('\0')).toEqual([])
    expect(await archive().statistics()).toEqual([])
    expect(await archive().setting('base')).toBeUndefined()
    expect(await archive().changesSince(0, 10)).toEqual([])
  })

  it('finds all records of a sample, tombstones included, and follows when a record moves to another sample', async () => {
    const sample = 'https://doi.org/10.60510/shared'
    await archive().write([
      buildOutcome({ id: 2, samples: [sample] }),
      buildOutcome({ id: 1, samples: [sample, 'https://doi.org/10.60510/other', sample] }),
    ])
    await archive().withdraw(buildOutcome({ id: 2 }).url, 'gone (404)')
    const states = (await archive().recordsOfSample(sample)).map(({ url, state }) => [url, state])
    expect(states).toEqual([
      [buildOutcome({ id: 1 }).url, 'accepted'],
      [buildOutcome({ id: 2 }).url, 'withdrawn'],
    ])
    await archive().write([buildOutcome({ id: 1, samples: ['https://doi.org/10.60510/other'] })])
    expect(await archive().recordsOfSample(sample)).toHaveLength(1)
    expect(await archive().recordsOfSample('https://doi.org/10.60510/other')).toHaveLength(1)
  })

  it('lists by source and state, page by page', async () => {
    await archive().write([
      ...buildOutcomes(3, { source: 'a' }, 1),
      ...buildOutcomes(2, { source: 'b' }, 4),
      ...buildOutcomes(2, { source: 'a', state: 'rejected' }, 6),
    ])
    const first = await archive().list({ source: 'a', state: 'accepted', limit: 2 })
    const second = await archive().list({
      source: 'a',
      state: 'accepted',
      limit: 2,
      after: first[1]?.url ?? '',
    })
    expect([...first, ...second].map(({ url }) => url)).toEqual(buildOutcomes(3).map(({ url }) => url))
    expect(await archive().list({ state: 'rejected', limit: 10 })).toHaveLength(2)
    expect((await archive().known({ source: 'b', limit: 10 })).map(({ state }) => state)).toEqual([
      'accepted',
      'accepted',
    ])
  })

  it('reports figures per source', async () => {
    const coverage = (reached: number) => ({ present: 10, reached, lost: [] })
    await archive().write([
      buildOutcome({ id: 1, source: 'b', coverage: coverage(10) }),
      buildOutcome({ id: 2, source: 'b', coverage: coverage(5), fetchedAt: '2026-01-09T00:00:00.000Z' }),
      buildOutcome({ id: 3, source: 'b', state: 'unreadable' }),
      buildOutcome({ id: 4, source: 'b', state: 'rejected', coverage: coverage(0) }),
      buildOutcome({ id: 5, source: 'a', state: 'unreadable' }),
    ])
    await archive().withdraw(buildOutcome({ id: 1 }).url, 'gone (410)')
    await archive().visited('b', 7, '2026-01-10T00:00:00Z')
    await archive().visited('b', 8, '2026-01-11T00:00:00Z')
    await archive().visited('c', 0, '2026-01-12T00:00:00Z')
    const none = { accepted: 0, rejected: 0, unreadable: 0, withdrawn: 0 }
    expect(await archive().statistics()).toEqual([
      { ...none, source: 'a', unreadable: 1, lastFetched: '2026-01-01T00:00:00.000Z' },
      {
        source: 'b',
        listed: 8,
        lastVisited: '2026-01-11T00:00:00Z',
        accepted: 1,
        rejected: 1,
        unreadable: 1,
        withdrawn: 1,
        coverage: 0.25,
        lastFetched: '2026-01-09T00:00:00.000Z',
      },
      { ...none, source: 'c', listed: 0, lastVisited: '2026-01-12T00:00:00Z' },
    ])
  })

  it('keeps settings', async () => {
    await archive().setSetting('base', 'http://localhost:3030')
    await archive().setSetting('base', 'https://samples.example')
    expect(await archive().setting('base')).toBe('https://samples.example')
  })

  it('shows a commit to other connections at once', async () => {
    const reader = await house().open({ readOnly: true })
    expect(await reader.generation()).toBe(0)
    for (let id = 1; id <= 20; id++) {
      await archive().write([buildOutcome({ id })])
      expect(await reader.generation()).toBe(id)
      expect((await reader.record(buildOutcome({ id }).url))?.seq).toBe(id)
    }
  })

  it('refuses to write through a read-only connection', async () => {
    const reader = await house().open({ readOnly: true })
    await expect(reader.write([buildOutcome()])).rejects.toThrow(/readonly/)
  })
}
