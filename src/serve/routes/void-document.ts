/** Documents about the graph in any RDF format, with a strong tag. */

import type { Quad } from '@rdfjs/types'
import type { Context } from 'hono'
import { contentType, GRAPH_FORMATS, negotiate, type ResultFormat } from '../../graph/formats.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { writeDocument } from '../rdf-document.ts'
import { notModified } from './sparql/answer.ts'
import { readParameters } from './sparql/body.ts'
import { conditionOf } from './sparql/entity-tag.ts'
import { requestProblem } from './sparql/problems.ts'
import { acceptOf } from './sparql/wanted.ts'

/** A document: its statements, and the generation that they are of. */
export interface Described {
  readonly quads: readonly Quad[]
  readonly generation: number
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The RDF format that a request wants, by `format=` or Accept; or the answer that refuses it. */
export const wantedFormat = (c: Context): ResultFormat | Response => {
  const parameters = readParameters(new URL(c.req.url).search)
  if (parameters instanceof Response) return parameters
  const accept = acceptOf(c.req.header('accept'), parameters)
  if (accept instanceof Response) return accept
  const offered = GRAPH_FORMATS.map(each => each.mediaType).join(', ')
  return (
    negotiate(accept, GRAPH_FORMATS) ??
    requestProblem(406, 'not-acceptable', `this is a graph, which can be had as ${offered}`)
  )
}

/** Answers with the document in the format; 304 when the client has it. */
export const answerDocument = (
  c: Context,
  { quads, generation, headers = {} }: Described,
  format: ResultFormat,
): Response => {
  const body = Buffer.from(writeDocument(quads, format.mediaType))
  const type = contentType(format)
  const question = [c.req.path, format.name]
  const { tag, had } = conditionOf(c.req.raw.headers, question).tagOf(generation, type, body)
  if (had) return notModified(generation, tag)
  return new Response(body, {
    headers: {
      ...headers,
      'content-type': type,
      'content-length': String(body.byteLength),
      'cache-control': 'no-cache',
      etag: tag,
      [GENERATION_HEADER]: String(generation),
    },
  })
}
