import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../src/model/json-ld-document.ts'
import { bundled } from '../../src/registry/bundled.ts'
import { applyOverlays, loadOverlays, overlayNames, overlaysFor } from '../../src/transform/overlay.ts'
import { BASE, lab, transform } from './open-test-lab.ts'

const overlays = loadOverlays(BASE)
const REGISTRATION =
  'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld'
const URL = `${BASE}/overlays/igsn-registration`

describe('the overlays that ship', () => {
  it('are all listed in the index, and known to the lab by URL', () => {
    const files = readdirSync(bundled('vocab/overlays')).filter(file => file.endsWith('.jsonld'))
    expect(files.map(file => file.replace('.jsonld', '')).sort()).toEqual([...overlayNames()].sort())
    for (const { url } of overlays) expect(lab.contexts.get(url)?.['@context']).toBeDefined()
  })
})

describe('choosing overlays', () => {
  const uses = (context: JsonValue): JsonValue => ({ '@context': context })

  it.each<[JsonValue, number]>([
    [REGISTRATION, 1],
    [REGISTRATION.replace('https:', 'http:'), 1],
    [['https://schema.org/', REGISTRATION], 1],
    ['https://schema.org/', 0],
  ])('by the contexts of the document: %j', (context, count) => {
    expect(overlaysFor(uses(context), 'auto', overlays)).toHaveLength(count)
    expect(overlaysFor([uses(context)], 'auto', overlays)).toHaveLength(count)
  })

  it('by name always, and none when the source says so', () => {
    expect(overlaysFor({}, ['igsn-registration'], overlays)).toHaveLength(1)
    expect(overlaysFor(uses(REGISTRATION), 'none', overlays)).toHaveLength(0)
  })
})

describe('applying overlays', () => {
  it('puts them last, at the top and in the keys they name, and leaves the document alone', () => {
    const json: JsonObject = {
      '@context': REGISTRATION,
      description: [{ '@context': { a: 'b:c' } }, { plain: 1 }],
      other: { '@context': { x: 'y:z' } },
    }
    const before = JSON.stringify(json)
    expect(applyOverlays(json, overlays)).toEqual({
      '@context': [REGISTRATION, URL],
      description: [{ '@context': [{ a: 'b:c' }, URL] }, { plain: 1 }],
      other: { '@context': { x: 'y:z' } },
    })
    expect(JSON.stringify(json)).toBe(before)
  })

  it('reads a document without any context when the source names an overlay', async () => {
    const json: JsonValue = { igsn: 'DEMO1', registrant: { name: 'Demo' }, description: { sampleName: 'x' } }
    const { record, kernel } = await transform(json, ['igsn-registration'])
    expect(kernel.samples).toEqual(['https://hdl.handle.net/10273/DEMO1'])
    expect(record.coverage.lost).toEqual([])
  })

  it('is logged', async () => {
    const { record } = await transform({ '@context': REGISTRATION, '@igsn': 'DEMO1' })
    expect(record.repairs.map(({ rule }) => rule).sort()).toEqual([
      'keyword-like-key',
      'overlay-igsn-registration',
    ])
  })
})
