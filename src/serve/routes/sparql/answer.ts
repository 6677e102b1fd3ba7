/** Runs a query and gives its answer as a response, or says that the client has it already. */

import type { Context } from 'hono'
import { serverTiming } from '../../../graph/federation/figures.ts'
import { formatsOf, negotiate } from '../../../graph/formats.ts'
import type { GraphStore, QueryAnswer, QueryOptions } from '../../../graph/store.ts'
import { inPlainWords } from '../../../graph/syntax-mistake.ts'
import { PREFIXES } from '../../../rdf/namespaces.ts'
import { GENERATION_HEADER } from '../../headers.ts'
import { compactTurtle } from './compact-turtle.ts'
import { type Condition, conditionOf, shownBy } from './entity-tag.ts'
import { graphProblem, requestProblem } from './problems.ts'
import { type QueryText, readQuery } from './query-text.ts'
import { isSpoiltXml } from './xml-characters.ts'

/** Methods whose answers may be kept and asked for again: an ETag and 304 make sense. */
const SAFE = new Set(['GET', 'HEAD', 'QUERY'])

/** Headers that say how long an answer holds; `tag` is its entity tag, if it has one. */
export const freshness = (generation: number, tag: string | undefined): Record<string, string> => ({
  [GENERATION_HEADER]: String(generation),
  // What has no tag is different every time, or was not asked for in a way that can be repeated.
  'cache-control': tag === undefined ? 'no-store' : 'no-cache',
  ...(tag === undefined ? {} : { etag: tag }),
})

/** HTTP 304 for a client that has the answer of this generation. */
export const notModified = (generation: number, tag: string): Response =>
  new Response(null, { status: 304, headers: freshness(generation, tag) })

const bodyOf = (
  { body, mediaType }: QueryAnswer,
  prefixes: QueryText['prefixes'],
): { body: Uint8Array<ArrayBuffer> | ReadableStream; length?: number } => {
  // The query's own prefixes come first: of two names for one namespace, its author's is used.
  const names = { ...prefixes, ...PREFIXES, ...prefixes }
  const pieces = compactTurtle(body, mediaType, names)
  const first = pieces.next().value
  const second = pieces.next()
  if (second.done) return { body: first ?? new Uint8Array(), length: first?.byteLength ?? 0 }
  const waiting = [first, second.value]
  const stream = new ReadableStream({
    pull(controller) {
      const next = waiting.shift() ?? pieces.next().value
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
  return { body: stream }
}

const respond = (
  answer: QueryAnswer,
  query: QueryText,
  condition: Condition | undefined,
  ms: number,
): Response => {
  const { generation, mediaType } = answer
  if (isSpoiltXml(answer.body, mediaType))
    return requestProblem(
      406,
      'not-xml',
      'the answer has a control character, which XML cannot carry; ask for another format, or take it out by REPLACE',
    )
  const found = condition?.tagOf(shownBy(answer), mediaType, answer.body)
  if (found?.had) return notModified(generation, found.tag)
  const { body, length } = bodyOf(answer, query.prefixes)
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      ...(length === undefined ? {} : { 'content-length': String(length) }),
      ...freshness(generation, found?.tag),
      'server-timing': [`query;dur=${ms.toFixed(1)}`, serverTiming(answer.sources ?? [])]
        .filter(Boolean)
        .join(', '),
    },
  })
}

/** The conditional part of a request for a query; undefined when its answer cannot be asked for again. */
export const conditionFor = (
  c: Context,
  query: QueryText,
  { accept, defaultGraphs, namedGraphs }: QueryOptions,
): Condition | undefined => {
  const { form, normal, repeatable } = query
  if (!repeatable || form === undefined || !SAFE.has(c.req.method)) return undefined
  const format = negotiate(accept, formatsOf(form))?.name
  // Graphs are a set (SPARQL 1.1 Protocol, 2.1.4).
  const dataset = [defaultGraphs, namedGraphs].map(graphs => graphs && [...new Set(graphs)].sort())
  return conditionOf(c.req.raw.headers, [normal, format, dataset])
}

/**
 * Answers a query: 200 with its result, 304 when the client has it (without running it while the generation stands), or
 * a problem. The result is whole: it is there to its last byte before the first one is sent.
 */
export const answerQuery = async (
  c: Context,
  graph: GraphStore,
  text: string,
  options: QueryOptions,
): Promise<Response> => {
  const query = readQuery(text)
  const condition = conditionFor(c, query, options)
  const status = graph.status()
  const { replicas, generation } = status
  const known = replicas > 0 ? condition?.known(shownBy(status)) : undefined
  if (known !== undefined) return notModified(generation, known)
  const start = performance.now()
  const result = await graph.query(text, { ...options, signal: c.req.raw.signal })
  return result.ok
    ? respond(result.value, query, condition, performance.now() - start)
    : graphProblem(inPlainWords(text, result.problem))
}
