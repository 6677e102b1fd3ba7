import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { FIELDS } from '../../src/verify/completeness.ts'
import { verifiableList } from '../../src/verify/list.ts'
import { readMentions } from '../../src/verify/reading.ts'
import { VERDICTS } from '../../src/verify/report.ts'
import { csvOfReports } from '../../src/verify/report-csv.ts'
import { verify } from '../../src/verify/verify.ts'
import { lookupOf, type SampleNote } from './known-samples.ts'

const doi = (name: string): string => `https://doi.org/10.58052/${name}`
const PAPER = 'https://doi.org/10.1234/paper'

const NOTES: readonly SampleNote[] = [
  { iri: doi('ieabc0001'), works: [PAPER], fields: ['name', 'material', 'place'] },
  { iri: doi('ieabc0002'), also: ['https://hdl.handle.net/10273/OLDCODE02'], fields: [...FIELDS] },
  { iri: doi('ieabc0003'), status: 'deprecated' },
  { iri: 'https://doi.org/10.60510/ieabc0004' },
  { iri: doi('ieabc0004') },
  { iri: 'https://doi.org/10.5072/demo-core-0001', also: ['https://doi.org/10.5072/old-core-0001'] },
]
const LOOKUP = lookupOf(NOTES, {
  others: { 'https://doi.org/10.1234/book': 'A book' },
  withdrawn: [doi('iegone001')],
})

const reportOn = async (text: string, publication?: string) => {
  const read = await readMentions({ name: 'text', bytes: strToU8(text), mediaType: 'text/plain' })
  if (!read.ok) throw new Error(read.problem.detail)
  return verify({ ...read.value, name: 'text' }, LOOKUP, publication)
}

const verdictOn = async (text: string) => {
  const { results } = await reportOn(text)
  return results.map(({ verdict, suggestion, sample }) => ({ verdict, suggestion, sample }))
}

