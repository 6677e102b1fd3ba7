import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/verify/limits.ts'
import { readMentions } from '../../src/verify/reading.ts'

const told = async (table: string, limits = LIMITS) => {
  const read = await readMentions({ name: 'table.csv', bytes: strToU8(table), mediaType: 'text/csv' }, limits)
  if (!read.ok) throw new Error(read.problem.detail)
  for (const { text, start, end } of read.value.mentions) expect(table.slice(start, end)).toBe(text)
  return {
    cells: read.value.mentions.map(({ text, verdict, place }) => [text, verdict, place.row, place.column]),
    truncated: read.value.truncated,
  }
}

describe('a column of IGSNs', () => {
  it('has every cell told of, also what looks like no identifier', async () => {
    const table = [
      'name,Sample IGSN,rock',
      'one,10.58052/IEABC0001,basalt',
      'two,xyz,basalt',
      'three," lost label ",basalt',
      'four,IEABC0002,basalt\r',
      'five,pending',
    ].join('\n')
    expect((await told(table)).cells).toEqual([
      ['10.58052/IEABC0001', 'identifier', 2, 2],
      ['xyz', 'malformed', 3, 2],
      ['lost label', 'malformed', 4, 2],
      ['IEABC0002', 'ambiguous', 5, 2],
      ['pending', 'malformed', 6, 2],
    ])
  })

  it.each(['IGSN', 'igsn_id', 'IGSN (DOI)', 'Parent IGSN', '"IGSN"', 'sample_IGSN'])(
    'is known by its heading %s',
    async heading =>
      expect((await told(`${heading};x\nxyz;abc`)).cells).toEqual([['xyz', 'malformed', 2, 1]]),
  )

  it('passes over empty cells and words for nothing', async () => {
    expect((await told('IGSN,x\n,1\nn/a,1\n-,1\nNone,1\nnot registered,1\n')).cells).toEqual([])
  })

  it('is not any column that speaks of IGSNs, nor one without a heading', async () => {
    expect((await told('remarks on IGSNs of this paper,x\nxyz,1\n')).cells).toEqual([])
    expect((await told('xyz,IGSN\nabc,10.58052/IEABC0001\n')).cells).toEqual([
      ['10.58052/IEABC0001', 'identifier', 2, 2],
    ])
  })

  it('counts towards the findings that are told', async () => {
    const table = `IGSN\n${Array.from({ length: 30 }, (_, n) => `x y ${n}`).join('\n')}`
    const { cells, truncated } = await told(table, { ...LIMITS, findings: 20 })
    expect([cells.length, truncated]).toEqual([20, true])
  })
})
