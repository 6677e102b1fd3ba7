/** Coverage tells the truth: what is lost is named, what is reached is in the graph. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/model/json-ld-document.ts'
import { transform } from './open-test-lab.ts'

const registration = JSON.parse(
  readFileSync(new URL('./fixtures/igsn-registration.sesar-form.json', import.meta.url), 'utf8'),
) as JsonValue

const coverageOf = async (json: JsonValue, overlay?: 'none') =>
  (await transform(json, overlay)).record.coverage

describe('coverage', () => {
  it('is very low for an IGSN registration without the overlay, and whole with it', async () => {
    const without = await transform(registration, 'none')
    expect(without.record.coverage.reached / without.record.coverage.present).toBeLessThan(0.15)
    expect(without.record.coverage.lost).toContain('description.contributors[].contributor[].name')
    const { present, reached } = (await transform(registration)).record.coverage
    expect(reached).toBe(present)
  })

  it('counts every scalar but null outside @context', async () => {
    const json: JsonValue = {
      '@context': { x: 'https://x.example/', a: 'x:a' },
      a: ['1', '1', null, 2, true, ''],
      b: 'lost',
    }
    expect(await coverageOf(json)).toEqual({ present: 6, reached: 5, lost: ['b'] })
  })

  it('names lost paths by frequency, at most twenty', async () => {
    const json: JsonValue = { '@context': 'https://schema.org/', '@type': 'Thing', name: 'x' }
    const lost = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x:y:${i} `, 'q']))
    const { lost: paths } = await coverageOf({
      '@context': { a: 'https://x.example/a' },
      a: 'kept',
      ...lost,
      often: [{ b: 1 }, { b: 2 }],
      thing: json,
    })
    expect(paths[0]).toBe('often[].b')
    expect(paths).toHaveLength(20)
  })

  it('takes IRIs as reached in their canonical form, and types by their expansion', async () => {
    const json: JsonValue = {
      '@context': ['http://schema.org', { ex: 'https://x.example/', Stein: 'ex:Rock' }],
      '@id': 'doi:10.60510/DEMO',
      '@type': ['Product', 'Stein', 'ex:Other'],
      url: '/relative',
      sameAs: 'http://dx.doi.org/10.60510/OTHER',
    }
    expect((await coverageOf(json)).lost).toEqual([])
  })

  it('does not take a type for reached because its text is somewhere', async () => {
    const json: JsonValue = {
      '@context': { name: 'https://schema.org/name' },
      '@type': 'Nowhere',
      name: 'Nowhere',
    }
    const { lost, reached } = await coverageOf(json)
    expect(lost).toEqual(['@type'])
    expect(reached).toBe(1)
  })

  it('takes numbers by their value', async () => {
    const json: JsonValue = { '@context': { a: 'https://x.example/a' }, a: [1.5, 1e21, -0.25, 7, -67.76] }
    expect((await coverageOf(json)).lost).toEqual([])
  })

  it('is whole exactly when every key has a meaning', async () => {
    const text = fc.string({ minLength: 1, maxLength: 8 }).map(s => `t ${s}`)
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(text, { maxLength: 6 }),
        fc.uniqueArray(text, { maxLength: 6 }),
        async (kept, dropped) => {
          const lost = dropped.filter(each => !kept.includes(each))
          const json: JsonValue = { '@context': { a: 'https://x.example/a' }, a: kept, b: lost }
          expect(await coverageOf(json)).toMatchObject({
            present: kept.length + lost.length,
            reached: kept.length,
          })
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a part under a context that is not bundled', () => {
  it('is lost and named, and costs nothing else', async () => {
    const made = await transform({
      '@context':
        'https://raw.githubusercontent.com/IGSN/igsn-json/master/schema.igsn.org/json/registration/v0.1/context.jsonld',
      igsn: 'DEMO1',
      registrant: { name: 'Demo agent' },
      description: { '@context': 'https://stranger.example/context.jsonld', sampleType: 'rock' },
    })
    expect(made.kernel.samples).toEqual(['https://hdl.handle.net/10273/DEMO1'])
    expect(made.record.coverage).toEqual({ present: 3, reached: 2, lost: ['description.sampleType'] })
    expect(made.record.problems.map(({ code }) => code)).toEqual(['unknown-context'])
    expect(made.record.problems[0]?.detail).toContain('https://stranger.example/context.jsonld')
  })
})
