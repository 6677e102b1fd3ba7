/** /id/{anything}: any form of an identifier -> the thing, in the form that the client can read. */
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Candidate } from '../../catalogue/resolve.ts'
import { IdParam, OpenSchema, ProblemSchema } from '../api-schema.ts'
import { problemResponse } from '../errors.ts'
import { prefersPage } from './accept.ts'
import { type ApiDeps, describeRoute } from './api-answer.ts'
import { askedFormat, chosenFormat, FORMATS, type FormatType, notAcceptable } from './formats.ts'
import { answerWith, offersFor } from './resolve-answer.ts'
import { answerGone, candidateLink, goneSample } from './resolve-gone.ts'
import { askedText, explainUnknown, type Found, lookUp } from './resolve-lookup.ts'
import { formatPath } from './signposting.ts'

const FormatQuery = z.object({
  format: z
    .string()
    .optional()
    .openapi({
      description: `Instead of an Accept header: ${Object.values(FORMATS).join(', ')}, or a media type`,
    }),
})

const problemOf = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
})

const described = describeRoute({
  path: '/id/{id}',
  summary:
    'Any form of an identifier: redirects to a page or JSON, or gives RDF, citations, links; 300 when ambiguous',
  tag: 'identifiers',
  schema: OpenSchema,
  params: IdParam,
  query: FormatQuery,
})

const route = {
  ...described,
  responses: {
    ...described.responses,
    200: {
      description: 'The thing in the form that was asked for',
      content: Object.fromEntries(
        Object.keys(FORMATS)
          .filter(type => type !== 'text/html' && type !== 'application/json')
          .map(type => [type, { schema: z.string() }]),
      ),
    },
    300: problemOf(
      'Several things have this identifier, or it is a bare code, which several may have: `candidates`',
    ),
    302: { description: 'Another spelling: on to the canonical one' },
    303: { description: 'On to the page, or to the JSON of the API' },
    404: problemOf('Nothing has this identifier: why, and what is called nearly so (`nearest`)'),
    406: problemOf('Not given in this form; the detail lists those that there are'),
    410: problemOf('It was withdrawn: what its records said last'),
  },
}

const forPages = (c: Context, deps: ApiDeps): ApiDeps['pages'] =>
  askedFormat(c) === null && prefersPage(c.req.header('accept')) ? deps.pages : undefined

/** HTTP 300 with the candidates (RFC 9110, 15.4.1), each with its canonical address. */
const several = (c: Context, deps: ApiDeps, text: string, { candidates, why }: Found) =>
  forPages(c, deps)?.choose(c, text, candidates, why) ??
  problemResponse(
    {
      ...{
        status: 300,
        code: 'ambiguous',
        title:
          why === undefined
            ? 'Several things have this identifier'
            : 'Several things may have this identifier',
      },
      detail: `${why ?? `"${text.slice(0, 200)}" fits ${candidates.length} entries`}; ask for one of the candidates by its id`,
      candidates: candidates.map(candidateLink),
    },
    { vary: 'Accept' },
  )

/** HTTP 410 for what was here, HTTP 404 with the reason and what is called nearly so for what never was. */
const nothing = async (c: Context, deps: ApiDeps, text: string): Promise<Response> => {
  const gone = await goneSample(deps, text)
  if (gone) return answerGone(c, deps, gone)
  const pages = forPages(c, deps)
  const { reason, detail, canonical, nearest } = await explainUnknown(deps.catalogue, text)
  if (pages) return pages.unknown(c, text, { detail, nearest })
  return problemResponse(
    {
      ...{ status: 404, code: 'not-found', title: 'No such sample, person, organisation or publication' },
      ...{ detail, reason, ...(canonical !== undefined && { canonical }) },
      nearest: nearest.map(candidateLink),
    },
    { vary: 'Accept' },
  )
}

/** At another spelling of the identifier: on to the canonical one, in the same format. Pages and JSON need no stop there. */
const redirect = (
  candidate: Candidate,
  text: string,
  type: FormatType,
  asked: boolean,
): Response | undefined => {
  if (text === candidate.id || type === 'text/html' || type === 'application/json') return undefined
  const location = asked ? formatPath(candidate.id, type) : `/id/${encodeURIComponent(candidate.id)}`
  return new Response(null, { status: 302, headers: { location, vary: 'Accept' } })
}

/** Mounts the resolver. Identifiers may be percent-encoded or not. */
export const mountResolver = (app: OpenAPIHono, deps: ApiDeps): void => {
  app.openAPIRegistry.registerPath(route)
  app.get('/id/*', async c => {
    const text = askedText(c.req.url)
    const { candidates, why } = text === undefined ? { candidates: [] } : await lookUp(deps.catalogue, text)
    const [first, ...others] = candidates
    c.header('vary', 'Accept')
    if (!first) return nothing(c, deps, text ?? c.req.path)
    if (others.length > 0 || why !== undefined) return several(c, deps, text ?? '', { candidates, why })
    const offers = offersFor(first)
    const type = chosenFormat(c, offers)
    if (type === undefined) return notAcceptable(c, offers)
    return redirect(first, text ?? '', type, askedFormat(c) !== null) ?? answerWith(c, deps, first, type)
  })
}
