/** Contract: writing outcomes and tombstones. */

import { expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { buildOutcome, buildOutcomes, sha256 } from '../support/build-record.ts'
import { snapshotOf, withoutBody } from './archive-house.ts'

/** Which outcomes make versions, and that they come back whole. */
export function describeWriting(archive: () => Archive): void {
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

  it('remembers that another pipeline came to the same, without a change in the feed', async () => {
    const outcomes = buildOutcomes(3)
    await archive().write(outcomes)
    const pipelineDigest = sha256('pipeline 2')
    const madeBy = { conversion: 'c', validation: 'v' }
    const again = buildOutcomes(3, { pipelineDigest }).map(outcome => ({ ...outcome, madeBy }))
    expect(await archive().write(again.slice(0, 2))).toMatchObject({ written: 0, unchanged: 2 })
    expect(await archive().generation()).toBe(3)
    const remembered = await Promise.all(outcomes.map(({ url }) => archive().remembered(url)))
    const [first] = outcomes
    expect(remembered.map(known => known?.pipelineDigest)).toEqual([
      ...[pipelineDigest, pipelineDigest, first?.pipelineDigest],
    ])
    // The version says who made it.
    expect((await archive().record(first?.url ?? ''))?.pipelineDigest).toBe(first?.pipelineDigest)
  })

  it('takes reports for the same whatever edition of the shapes made them, and in whatever order', async () => {
    const results = ['a', 'b'].map(value => ({
      ...{ focusNode: { type: 'uri' as const, value }, component: 'c', severity: 's', message: 'm' },
      profile: 'kernel',
    }))
    const reports = (edition: string, all = results) => [
      { profile: 'kernel', shapesDigest: edition, conforms: true, results: all },
    ]
    await archive().write([buildOutcome({ reports: reports('1') })])
    const again = buildOutcome({ reports: reports('2', results.toReversed()) })
    expect(await archive().write([again])).toMatchObject({ written: 0, unchanged: 1 })
    const fewer = buildOutcome({ reports: reports('2', results.slice(1)) })
    expect(await archive().write([fewer])).toMatchObject({ written: 1 })
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

/** Pages that go away and come back. */
export function describeWithdrawing(archive: () => Archive): void {
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
}
