import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROBLEM_CODES } from '../../../src/serve/api/problem-codes.ts'
import { ProblemSchema } from '../../../src/serve/api-schema.ts'
import { type DemoApi, openDemoApi } from './demo-api.ts'

describe('problems', () => {
  let api: DemoApi
  beforeAll(async () => {
    api = await openDemoApi()
  }, 120_000)
  afterAll(() => api?.close())

  it.each([
    ['/api/samples?materiel=x', 'unknown-parameter'],
    ['/api/samples?bbox=1,2,3', 'invalid-parameter'],
    ['/api/samples?cursor=damaged', 'invalid-cursor'],
    ['/api/timeline?interval=week', 'invalid-parameter'],
    ['/api/samples/nothing', 'not-found'],
    ['/api/facets/materiel', 'not-found'],
    ['/api/people/nobody', 'not-found'],
    ['/api/nothing', 'not-found'],
  ])('%s answers %s as the description says', async (path, code) => {
    const response = await api.get(path)
    const problem: unknown = await response.json()
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(ProblemSchema.parse(problem)).toMatchObject({
      type: `urn:problem:lodestone:${code}`,
      status: response.status,
    })
    expect(PROBLEM_CODES[code]?.[0]).toBe(response.status)
  })

  it('that the description shows as examples have its form', () => {
    const shown = Object.values(api.document().paths).flatMap(operations =>
      Object.values(operations).flatMap(({ responses }) =>
        Object.entries(responses).flatMap(([status, { content }]) => {
          const example = content?.['application/problem+json']?.example
          return example === undefined ? [] : [[Number(status), example] as const]
        }),
      ),
    )
    expect(shown.length).toBeGreaterThan(20)
    for (const [status, example] of shown) expect(ProblemSchema.parse(example).status).toBe(status)
  })
})
