/** Reading a user graph as its users wrote it: nodes without a name are blank nodes again. */

import type { Quad, Term } from '@rdfjs/types'
import type { Context } from 'hono'
import { contentType, GRAPH_FORMATS, negotiate } from '../../../graph/formats.ts'
import type { GraphStatus } from '../../../graph/store.ts'
import { userNodePrefix } from '../../../graph/user-graphs/names.ts'
import { parseQuads } from '../../../rdf/n-quads.ts'
import { factory } from '../../../rdf/terms.ts'
import { writeDocument } from '../../rdf-document.ts'
import { freshness, notModified } from '../sparql/answer.ts'
import { conditionOf, shownBy } from '../sparql/entity-tag.ts'
import { requestProblem } from '../sparql/problems.ts'

const asWritten = (lines: readonly string[], base: string): Quad[] => {
  const prefix = userNodePrefix(base)
  const blank = <T extends Term>(term: T): T =>
    term.termType === 'NamedNode' && term.value.startsWith(prefix)
      ? (factory.blankNode(`n${term.value.slice(prefix.length)}`) as unknown as T)
      : term
  return parseQuads(lines.map(line => `${line}\n`).join('')).map(({ subject, predicate, object }) =>
    factory.quad(blank(subject), predicate, blank(object)),
  )
}

/** What is read from where. */
export interface UserGraphReading {
  readonly iri: string
  readonly lines: readonly string[]
  readonly base: string
  readonly status: GraphStatus
}

/** A user graph in the format asked for: 200, 304 or 406. */
export const readUserGraph = (
  c: Context,
  accept: string | undefined,
  { iri, lines, base, status }: UserGraphReading,
): Response => {
  const format = negotiate(accept, GRAPH_FORMATS)
  if (!format)
    return requestProblem(
      406,
      'not-acceptable',
      `a graph is given as ${GRAPH_FORMATS.map(each => each.mediaType).join(', ')}`,
    )
  const shown = shownBy(status)
  const body = Buffer.from(writeDocument(asWritten(lines, base), format.mediaType))
  const type = contentType(format)
  const { tag, had } = conditionOf(c.req.raw.headers, ['user graph', iri, format.name]).tagOf(
    shown,
    type,
    body,
  )
  if (had) return notModified(status.generation, tag)
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-length': String(body.byteLength),
      ...freshness(status.generation, tag),
    },
  })
}
