/** Conversion threads that die: no page takes others with it. The threads run the built program (dist/). */

import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordOutcome } from '../../src/model/record.ts'
import type { Converted, Visit } from '../../src/walk/convert.ts'
import { type Converter, openConverter } from '../../src/walk/pool.ts'
import { demoSource } from '../harvest/demo-source.ts'
import { sampleJson } from '../support/demo-pages.ts'

const BASE = 'http://lodestone.example'
const FRAGILE = { file: new URL('./fragile-worker.mjs', import.meta.url), memoryMb: 150 }

const open: Converter[] = []
const opened = (converter: Converter): Converter => {
  open.push(converter)
  return converter
}
afterEach(async () => {
  for (const converter of open.splice(0)) await converter.close()
})

const visitOf = (id: string): Visit => {
  const url = `https://demo.example/${encodeURIComponent(id)}`
  const json = JSON.stringify(sampleJson(1, { name: id }))
  const body = Buffer.from(`<script type="application/ld+json">${json}</script>`)
  const bodyDigest = createHash('sha256').update(body).digest('hex')
  const fetchedAt = '2026-01-01T00:00:00.000Z'
  const page = {
    url,
    finalUrl: url,
    status: 200,
    mediaType: 'text/html',
    fetchedAt,
    body,
    bodyDigest,
    links: [],
  }
  return { page, source: demoSource() }
}

const outcomeOf = (converted: Converted): RecordOutcome => {
  if (converted.kind !== 'outcome') throw new Error('no outcome')
  return converted.outcome
}

const ending = async (converter: Converter, ...ids: string[]): Promise<Record<string, string>> => {
  const outcomes = (await converter.convert(ids.map(visitOf))).map(outcomeOf)
  expect(outcomes).toHaveLength(ids.length)
  return Object.fromEntries(
    outcomes.map(({ url, state, problems }) => [
      decodeURIComponent(new URL(url).pathname.slice(1)),
      [state, ...problems.map(({ code }) => code)].join(' '),
    ]),
  )
}

describe('a conversion thread', () => {
  it('converts as this thread does', { timeout: 60_000 }, async () => {
    const visits = ['a', 'b', 'c'].map(visitOf)
    const threaded = opened(await openConverter({ base: BASE }, 1))
    const inline = opened(await openConverter({ base: BASE }, 0))
    const comparable = (converted: readonly Converted[]) =>
      converted.map(outcomeOf).map(outcome => ({ ...outcome, body: Buffer.from(outcome.body).toString() }))
    expect(comparable(await threaded.convert(visits))).toEqual(comparable(await inline.convert(visits)))
    expect(threaded).toMatchObject({ digest: inline.digest, conversion: inline.conversion, notices: [] })
  })

  it.each([
    ['end the thread', 'ended with code 7'],
    ['throw in the thread', 'thrown on purpose'],
    ['fill the memory', 'memory limit'],
    ['never end', 'took longer than 3 s'],
    ['fail to convert', 'failed on purpose'],
  ])(
    'that a page makes %s is replaced, and only that page is lost (gleaner#122: a panic stops the run)',
    { timeout: 60_000 },
    async (deed, why) => {
      const batchMs = deed === 'never end' ? 3000 : 60_000
      const converter = opened(await openConverter({ base: BASE }, 1, { ...FRAGILE, batchMs }))
      const first = converter.convert([visitOf('before'), visitOf(deed), visitOf('after')])
      // Waits in the same thread meanwhile, and is given to the next one.
      const second = ending(converter, 'bystander')
      const outcomes = (await first).map(outcomeOf)
      expect(outcomes.map(({ state }) => state)).toEqual(['accepted', 'unreadable', 'accepted'])
      expect(outcomes[1]?.problems).toMatchObject([{ stage: 'lab', code: 'conversion-crashed' }])
      expect(outcomes[1]?.problems[0]?.detail).toContain(why)
      expect(await second).toEqual({ bystander: 'accepted' })
      expect(await ending(converter, 'later')).toEqual({ later: 'accepted' })
    },
  )

  it('that cannot even start is an error, not the fault of pages', async () => {
    const file = new URL('./there-is-no-such-worker.mjs', import.meta.url)
    await expect(openConverter({ base: BASE }, 1, { file })).rejects.toThrow('conversion thread')
  })

  it('rejects what it has not converted when it is closed', async () => {
    const converter = await openConverter({ base: BASE }, 1, FRAGILE)
    const converting = converter.convert([visitOf('never end')])
    const rejected = expect(converting).rejects.toThrow('conversion thread')
    await converter.close()
    await rejected
  })
})
