/** /id/{anything}: any form of an identifier -> the thing, in the form that the client can read. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { EntityKind } from '../../catalogue/facet-table.ts'
import type { Candidate } from '../../catalogue/resolve.ts'
import { IdParam, OpenSchema } from '../api-schema.ts'
import { problemResponse } from '../errors.ts'
import { GENERATION_HEADER, uriReference } from '../headers.ts'
import { DOCUMENT_TYPES, writeDocument } from '../rdf-document.ts'
import { chooseType, prefersPage } from './accept.ts'
import { type ApiDeps, describeRoute, notFound } from './api-answer.ts'
import { describeFully } from './description.ts'
import { ENTITY_PATHS } from './entities.ts'
import { ambiguous } from './naming.ts'

const OFFERS = ['text/html', 'application/json', ...DOCUMENT_TYPES] as const

const route = describeRoute({
  path: '/id/{id}',
  summary: 'Any form of an identifier: redirects to a page or JSON, or gives RDF; 300 when ambiguous',
  tag: 'identifiers',
  schema: OpenSchema,
  params: IdParam,
})

/** The page of a candidate in the portal, and its JSON. */
const placesOf = ({ kind, id }: Candidate): { page: string; json: string } => {
  const encoded = encodeURIComponent(id)
  if (kind === 'sample') return { page: `/samples/${encoded}`, json: `/api/samples/${encoded}` }
  return {
    page: `/search?${kind}=${encoded}`,
    json: `/api/${ENTITY_PATHS[kind satisfies EntityKind]}/${encoded}`,
  }
}

/** FAIR Signposting level 1: where the other forms are. */
const signposts = (candidate: Candidate, base: string): string => {
  const { page, json } = placesOf(candidate)
  return [
    `<${base}${page}>; rel="alternate"; type="text/html"`,
    `<${base}${json}>; rel="describedby"; type="application/json"`,
    `<${base}/id/${encodeURIComponent(candidate.id)}>; rel="describedby"; type="text/turtle"`,
    ...(/^https?:/.test(candidate.id) ? [`<${uriReference(candidate.id)}>; rel="cite-as"`] : []),
  ].join(', ')
}

const respond = async (
  candidate: Candidate,
  accept: string | undefined,
  { archive, base }: ApiDeps,
): Promise<Response> => {
  const type = chooseType(
    accept,
    candidate.kind === 'sample' ? OFFERS : (['text/html', 'application/json'] as const),
  )
  const headers = { vary: 'Accept', link: signposts(candidate, base) }
  const { page, json } = placesOf(candidate)
  if (type === 'text/html')
    return new Response(null, { status: 303, headers: { ...headers, location: page } })
  if (type === 'application/json')
    return new Response(null, { status: 303, headers: { ...headers, location: json } })
  if (type === undefined) {
    const detail = `this is given as ${OFFERS.join(', ')}`
    return problemResponse({ status: 406, code: 'not-acceptable', title: 'No such form', detail }, headers)
  }
  // Asked for first: the statements are at least as new.
  const generation = await archive.generation()
  const quads = describeFully(candidate.id, await archive.recordsOfSample(candidate.id))
  return new Response(writeDocument(quads, type), {
    headers: {
      ...headers,
      'content-type': `${type}; charset=utf-8`,
      [GENERATION_HEADER]: String(generation),
    },
  })
}

/** What stands behind /id/, as it was meant: decoded, with the second slash that some proxies take out of `https://`. */
const askedText = (url: string): string | undefined => {
  const { pathname, search } = new URL(url)
  try {
    const text = decodeURIComponent(pathname.slice('/id/'.length))
    return (/^https?:/i.test(text) ? `${text}${search}` : text).replace(/^(https?):\/+/i, '$1://')
  } catch {
    // Not percent-encoded text at all: nothing has such a name.
    return undefined
  }
}

/** Mounts the resolver. Identifiers may be percent-encoded or not. */
export const mountResolver = (app: OpenAPIHono, deps: ApiDeps): void => {
  app.openAPIRegistry.registerPath(route)
  app.get('/id/*', async c => {
    const text = askedText(c.req.url)
    const candidates = text === undefined ? [] : await deps.catalogue.resolve(text)
    const [first, ...others] = candidates
    c.header('vary', 'Accept')
    const pages = prefersPage(c.req.header('accept')) ? deps.pages : undefined
    if (!first) {
      if (pages) return pages.unknown(c, text ?? c.req.path)
      return notFound(
        'sample, person, organisation or publication',
        text ?? c.req.path,
        '; it may not have been harvested',
      )
    }
    if (others.length === 0) return respond(first, c.req.header('accept'), deps)
    return pages ? pages.choose(c, text ?? '', candidates) : ambiguous(text ?? '', candidates)
  })
}
