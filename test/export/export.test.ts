import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SampleItem } from '../../src/catalogue/item.ts'
import { splitCell } from '../../src/export/csv.ts'
import { parseQuads, writeQuads } from '../../src/rdf/n-quads.ts'
import { corpus, filters } from '../catalogue/arbitrary-samples.ts'
import { sha256 } from '../support/build-record.ts'
import { openHouse } from './export-house.ts'

const rowsOf = (bytes: Buffer): Record<string, string>[] =>
  parse(bytes, { columns: true, bom: true, record_delimiter: '\r\n' }) as Record<string, string>[]

describe('an export', () => {
  it('has every sample that the search finds, once, in every format', { timeout: 60_000 }, async () => {
    const house = await openHouse()
    await fc.assert(
      fc.asyncProperty(corpus, filters, async (sketches, asked) => {
        await house.fill(sketches)
        const { items, total } = await house.items(asked)
        const given = { search: { ...asked, sort: 'identifier' as const } }
        const [csv, lines, geojson] = await Promise.all(
          ['csv', 'jsonl', 'geojson'].map(format => house.export(format, given)),
        )
        const ids = items.map(({ id }) => id)
        expect(ids).toHaveLength(total)
        expect(rowsOf(csv?.bytes ?? Buffer.alloc(0)).map(row => row.id)).toEqual(ids)
        expect(
          String(lines?.bytes)
            .split('\n')
            .slice(0, -1)
            .map(line => JSON.parse(line) as SampleItem),
        ).toEqual(items)
        const collection = JSON.parse(String(geojson?.bytes)) as { features: { id: string }[] }
        expect(collection.features.map(({ id }) => id)).toEqual(ids)
        expect(csv?.manifest).toMatchObject({ samples: total, bytes: csv?.bytes.length })
      }),
      { numRuns: 25 },
    )
  })

  it('says its size and SHA-256, its sources and their licences', async () => {
    const house = await openHouse()
    await house.fill([{ iri: 'https://doi.org/10.60510/1' }, { iri: 'https://doi.org/10.60510/2' }])
    const { manifest, bytes } = await house.export('csv')
    expect(manifest).toMatchObject({
      samples: 2,
      generation: 2,
      bytes: bytes.length,
      sha256: sha256(bytes),
      sources: [
        { id: 'a', licence: 'CC-BY-4.0', samples: 1 },
        { id: 'b', samples: 1 },
      ],
    })
    expect(manifest.citation).toContain('Demo agent A; Demo agent B')
  })

  it('has the same bytes whenever it is made', { timeout: 60_000 }, async () => {
    const house = await openHouse()
    await house.fill(fc.sample(corpus, { seed: 3, numRuns: 5 }).at(-1) ?? [])
    for (const format of ['csv', 'jsonl', 'geojson', 'geoparquet', 'nquads', 'ro-crate']) {
      const [first, second] = [await house.export(format), await house.export(format)]
      expect(second.bytes.equals(first.bytes), format).toBe(true)
      expect(first.bytes.length, format).toBeGreaterThan(100)
    }
  })

  it('as N-Quads holds exactly the kernel and record statements of the accepted records', async () => {
    const house = await openHouse()
    await fc.assert(
      fc.asyncProperty(corpus, async sketches => {
        await house.fill(sketches)
        const { bytes } = await house.export('nquads')
        const expected = house.accepted().map(({ kernelTriples, recordQuads }) => kernelTriples + recordQuads)
        expect(writeQuads(parseQuads(String(bytes)))).toBe(writeQuads(parseQuads(expected.join(''))))
      }),
      { numRuns: 15 },
    )
  })
})

describe('CSV', () => {
  it('gives back every text as it was, whatever is in it', async () => {
    const house = await openHouse()
    const text = fc.oneof(
      fc.string({ minLength: 1, unit: fc.constantFrom('|', '\\', ' ', '"', ',', '\n', '\r', 'é', '=', ';') }),
      fc.string({ minLength: 1 }),
    )
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
        async (name, materials) => {
          await house.fill([{ iri: 'https://doi.org/10.60510/1', name, materials }])
          const [item] = (await house.items()).items
          const [row] = rowsOf((await house.export('csv')).bytes)
          expect(row?.name).toBe(item?.name ?? '')
          expect(splitCell(row?.materials ?? '')).toEqual(item?.materials.map(({ label }) => label))
          expect(splitCell(row?.material_ids ?? '')).toEqual(item?.materials.map(({ id }) => id))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('for spreadsheets keeps cells from being run as formulas, and leaves numbers alone', async () => {
    const house = await openHouse()
    await house.fill([
      { iri: 'https://doi.org/10.60510/1', name: '=HYPERLINK("http://evil.example")', wkt: 'POINT(-10 -50)' },
    ])
    const asked = { columns: ['name', 'longitude'] }
    const [plain] = rowsOf((await house.export('csv', asked)).bytes)
    expect(plain?.name).toBe('=HYPERLINK("http://evil.example")')
    const safe = await house.export('csv', { ...asked, spreadsheet: true })
    expect([...safe.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(rowsOf(safe.bytes)).toEqual([{ name: `'=HYPERLINK("http://evil.example")`, longitude: '-10' }])
  })
})
