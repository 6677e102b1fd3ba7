import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FILTER_PARAMETERS, PAGE_PARAMETERS } from '../../src/catalogue/parameters.ts'
import { records, SAMPLES } from './properties-corpus.ts'
import { type House, openHouse } from './properties-house.ts'

const ODD = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  '99999999999999999999',
  '9223372036854775808',
  '0.5',
  "';DROP TABLE sample;--",
  '%',
  '\0',
  '\ud800',
  '$p1',
  '[]',
  '{}',
  'null',
  '..',
  '/',
  '../..',
  '1998/1998/1998',
  '-200000/200000',
  '+1998',
  '200000',
  '-200001',
  '1998-13',
  '0,0,0,0',
  '-540,-90,540,90',
  '1,2,3',
  'POLYGON((0 0,1 1,0 0))',
  'POLYGON((0 0,1 0,1 1,0 0))',
  'POLYGON((-360 -90,360 -90,360 90,-360 90))',
  'MULTIPOLYGON(((0 0,1 0,1 1)),((5 5,6 5,6 6),(5 5,6 5,6 6)))',
  'POLYGON EMPTY',
  `POLYGON((${'1 1,'.repeat(2000)}1 1))`,
  '('.repeat(5000),
  'x'.repeat(9000),
  'location,location',
  'material,constructor',
  '__proto__',
  'toString',
  'constructor',
  ...SAMPLES.slice(0, 2),
  Buffer.from(JSON.stringify({ search: 'x', after: [1e300, -5], generation: 0 })).toString('base64url'),
]
const value = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.webQueryParameters(),
)
const NAMES = [...FILTER_PARAMETERS, ...PAGE_PARAMETERS, 'zoom', 'interval']
const parameters = fc.array(
  fc.tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: value }),
    value,
  ),
  { maxLength: 3 },
)
const PATHS = [
  'samples',
  'facets/material',
  'facets/person',
  'clusters',
  'timeline',
  'people',
  'publications',
]
const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PATHS.map(each => `/api/${each}`)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('/api/samples/', '/api/people/', '/api/facets/', '/api/organisations/', '/id/'),
        value,
        fc.constantFrom('', '/links', '/family', '/samples', '/validation', '/record'),
      )
      .map(([before, id, after]) => `${before}${encodeURIComponent(id.toWellFormed())}${after}`),
  },
)

describe('whatever is asked', { timeout: 300_000 }, () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse([])
    for (const corpus of fc.sample(records, { numRuns: 3, seed: 9 })) await house.write(corpus)
  })
  afterAll(() => house.catalogue.close())

  it('is answered or refused with a reason, never a failure', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(path, parameters, async (to, pairs) => {
        const response = await house.get(`${to}?${new URLSearchParams(pairs)}`)
        const text = await response.text()
        expect(response.status, text).toBeLessThan(500)
        const isJson = response.headers.get('content-type')?.includes('json') === true
        if (response.status < 300) answered++
        else if (isJson && response.status >= 400)
          expect(JSON.parse(text)).toMatchObject({ detail: expect.stringMatching(/\S/) })
        // A cursor that an answer gives is one that it takes.
        const next = isJson ? (JSON.parse(text) as { next?: string }).next : undefined
        if (next !== undefined) expect((await house.get(next)).status, next).toBe(200)
      }),
      { numRuns: 250 },
    )
    expect(answered).toBeGreaterThan(20)
  })
})
