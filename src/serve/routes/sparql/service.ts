/** The service description as an answer, in the format that is asked for. */

import type { Quad } from '@rdfjs/types'
import type { Context } from 'hono'
import { contentType, GRAPH_FORMATS, negotiate } from '../../../graph/formats.ts'
import { type ServiceFacts, serviceDescription } from '../../../graph/service-description.ts'
import { GENERATION_HEADER } from '../../headers.ts'
import { writeDocument } from '../../rdf-document.ts'
import { notModified } from './answer.ts'
import { conditionOf } from './entity-tag.ts'
import { requestProblem } from './problems.ts'

/**
 * Answers a request without a query (SPARQL 1.1 Service Description, 2). `more` is said as well: editors that find no
 * classes and examples by queries read them here.
 */
export const describeService = (
  c: Context,
  accept: string | undefined,
  facts: ServiceFacts,
  more: readonly Quad[] = [],
): Response => {
  const format = negotiate(accept, GRAPH_FORMATS)
  if (!format)
    return requestProblem(
      406,
      'not-acceptable',
      `without a query there is the service description, as ${GRAPH_FORMATS.map(each => each.mediaType).join(', ')}; a query is sent as ?query=`,
    )
  const { generation } = facts.status
  const body = Buffer.from(writeDocument([...serviceDescription(facts), ...more], format.mediaType))
  const type = contentType(format)
  const { tag, had } = conditionOf(c.req.raw.headers, 'service').tagOf(generation, type, body)
  if (had) return notModified(generation, tag)
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-length': String(body.byteLength),
      'cache-control': 'no-cache',
      etag: tag,
      [GENERATION_HEADER]: String(generation),
    },
  })
}
