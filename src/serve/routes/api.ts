/** The JSON API: mounts its routes; each file of this folder describes its own. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { cors } from 'hono/cors'
import { GENERATION_HEADER, TOTAL_HEADER } from '../headers.ts'
import { type ApiDeps, answererOf } from './api-answer.ts'
import { mountChanges } from './changes.ts'
import { knownValues } from './closed-lists.ts'
import { mountClusters } from './clusters.ts'
import { mountContext, pointsToContext } from './context.ts'
import { mountEntities } from './entities.ts'
import { mountExport } from './export.ts'
import { mountFacets } from './facets.ts'
import { mountScholix } from './links.ts'
import { mountProfiles } from './profiles.ts'
import { mountResolver } from './resolve.ts'
import { mountSamples } from './samples.ts'
import { mountSources } from './sources.ts'
import { mountUnencoded } from './unencoded.ts'
import { mountValidate } from './validate.ts'
import { mountVerify } from './verify.ts'

/** All routes under /api and /id, to be mounted at `/`; their OpenAPI description comes with them. */
export const apiRoutes = (deps: ApiDeps): OpenAPIHono => {
  const app = new OpenAPIHono()
  const open = cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
    exposeHeaders: [
      'ETag',
      'Link',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'Content-Range',
      'Repr-Digest',
      GENERATION_HEADER,
      TOTAL_HEADER,
    ],
  })
  for (const path of ['/api/*', '/id/*']) {
    // Outermost, so that scripts may read refusals as well.
    app.use(path, open)
    if (deps.operation) app.use(path, deps.operation.paces)
    app.use(path, pointsToContext(deps.base))
  }
  app.use('/api/*', knownValues(deps))
  const answer = answererOf(deps)
  mountContext(app)
  mountSamples(app, deps, answer)
  mountFacets(app, deps, answer)
  mountClusters(app, deps, answer)
  mountEntities(app, deps, answer)
  mountScholix(app, deps, answer)
  mountExport(app, deps)
  mountProfiles(app, deps)
  mountSources(app, deps)
  mountChanges(app, deps)
  mountValidate(app, deps)
  mountVerify(app, deps)
  mountResolver(app, deps)
  mountUnencoded(app)
  return app
}
