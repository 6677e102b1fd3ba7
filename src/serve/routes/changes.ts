/** /api/changes and /api/bodies: the archive's change feed and the pages as they were fetched, for mirrors. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Archive } from '../../archive/archive.ts'
import type { ChangeHead } from '../../archive/change-heads.ts'
import { onlyKnown, refuse, wholeNumber } from '../../catalogue/parameters.ts'
import { ok, type Result } from '../../model/problem.ts'
import { ProblemSchema } from '../api-schema.ts'
import { problemResponse } from '../errors.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { describeRoute, notFound, parametersOf, refusal } from './api-answer.ts'

/** Changes looked at for one answer. */
const MOST_CHANGES = 1_000
const USUAL_CHANGES = 200
/** Sequence numbers that a request may name. */
const LARGEST_SEQ = 999_999_999

/** What the feed is read from. */
export interface ChangesDeps {
  readonly archive: Pick<Archive, 'generation' | 'changeHeads' | 'identity' | 'body'>
}

const number = z.number().int()

const ChangeSchema = z
  .object({
    seq: number,
    at: z.string().openapi({ description: 'When it was archived, xsd:dateTime in UTC' }),
    url: z.string().openapi({ description: 'Landing page: the name of the record' }),
    source: z.string(),
    state: z.enum(['accepted', 'rejected', 'unreadable', 'withdrawn']),
    withdrawnBecause: z.string().optional(),
    finalUrl: z.string(),
    mediaType: z.string(),
    charset: z.string().optional(),
    etag: z.string().optional(),
    lastModified: z.string().optional(),
    fetchedAt: z.string(),
    bodyDigest: z.string().openapi({ description: 'SHA-256 of the page: /api/bodies/{digest}' }),
  })
  .openapi('Change')

const ChangesSchema = z
  .object({
    archive: z
      .string()
      .openapi({ description: 'Which archive this is; numbers of another one mean nothing here' }),
    generation: number.openapi({ description: 'Number of the last change that there is' }),
    last: number.openapi({ description: 'Number of the last change that was looked at for this answer' }),
    changes: z.array(ChangeSchema),
    next: z.string().optional().openapi({ description: 'Where the following changes are, if there are any' }),
  })
  .openapi('Changes')

const parameter = (type: 'integer' | 'string', description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ type, description })

const ChangesQuery = z.object({
  since: parameter('integer', 'Only changes with a greater number; 0 for all'),
  limit: parameter('integer', `Changes to look at, at most ${MOST_CHANGES}`),
  source: parameter('string', 'Only changes of the records of this source'),
  archive: parameter('string', '`archive` of an earlier answer: another archive than that answers 409'),
})

const DigestParam = z.object({
  digest: z.string().openapi({
    param: { name: 'digest', in: 'path' },
    description: 'SHA-256 of the body, 64 hexadecimal digits in lower case',
  }),
})

const described = describeRoute({
  path: '/api/changes',
  summary: 'What changed in the archive since a sequence number, for mirrors',
  tag: 'mirroring',
  schema: ChangesSchema,
  query: ChangesQuery,
})

const changesRoute = {
  ...described,
  responses: {
    ...described.responses,
    409: {
      description:
        'It is another archive, or one that was restored and has fewer changes: begin again with `since=0`',
      content: { 'application/problem+json': { schema: ProblemSchema } },
    },
  },
}

const bodyRoute = describeRoute({
  path: '/api/bodies/{digest}',
  summary: 'A page as it was fetched, byte for byte',
  tag: 'mirroring',
  schema: z.string().openapi({ format: 'binary' }),
  params: DigestParam,
  type: 'application/octet-stream',
})

interface ChangesRequest {
  readonly since: number
  readonly limit: number
  readonly source?: string
  readonly archive?: string
}

