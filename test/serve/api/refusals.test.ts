import { beforeAll, describe, expect, it } from 'vitest'
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

  it.each(['/api/samples?cursor=xyz', '/api/people?cursor=xyz', '/api/links?cursor=xyz'])(
    'is named by its name, a cursor too: %s',
    async path => {
      expect(await refused(path)).toMatchObject({ status: 400, subject: 'cursor' })
    },
  )
})
