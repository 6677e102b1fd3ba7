/** `/.well-known/void`: what the graph holds, in figures (VoID, section 7.2); and the terms in use, for completion. */

import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { onlyKnown } from '../../catalogue/parameters.ts'
import type { Description } from '../../graph/description/keeper.ts'
import { voidAddress, voidDescription } from '../../graph/description/void-document.ts'
import type { GraphStore } from '../../graph/store.ts'
import type { Source } from '../../model/source.ts'
import { coded } from '../coding.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { parametersOf, refusal } from './api-answer.ts'
import { pointsToContext } from './context.ts'
import { openToAll } from './sparql/open-to-all.ts'
import { requestProblem } from './sparql/problems.ts'
import { answerDocument, wantedFormat } from './void-document.ts'
import { UsedTermsSchema, usedTerms } from './void-terms.ts'

export interface VoidDeps {
  readonly graph: Pick<GraphStore, 'status'>
  /** Public address without a trailing slash. */
  readonly base: string
  readonly sources: readonly Source[]
  /** Without one the document has no figures. */
  readonly description?: Description
}

const METHODS = 'GET, HEAD, OPTIONS'
/** While there are no figures yet. */
const SOON = { 'retry-after': '10' }

const answerVoid = (c: Context, { base, sources, description }: VoidDeps): Response => {
  const format = wantedFormat(c)
  if (format instanceof Response) return format
  const figures = description?.figures()
  return answerDocument(
    c,
    {
      quads: voidDescription({ base, sources }, figures),
      generation: figures?.generation ?? 0,
      headers: { link: `<${voidAddress(base)}>; rel="canonical"`, ...(figures ? {} : SOON) },
    },
    format,
  )
}

/** Completion asks at once, so a list that is not there yet is empty and says so. */
const answerTerms = (c: Context, { graph, description }: VoidDeps): Response => {
  const figures = description?.figures()
  return c.json(usedTerms(figures, graph.status().generation), 200, {
    'cache-control': 'no-cache',
    [GENERATION_HEADER]: String(figures?.generation ?? 0),
    ...(figures ? {} : SOON),
  })
}

/** The routes: `/.well-known/void`, the same as `/graph/void`, and `/api/vocabularies/used`. */
export const voidRoutes = (deps: VoidDeps): OpenAPIHono => {
  const app = new OpenAPIHono()
  const answers: Readonly<Record<string, (c: Context) => Response>> = {
    '/.well-known/void': c => answerVoid(c, deps),
    '/graph/void': c => answerVoid(c, deps),
    '/api/vocabularies/used': c => {
      const known = onlyKnown(parametersOf(c), [])
      return known.ok ? answerTerms(c, deps) : refusal(known.problem)
    },
  }
  for (const [path, answer] of Object.entries(answers)) {
    app.use(path, openToAll({ methods: METHODS }))
    app.use(path, coded)
    app.use(path, pointsToContext(deps.base))
    app.get(path, answer)
    app.all(path, c =>
      requestProblem(405, 'method-not-allowed', `${c.req.method} is not possible here; use GET`, {
        allow: METHODS,
      }),
    )
  }
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/.well-known/void',
    summary: 'What the graph holds, in figures: VoID in any RDF format',
    tags: ['queries'],
    responses: {
      200: { description: 'The description', content: { 'text/turtle': { schema: z.string() } } },
    },
  })
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/api/vocabularies/used',
    summary: 'Classes and properties of the graph with counts, for completion',
    tags: ['queries'],
    responses: {
      200: { description: 'The terms', content: { 'application/json': { schema: UsedTermsSchema } } },
    },
  })
  return app
}
