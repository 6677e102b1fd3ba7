/** Contract: stamps, and reports that are amended. */

import { expect, it } from 'vitest'
import type { Archive, Stamp } from '../../src/archive/archive.ts'
import type { StampGroup } from '../../src/archive/revalidations.ts'
import { buildOutcome, buildOutcomes, sha256 } from '../support/build-record.ts'

const stamp: Stamp = { pipelineDigest: sha256('pipeline 2'), conversion: 'c', validation: 'v' }

const groupOf = async (archive: Archive, state = 'accepted'): Promise<StampGroup> => {
  const group = (await archive.stampGroups()).find(one => one.state === state)
  if (!group) throw new Error(`no ${state} record`)
  return group
}

/** Which records a stamp is put on, and which become versions. */
export function describeRevalidating(archive: () => Archive): void {
  const sliceOf = async (group: StampGroup, after = '', limit = 100) => {
    const slice = await archive().slice(group, after, limit)
    if (!slice) throw new Error('no slice')
    return slice
  }

  it('groups all but tombstones by source, state and stamp, and cuts groups into slices', async () => {
    const outcomes = [
      ...buildOutcomes(5),
      buildOutcome({ id: 8, state: 'rejected' }),
      buildOutcome({ id: 9 }),
    ]
    await archive().write(outcomes)
    await archive().withdraw(outcomes[6]?.url ?? '', 'gone (410)')
    const groups = await archive().stampGroups()
    expect(groups.map(({ state, records }) => [state, records])).toEqual([
      ['accepted', 5],
      ['rejected', 1],
    ])
    const first = await sliceOf(await groupOf(archive()), '', 3)
    const rest = await sliceOf(await groupOf(archive()), first.through, 3)
    expect([first.records, rest.records, rest.through]).toEqual([3, 2, outcomes[4]?.url])
    expect(await archive().slice(rest.group, rest.through, 3)).toBeUndefined()
    const { records } = await archive().checkable(rest, () => true)
    expect(records.map(({ url }) => url)).toEqual(outcomes.slice(3, 5).map(({ url }) => url))
    expect(records[0]).toMatchObject({ seq: 4, kernelTriples: outcomes[3]?.kernelTriples })
    expect((await archive().checkable(rest, () => false)).records).toEqual([])
  })

  it('makes a version of what is amended, with all that is not amended, and stamps the slice', async () => {
    const outcomes = buildOutcomes(3, { repairs: [{ rule: 'r', detail: 'd' }] })
    await archive().write(outcomes)
    const slice = await sliceOf(await groupOf(archive()))
    const { generation, records } = await archive().checkable(slice, () => true)
    const { url = '', seq = 0 } = records[1] ?? {}
    const reports = buildOutcome({ state: 'rejected' }).reports
    const amendments = [{ url, seq, state: 'rejected' as const, reports }]
    expect(await archive().amend(slice, { generation, stamp, amendments })).toEqual({ written: 1 })
    const [change, ...others] = await archive().changesSince(3, 10)
    expect(others).toEqual([])
    expect(change?.after).toEqual({
      ...{ ...change?.before, state: 'rejected', reports },
      ...{ seq: 4, pipelineDigest: stamp.pipelineDigest },
    })
    expect((await archive().stampGroups()).map(({ stamp: bears }) => bears)).toEqual([stamp, stamp])
    // What a harvest makes of it then is no news.
    const repairs = [{ rule: 'r', detail: 'd' }]
    const harvested = buildOutcome({ id: 2, state: 'rejected', reports, repairs })
    expect(await archive().write([harvested])).toMatchObject({ unchanged: 1 })
  })

  it('leaves records alone that changed since they were read', async () => {
    await archive().write(buildOutcomes(2))
    const slice = await sliceOf(await groupOf(archive()))
    const { generation, records } = await archive().checkable(slice, () => true)
    await archive().write([buildOutcome({ id: 1, name: 'Renamed' })])
    const amendments = records.map(({ url, seq }) => ({ url, seq, state: 'accepted' as const, reports: [] }))
    expect(await archive().amend(slice, { generation, stamp, amendments })).toEqual({ written: 1 })
    const [one, two] = await archive().list({ limit: 10 })
    expect([one?.reports.length, two?.reports.length]).toEqual([1, 0])
    const groups = await archive().stampGroups()
    expect(groups.map(group => [group.records, group.stamp.validation])).toEqual([
      [1, undefined],
      [1, 'v'],
    ])
  })

  it('puts another stamp on a whole group without a change in the feed', async () => {
    await archive().write(buildOutcomes(3))
    expect(await archive().restamp(await groupOf(archive()), stamp)).toBe(3)
    expect((await archive().remembered(buildOutcome().url))?.pipelineDigest).toBe(stamp.pipelineDigest)
    expect(await archive().generation()).toBe(3)
  })
}
