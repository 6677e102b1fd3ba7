/** Depths of all forms in metres below the surface of what was sampled (docs/decisions/0007). */
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/model/json-ld-document.ts'
import { transform, values } from './open-test-lab.ts'

const DWC = 'http://rs.tdwg.org/dwc/terms/'

const depthsOf = async (json: JsonObject): Promise<string> => {
  const { kernel } = await transform(json)
  const [sample = ''] = kernel.samples
  const at = (local: string) => values(kernel.quads, sample, { value: DWC + local }).join(' ')
  return `${at('minimumDepthInMeters')}..${at('maximumDepthInMeters')}`
}

const product = (...additionalProperty: JsonObject[]): JsonObject => ({
  '@context': 'https://schema.org/',
  '@type': 'Product',
  name: 'Demo layer',
  identifier: { '@type': 'PropertyValue', propertyID: 'IGSN', value: '10.5072/DEMO-1' },
  additionalProperty,
})
const pair = (name: string, rest: JsonObject): JsonObject => ({ '@type': 'PropertyValue', name, ...rest })

const registration = (description: JsonObject): JsonObject => ({
  '@context':
    'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld',
  igsn: 'DEM000001',
  registrant: { name: 'Demo registrar' },
  description: { sampleName: 'D-1', ...description },
})

describe('the depth of a sample', () => {
  it.each([
    [
      'top and bottom',
      [
        pair('Depth, top', { value: 0, unitText: 'm' }),
        pair('Depth, bottom', { value: 0.18, unitText: 'm' }),
      ],
      '0..0.18',
    ],
    [
      'centimetres',
      [
        pair('depth_top', { value: '12', unitText: 'cm' }),
        pair('depth bottom', { value: 31.5, unitCode: 'CMT' }),
      ],
      '0.12..0.315',
    ],
    ['one number', [pair('Depth', { value: 3, unitText: 'metres' })], '3..3'],
    ['a text with its unit', [pair('sampling depth', { value: '250 mm' })], '0.25..0.25'],
    ['an interval as text', [pair('depth', { value: '0-12 cm' })], '0..0.12'],
    ['an interval in words', [pair('depth', { value: '10 cm to 20 cm' })], '0.1..0.2'],
    ['the unit in the name', [pair('Depth (cm)', { value: '5' })], '0.05..0.05'],
    ['bounds of one value', [pair('depth', { minValue: 1, maxValue: 2.5, unitText: 'm' })], '1..2.5'],
    ['feet', [pair('depth', { value: 10, unitText: 'ft' })], '3.048..3.048'],
    [
      'a number below zero, for the kernel to report',
      [pair('depth', { value: -2, unitText: 'm' })],
      '-2..-2',
    ],
  ])('is read from a PropertyValue: %s', async (_, pairs, expected) => {
    expect(await depthsOf(product(...pairs))).toBe(expected)
  })

  it.each([
    ['has no unit', [pair('depth', { value: 12 })]],
    ['has a unit that is none of length', [pair('depth', { value: '12 dbar' })]],
    ['is no number', [pair('depth', { value: 'surface', unitText: 'm' })]],
    ['is something else', [pair('colour depth', { value: 8, unitText: 'm' })]],
  ])('is not guessed when it %s', async (_, pairs) => {
    expect(await depthsOf(product(...pairs))).toBe('..')
  })

  it('is not the size of the thing (schema:depth)', async () => {
    expect(
      await depthsOf({ ...product(), depth: { '@type': 'QuantitativeValue', value: 3, unitText: 'm' } }),
    ).toBe('..')
  })

  it("is read from SESAR's depthMin and depthMax, numbers or texts, in metres unless they say otherwise", async () => {
    expect(await depthsOf(registration({ depthMin: 1.2, depthMax: '3.4' }))).toBe('1.2..3.4')
    expect(await depthsOf(registration({ depthMin: '120 cm' }))).toBe('1.2..')
  })
})
