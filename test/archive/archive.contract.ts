/** What every archive has to do, whatever database stands behind it. */

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { Change } from '../../src/model/change.ts'
import type { RecordOutcome, StoredRecord } from '../../src/model/record.ts'
import { buildOutcome, buildOutcomes, sha256 } from '../support/build-record.ts'

/** A database that may be opened several times at once. */
export interface ArchiveHouse {
  /** Opens another connection, as another process would; the house closes it in the end. */
  open(options?: { readOnly?: boolean; now?: () => Date }): Promise<Archive>
  /** Closes everything and removes the database. */
  dispose(): Promise<void>
}

const now = () => new Date('2026-02-03T04:05:06.789Z')

async function snapshotOf(archive: Archive): Promise<{ records: StoredRecord[]; generation: number }> {
  const records: StoredRecord[] = []
  const generation = await archive.snapshot(async batch => void records.push(...batch))
  return { records, generation }
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

const withoutBody = ({ body: _, ...rest }: RecordOutcome) => rest

function describeWriting(archive: () => Archive): void {
  it('keeps every field of an outcome', async () => {
    const outcome = buildOutcome({
      etag: '"abc"',
      lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT',
      coverage: { present: 10, reached: 7, lost: ['a.b[].c', 'd'] },
      repairs: [{ rule: 'entities-decoded', detail: 'found "&amp;"' }],
      problems: [{ stage: 'lab', code: 'unknown-context', subject: 'x', detail: 'Überraschung 🪨' }],
      recordQuads: 'ünïcode 🪨\nsecond line\n',
      kernelTriples: '12\nlines that look like a length\n',
    })
    expect(await archive().write([outcome])).toMatchObject({ written: 1, unchanged: 0 })
    expect(await archive().record(outcome.url)).toEqual({ ...withoutBody(outcome), seq: 1 })
    expect(Buffer.from((await archive().body(outcome.bodyDigest)) ?? [])).toEqual(Buffer.from(outcome.body))
  })

  it('keeps unreadable and rejected outcomes, empty bodies and outcomes without optional fields', async () => {
    const { charset: _, ...bare } = buildOutcome({ id: 2, body: '' })
    const outcomes = [
      buildOutcome({ id: 1, state: 'unreadable' }),
      bare,
      buildOutcome({ id: 3, state: 'rejected' }),
    ]
    await archive().write(outcomes)
    const stored = await archive().list({ limit: 10 })
    expect(stored).toEqual(outcomes.map((outcome, index) => ({ ...withoutBody(outcome), seq: index + 1 })))
    expect(await archive().body(bare.bodyDigest)).toHaveLength(0)
  })

  it('writes nothing for an outcome that says the same, whenever it was fetched', async () => {
    await archive().write(buildOutcomes(3))
    const again = buildOutcomes(3, {
      fetchedAt: '2026-06-01T00:00:00.000Z',
      finalUrl: 'https://cdn.example/x',
    })
    const result = await archive().write(again)
    expect(result).toEqual({ written: 0, unchanged: 3, unchangedUrls: new Set(again.map(({ url }) => url)) })
    expect(await archive().generation()).toBe(3)
    expect((await archive().record(again[0]?.url ?? ''))?.fetchedAt).toBe('2026-01-01T00:00:00.000Z')
  })

  it('tells the unchanged from the written within one call', async () => {
    await archive().write(buildOutcomes(3))
    const changed = buildOutcome({ id: 2, name: 'Renamed' })
    const result = await archive().write([buildOutcome({ id: 1 }), changed, buildOutcome({ id: 3 })])
    expect(result.written).toBe(1)
    expect(result.unchangedUrls.has(changed.url)).toBe(false)
    expect(result.unchangedUrls.size).toBe(2)
  })

  it.each([
    ['body', { body: 'other bytes' }],
    ['pipeline', { pipelineDigest: sha256('pipeline 2') }],
    ['source', { source: 'another' }],
    ['state', { state: 'rejected', reports: buildOutcome().reports }],
    ['samples', { samples: ['https://doi.org/10.60510/demo1', 'https://doi.org/10.60510/demo9'] }],
    ['record quads', { recordQuads: '<a> <b> "c" <g> .\n' }],
    ['kernel triples', { kernelTriples: '<a> <b> "c" .\n' }],
    ['reports', { reports: [] }],
    ['coverage', { coverage: { present: 5, reached: 4, lost: [] } }],
    ['repairs', { repairs: [{ rule: 'r', detail: 'd' }] }],
    ['problems', { problems: [{ stage: 'lab', code: 'c', subject: 's', detail: 'd' }] }],
  ] as const)('makes a version when the %s changes', async (_, sketch) => {
    await archive().write([buildOutcome()])
    expect(await archive().write([buildOutcome(sketch)])).toMatchObject({ written: 1, unchanged: 0 })
    expect(await archive().generation()).toBe(2)
  })

  it('remembers new validators of an unchanged page without a change in the feed', async () => {
    const { url } = buildOutcome()
    await archive().write([buildOutcome({ etag: '"1"', lastModified: 'then' })])
    await archive().write([buildOutcome({ etag: '"2"' })])
    expect(await archive().remembered(url)).toEqual({
      etag: '"2"',
      bodyDigest: buildOutcome().bodyDigest,
      pipelineDigest: buildOutcome().pipelineDigest,
      state: 'accepted',
    })
    expect(await archive().generation()).toBe(1)
  })

  it('keeps the order of outcomes of one URL within one call', async () => {
    const names = ['one', 'two', 'two', 'one', 'three']
    const outcomes = names.map(name => buildOutcome({ name }))
    expect(await archive().write(outcomes)).toMatchObject({
      written: 4,
      unchanged: 1,
      unchangedUrls: new Set(),
    })
    const changes = await archive().changesSince(0, 10)
    const stored = changes.map(({ after }) => after.bodyDigest)
    expect(stored).toEqual([0, 1, 3, 4].map(index => outcomes[index]?.bodyDigest))
  })

  it('stores nothing of a call when one outcome has the wrong digest', async () => {
    const bad = { ...buildOutcome({ id: 2 }), bodyDigest: sha256('something else') }
    await expect(archive().write([buildOutcome(), bad])).rejects.toThrow(/SHA-256/)
    expect(await archive().generation()).toBe(0)
  })

  it('accepts an empty call, and one larger than a statement', async () => {
    expect(await archive().write([])).toMatchObject({ written: 0, unchanged: 0 })
    expect(await archive().write(buildOutcomes(1001))).toMatchObject({ written: 1001 })
    expect(await archive().write(buildOutcomes(1001))).toMatchObject({ unchanged: 1001 })
    expect(await archive().changesSince(0, 2000)).toHaveLength(1001)
    expect((await snapshotOf(archive())).records).toHaveLength(1001)
  })
}

function describeWithdrawing(archive: () => Archive): void {
  const { url } = buildOutcome()

  it('makes a tombstone that keeps the content and forgets the validators', async () => {
    await archive().write([buildOutcome({ etag: '"1"' })])
    expect(await archive().withdraw(url, 'gone (410)')).toBe(true)
    const { etag: _, ...remembered } = { ...(await archive().remembered(url)) }
    expect(await archive().remembered(url)).toEqual(remembered)
    expect(remembered.state).toBe('withdrawn')
    expect(await archive().record(url)).toEqual({
      ...withoutBody(buildOutcome({ etag: '"1"' })),
      state: 'withdrawn',
      withdrawnBecause: 'gone (410)',
      seq: 2,
    })
    expect((await snapshotOf(archive())).records).toEqual([])
  })

  it('does nothing for an unknown record or one withdrawn already', async () => {
    expect(await archive().withdraw(url, 'gone (404)')).toBe(false)
    await archive().write([buildOutcome()])
    await archive().withdraw(url, 'gone (404)')
    expect(await archive().withdraw(url, 'gone (410)')).toBe(false)
    expect(await archive().generation()).toBe(2)
  })

  it('takes a page back when it returns, even unchanged', async () => {
    await archive().write([buildOutcome()])
    await archive().withdraw(url, 'gone (404)')
    expect(await archive().write([buildOutcome()])).toMatchObject({ written: 1 })
    const record = await archive().record(url)
    expect(record).toEqual({ ...withoutBody(buildOutcome()), seq: 3 })
  })

  it('counts misses once per harvest, until the page is found or written', async () => {
    await archive().write([buildOutcome()])
    expect(await archive().missed(url, '2026-01-02T00:00:00Z')).toBe(1)
    expect(await archive().missed(url, '2026-01-02T00:00:00Z')).toBe(1)
    expect(await archive().missed(url, '2026-01-03T00:00:00Z')).toBe(2)
    expect(await archive().known({ limit: 9 })).toEqual([{ url, state: 'accepted', misses: 2 }])
    await archive().found(url)
    expect(await archive().missed(url, '2026-01-04T00:00:00Z')).toBe(1)
    await archive().write([buildOutcome()])
    expect(await archive().missed(url, '2026-01-05T00:00:00Z')).toBe(1)
    expect(await archive().missed('https://unknown.example/', '2026-01-05T00:00:00Z')).toBe(0)
    expect(await archive().generation()).toBe(1)
  })
}

function describeReading(archive: () => Archive, house: () => ArchiveHouse): void {
  it('knows nothing of what was never stored', async () => {
    const nowhere = 'https://nowhere.example/'
    expect(await archive().remembered(nowhere)).toBeUndefined()
    expect(await archive().record(nowhere)).toBeUndefined()
    expect(await archive().body(sha256('nothing'))).toBeUndefined()
    expect(await archive().recordsOfSample(nowhere)).toEqual([])
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

function describeFeed(archive: () => Archive, house: () => ArchiveHouse): void {
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

  it('ends a snapshot with the error of its reader, and goes on working', async () => {
    await archive().write([buildOutcome()])
    const failing = archive().snapshot(() => Promise.reject(new Error('disk full')))
    await expect(failing).rejects.toThrow('disk full')
    expect((await snapshotOf(archive())).records).toHaveLength(1)
  })
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

function expectChain(changes: readonly Change[]): void {
  const current = new Map<string, StoredRecord>()
  for (const [index, { seq, url, before, after }] of changes.entries()) {
    expect(seq).toBe(index + 1)
    expect(after.seq).toBe(seq)
    expect(after.url).toBe(url)
    expect(before).toEqual(current.get(url))
    current.set(url, after)
  }
}

function describeInvariants(house: () => ArchiveHouse): void {
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
      { numRuns: 40 },
    )
  })
}

/** Runs the contract; `house` makes an empty database that nobody else uses. */
export function archiveContract(name: string, house: () => ArchiveHouse): void {
  describe(name, () => {
    let current: ArchiveHouse
    let archive: Archive
    beforeEach(async () => {
      current = house()
      archive = await current.open()
    })
    afterEach(() => current.dispose())
    describe('writing', () => describeWriting(() => archive))
    describe('withdrawing', () => describeWithdrawing(() => archive))
    describe('reading', () =>
      describeReading(
        () => archive,
        () => current,
      ))
    describe('the feed', () =>
      describeFeed(
        () => archive,
        () => current,
      ))
    describe('invariants', () => describeInvariants(house))
  })
}
