/** Answers one stored query with the parameters of a request. */

import type { Context } from 'hono'
import type { ExampleQuery } from '../../graph/examples.ts'
import { bindParameters } from '../../graph/stored/bind.ts'
import { MAX_LIMIT, type Page, paged } from '../../graph/stored/paging.ts'
import { COMMON_PARAMETERS } from '../../graph/stored/parameter.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { problemResponse } from '../errors.ts'
import type { QueryDeps } from './queries.ts'
import { rowsIn } from './queries-rows.ts'
import { answerQuery } from './sparql/answer.ts'
import { readParameters } from './sparql/body.ts'
import { acceptOf } from './sparql/wanted.ts'

/** HTTP 400 that names the parameter it is about. */
const wrong = (code: string, parameter: string, detail: string): Response =>
  problemResponse({ status: 400, code, title: 'A parameter cannot be understood', detail, parameter })

const unknownParameter = (parameters: URLSearchParams, { parameters: own = [] }: ExampleQuery) => {
  const known = [...own.map(({ name }) => name), ...COMMON_PARAMETERS]
  const unknown = [...parameters.keys()].find(key => !known.includes(key))
  if (unknown === undefined) return undefined
  const shown = unknown.slice(0, 100)
  return wrong(
    'unknown-parameter',
    shown,
    `this query has no parameter "${shown}"${didYouMean(unknown, known)}; it has ${known.join(', ')}`,
  )
}

const wholeNumber = (text: string, least: number, most: number): number | undefined => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : undefined
}

/** The page that is asked for, or what is wrong with it. */
const pageOf = (parameters: URLSearchParams): Page | Response => {
  const bounds = { limit: [1, MAX_LIMIT], offset: [0, 1_000_000] } as const
  const page: { limit?: number; offset?: number } = {}
  for (const name of ['limit', 'offset'] as const) {
    const text = parameters.get(name)
    if (!text) continue
    const [least, most] = bounds[name]
    const number = wholeNumber(text, least, most)
    if (number === undefined)
      return wrong(
        'invalid-parameter',
        name,
        `${name}="${text.slice(0, 100)}" is not a whole number from ${least} to ${most}`,
      )
    page[name] = number
  }
  return page
}

const linkNext = async (c: Context, answer: Response, { limit, offset = 0 }: Page): Promise<void> => {
  if (limit === undefined || answer.status !== 200) return
  const rows = rowsIn(await answer.clone().text(), answer.headers.get('content-type') ?? '')
  if (rows !== limit) return
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set('offset', String(offset + limit))
  answer.headers.append('link', `<${pathname}?${searchParams}>; rel="next"`)
}

/** The answer as `/sparql` gives it; 400 names the parameter that is wrong. A full page of rows links to the next one. */
export const answerStored = async (
  c: Context,
  { graph }: QueryDeps,
  query: ExampleQuery,
): Promise<Response> => {
  const parameters = readParameters(new URL(c.req.url).search)
  if (parameters instanceof Response) return parameters
  const unknown = unknownParameter(parameters, query)
  if (unknown) return unknown
  const accept = acceptOf(c.req.header('accept'), parameters)
  if (accept instanceof Response) return accept
  const page = pageOf(parameters)
  if (page instanceof Response) return page
  const given = new Map((query.parameters ?? []).map(({ name }) => [name, parameters.getAll(name)]))
  const bound = bindParameters(query.query, query.parameters ?? [], given)
  if (!bound.ok) return wrong(bound.problem.code, bound.problem.subject, bound.problem.detail)
  const answer = await answerQuery(c, graph, paged(bound.value, page), accept === undefined ? {} : { accept })
  await linkNext(c, answer, page)
  return answer
}
