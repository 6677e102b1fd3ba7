/** Contract: the history of harvests. */

import { expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import type { HarvestRun, RunFigures } from '../../src/model/harvest-run.ts'

const figures: RunFigures = {
  endings: { written: 2, failed: 1 },
  states: { accepted: 2 },
  problems: { timeout: 1 },
  repairs: {},
  unmapped: { '$.depth': 2 },
  strings: {},
  contexts: {},
  deadLinks: ['https://source.example/1'],
  leavesPresent: 10,
  leavesReached: 8,
  requests: 3,
  bytes: 300,
}
const part: HarvestRun = { source: 's', number: 1, startedAt: '2026-01-01T00:00:00.000Z', figures }

export function describeHistory(archive: () => Archive): void {
  it('gives back a part as it was added', async () => {
    await archive().addToRun(part)
    expect(await archive().runs('s', 10)).toEqual([part])
    expect(await archive().runs('another', 10)).toEqual([])
  })

  it('sums the parts of a run, from the first start to the last end, with the least complete listing', async () => {
    await archive().addToRun({ ...part, startedAt: '2026-01-01T00:00:01.000Z', listing: 'partial' })
    const ended = { endedAt: '2026-01-01T01:00:00.000Z', listing: 'complete' } as const
    await archive().addToRun({ ...part, ...ended, figures: { ...figures, endings: { written: 1, gone: 4 } } })
    expect(await archive().runs('s', 1)).toEqual([
      {
        ...{ ...part, endedAt: ended.endedAt, listing: 'partial' },
        figures: {
          ...figures,
          ...{
            endings: { written: 3, failed: 1, gone: 4 },
            states: { accepted: 4 },
            problems: { timeout: 2 },
          },
          ...{ unmapped: { '$.depth': 4 }, leavesPresent: 20, leavesReached: 16, requests: 6, bytes: 600 },
        },
      },
    ])
  })

  it('gives the newest runs first, as many as asked for', async () => {
    for (const number of [1, 3, 2]) await archive().addToRun({ ...part, number })
    expect((await archive().runs('s', 2)).map(({ number }) => number)).toEqual([3, 2])
  })

  it('keeps the most frequent keys of what a source brings without end, and short', async () => {
    const strings = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`material: ${n}`, n]))
    const deadLinks = Array.from({ length: 80 }, (_, n) => `https://source.example/${n}`)
    const unmapped = { ['x'.repeat(5000)]: 1 }
    await archive().addToRun({ ...part, figures: { ...figures, strings, deadLinks, unmapped } })
    const [run] = await archive().runs('s', 1)
    expect(Object.keys(run?.figures.strings ?? {})).toHaveLength(200)
    expect(run?.figures.strings['material: 999']).toBe(999)
    expect(run?.figures.strings['material: 799']).toBeUndefined()
    expect(run?.figures.deadLinks).toEqual(deadLinks.slice(0, 50))
    expect(Object.keys(run?.figures.unmapped ?? {})[0]).toHaveLength(301)
  })

  it('counts under names that objects have of their own as well', async () => {
    const odd = {
      ...figures,
      strings: JSON.parse('{"__proto__": 2, "constructor": 1}') as Record<string, number>,
    }
    for (const _ of [1, 2]) await archive().addToRun({ ...part, figures: odd })
    const [run] = await archive().runs('s', 1)
    expect(Object.entries(run?.figures.strings ?? {})).toEqual([
      ['__proto__', 4],
      ['constructor', 2],
    ])
  })
}
