import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOaiPmh } from '../../../src/harvest/feeds/oai-pmh.ts'
import { readOai } from '../../../src/harvest/feeds/oai-pmh-answers.ts'
import { OAI_LIMITS, type OaiLimits } from '../../../src/harvest/feeds/oai-pmh-items.ts'
import type { Fetcher } from '../../../src/harvest/fetcher.ts'
import {
  type FakeOai,
  type FakeRecord,
  oaiDocument,
  oaiError,
  startFakeOai,
} from '../../support/fake-oai-pmh.ts'
import { type Collecting, collect, DAY, NOW } from './delivered-house.ts'
import { quickFetcher } from './feed-house.ts'

const stampOf = (n: number): string => `2025-03-${String(n).padStart(2, '0')}T10:00:00Z`
const record = (n: number, more: Partial<FakeRecord> = {}): FakeRecord => ({
  identifier: `oai:demo.example:${n}`,
  datestamp: stampOf(n),
  metadata: `<sample xmlns="http://igsn.org/schema/kernel-v.1.0"><sampleNumber identifierType="igsn">10273/DEMO${n}</sampleNumber></sample>`,
  ...more,
})
const records = (count: number) => Array.from({ length: count }, (_, i) => record(i + 1))
const LIMITS: OaiLimits = { ...OAI_LIMITS, maxAnswers: 60 }

let oai: FakeOai
let fetcher: Fetcher

const read = (options: Collecting = {}, limits = LIMITS, now = NOW) =>
  collect(
    readOaiPmh(fetcher, { limits, now: () => now }),
    { kind: 'oai-pmh', url: oai.url, prefix: 'igsn', set: 'demo' },
    options,
  )
const nameOf = (n: number): string =>
  `${oai.url}?verb=GetRecord&metadataPrefix=igsn&identifier=oai%3Ademo.example%3A${n}`
const names = (...ns: number[]): string[] => ns.map(nameOf)
const lists = (): URLSearchParams[] => oai.asked.filter(asked => asked.get('verb') === 'ListRecords')
const setUp = async (...args: Parameters<typeof startFakeOai>): Promise<void> => {
  await oai.close()
  oai = await startFakeOai(...args)
}

beforeEach(async () => {
  oai = await startFakeOai(records(5))
  fetcher = quickFetcher()
})
afterEach(async () => {
  await fetcher.close()
  await oai.close()
})

describe('the feed of an OAI-PMH repository', () => {
  it('delivers the XML of every record, named by its GetRecord request', async () => {
    const { urls, pages, end, codes, entries } = await read()
    expect(urls).toEqual(names(1, 2, 3, 4, 5))
    expect(codes).toEqual([])
    expect(end?.complete).toBe(true)
    expect(pages[0]?.mediaType).toBe('application/xml')
    expect(entries[0]?.lastModified).toBe(stampOf(1))
    expect(Buffer.from(pages[0]?.body ?? []).toString()).toContain('10273/DEMO1</sampleNumber></sample>')
    expect(Object.fromEntries(lists()[0] ?? [])).toEqual({
      verb: 'ListRecords',
      metadataPrefix: 'igsn',
      set: 'demo',
    })
  })

  it('makes records self-contained: prefixes declared around them are declared in them', async () => {
    oai.misbehave = answer => ({
      ...answer,
      body: answer.body
        .replace('<OAI-PMH ', '<OAI-PMH xmlns:i="http://igsn.org/schema/kernel-v.1.1" ')
        .replaceAll('<metadata>', '<metadata xmlns:x="urn:demo:x">'),
    })
    oai.records = [
      record(1, { metadata: '<i:sample x:note="1"><i:sampleNumber>D1</i:sampleNumber></i:sample>' }),
    ]
    const { pages } = await read()
    const text = Buffer.from(pages[0]?.body ?? []).toString()
    expect(text).toMatch(/^<i:sample [^>]*xmlns:i="http:\/\/igsn\.org\/schema\/kernel-v\.1\.1"/)
    expect(text).toContain('xmlns:x="urn:demo:x"')
  })

  it('asks the next time from a day before the last list, and for everything again after 30 days', async () => {
    const since = (await read()).end?.since ?? ''
    oai.records = [...records(5), record(6, { datestamp: '2026-01-01T12:00:00Z' })]
    const later = await read({ position: { since } }, LIMITS, NOW + 3 * DAY)
    expect(later.urls).toEqual(names(6))
    expect(lists().at(-1)?.get('from')).toBe('2025-12-31T00:00:00Z')
    expect(later.end?.complete).toBe(false)
    const all = await read({ position: { since: later.end?.since ?? '' } }, LIMITS, NOW + 40 * DAY)
    expect(all.urls).toHaveLength(6)
    expect(all.end?.complete).toBe(true)
  })

  it('takes noRecordsMatch for success', async () => {
    const since = (await read()).end?.since ?? ''
    const { codes, end, urls } = await read({ position: { since } }, LIMITS, NOW + DAY)
    expect([urls, codes]).toEqual([[], []])
    expect(end?.since).toBeDefined()
  })

  it('goes on with the token of its checkpoint, without asking what it knows already', async () => {
    const first = await read({ stopAfter: 1 })
    const rest = await read({ position: { resume: first.checkpoints[0] ?? '' } })
    expect([...first.urls, ...rest.urls]).toEqual(names(1, 2, 3, 4, 5))
    expect(oai.asked.filter(asked => asked.get('verb') === 'Identify')).toHaveLength(1)
  })

  it('calls deleted records deleted', async () => {
    oai.records = [record(1, { deleted: true }), record(2)]
    const { deleted, urls } = await read()
    expect(deleted).toEqual(names(1))
    expect(urls).toEqual(names(2))
  })

  it('writes dates without time for a repository that keeps days only', async () => {
    await setUp(records(3), { granularity: 'YYYY-MM-DD' })
    const since = (await read()).end?.since ?? ''
    await read({ position: { since } }, LIMITS, NOW + DAY)
    expect(lists().at(-1)?.get('from')).toBe('2025-12-31')
  })
})

