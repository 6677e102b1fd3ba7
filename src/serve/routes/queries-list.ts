/** The list of stored queries with how each did last. */

import type { Context } from 'hono'
import { formOf } from '../../graph/example-statements.ts'
import { type ExampleQuery, queryName } from '../../graph/examples.ts'
import { defaultOf } from '../../graph/stored/bind.ts'
import { withContext } from '../api/context.ts'
import { GENERATION_HEADER } from '../headers.ts'
import { chooseType } from './accept.ts'
import type { QueryDeps } from './queries.ts'
import { notModified } from './sparql/answer.ts'
import { conditionOf } from './sparql/entity-tag.ts'

const entry = (query: ExampleQuery, { base, description }: QueryDeps) => {
  const { id, title, keywords, federatesWith, mayBeEmpty, parameters = [] } = query
  const run = description?.run(id)
  return {
    name: queryName(id),
    title,
    description: query.description,
    keywords,
    form: formOf(query.query),
    url: `${base}/api/queries/${queryName(id)}`,
    parameters: parameters.map(each => {
      const standing = defaultOf(query.query, each)
      return { ...each, ...(standing === undefined ? {} : { default: standing }) }
    }),
    ...(federatesWith ? { federatesWith } : {}),
    ...(mayBeEmpty ? { mayBeEmpty } : {}),
    ...(run ? { lastRun: run } : {}),
    query: query.query,
  }
}

const FORMATS = ['application/json', 'application/ld+json'] as const

/** Answers with the list; how a query did last says of which generation that is. */
export const listQueries = (c: Context, deps: QueryDeps): Response => {
  const { generation } = deps.graph.status()
  const queries = deps.queries.map(query => entry(query, deps))
  const media = chooseType(c.req.header('accept'), FORMATS) ?? 'application/json'
  const list = { generation, queries }
  const linked = media === 'application/ld+json'
  const body = Buffer.from(`${JSON.stringify(linked ? withContext(list) : list)}\n`)
  const type = `${media}; charset=utf-8`
  const { tag, had } = conditionOf(c.req.raw.headers, 'queries').tagOf(generation, type, body)
  if (had) return notModified(generation, tag)
  return new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      vary: 'Accept',
      etag: tag,
      [GENERATION_HEADER]: String(generation),
    },
  })
}
