import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalise, identify, igsnHandle, isSampleScheme } from '../../src/pid/identifiers.ts'
import { isIri } from '../../src/rdf/terms.ts'

const IGSN_DOI = 'https://doi.org/10.60510/demo0001'
const HANDLE = 'https://hdl.handle.net/10273/DEMO0001'

describe('IGSN', () => {
  it.each([
    ['igsn:10.60510/DEMO0001', 'igsn'],
    ['IGSN: 10.60510/demo0001', 'igsn'],
    ['IGSN 10.60510/DEMO0001', 'igsn'],
    ['urn:igsn:10.60510/DEMO0001', 'igsn'],
    ['doi:10.60510/DEMO0001', 'igsn'],
    ['https://doi.org/10.60510/DEMO0001', 'igsn'],
    ['http://dx.doi.org/10.60510/DEMO0001', 'igsn'],
    ['https://igsn.org/10.60510/DEMO0001', 'igsn'],
    ['IGSN: https://doi.org/10.60510/DEMO0001', 'igsn'],
    ['https://hdl.handle.net/10273/10.60510/DEMO0001', 'igsn'],
    ['https://app.geosamples.org/sample/igsn/10.60510/DEMO0001', 'igsn'],
    [' 10.60510/DEMO\u200b0001\n', 'igsn'],
  ])('reads %j as one DOI', (text, scheme) => {
    expect(identify(text)).toMatchObject({ scheme, canonical: IGSN_DOI, display: 'IGSN:10.60510/DEMO0001' })
  })

  it.each([
    '10273/DEMO0001',
    '10273/demo0001',
    '10.273/DEMO0001',
    'hdl:10273/DEMO0001',
    'info:hdl/10273/DEMO0001',
    'http://hdl.handle.net/10273/DEMO0001',
    'https://hdl.handle.net/10273/demo0001?noredirect',
    'igsn:DEMO0001',
    'IGSN: 10273/DEMO0001',
    'urn:igsn:DEMO0001',
    'http://igsn.org/DEMO0001',
    'https://www.igsn.org/DEMO0001/',
    'https://data.geosamples.org/sample/igsn/DEMO0001',
  ])('reads %j as one legacy handle', text => {
    expect(identify(text)).toEqual({ scheme: 'igsn-handle', canonical: HANDLE, display: 'IGSN:DEMO0001' })
  })

  it('reads capitals behind igsn.org as a code, for a code need not have digits', () => {
    for (const text of [
      'https://igsn.org/DEMO-CORE',
      'http://www.igsn.org/DEMO-CORE/',
      'hdl:10273/DEMO-CORE',
    ])
      expect(canonicalise(text), text).toBe('https://hdl.handle.net/10273/DEMO-CORE')
    for (const page of ['https://igsn.org/faq', 'https://www.igsn.org/', 'https://igsn.org/About'])
      expect(canonicalise(page), page).toBeUndefined()
  })

  it('keeps every part of a suffix with slashes', () => {
    expect(canonicalise('igsn:10.25706/DIGITALCSIC-IGSN/622135')).toBe(
      'https://doi.org/10.25706/digitalcsic-igsn/622135',
    )
  })

  it.each(['DEMO0001', 'https://igsn.org/about', 'https://igsn.org/voc/v1/Sample1', 'igsn:', 'igsn: a b 1'])(
    'does not take %j for an identifier',
    text => {
      expect(identify(text)).toBeUndefined()
    },
  )

  it('makes a handle of a bare code only when asked to', () => {
    expect(igsnHandle(' demo0001 ')?.canonical).toBe(HANDLE)
  })

  it.each([
    '',
    'two words',
    'https://example.org/a',
    '10.60510/DEMO0001',
    'X> } ; DROP ALL',
    'a'.repeat(200),
  ])('makes no handle of %j', text => {
    expect(igsnHandle(text)).toBeUndefined()
  })

  it('knows which schemes name samples', () => {
    expect((['igsn', 'igsn-handle', 'doi', 'handle', 'orcid'] as const).filter(isSampleScheme)).toEqual([
      'igsn',
      'igsn-handle',
    ])
  })
})

describe('DOI and handle', () => {
  it.each([
    '10.1234/AbC',
    'doi:10.1234/ABC',
    'DOI 10.1234/abc',
    'urn:doi:10.1234/abc',
    'info:doi/10.1234/abc',
    'doi.org/10.1234/abc',
    'https://doi.org/10.1234/abc?source=demo#part',
    'https://doi.org/doi:10.1234/abc',
    'https://hdl.handle.net/10.1234/abc',
    'https://doi.org/10.1234%2Fabc',
  ])('reads %j as one DOI', text => {
    expect(identify(text)).toMatchObject({ scheme: 'doi', canonical: 'https://doi.org/10.1234/abc' })
  })

  it('encodes the angle brackets of old DOIs, and only once', () => {
    const canonical = 'https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0.co;2-2'
    expect(canonicalise('10.1002/(SICI)1097<1::AID>3.0.CO;2-2')).toBe(canonical)
    expect(canonicalise(canonical)).toBe(canonical)
  })

  it.each(['10.12/short', '10.1234/', '10.1234/a b', '1.5/2', 'https://example.org/10.1234/abc'])(
    'does not take %j for a DOI',
    text => {
      expect(identify(text)).toBeUndefined()
    },
  )

  it('takes a handle only when it says that it is one', () => {
    expect(canonicalise('hdl:20.500.12345/Abc')).toBe('https://hdl.handle.net/20.500.12345/Abc')
    expect(canonicalise('20.500.12345/Abc')).toBeUndefined()
  })
})

