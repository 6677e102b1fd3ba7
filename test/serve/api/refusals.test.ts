import { beforeAll, describe, expect, it } from 'vitest'
import { recordOf } from '../../catalogue/sample-sketch.ts'
import { openApi } from '../api-house.ts'

describe('a refused parameter', () => {
  let api: Awaited<ReturnType<typeof openApi>>
  beforeAll(async () => {
    api = await openApi([])
  })
  const refused = async (path: string) => {
    const answer = await api.get(path)
    return { status: answer.status, ...((await answer.json()) as { detail: string; subject?: string }) }
  }

  it.each([
    '/api/samples?quux=1',
    '/api/samples?sort=quux',
    '/api/samples?facets=quux',
    '/api/samples?has=quux',
    '/api/samples?fields=quux',
    '/api/samples?fields=zoom',
    '/api/export?columns=quux',
    '/api/export?format=quux',
    '/api/people?sort=quux',
    '/api/links?relation=quux',
    '/api/facets/quux',
  ])('that is like nothing known is told what there is, in sentences: %s', async path => {
    const { detail } = await refused(path)
    expect(detail).toMatch(/[^?.]\. Known: -?\w+, /)
    expect(detail).toMatch(/\.$/)
  })

  it('that is nearly a known one is told that one and all others', async () => {
    expect((await refused('/api/links?relation=IsCitdBy')).detail).toMatch(
      /, did you mean "IsCitedBy"\? Known: .*Cites/,
    )
    expect((await refused('/api/samples?fields=bbox')).detail).toContain('; did you mean "geometry"? Known:')
  })

  it.each([
    ['/api/samples?status=regstered', 'status', 'did you mean "registered"? Known: deprecated, destroyed,'],
    ['/api/facets/material?status=gone', 'status', "unknown status 'gone'. Known: deprecated, destroyed,"],
    ['/api/clusters?source=dmeo', 'source', 'did you mean "demo"? Known: demo.'],
    ['/api/timeline?source=demo&source=x', 'source', "unknown source 'x'. Known: demo."],
    ['/api/people?source=dmeo', 'source', 'did you mean "demo"?'],
    ['/api/export?format=csv&source=dmeo', 'source', 'did you mean "demo"?'],
    ['/api/links?source=dmeo', 'source', 'did you mean "demo"?'],
  ])('that is none of a closed list is no empty answer: %s', async (path, subject, advice) => {
    const answer = await refused(path)
    expect(answer).toMatchObject({ status: 400, subject })
    expect(answer.detail).toContain(advice)
  })

  it.each(['status=registered&source=demo', 'status=destroyed', 'source=', 'status=under%20review'])(
    'is not one that there is, or that a sample has: %s',
    async query => {
      const house = await openApi([
        recordOf('https://a.example/1', [{ iri: 'https://a.example/s1', status: 'under review' }]),
      ])
      expect((await house.get(`/api/samples?${query}`)).status).toBe(200)
      await house.catalogue.close()
    },
  )

  it.each(['/api/samples?cursor=xyz', '/api/people?cursor=xyz', '/api/links?cursor=xyz'])(
    'is named by its name, a cursor too: %s',
    async path => {
      expect(await refused(path)).toMatchObject({ status: 400, subject: 'cursor' })
    },
  )
})