const readRequest = (parameters: URLSearchParams): Result<ChangesRequest> => {
  const names = ['since', 'limit', 'source', 'archive']
  const known = onlyKnown(parameters, names)
  if (!known.ok) return known
  const twice = names.find(name => parameters.getAll(name).length > 1)
  if (twice !== undefined)
    return refuse(twice, parameters.getAll(twice)[1] ?? '', 'given more than once; give it one value')
  const since = wholeNumber(parameters, 'since', { least: 0, most: LARGEST_SEQ, preset: 0 })
  if (!since.ok) return since
  const limit = wholeNumber(parameters, 'limit', { least: 1, most: MOST_CHANGES, preset: USUAL_CHANGES })
  if (!limit.ok) return limit
  const source = parameters.get('source')
  const archive = parameters.get('archive')
  return ok({
    ...{ since: since.value, limit: limit.value },
    ...(source !== null && { source }),
    ...(archive !== null && { archive }),
  })
}

/** HTTP 409 for a mirror that followed something else; `archive` is which one this is. */
const conflict = (code: string, archive: string, generation: number, what: string): Response => {
  const detail = `${what}; what was mirrored from it may never have been here. Begin again: /api/changes?since=0`
  return problemResponse({ status: 409, code, title: 'Another history', detail, archive, generation })
}

const answerChanges = async ({ archive }: ChangesDeps, request: ChangesRequest): Promise<Response> => {
  const { since, limit, source } = request
  const [identity, generation] = [await archive.identity(), await archive.generation()]
  if (request.archive !== undefined && request.archive !== identity)
    return conflict(
      ...(['other-archive', identity, generation] as const),
      `this is the archive ${identity}, not "${request.archive.slice(0, 100)}": it was replaced`,
    )
  if (since > generation)
    return conflict(
      ...(['archive-restored', identity, generation] as const),
      `there is no change ${since} yet, the last is ${generation}: the archive was restored from an older copy, or replaced`,
    )
  const looked = await archive.changeHeads(since, limit)
  const last = looked.at(-1)?.seq ?? since
  const changes: readonly ChangeHead[] = looked.filter(one => source === undefined || one.source === source)
  const following = new URLSearchParams({
    ...{ since: String(last), limit: String(limit) },
    ...(source !== undefined && { source }),
    archive: identity,
  })
  const next = looked.length === limit && last < generation ? `/api/changes?${following}` : undefined
  return new Response(`${JSON.stringify({ archive: identity, generation, last, changes, next })}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      [GENERATION_HEADER]: String(generation),
    },
  })
}

// The page comes from elsewhere: never rendered, never run, on this server's address. What a digest names never changes.
const INERT = {
  'content-type': 'application/octet-stream',
  'x-content-type-options': 'nosniff',
  'content-disposition': 'attachment; filename="page.bin"',
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'public, max-age=31536000, immutable',
}

const answerBody = async (
  { archive }: ChangesDeps,
  digest: string,
  known: string | undefined,
): Promise<Response> => {
  const etag = `"${digest}"`
  const body = /^[0-9a-f]{64}$/.test(digest) ? await archive.body(digest) : undefined
  if (!body) return notFound('body', digest, '; a digest is `bodyDigest` of a change')
  // RFC 9110 section 13.1.2; a strong tag, so the weak form of it matches as well.
  const tags = (known ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''))
  if (tags.includes(etag)) return new Response(null, { status: 304, headers: { etag, ...INERT } })
  return new Response(new Uint8Array(body), { headers: { etag, ...INERT } })
}

/**
 * Mounts the change feed. `/api/changes` shows the archive as it is, which graph and catalogue follow: its generation may
 * be ahead of theirs.
 */
export const mountChanges = (app: OpenAPIHono, deps: ChangesDeps): void => {
  app.openapi(changesRoute, async c => {
    const request = readRequest(parametersOf(c))
    return request.ok ? answerChanges(deps, request.value) : refusal(request.problem)
  })
  app.openapi(bodyRoute, async c => answerBody(deps, c.req.param('digest'), c.req.header('if-none-match')))
}
