import { expect, it } from 'vitest'
import { graphProblem } from '../../src/serve/routes/sparql/problems.ts'

it.each([
  ['query-syntax', 400],
  ['federation-refused', 403],
  ['service-failed', 502],
  ['store-refused', 502],
  ['store-unreachable', 503],
  ['busy', 503],
  ['deadline', 504],
])('a graph that says %s becomes %i, and says when to come back where that helps', async (code, status) => {
  const response = graphProblem({ stage: 'graph', code, subject: 'query', detail: 'why', line: 2, column: 3 })
  expect(response.status).toBe(status)
  expect(response.headers.has('retry-after')).toBe(status === 503)
  expect(await response.json()).toMatchObject({
    type: `urn:problem:lodestone:${code}`,
    detail: 'why',
    line: 2,
    column: 3,
  })
})

it('blames no client for a problem of the archive', () => {
  const response = graphProblem({ stage: 'archive', code: 'locked', subject: 'archive.db', detail: 'why' })
  expect(response.status).toBe(503)
})
