/** Where writing plugs in: without a handler everything that would change the graph is refused. */

import type { Context } from 'hono'
import { requestProblem } from './problems.ts'

/** An update operation of the protocol (SPARQL 1.1 Protocol, 2.2). */
export interface UpdateRequest {
  readonly text: string
  readonly usingGraphs: readonly string[]
  readonly usingNamedGraphs: readonly string[]
}

/** Carries out an update, having checked who asks. */
export type UpdateHandler = (c: Context, update: UpdateRequest) => Promise<Response>

const NEEDED =
  'this endpoint only reads: its graph follows what is harvested. Writing needs a token, only reaches graphs beside the harvested ones, and is not set up on this server'

/** HTTP 403 for an update. */
export const updateRefused = (): Response => requestProblem(403, 'update-refused', NEEDED)

/** HTTP 405 for a method of the Graph Store Protocol that writes. */
export const writeRefused = (method: string, allow: string): Response =>
  requestProblem(405, 'method-not-allowed', `${method.slice(0, 30)} is not possible here: ${NEEDED}`, {
    allow,
  })

/** Reads the parameters of an update and gives it to its handler; an update only comes by POST. */
export const passUpdate = async (
  c: Context,
  text: string,
  parameters: URLSearchParams,
  handler: UpdateHandler | undefined,
): Promise<Response> => {
  if (!handler) return updateRefused()
  if (c.req.method !== 'POST')
    return requestProblem(400, 'update-by-post', `an update is sent by POST, not by ${c.req.method}`)
  return handler(c, {
    text,
    usingGraphs: parameters.getAll('using-graph-uri'),
    usingNamedGraphs: parameters.getAll('using-named-graph-uri'),
  })
}