describe('verifying identifiers', () => {
  it('finds registered samples in any form', async () => {
    for (const form of [
      '10.58052/IEABC0001',
      'IGSN: 10.58052/ieabc0001',
      'https://doi.org/10.58052/IEABC0001',
    ])
      expect(await verdictOn(`see ${form}.`)).toMatchObject([
        { verdict: 'registered', sample: doi('ieabc0001') },
      ])
  })

  it('knows another form only when a record says so', async () => {
    expect(await verdictOn('hdl:10273/OLDCODE02')).toMatchObject([
      { verdict: 'alias', sample: doi('ieabc0002'), suggestion: 'IGSN:10.58052/IEABC0002' },
    ])
    expect(await verdictOn('hdl:10273/IEABC0002')).toMatchObject([
      { verdict: 'ambiguous', sample: doi('ieabc0002') },
    ])
  })

  it('leaves codes that fit several samples open', async () => {
    const { results } = await reportOn('sample IGSN: IEABC0004')
    expect(results[0]).toMatchObject({ verdict: 'ambiguous', sample: null })
    expect(results[0]?.candidates).toHaveLength(2)
  })

  it.each([
    ['0 for O', '10.58052/IEABCOOO1'],
    ['1 for I', '10.58052/1EABC0001'],
    ['two characters transposed', '10.58052/IEACB0001'],
  ])('suggests what is meant: %s', async (_, text) => {
    expect(await verdictOn(text)).toMatchObject([
      { verdict: 'malformed', sample: doi('ieabc0001'), suggestion: 'IGSN:10.58052/IEABC0001' },
    ])
  })

  it('tells withdrawn, unknown and other things apart', async () => {
    expect(await verdictOn('10.58052/IEABC0003')).toMatchObject([{ verdict: 'withdrawn' }])
    expect(await verdictOn('10.58052/IEGONE001')).toMatchObject([{ verdict: 'withdrawn' }])
    expect(await verdictOn('10.58052/XXZZZ7777')).toMatchObject([{ verdict: 'unknown', sample: null }])
    expect(
      await verdictOn('doi:10.1234/book and 0000-0002-1825-0097 and doi:10.9999/elsewhere'),
    ).toMatchObject([{ verdict: 'not-a-sample' }, { verdict: 'not-a-sample' }, { verdict: 'not-a-sample' }])
  })

  it('says whether samples name the publication, given or guessed', async () => {
    const text = 'https://doi.org/10.1234/paper\n10.58052/IEABC0001 10.58052/IEABC0002'
    const guessed = await reportOn(text)
    expect(guessed.publication).toEqual({ id: PAPER, guessed: true })
    expect(guessed.results.map(({ linksBack }) => linksBack)).toEqual([null, true, false])
    expect(guessed.samples).toMatchObject({ distinct: 2, linkingBack: 1 })
    const given = await reportOn(text, 'https://doi.org/10.1234/another')
    expect(given.publication).toEqual({ id: 'https://doi.org/10.1234/another', guessed: false })
    expect(given.results.map(({ linksBack }) => linksBack)).toEqual([null, false, false])
    expect((await reportOn('10.58052/IEABC0001')).results[0]?.linksBack).toBe(null)
  })

  it('takes no name of a sample for the publication, however it is spelt', async () => {
    for (const [first, verdict] of [
      ['10.5072/DEMO-CORE-00O1', 'malformed'],
      ['10.5072/demo-croe-0001', 'malformed'],
      ['10.5072/OLD-CORE-0001', 'alias'],
    ]) {
      const { publication, results } = await reportOn(`${first} was cut (doi:10.1234/paper).`)
      expect(publication).toBe(null)
      expect(results[0]).toMatchObject({ verdict, suggestion: 'IGSN:10.5072/DEMO-CORE-0001' })
    }
  })

  it('leaves open whether a UUID is a specimen, for museums give them such names', async () => {
    const uuid = 'urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8'
    expect(await verdictOn(uuid)).toMatchObject([{ verdict: 'unknown' }])
  })

  it('measures the metadata of each sample by nine fields', async () => {
    const { results, samples } = await reportOn('10.58052/IEABC0001 10.58052/IEABC0002 10.58052/IEABC0001')
    expect(results[0]?.completeness).toEqual({
      share: 0.33,
      missing: ['type', 'date', 'collector', 'custodian', 'licence', 'publication'],
    })
    expect(results[1]?.completeness).toEqual({ share: 1, missing: [] })
    expect(samples).toMatchObject({ distinct: 2, completeness: 0.67 })
  })

  it('answers every member of a list, also what is no identifier', async () => {
    const list = ['10.58052/IEABC0001', 'nothing', '0000-0002-1825-0098']
    const { results } = await verify(verifiableList(list), LOOKUP)
    expect(results.map(({ text, verdict }) => [text, verdict])).toEqual([
      [list[0], 'registered'],
      [list[1], 'malformed'],
      [list[2], 'malformed'],
    ])
  })

  it('keeps spreadsheets from running what a document says', async () => {
    const report = await verify(verifiableList(['=1+1', '@x', '\t=2', '-3', 'a,"b"']), LOOKUP)
    const cells = csvOfReports([report]).split('\r\n').slice(1, -1)
    for (const line of cells.slice(0, 4)) expect(line).toMatch(/^list,"?'/)
    expect(cells[4]).toContain('"a,""b"""')
  })

  it('counts every result once, at the place where it stands, for any text', async () => {
    const pieces = fc.constantFrom(
      '10.58052/IEABC0001',
      'IGSN IEABC0004',
      'doi:10.1234/x',
      'rock',
      '\n',
      '0000-0002-1825-0097',
      '.',
      ' ',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async parts => {
        const text = parts.join(' ')
        const { results, summary } = await reportOn(text)
        expect(VERDICTS.reduce((sum, verdict) => sum + summary[verdict], 0)).toBe(results.length)
        for (const { text: shown, start, end } of results) expect(text.slice(start, end)).toBe(shown)
        const starts = results.map(({ start }) => start)
        expect(starts).toEqual([...starts].sort((a, b) => a - b))
      }),
      { numRuns: 50 },
    )
  })
})