describe('people and organisations', () => {
  it.each([
    'https://orcid.org/0000-0002-1825-0097',
    'http://www.orcid.org/0000-0002-1825-0097/',
    '0000-0002-1825-0097',
    'orcid: 0000-0002-1825-0097',
    'orcid:0000000218250097',
    'ISNI 0000 0002 1825 0097',
  ])('reads %j as one ORCID iD', text => {
    expect(identify(text)).toEqual({
      scheme: 'orcid',
      canonical: 'https://orcid.org/0000-0002-1825-0097',
      display: '0000-0002-1825-0097',
    })
  })

  it('writes the check digit X as a capital', () => {
    expect(canonicalise('0000-0002-1694-233x')).toBe('https://orcid.org/0000-0002-1694-233X')
  })

  it.each([
    '0000-0002-1825-0098',
    'https://orcid.org/0000-0002-1825-0079',
    '0000000218250097',
    '0000-0001-2103-2683',
    'https://ror.org/038sjwq15',
    '038sjwq14',
    'https://isni.org/isni/0000000121032684',
  ])('refuses %j: a wrong checksum, a foreign block or a bare code', text => {
    expect(identify(text)).toBeUndefined()
  })

  it.each([
    ['https://ror.org/038sjwq14', 'https://ror.org/038sjwq14'],
    ['ROR:038SJWQ14', 'https://ror.org/038sjwq14'],
    ['ror.org/04wxnsj81', 'https://ror.org/04wxnsj81'],
    ['http://www.isni.org/isni/0000000121032683', 'https://isni.org/isni/0000000121032683'],
    ['isni:0000 0001 2103 2683', 'https://isni.org/isni/0000000121032683'],
    ['https://www.wikidata.org/wiki/Q42', 'http://www.wikidata.org/entity/Q42'],
    ['ark:/12345/x1', 'https://n2t.net/ark:12345/x1'],
    ['https://n2t.net/ark:/12345/x1', 'https://n2t.net/ark:12345/x1'],
  ])('reads %j as %s', (text, canonical) => {
    expect(canonicalise(text)).toBe(canonical)
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'igsn:',
      'IGSN ',
      'doi:',
      'hdl:',
      'urn:',
      'https://doi.org/',
      'http://igsn.org/',
      'https://hdl.handle.net/',
    ],
    ...['10.1234/', '10.60510/', '10273/', '20.500.1/', 'ark:/12345/', 'https://n2t.net/', 'orcid:', 'ror:'],
    ...[
      '%41',
      '%2541',
      '%',
      '%3E',
      '<',
      '>',
      '"',
      '{',
      '}',
      '\\',
      '^',
      '`',
      '|',
      '?',
      '#',
      '/',
      '.',
      ' ',
      '\n',
      '\u0000',
    ],
    ...[
      'ABC1',
      'é',
      '\u200b',
      '\ud800',
      '0000-0002-1825-0097',
      '038sjwq14',
      'https://www.wikidata.org/wiki/',
      'Q12',
    ],
  )
  const texts = fc
    .array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ unit: 'binary', maxLength: 3 })), {
      maxLength: 7,
    })
    .map(parts => parts.join(''))

  it('gives an IRI that is safe inside <…>, and the same one for its own IRI', () => {
    let recognised = 0
    fc.assert(
      fc.property(texts, text => {
        const canonical = canonicalise(text)
        if (canonical === undefined) return
        recognised += 1
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not occur
        expect(canonical).not.toMatch(/[\x00-\x20<>"{}|\\^`]/)
        expect(isIri(canonical)).toBe(true)
        expect(canonicalise(canonical)).toBe(canonical)
      }),
      { numRuns: 20_000 },
    )
    expect(recognised).toBeGreaterThan(100)
  })

  it('answers at once however long and strange the text is', () => {
    for (const text of [
      'igsn:'.repeat(50_000),
      '1'.repeat(100_000),
      `10.1234/${'%'.repeat(2000)}`,
      'doi: '.repeat(400),
    ])
      expect(identify(text)).toSatisfy(
        found => found === undefined || isIri((found as { canonical: string }).canonical),
      )
  })
})
