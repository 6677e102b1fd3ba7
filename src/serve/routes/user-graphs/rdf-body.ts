/** RDF documents that are sent to a graph (SPARQL 1.1 Graph Store HTTP Protocol, 5.3 and 5.5). */

import type { Quad, Term } from '@rdfjs/types'
import { Parser } from 'n3'
import { DOCUMENT_TYPES } from '../../../graph/formats.ts'
import type { JsonObject } from '../../../model/json-ld-document.ts'
import { jsonLdToQuads } from '../../../rdf/json-ld.ts'
import { factory } from '../../../rdf/terms.ts'
import { loadContexts } from '../../../registry/contexts.ts'
import { readBody } from '../request-body.ts'
import { requestProblem } from '../sparql/problems.ts'

/** Largest body, in bytes: reading it keeps the server busy for about half a second. */
const MAX_BODY = 4 * 1024 * 1024

export const GRAPH_TYPES: readonly string[] = [...DOCUMENT_TYPES, 'multipart/form-data']

const unsupported = (type: string): Response =>
  requestProblem(
    415,
    'unsupported-media-type',
    `a graph cannot be sent as "${type.slice(0, 100)}"; use ${GRAPH_TYPES.join(', ')}`,
    { 'accept-post': GRAPH_TYPES.join(', ') },
  )

const unreadable = (detail: string, line?: number): Response =>
  requestProblem(
    400,
    'rdf-syntax',
    `${line === undefined ? '' : `line ${line}: `}${detail}`,
    {},
    line === undefined ? {} : { line },
  )

const readTurtle = (text: string, type: string, base: string): Quad[] | Response => {
  try {
    return new Parser({ format: type, baseIRI: base }).parse(text)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const [, what = error.message, line] = /^(.*) on line (\d+)\.?$/s.exec(error.message) ?? []
    return unreadable(what.slice(0, 300), line === undefined ? undefined : Number(line))
  }
}

const readJsonLd = (text: string, base: string): Quad[] | Response => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return unreadable(`not JSON: ${(error as Error).message}`)
  }
  if (typeof json !== 'object' || json === null)
    return unreadable('a JSON-LD document is an object or an array')
  const read = jsonLdToQuads(json as JsonObject, {
    base,
    contexts: loadContexts(),
    subject: base,
    strict: true,
  })
  return read.ok ? read.value : unreadable(read.problem.detail)
}

const read = (bytes: Uint8Array, contentType: string, base: string): Quad[] | Response => {
  const [first = '', ...parameters] = contentType.toLowerCase().split(';')
  const type = first.trim()
  const charset = parameters.map(each => each.trim()).find(each => each.startsWith('charset='))
  if (
    !DOCUMENT_TYPES.some(each => each === type) ||
    (charset && !/^charset="?(utf-?8|us-ascii)"?$/.test(charset))
  )
    return unsupported(contentType)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unreadable('the text is not UTF-8')
  }
  const quads = type === 'application/ld+json' ? readJsonLd(text, base) : readTurtle(text, type, base)
  if (quads instanceof Response) return quads
  return quads.some(quad => quad.graph.termType !== 'DefaultGraph')
    ? unreadable('the document names graphs of its own; send each to its graph')
    : quads
}

/** The quads with their blank nodes named apart from those of other documents. */
const apart = (quads: readonly Quad[], document: number): Quad[] => {
  const own = <T extends Term>(term: T): T =>
    term.termType === 'BlankNode' ? (factory.blankNode(`${document}-${term.value}`) as unknown as T) : term
  return quads.map(({ subject, predicate, object }) => factory.quad(own(subject), predicate, own(object)))
}

const readForm = async (
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  base: string,
): Promise<Quad[] | Response> => {
  let form: Awaited<ReturnType<Response['formData']>>
  try {
    form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return unreadable('the body is not a form as its Content-Type says')
  }
  const quads: Quad[] = []
  let document = 0
  for (const [, part] of form.entries()) {
    const type = typeof part === 'string' ? 'text/turtle' : part.type
    const content = typeof part === 'string' ? Buffer.from(part) : new Uint8Array(await part.arrayBuffer())
    const found = read(content, type, base)
    if (found instanceof Response) return found
    for (const quad of apart(found, document++)) quads.push(quad)
  }
  return quads
}

/**
 * The statements of a request's body, relative IRIs resolved against `base`; or the answer that refuses it: 413, 415, or 400
 * with the line where the parser has one. Nothing is fetched: JSON-LD contexts are those that come with the program.
 */
export const readGraph = async (request: Request, base: string): Promise<Quad[] | Response> => {
  const body = await readBody(request, {
    most: MAX_BODY,
    tooLarge: () =>
      requestProblem(
        413,
        'graph-too-large',
        `the document has more than ${MAX_BODY} bytes; POST it in parts`,
      ),
  })
  if (body instanceof Response) return body
  const type = request.headers.get('content-type') ?? ''
  if (type === '') return unsupported(type)
  return /^multipart\/form-data/i.test(type) ? readForm(body, type, base) : read(body, type, base)
}
