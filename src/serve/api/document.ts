/** /openapi.json as an object: what the routes say of themselves, and what holds for all of them. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import { programVersion } from '../../registry/bundled.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { exampleAnswers, exampleId } from './example-answers.ts'
import { operationId } from './operation-id.ts'
import { problemTable } from './problem-codes.ts'

/** What this program reads of a schema; OpenAPI 3.1 takes it from JSON Schema 2020-12. */
export interface SchemaObject {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaObject>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | SchemaObject
  readonly items?: SchemaObject
  readonly prefixItems?: readonly SchemaObject[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly SchemaObject[]
  readonly oneOf?: readonly SchemaObject[]
  readonly allOf?: readonly SchemaObject[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

export interface ParameterObject {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly description?: string
  readonly example?: unknown
  readonly schema?: SchemaObject
}

export interface ContentObject {
  readonly schema?: SchemaObject
  readonly example?: unknown
}
export type Contents = Readonly<Record<string, ContentObject>>

export interface ResponseObject {
  readonly description: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly content?: Contents
}

export interface OperationObject {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly ParameterObject[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Contents }
  readonly responses: Readonly<Record<string, ResponseObject>>
}

/** The document, as far as pages and clients are made from it. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>> }
}

const text = (description: string) => ({ description, schema: { type: 'string' } })

const HEADERS = {
  ETag: text('Changes with the generation; send it back as If-None-Match to get 304'),
  [GENERATION_HEADER]: text('Number of the last archive change that the answer shows'),
  Link: text('`next` and `first` page; the JSON-LD context of JSON answers'),
  RateLimit: text('What is left of the requests per minute, where there is a limit'),
}

const TOO_MANY: ResponseObject = {
  description: 'Too many requests within a minute',
  headers: { 'Retry-After': text('Seconds until the next request is answered') },
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      example: {
        type: 'urn:problem:lodestone:too-many-requests',
        title: 'Too many requests',
        status: 429,
        detail: 'more than 1200 requests within a minute; the next is answered in 1 s',
      },
    },
  },
}

/** Adds the example that the demo gave for the answer, where the route has none of its own. */
const withExample = (response: ResponseObject, example: unknown): ResponseObject => {
  const [first, ...others] = Object.entries(response.content ?? {})
  if (example === undefined || first === undefined) return response
  const [type, content] = first
  return {
    ...response,
    content: { [type]: { ...content, example: content.example ?? example }, ...Object.fromEntries(others) },
  }
}

const completed = (
  method: string,
  path: string,
  operation: Partial<OperationObject>,
  answers: Readonly<Record<string, unknown>>,
): OperationObject => {
  const id = operation.operationId ?? operationId(method, path)
  const own = operation.responses ?? {}
  const done = own['200']
  const isApi = path.startsWith('/api/') || path.startsWith('/id/')
  const parameters = operation.parameters?.map(parameter => {
    const example = parameter.in === 'path' && parameter.name === 'id' ? exampleId(path) : undefined
    return example === undefined ? parameter : { ...parameter, example }
  })
  return {
    ...operation,
    operationId: id,
    ...(parameters && { parameters }),
    responses: {
      ...own,
      ...(done && { 200: { ...withExample(done, answers[id]), headers: { ...HEADERS, ...done.headers } } }),
      ...(isApi && { 429: own['429'] ?? TOO_MANY }),
    },
  }
}

/** The document of an app with all its routes; `base` is the public address. */
export const apiDocument = (app: OpenAPIHono, base: string): ApiDocument => {
  const bare = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Lodestone API',
      version: programVersion(),
      description: `Physical samples, and what they are linked to. The SPARQL endpoint is at /sparql.\n\nProblems:\n\n${problemTable()}`,
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: base }],
  }) as unknown as ApiDocument
  const answers = exampleAnswers()
  const paths = Object.fromEntries(
    Object.entries(bare.paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          completed(method, path, operation, answers),
        ]),
      ),
    ]),
  )
  return { ...bare, paths }
}
