/** What all API routes share: their dependencies, caching by generation, and problems. */
import { createHash } from 'node:crypto'
import { createRoute, type z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type { Archive } from '../../archive/archive.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { onlyKnown } from '../../catalogue/parameters.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import type { Config } from '../../config.ts'
import type { Problem, Result } from '../../model/problem.ts'
import type { Profile } from '../../model/profile.ts'
import type { Source } from '../../model/source.ts'
import type { Vocabularies } from '../../registry/vocabularies.ts'
import type { Checker } from '../../validate/checker.ts'
import { withContext } from '../api/context.ts'
import { pageLinks } from '../api/page-links.ts'
import type { Stated } from '../api/stated.ts'
import { ProblemSchema } from '../api-schema.ts'
import { problemResponse } from '../errors.ts'
import { GENERATION_HEADER } from '../headers.ts'
import type { Operation } from '../operation/operation.ts'
import { chooseType } from './accept.ts'

/** Pages in place of problems, for people who follow a link with an identifier. */
export interface ResolverPages {
  /** `why` says what is wrong with the identifier, and what is called nearly so. */
  unknown(
    c: Context,
    text: string,
    why: { readonly detail: string; readonly nearest: readonly Candidate[] },
  ): Promise<Response>
  /** `why` is said where a text is ambiguous by its nature, though one thing alone may fit it here. */
  choose(c: Context, text: string, candidates: readonly Candidate[], why?: string): Promise<Response>
}

/** What the API needs. `base` is the public address without a trailing slash. */
export interface ApiDeps {
  /** Pages for browsers that ask for what is not there or is ambiguous; without them everybody gets problem+json. */
  readonly pages?: ResolverPages
  readonly catalogue: Catalogue
  readonly archive: Pick<
    Archive,
    | 'recordsOfSample'
    | 'record'
    | 'body'
    | 'statistics'
    | 'generation'
    | 'changeHeads'
    | 'versions'
    | 'identity'
  >
  readonly sources: readonly Source[]
  readonly profiles: readonly Profile[]
  readonly vocabularies: Vocabularies
  readonly base: string
  /** Where exports are kept while they are fetched (else among the system's temporary files), and the releases. */
  readonly config?: Pick<Config, 'data' | 'releases'> & Partial<Pick<Config, 'base' | 'trustProxy'>>
  /** Checks documents; a server without one says so. */
  readonly checker?: Checker
  /** Keeps the limits per client; without it there are none. */
  readonly operation?: Pick<Operation, 'paces'>
}

/** Refuses what a route does not describe, so that the description is complete by necessity. */
const onlyDescribed =
  (query: z.ZodObject | undefined): MiddlewareHandler =>
  async (c, next) => {
    const known = onlyKnown(parametersOf(c), Object.keys(query?.shape ?? {}))
    return known.ok ? next() : refusal(known.problem)
  }

/** The description of a GET route that answers JSON or a problem; parameters that it does not have are refused. */
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
  /** What goes beyond the summary. */
  description?: string
}) =>
  createRoute({
    method: 'get',
    path: route.path,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    middleware: onlyDescribed(route.query),
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

/** Refusals of the catalogue that are no fault of the request. */
const LATER: readonly string[] = ['search-timeout', 'search-busy']

/** A refused request as HTTP 400, or 503 when it may be asked again later. */
export const refusal = ({ code, subject, detail }: Problem): Response =>
  LATER.includes(code)
    ? problemResponse({ status: 503, code, title: 'Too much to do', detail, subject }, { 'retry-after': '5' })
    : problemResponse({ status: 400, code, title: TITLES[code] ?? 'Bad request', detail, subject })

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

/** A body of one generation; `stated` is what it says in RDF beyond what the context makes of its members. */
interface Answered {
  readonly generation: number
  readonly body: Body
  readonly stated?: () => readonly Stated[]
}

/** Answers with ETag and generation; knows before any work is done whether the client has the answer already. */
export type Answerer = (
  c: Context,
  work: () => Promise<Result<Answered> | Response>,
  type?: string,
) => Promise<Response>

const JSON_LD = 'application/ld+json'

const shortDigest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8)

/** The same for requests that mean the same: the order of parameters does not matter, that of their values does. */
const meaningOf = (c: Context, type: string): string => {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.sort()
  return `${pathname}?${searchParams} ${type}`
}

/**
 * The answerer of one server. ETags change with the generation, with whatever labels answers are made from, and from
 * request to request. JSON is given as JSON-LD, with the context in it, to clients that like that better.
 */
export const answererOf = ({ catalogue, vocabularies, sources, profiles }: ApiDeps): Answerer => {
  const made = shortDigest([vocabularies.digest, sources, profiles.map(({ id, digest }) => [id, digest])])
  return async (c, work, usual = 'application/json') => {
    const type = chooseType(c.req.header('accept'), [usual, JSON_LD]) ?? usual
    const tagOf = (generation: number) => `W/"${generation}-${shortDigest([made, meaningOf(c, type)])}"`
    const headers = (generation: number) => ({
      etag: tagOf(generation),
      'cache-control': 'no-cache',
      [GENERATION_HEADER]: String(generation),
      vary: 'Accept',
    })
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
    const { body, generation: shown, stated } = done.value
    const links = pageLinks(c.req.url, body.next)
    return new Response(`${JSON.stringify(type === JSON_LD ? withContext(body, stated?.()) : body)}\n`, {
      headers: {
        'content-type': type === 'application/geo+json' ? type : `${type}; charset=utf-8`,
        ...headers(shown),
        ...(links !== undefined && { link: links }),
      },
    })
  }
}
