/** What all API routes share: their dependencies, caching by generation, and problems. */
import { createHash } from 'node:crypto'
import { createRoute, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Archive } from '../../archive/archive.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import type { Problem, Result } from '../../model/problem.ts'
import type { Profile } from '../../model/profile.ts'
import type { Source } from '../../model/source.ts'
import type { Vocabularies } from '../../registry/vocabularies.ts'
import type { Checker } from '../../validate/checker.ts'
import { ProblemSchema } from '../api-schema.ts'
import { problemResponse } from '../errors.ts'
import { GENERATION_HEADER } from '../headers.ts'

/** Pages in place of problems, for people who follow a link with an identifier. */
export interface ResolverPages {
  unknown(c: Context, text: string): Promise<Response>
  choose(c: Context, text: string, candidates: readonly Candidate[]): Promise<Response>
}

/** What the API needs. `base` is the public address without a trailing slash. */
export interface ApiDeps {
  /** Pages for browsers that ask for what is not there or is ambiguous; without them everybody gets problem+json. */
  readonly pages?: ResolverPages
  readonly catalogue: Catalogue
  readonly archive: Pick<
    Archive,
    'recordsOfSample' | 'record' | 'body' | 'statistics' | 'generation' | 'changesSince'
  >
  readonly sources: readonly Source[]
  readonly profiles: readonly Profile[]
  readonly vocabularies: Vocabularies
  readonly base: string
  /** Checks documents; a server without one says so. */
  readonly checker?: Checker
}

/** The description of a GET route that answers JSON or a problem. */
export const describeRoute = <
  P extends string,
  Q extends z.ZodObject | undefined,
  I extends z.ZodObject | undefined,
>(route: {
  path: P
  summary: string
  tag: string
  schema: z.ZodType
  query?: Q
  params?: I
  type?: string
}) =>
  createRoute({
    method: 'get',
    path: route.path,
    summary: route.summary,
    tags: [route.tag],
    request: {
      ...(route.query && { query: route.query }),
      ...(route.params && { params: route.params }),
    },
    responses: {
      200: {
        description: 'The answer',
        content: { [route.type ?? 'application/json']: { schema: route.schema } },
      },
      304: { description: 'Not modified since the generation of the ETag' },
      400: {
        description: 'A parameter cannot be understood; the detail says what to write instead',
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
      404: { description: 'Not found', content: { 'application/problem+json': { schema: ProblemSchema } } },
    },
  })

const TITLES: Readonly<Record<string, string>> = {
  'unknown-parameter': 'Unknown parameter',
  'invalid-parameter': 'Invalid parameter',
  'invalid-cursor': 'Invalid cursor',
  'too-many-bars': 'Too many bars',
}

/** A refused request as HTTP 400. */
export const refusal = ({ code, subject, detail }: Problem): Response =>
  problemResponse({ status: 400, code, title: TITLES[code] ?? 'Bad request', detail, subject })

/** Nothing there: HTTP 404. */
export const notFound = (what: string, id: string, advice = ''): Response =>
  problemResponse({
    status: 404,
    code: 'not-found',
    title: `No such ${what}`,
    detail: `no ${what} "${id.slice(0, 200)}" is known here${advice}`,
  })

/** The parameters of a request, repeated ones kept. */
export const parametersOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams

/** The same request at another place of its list. */
export const nextOf = (c: Context, cursor: string): string => {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set('cursor', cursor)
  return `${pathname}?${searchParams}`
}

/** What JSON members may be without: `undefined` is left out. */
export type Body = Readonly<Record<string, unknown>>

/** Answers with ETag and generation; knows before any work is done whether the client has the answer already. */
export type Answerer = (
  c: Context,
  work: () => Promise<Result<{ generation: number; body: Body }> | Response>,
  type?: string,
) => Promise<Response>

/** The answerer of one server: its ETags change with the generation and with whatever labels answers are made from. */
export const answererOf = ({ catalogue, vocabularies, sources, profiles }: ApiDeps): Answerer => {
  const setting = [vocabularies.digest, sources, profiles.map(({ id, digest }) => [id, digest])]
  const made = createHash('sha256').update(JSON.stringify(setting)).digest('hex').slice(0, 8)
  const tagOf = (generation: number) => `W/"${generation}-${made}"`
  const headers = (generation: number) => ({
    etag: tagOf(generation),
    'cache-control': 'no-cache',
    [GENERATION_HEADER]: String(generation),
  })
  return async (c, work, type = 'application/json; charset=utf-8') => {
    const { generation } = catalogue.status()
    // RFC 9110 section 13.1.2: a list of tags, compared weakly.
    const known = (c.req.header('if-none-match') ?? '')
      .split(',')
      .map(tag => tag.trim().replace(/^(?:W\/)?/, 'W/'))
    if (known.includes(tagOf(generation)))
      return new Response(null, { status: 304, headers: headers(generation) })
    const done = await work()
    if (done instanceof Response) return done
    if (!done.ok) return refusal(done.problem)
    return new Response(`${JSON.stringify(done.value.body)}\n`, {
      headers: { 'content-type': type, ...headers(done.value.generation) },
    })
  }
}
