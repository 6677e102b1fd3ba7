import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../src/model/json-ld-document.ts'
import { IGSN_REGISTRATION_CONTEXT } from '../../../src/publish/styles/igsn-registration.ts'
import { typedDate } from '../../../src/publish/styles/sosa.ts'
import { STYLES, type StyleName } from '../../../src/publish/styles.ts'
import { loadContexts } from '../../../src/registry/contexts.ts'
import { around, FULL, sampleOf } from '../sample-table.ts'

const contexts = loadContexts()

/** The public registration context drops most members (that is what overlays are for): here it gets a vocabulary. */
const documentLoader = async (url: string) => {
  const context = contexts.get(url)
  if (!context) throw new Error(`unknown context ${url}`)
  const terms = context['@context'] as JsonObject
  const document =
    url === IGSN_REGISTRATION_CONTEXT
      ? { '@context': { '@vocab': 'https://igsn.org/voc/v1/', schema: terms.schema } }
      : context
  return { document, documentUrl: url }
}

/** Texts of all values, those of keywords aside. */
const leavesOf = (value: JsonValue, key = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap(inner => leavesOf(inner, key))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) =>
      name === '@context' ? [] : leavesOf(inner, name),
    )
  return key === '@type' ? [] : [String(value)]
}

const expand = async (json: JsonObject): Promise<JsonValue> =>
  (await jsonld.expand(json as never, { documentLoader } as never)) as unknown as JsonValue

describe.each(Object.keys(STYLES) as StyleName[])('the style %s', name => {
  const toJsonLd = STYLES[name].toJsonLd

  it('expands without losing a value', async () => {
    const sample = await sampleOf(FULL)
    const json = toJsonLd(sample, around(sample))
    const expanded = new Set(leavesOf(await expand(json)))
    expect(leavesOf(json).filter(leaf => !expanded.has(leaf))).toEqual([])
  })

  it('tells everything that the table says', async () => {
    const sample = await sampleOf(FULL)
    const text = JSON.stringify(toJsonLd(sample, around(sample)))
    const told = [
      'Core 1, Demo Ridge',
      'Ein Kern aus Schlamm.',
      'D-1',
      'Core',
      'basalt',
      'tephra',
      'Marine environment',
      '-12.5',
      '179.25',
      '-3200',
      'Demo Ridge',
      '1987-06',
      '1987-07-02',
      'Piston coring',
      'Demo Collector A',
      'Demo Collector D',
      'https://orcid.org/0000-0002-1825-0097',
      'Demo Curator F',
      'DataCurator',
      'Demo Store',
      'https://ror.org/0dem0ra28',
      'store@example.org',
      'Demo Owner',
      'Demo Council',
      'demo-paper-1',
      'demo-paper-2',
      'demo-paper-3',
      'First',
      'Third',
      'licenses/by/4.0',
      'On request',
      'destroyed',
      '2015-01-01',
      '2025-02-03',
      'Emiliania huxleyi',
      '0.5',
      'fine',
    ]
    expect(told.filter(one => !text.includes(one))).toEqual([])
    for (const other of ['DEMO-X-0', 'DEMO-COLL', 'DEMO-Y-1'])
      expect(text.toLowerCase()).toContain(other.toLowerCase())
  })

  it('says nothing of what the table leaves out', async () => {
    const sample = await sampleOf({ igsn: '10.5072/DEMO-X-1', name: 'Bare' })
    const text = JSON.stringify(toJsonLd(sample, around(sample)))
    expect(text).not.toMatch(/null|undefined|\[\]|\{\}/)
    expect(text).not.toMatch(/latitude|asWKT|collectionStartDate|startDate|startedAtTime/)
  })

  it('keeps a box across the antimeridian', async () => {
    const sample = await sampleOf({
      igsn: '10.5072/DEMO-X-1',
      name: 'Box',
      wkt: 'ENVELOPE(179, -178, -20, -21)',
    })
    const text = JSON.stringify(toJsonLd(sample, around(sample)))
    expect(text).toMatch(/"-21 179 -20 -178"|MULTIPOLYGON/)
  })
})

describe('the style sosa', () => {
  it('types dates by their precision', () => {
    expect(
      ['1987', '1987-06', '1987-06-21', '1987-06-21T10:00:00Z'].map(date => typedDate(date)['@type']),
    ).toEqual(['xsd:gYear', 'xsd:gYearMonth', 'xsd:date', 'xsd:dateTime'])
  })
})

describe('the style igsn-registration', () => {
  it('names legacy samples by their bare code', async () => {
    const sample = await sampleOf({ igsn: 'DEMOR0001', name: 'Old' })
    expect(STYLES['igsn-registration'].toJsonLd(sample, around(sample)).igsn).toBe('DEMOR0001')
  })
})