describe('an OAI-PMH repository that misbehaves', () => {
  it('whose token expires is read on from the last datestamp, not from the beginning (oai-harvest#30, sickle#19)', async () => {
    const expired = oaiError('badResumptionToken', 'expired')
    oai.misbehave = (answer, { nth }) => (nth === 3 ? { ...answer, body: expired } : answer)
    const { urls, codes, end } = await read()
    expect(codes).toEqual(['token-expired'])
    expect(lists()[3]?.get('from')).toBe(stampOf(4))
    expect(new Set(urls)).toEqual(new Set(names(1, 2, 3, 4, 5)))
    expect(end?.complete).toBe(true)
  })

  it('whose tokens always expire at the same place is left there', async () => {
    oai.records = records(5).map(each => ({ ...each, datestamp: stampOf(1) }))
    oai.misbehave = (answer, { params }) =>
      params.has('resumptionToken')
        ? { ...answer, status: 400, body: oaiError('badResumptionToken') }
        : answer
    const { codes, end } = await read()
    expect(new Set(codes)).toEqual(new Set(['token-expired']))
    expect(end).toEqual({ complete: false })
    expect(lists().length).toBeLessThan(10)
  })

  it('that lists in no order is read on all the same, but then nothing counts as absent', async () => {
    oai.records = [record(4), record(2), record(5), record(1), record(3)]
    oai.misbehave = (answer, { nth }) =>
      nth === 3 ? { ...answer, body: oaiError('badResumptionToken') } : answer
    const { end } = await read()
    expect(end?.complete).toBe(false)
  })

  it('that fails for good at one token (datacite#1442) is begun anew at the last datestamp', async () => {
    oai.misbehave = (answer, { params }) =>
      params.get('resumptionToken') === '|2' ? { ...answer, status: 500, body: 'oops' } : answer
    const { urls, codes, end } = await read()
    expect(new Set(urls)).toEqual(new Set(names(1, 2, 3, 4, 5)))
    expect(codes).toEqual(['token-fails'])
    expect(end?.complete).toBe(true)
  })

  it('that breaks off for this harvest is read on at the next one, and nothing counts as absent then', async () => {
    oai.misbehave = (answer, { nth }) => (nth >= 2 ? { ...answer, status: 403, body: 'no' } : answer)
    const first = await read()
    oai.misbehave = answer => answer
    const second = await read({ position: { since: first.end?.since ?? 'none' } })
    expect([...first.urls, ...second.urls]).toEqual(names(1, 2, 3, 4, 5))
    expect([first.end?.complete, second.end?.complete]).toEqual([false, false])
    const third = await read({ position: { since: second.end?.since ?? 'none' } })
    expect(lists().at(-1)?.get('from')).toBe('2025-12-31T00:00:00Z')
    expect(third.codes).toEqual([])
  })

  it('that gives the same token again is left', async () => {
    oai.misbehave = answer => ({
      ...answer,
      body: answer.body.replace(/(<resumptionToken[^>]*>)[^<]*/, '$1|2'),
    })
    const { codes, end } = await read()
    expect(codes).toContain('endless-list')
    expect(end).toEqual({ complete: false })
  })

  it('with new tokens and no records, or records without end, is stopped by the limits', async () => {
    oai.misbehave = (answer, { nth }) => ({
      ...answer,
      body: oaiDocument(`<ListRecords><resumptionToken>t${nth}</resumptionToken></ListRecords>`),
    })
    expect((await read()).codes).toEqual(['endless-list'])
    expect(lists()).toHaveLength(5)
    oai.misbehave = (answer, { nth }) => ({
      ...answer,
      body: answer.body.replace(
        /<resumptionToken.*<\/resumptionToken>/,
        `<resumptionToken>0|0#${nth}</resumptionToken>`,
      ),
    })
    const endless = await read({}, { ...LIMITS, maxRecords: 10 })
    expect(endless.codes).toEqual(['endless-list'])
    expect(endless.urls.length).toBeLessThanOrEqual(12)
  })

  it('whose tokens have characters that neither XML nor a URL may have gets them back as they were', async () => {
    const token = 'a&b=c d+é|"2"'
    const sent: (string | null)[] = []
    oai.misbehave = (answer, { nth, params }) => {
      if (nth === 0) return answer
      sent.push(params.get('resumptionToken'))
      if (nth === 1)
        return { ...answer, body: answer.body.replace(/(<resumptionToken[^>]*>)[^<]*/, `$1\n ${token} \n`) }
      return { ...answer, body: oaiDocument('<ListRecords><resumptionToken/></ListRecords>') }
    }
    await read()
    expect(sent).toEqual([null, token])
  })

  it('with bad datestamps delivers the records and does not begin anew at such a date', async () => {
    const bad = ['2025-13-45', '2025/01/02', 'yesterday', '2999-01-01T00:00:00Z', '2025-02-30']
    oai.records = bad.map((datestamp, i) => record(i + 1, { datestamp }))
    oai.misbehave = (answer, { params, nth }) =>
      params.has('resumptionToken') && nth === 2
        ? { ...answer, body: oaiError('badResumptionToken') }
        : answer
    const { urls, codes, entries } = await read()
    expect(new Set(urls).size).toBe(5)
    expect(codes.filter(code => code === 'bad-datestamp').length).toBeGreaterThanOrEqual(4)
    expect(entries[1]?.lastModified).toBeUndefined()
    expect(lists().every(asked => !asked.has('from'))).toBe(true)
  })

  it('that announces seconds and refuses them is asked with days', async () => {
    oai.misbehave = (answer, { params }) =>
      (params.get('from') ?? '').includes('T') ? { ...answer, body: oaiError('badArgument', 'from') } : answer
    const since = JSON.stringify({ from: stampOf(4), full: new Date(NOW).toISOString() })
    const { urls, codes } = await read({ position: { since } })
    expect(codes).toEqual(['granularity-refused'])
    expect(urls).toEqual(names(4, 5))
  })

  it('that announces more records than it lists keeps what is absent alive (DOAJ#1432: 760,000 of 2.68 million)', async () => {
    oai.misbehave = answer => ({
      ...answer,
      body: answer.body.replace(/completeListSize="\d+"/, 'completeListSize="900"'),
    })
    const { codes, end } = await read()
    expect(codes).toEqual(['fewer-than-announced'])
    expect(end?.complete).toBe(false)
    oai.misbehave = answer => ({
      ...answer,
      body: answer.body.replace(/completeListSize="\d+"/, 'completeListSize="1"'),
    })
    expect((await read()).end?.complete).toBe(true)
  })

  it('with errors, in status 200 or 422, is quoted with what to check', async () => {
    for (const status of [200, 422]) {
      oai.misbehave = answer => ({
        ...answer,
        status,
        body: oaiError('badVerb', 'no igsn here'),
      })
      const { problems, end } = await read()
      expect(problems[0]).toMatchObject({ code: 'oai-error', stage: 'gate' })
      expect(problems[0]?.detail).toContain('no igsn here')
      expect(end).toEqual({ complete: false })
    }
  })

  const IGSN = ['igsn_kernel', 'http://igsn.org/schema/kernel-v.1.0'] as const
  const DATACITE = ['oai_datacite', 'http://schema.datacite.org/oai/oai-1.1/'] as const
  const DC = ['oai_dc', 'http://www.openarchives.org/OAI/2.0/oai_dc/'] as const
  const offering = (formats: readonly (readonly [string, string])[]): void => {
    const list = formats.map(
      ([prefix, namespace]) =>
        `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><metadataNamespace>${namespace}</metadataNamespace></metadataFormat>`,
    )
    oai.misbehave = (answer, { verb }) => {
      if (verb === 'Identify') return answer
      const body =
        verb === 'ListMetadataFormats'
          ? oaiDocument(`<ListMetadataFormats>${list.join('')}</ListMetadataFormats>`)
          : oaiError('cannotDisseminateFormat', 'not this one')
      return { ...answer, body }
    }
  }

  it.each([
    [
      [DC],
      /offers only "oai_dc", of which none can be read; ask its operator .* or harvest its landing pages/,
    ],
    [
      [DC, IGSN, DATACITE],
      /offers "oai_dc", "igsn_kernel", "oai_datacite"; give .* "igsn_kernel" or "oai_datacite"$/,
    ],
    [[], /does not say which formats/],
  ])('that lacks the format of the feed is asked what it offers: %j', async (formats, advice) => {
    offering(formats)
    const { problems, end } = await read()
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ stage: 'gate', code: 'format-not-offered' })
    expect(problems[0]?.detail).toMatch(/has no "igsn": cannotDisseminateFormat \("not this one"\)/)
    expect(problems[0]?.detail).toMatch(advice)
    expect(end).toEqual({ complete: false })
  })

  it('whose Dublin Core a feed asks for is not listed in vain: the problem names what else there is', async () => {
    offering([DC, DATACITE])
    const feed = { kind: 'oai-pmh', url: oai.url, prefix: 'oai_dc' } as const
    const { problems, urls, end } = await collect(readOaiPmh(fetcher), feed)
    expect([urls, end]).toEqual([[], { complete: false }])
    expect(problems).toMatchObject([{ code: 'format-not-read', subject: oai.url }])
    expect(problems[0]?.detail).toMatch(/"oai_dc" say too little.*give the feed the prefix "oai_datacite"$/)
    expect(lists()).toEqual([])
    oai.misbehave = answer => ({ ...answer, status: 500, body: '<' })
    const silent = await collect(readOaiPmh(fetcher), feed)
    expect(silent.problems[0]?.detail).toMatch(/does not say which formats/)
  })

  it('that asks to wait (503 with Retry-After) is asked again', async () => {
    oai.misbehave = (answer, { nth, verb }) =>
      verb === 'ListRecords' && nth === 2
        ? { status: 503, headers: { 'retry-after': '2' }, body: '' }
        : answer
    const { urls, codes } = await read()
    expect(urls).toEqual(names(1, 2, 3, 4, 5))
    expect(codes).toEqual([])
  })

  it('that answers with a web page is a problem', async () => {
    oai.misbehave = answer => ({ ...answer, body: '<!DOCTYPE html><html><body>Maintenance</body></html>' })
    const { codes, end } = await read()
    expect(codes).toEqual(['not-oai-pmh'])
    expect(end?.complete).toBe(false)
  })

  it('whose answer breaks off is begun anew at the last datestamp', async () => {
    oai.misbehave = (answer, { nth, verb }) =>
      verb === 'ListRecords' && nth === 2
        ? { ...answer, body: answer.body.slice(0, answer.body.indexOf('<resumption')) }
        : answer
    const { urls, codes, end } = await read()
    expect(codes).toEqual(['answer-truncated'])
    expect(new Set(urls)).toEqual(new Set(names(1, 2, 3, 4, 5)))
    expect(end?.complete).toBe(true)
  })

  it.each([
    ['an element that is not closed', '<sample><sampleNumber>D2</sample>'],
    ['a stray end tag', '</b><sample/></i>'],
    ['a bare ampersand', '<sample>a & b &undefined; </sample>'],
    ['an attribute without its end', '<sample name="x><y>'],
    ['a comment without its end', '<sample><!-- open'],
    ['a CDATA section without its end', '<sample><![CDATA[ open'],
    [
      'tags of the protocol in a CDATA section',
      '<sample><![CDATA[</metadata></record><record><header status="deleted"><identifier>oai:demo.example:1</identifier></header></record>]]></sample>',
    ],
    ['an end of the metadata too many', '<sample/></metadata>'],
    ['nothing', ''],
  ])('with a record that has %s loses no other record', async (_, metadata) => {
    await setUp([record(1), record(2, { metadata }), record(3), record(4)], { partSize: 10 })
    const { urls, deleted } = await read()
    expect(urls).toEqual(expect.arrayContaining(names(1, 3, 4)))
    expect(urls).not.toContain(undefined)
    expect(deleted).toEqual([])
  })

  it('with records that lack identifier or metadata says so', async () => {
    oai.records = [record(1, { metadata: '' }), record(2, { identifier: '' })]
    const { codes, end } = await read()
    expect(codes).toEqual(['record-without-metadata', 'record-without-identifier'])
    expect(end?.complete).toBe(false)
  })

  it('never makes the reader throw, whatever is in the answer', () => {
    const piece = fc.constantFrom(
      '<record>',
      '<header>',
      '</record>',
      '<metadata>',
      '</metadata>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<resumptionToken>',
      '</resumptionToken',
      '<error code="x">',
      '"',
      '&#x110000;',
      '<a:record a="',
      'text',
      '<!DOCTYPE x [<!ENTITY a "b">]>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        expect(readOai('http://127.0.0.1/', oaiDocument(pieces.join(''))).ok).toBe(true)
        readOai('http://127.0.0.1/', pieces.join(''))
      }),
    )
  })
})
