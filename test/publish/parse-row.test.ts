import { describe, expect, it } from 'vitest'
import { isDate } from '../../src/publish/cells.ts'
import { parseRow } from '../../src/publish/parse-row.ts'
import { readTable, type Table } from '../../src/publish/read-table.ts'
import { csv, sampleOf } from './sample-table.ts'

const problemsOf = async (table: Table, withFaults = false) => {
  const problems = []
  for await (const item of readTable(table, withFaults)) {
    if ('problem' in item) problems.push(item.problem)
    else {
      const parsed = parseRow(item.row, withFaults)
      if (!parsed.ok) problems.push(...parsed.problems)
    }
  }
  return problems.map(({ code, subject }) => `${subject}: ${code}`)
}
const base = { igsn: '10.5072/DEMO-1', name: 'One' }

describe('a row', () => {
  it.each([
    [{ igsn: '' }, 'row 2, column "igsn": missing-value'],
    [{ igsn: 'no igsn' }, 'row 2, column "igsn": not-an-igsn'],
    [{ name: '' }, 'row 2, column "name": missing-value'],
    [{ latitude: '123', longitude: '1' }, 'row 2, column "latitude": out-of-range'],
    [{ latitude: '12', longitude: '' }, 'row 2, column "longitude": missing-value'],
    [{ latitude: '12,5', longitude: '1' }, 'row 2, column "latitude": not-a-number'],
    [{ latitude: '1', longitude: '1', wkt: 'POINT(1 1)' }, 'row 2, column "wkt": two-places'],
    [{ wkt: 'POLYGON((0 0, 1 0, 1 1))' }, 'row 2, column "wkt": not-wkt'],
    [{ elevation: '1e3' }, 'row 2, column "elevation": not-a-number'],
    [{ collected_start: '31.12.1999' }, 'row 2, column "collected_start": not-a-date'],
    [
      { collected_start: '2000', collected_end: '1999-01-01' },
      'row 2, column "collected_end": ends-before-start',
    ],
    [
      { collector: 'A', collector_orcid: '0000-0002-1825-0098' },
      'row 2, column "collector_orcid": not-an-orcid',
    ],
    [
      { collector: 'A', collector_orcid: ';0000-0002-1825-0097' },
      'row 2, column "collector_orcid": not-aligned',
    ],
    [{ contributors: 'Somebody' }, 'row 2, column "contributors": not-a-contributor'],
    [
      { custodian: 'A', custodian_ror: 'https://ror.org/05gq02988' },
      'row 2, column "custodian_ror": not-an-ror',
    ],
    [{ custodian_ror: 'https://ror.org/05gq02987' }, 'row 2, column "custodian": missing-name'],
    [
      { custodian: 'A', custodian_contact: 'javascript:alert(1)' },
      'row 2, column "custodian_contact": not-a-contact',
    ],
    [{ publications: '10.5072/p|IsCitedFrom|T' }, 'row 2, column "publications": unknown-relation'],
    [{ publications: 'a paper' }, 'row 2, column "publications": not-a-link'],
    [{ status: 'gone' }, 'row 2, column "status": unknown-value'],
    [{ language: 'en"><script>' }, 'row 2, column "language": not-a-language'],
    [{ place: 'M\ufffdnchen' }, 'row 2, column "place": not-utf-8'],
    [{ colector: 'A' }, 'row 1, column "colector": unknown-column'],
    [{ _fault: 'no-name' }, 'row 1, column "_fault": unknown-column'],
  ])('with %o is reported by row and column', async (change, problem) => {
    expect(await problemsOf(csv({ ...base, ...change }))).toEqual([problem])
  })

  it('with a cell of more than 50,000 characters is reported', async () => {
    const found = await problemsOf(csv({ ...base, place: 'x'.repeat(50_001) }))
    expect(found).toEqual(['row 2, column "place": cell-too-long'])
  })

  it('accepts identifiers in every spelling', async () => {
    const spelt = ['10.5072/demo-1', 'https://doi.org/10.5072/DEMO-1', 'doi:10.5072/Demo-1']
    for (const igsn of spelt) {
      const { identifier } = await sampleOf({ ...base, igsn })
      expect(identifier).toEqual({ iri: 'https://doi.org/10.5072/demo-1', text: '10.5072/DEMO-1' })
    }
    expect((await sampleOf({ ...base, igsn: 'demor0001' })).identifier.text).toBe('10273/DEMOR0001')
  })

  it('aligns ORCIDs with collectors over gaps', async () => {
    const sample = await sampleOf({ ...base, collector: 'A; B', collector_orcid: '; 0000-0002-1825-0097' })
    expect(sample.collectors).toEqual([
      { name: 'A' },
      { name: 'B', iri: 'https://orcid.org/0000-0002-1825-0097' },
    ])
  })
})

describe('a table', () => {
  it('says what is wrong with its header', async () => {
    expect(await problemsOf('')).toEqual(['row 1: empty-table'])
    expect(await problemsOf('igsn,title\n')).toEqual([
      'row 1, column "title": unknown-column',
      'row 1: missing-column',
    ])
    expect(await problemsOf('igsn,name,name\n10.5072/d-1,a,b')).toEqual([
      'row 1, column "name": repeated-column',
    ])
  })

  it('reads on after a row with too many cells, and past empty rows', async () => {
    const table = 'IGSN , Name\n10.5072/d-1,a,b\n\n,\n10.5072/d-2,ok\n'
    expect(await problemsOf(table)).toEqual(['row 2: too-many-cells'])
  })

  it('stops with a problem at a quote that is never closed', async () => {
    expect(await problemsOf('igsn,name\n10.5072/d-1,a\n10.5072/d-2,"b\n')).toEqual([
      'row 3: unreadable-table',
    ])
  })

  it('passes on what the stream throws', async () => {
    const broken = () =>
      (async function* () {
        yield 'igsn,name\n'
        throw new Error('disk gone')
      })()
    await expect(problemsOf(broken)).rejects.toThrow('disk gone')
  })

  it('skips a byte-order mark and joins characters that chunks cut', async () => {
    const bytes = Buffer.from('\ufeffigsn,name\n10.5072/d-1,Kīlauea\n')
    const chunked = () =>
      (async function* () {
        for (const byte of bytes) yield Uint8Array.of(byte)
      })()
    expect(await problemsOf(chunked)).toEqual([])
  })
})

describe('isDate', () => {
  it('knows the calendar', () => {
    expect(['2024-02-29', '1987', '1987-06', '1987-06-21T14:05:00Z', '1987-06-21T14:05'].map(isDate)).toEqual(
      Array(5).fill(true),
    )
    expect(['2023-02-29', '1987-13', '1987-6', '21.6.1987', '1987-06-21T25:00:00Z', ''].map(isDate)).toEqual(
      Array(6).fill(false),
    )
  })
})
