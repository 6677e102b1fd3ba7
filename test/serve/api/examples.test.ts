import type { z } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OperationObject, ParameterObject } from '../../../src/serve/api/document.ts'
import { examplePath, searchParametersOf } from '../../../src/serve/api/example-request.ts'
import { type DemoApi, openDemoApi } from './demo-api.ts'

interface Described {
  readonly path: string
  readonly operation: OperationObject
  readonly schema: z.ZodType
}

/** Answers that JSON schemas describe; what streams or redirects is looked at by tests of its own. */
const JSON_TYPES = ['application/json', 'application/geo+json', 'application/ld+json']
/** Routes that are no part of the interface, and why. */
const UNDESCRIBED = [
  // Redirects to the percent-encoded address.
  /^GET \/api\/(?:samples|people|organisations|publications|projects|datasets)\/\*$/,
  // Each stored query is a path of its own.
  /^GET \/api\/queries\/:name$/,
  // Only say that they take POST.
  /^GET \/api\/(?:validate|verify)$/,
]
/** Stored queries are run over a graph in test/graph. */
const isElsewhere = (path: string): boolean => path.startsWith('/api/queries') || path.startsWith('/id/')

describe('the description of the API', () => {
  let api: DemoApi
  let described: Described[]
  beforeAll(async () => {
    api = await openDemoApi()
    const { paths } = api.document()
    described = api.app.openAPIRegistry.definitions.flatMap(definition => {
      if (definition.type !== 'route' || definition.route.method !== 'get') return []
      const { path, responses } = definition.route
      const content = (responses['200'] as { content?: Record<string, { schema: unknown }> }).content ?? {}
      const [type, entry] = Object.entries(content)[0] ?? []
      const operation = paths[path]?.get
      if (!operation || !path.startsWith('/api/') || isElsewhere(path)) return []
      return type !== undefined && JSON_TYPES.includes(type)
        ? [{ path, operation, schema: entry?.schema as z.ZodType }]
        : []
    })
  }, 120_000)
  afterAll(() => api?.close())

  /** Answers 200, and the schema names every member. */
  const check = async (path: string, schema: z.ZodType): Promise<void> => {
    const response = await api.get(path)
    const body = await response.json()
    expect([path, response.status, response.status === 200 ? '' : body]).toEqual([path, 200, ''])
    const parsed = schema.safeParse(body)
    expect([path, parsed.error?.issues ?? []]).toEqual([path, []])
    expect(parsed.data).toEqual(body)
  }

  it('has an example request for every path that answers as it says', async () => {
    expect(described.length).toBeGreaterThan(20)
    for (const { path, operation, schema } of described) await check(examplePath(path, operation), schema)
  })

  it('has an example for every parameter that is answered, too', async () => {
    // The filters are the same everywhere: each parameter is tried at the first path that describes it so.
    const tried = new Set<string>()
    const isNew = (parameter: ParameterObject): boolean => {
      const said = JSON.stringify(parameter)
      return !tried.has(said) && tried.add(said).size > 0
    }
    for (const { path, operation, schema } of described) {
      const query = (operation.parameters ?? []).filter(each => each.in === 'query')
      for (const parameter of query.filter(each => each.example !== undefined && isNew(each))) {
        const sparse = parameter.name === 'fields'
        const asked = `${examplePath(path, operation)}?${searchParametersOf(parameter)}`
        const response = await api.get(asked)
        // The sample's own address chooses the person already.
        if (response.status === 400 && path.includes('{id}')) continue
        if (sparse) expect([asked, response.status]).toEqual([asked, 200])
        else await check(asked, schema)
      }
    }
  })

  it('shows example answers of the form that it describes', () => {
    for (const { path, operation, schema } of described) {
      const shown = Object.values(operation.responses['200']?.content ?? {})[0]?.example
      expect([path, shown === undefined]).toEqual([path, false])
      const parsed = schema.safeParse(shown)
      expect([path, parsed.error?.issues ?? []]).toEqual([path, []])
      expect(parsed.data).toEqual(shown)
    }
  })

  it('names every operation once', () => {
    const ids = Object.values(api.document().paths).flatMap(operations =>
      Object.values(operations).map(({ operationId }) => operationId),
    )
    expect(ids.length).toBe(new Set(ids).size)
    expect(ids.every(id => /^[a-z][\w-]*$/i.test(id))).toBe(true)
  })

  it('leaves out no route under /api', () => {
    const paths = Object.entries(api.document().paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(method => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const routes = api.app.routes
      .filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, '')}`)
      .filter(route => !UNDESCRIBED.some(pattern => pattern.test(route)))
    expect([...new Set(routes)].filter(route => !paths.includes(route))).toEqual([])
  })

  it('describes each parameter that is taken, and refuses all others', async () => {
    for (const { path, operation } of described) {
      const response = await api.get(`${examplePath(path, operation)}?nonsense=1`)
      expect([path, response.status]).toEqual([path, 400])
      expect(await response.json()).toMatchObject({
        type: 'urn:problem:lodestone:unknown-parameter',
        subject: 'nonsense',
      })
      const parameters = operation.parameters ?? []
      const vague = parameters.filter(({ description }: ParameterObject) => (description ?? '').length < 8)
      expect([path, vague]).toEqual([path, []])
    }
  })
})
