/** Contract: the change feed and its snapshots. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { Change } from '../../src/model/change.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'
import { buildOutcome, buildOutcomes } from '../support/build-record.ts'
import { type ArchiveHouse, expectChain, snapshotOf } from './archive-house.ts'

const now = () => new Date('2026-02-03T04:05:06.789Z')

/** Changes in order and consistent snapshots. */
export function describeFeed(archive: () => Archive, house: () => ArchiveHouse): void {
  it('gives each change with the version before, whatever its state', async () => {
    const dated = await house().open({ now })
    const { url } = buildOutcome()
    await dated.write([buildOutcome({ name: 'one', state: 'rejected' })])
    await dated.write([buildOutcome({ name: 'two' })])
    await dated.withdraw(url, 'gone (410)')
    const changes = await dated.changesSince(0, 10)
    expect(changes.map(({ seq, at }) => [seq, at])).toEqual([1, 2, 3].map(seq => [seq, now().toISOString()]))
    expect(changes.map(({ before }) => before?.state)).toEqual([undefined, 'rejected', 'accepted'])
    expect(changes.map(({ after }) => after.state)).toEqual(['rejected', 'accepted', 'withdrawn'])
    expect(changes[2]?.before).toEqual(changes[1]?.after)
    expect(await dated.changesSince(2, 10)).toEqual([changes[2]])
    expect(await dated.changesSince(0, 1)).toEqual([changes[0]])
    expect(await dated.changesSince(3, 10)).toEqual([])
  })

  it('gives the heads of the same changes, without what the records say', async () => {
    const { url } = buildOutcome()
    await archive().write([buildOutcome({ etag: '"1"' }), buildOutcome({ id: 2, state: 'rejected' })])
    await archive().withdraw(url, 'gone (410)')
    const changes = await archive().changesSince(0, 10)
    const heads = changes.map(({ at, after }) => {
      const { pipelineDigest: _, samples, recordQuads, kernelTriples, coverage, ...more } = after
      const { repairs, reports, problems, ...head } = more
      return { ...head, at }
    })
    expect(await archive().changeHeads(0, 10)).toEqual(heads)
    expect(await archive().changeHeads(1, 1)).toEqual(heads.slice(1, 2))
    expect(await archive().changeHeads(3, 10)).toEqual([])
  })

  it('gives any versions in the order that is asked for, current or not', async () => {
    await archive().write(buildOutcomes(450))
    await archive().write([buildOutcome({ name: 'new' })])
    const changes = await archive().changesSince(0, 1000)
    const seqs = [451, ...Array.from({ length: 450 }, (_, n) => 450 - n), 451]
    expect(await archive().versions(seqs)).toEqual(seqs.map(seq => changes[seq - 1]?.after))
    expect(await archive().versions([])).toEqual([])
    expect((await archive().versions([9_999, 2])).map(({ seq }) => seq)).toEqual([2])
  })

  it('is of one archive, which every connection names alike', async () => {
    const identity = await archive().identity()
    expect(identity).toMatch(/^[\w-]{20,}$/)
    expect(await (await house().open({ readOnly: true })).identity()).toBe(identity)
    expect(await (await house().open()).identity()).toBe(identity)
  })

  it('hands out a snapshot of one generation while others write', async () => {
    const writer = await house().open()
    await archive().write(buildOutcomes(700))
    const seen: StoredRecord[] = []
    const generation = await archive().snapshot(async (records, of) => {
      expect(of).toBe(700)
      seen.push(...records)
      await writer.write(buildOutcomes(700, { name: `written meanwhile ${seen.length}` }))
      await archive().withdraw(seen[0]?.url ?? '', 'gone (404)')
    })
    expect(generation).toBe(700)
    expect(seen).toHaveLength(700)
    expect(Math.max(...seen.map(({ seq }) => seq))).toBe(700)
    const urls = seen.map(({ url }) => url)
    expect(urls).toEqual([...urls].sort())
    expect(await archive().generation()).toBeGreaterThan(1400)
  })

  it('hands out the records in the states that are asked for, in the order of their URL whatever the state', async () => {
    const states = ['accepted', 'rejected', 'unreadable', 'rejected', 'accepted'] as const
    await archive().write(states.map((state, id) => buildOutcome({ id, state })))
    await archive().withdraw(buildOutcome({ id: 4 }).url, 'gone (410)')
    const seen: string[] = []
    await archive().snapshot(
      async records => void seen.push(...records.map(({ url, state }) => `${url.at(-1)} ${state}`)),
      ['accepted', 'rejected'],
    )
    expect(seen).toEqual(['0 accepted', '1 rejected', '3 rejected'])
  })

  it('ends a snapshot with the error of its reader, and goes on working', async () => {
    await archive().write([buildOutcome()])
    const failing = archive().snapshot(() => Promise.reject(new Error('disk full')))
    await expect(failing).rejects.toThrow('disk full')
    expect((await snapshotOf(archive())).records).toHaveLength(1)
  })
}

/** The accepted records that remain when changes are applied in order to a snapshot. */
function fold(start: readonly StoredRecord[], changes: readonly Change[]): StoredRecord[] {
  const records = new Map(start.map(record => [record.url as string, record]))
  for (const { url, before, after } of changes) {
    if (before?.state === 'accepted') records.delete(url)
    if (after.state === 'accepted') records.set(url, after)
  }
  return [...records.values()].sort((a, b) => (a.url < b.url ? -1 : 1))
}

type Step =
  | { readonly write: readonly { id: number; version: number; state: RecordOutcome['state'] }[] }
  | { readonly withdraw: number }

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        write: fc.array(
          fc.record({
            id: fc.integer({ min: 1, max: 6 }),
            version: fc.integer({ min: 1, max: 3 }),
            state: fc.constantFrom(
              'accepted' as const,
              'accepted' as const,
              'rejected' as const,
              'unreadable' as const,
            ),
          }),
          { maxLength: 8 },
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ withdraw: fc.integer({ min: 1, max: 6 }) }) },
  ),
  { maxLength: 10 },
)

async function take(archive: Archive, step: Step): Promise<void> {
  if ('withdraw' in step) await archive.withdraw(buildOutcome({ id: step.withdraw }).url, 'gone (410)')
  else
    await archive.write(
      step.write.map(({ id, version, state }) => buildOutcome({ id, state, name: `Demo ${version}` })),
    )
}

/** What holds for any history. */
export function describeInvariants(house: () => ArchiveHouse): void {
  it('lets any snapshot and the changes after it add up to the present', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (history, limit) => {
        const own = house()
        const archive = await own.open()
        try {
          const snapshots = [await snapshotOf(archive)]
          for (const step of history) {
            await take(archive, step)
            snapshots.push(await snapshotOf(archive))
          }
          const changes: Change[] = []
          for (let more = await archive.changesSince(0, limit); more.length > 0; ) {
            changes.push(...more)
            more = await archive.changesSince(changes.length, limit)
          }
          expectChain(changes)
          const present = snapshots.at(-1)?.records
          for (const { records, generation } of snapshots) {
            expect(fold(records, changes.slice(generation))).toEqual(present)
          }
        } finally {
          await own.dispose()
        }
      }),
      { numRuns: 25 },
    )
  })
}
