/** What comes from the archive says which generation of it is shown, in every form. */

import { OpenAPIHono } from '@hono/zod-openapi'
import { expect, it } from 'vitest'
import type { ApiDeps } from '../../src/serve/routes/api-answer.ts'
import { answererOf } from '../../src/serve/routes/api-answer.ts'
import type { PortalDeps } from '../../src/serve/routes/portal/deps.ts'
import { sampleTurtle } from '../../src/serve/routes/portal/sample.ts'
import { mountResolver } from '../../src/serve/routes/resolve.ts'
import { mountSamples } from '../../src/serve/routes/samples.ts'
import { buildOutcome, memoryFeed } from '../support/build-record.ts'

const SAMPLE = 'https://doi.org/10.60510/demo1'
const feed = memoryFeed()
feed.write([buildOutcome({ id: 1 })])
const changes = await feed.changesSince(0, 10)
const stored = changes.map(({ after }) => after)

const deps = {
  archive: {
    generation: async () => 41,
    recordsOfSample: async (id: string) => stored.filter(({ samples }) => samples.some(each => each === id)),
  },
  catalogue: {
    resolve: async (text: string) => (text === SAMPLE ? [{ kind: 'sample', id: SAMPLE }] : []),
    sample: async () => undefined,
    links: async () => ({ generation: 41, value: [] }),
    status: () => ({ generation: 41 }),
  },
  vocabularies: { digest: '' },
  sources: [],
  profiles: [],
  base: 'http://localhost:3030',
} as unknown as ApiDeps

const app = new OpenAPIHono()
mountSamples(app, deps, answererOf(deps))
mountResolver(app, deps)
app.get('/samples/:id/turtle', c => sampleTurtle(c, deps as unknown as PortalDeps, c.req.param('id')))
const id = encodeURIComponent(SAMPLE)
const get = (path: string, accept?: string) =>
  Promise.resolve(app.request(path, accept === undefined ? {} : { headers: { accept } }))

it.each([
  [`/api/samples/${id}/validation`, 'application/json', 'application/json'],
  [`/api/samples/${id}/record`, 'application/json', 'application/json'],
  [`/api/samples/${id}/record`, 'application/n-quads', 'application/n-quads'],
  [`/id/${id}`, 'text/turtle', 'text/turtle; charset=utf-8'],
  [`/id/${id}`, 'application/rdf+xml', 'application/rdf+xml; charset=utf-8'],
  [`/id/${id}`, 'application/ld+json', 'application/ld+json; charset=utf-8'],
  [`/samples/${id}/turtle`, '*/*', 'text/turtle; charset=utf-8'],
])('%s as %s names its generation', async (path, accept, type) => {
  const response = await get(path, accept)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(type)
  expect(response.headers.get('lodestone-generation')).toBe('41')
})

it('says to RDF clients in their own way that a sample is not there', async () => {
  const response = await get('/samples/10.60510%2Fnone/turtle', 'text/turtle, */*;q=0.1')
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(response.headers.get('vary')).toBe('Accept')
})
