/** The answer of a search, wherever one is asked for: among all samples, or those of a person, organisation or publication. */
import type { Context } from 'hono'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { parseSearch } from '../../catalogue/parameters.ts'
import type { SearchRequest } from '../../catalogue/query.ts'
import { ok, type Result } from '../../model/problem.ts'
import { chosenMembers, fieldsAsked } from '../api/fields.ts'
import { SampleSchema } from '../api-schema.ts'
import { type Body, nextOf, parametersOf } from './api-answer.ts'

const FIELDS = Object.keys(SampleSchema.shape)

/** Reads the request's parameters, narrows the search if it is to be, and answers one page. */
export const searchAnswer = async (
  c: Context,
  catalogue: Catalogue,
  narrow: (request: SearchRequest) => Result<SearchRequest> = ok,
): Promise<Result<{ generation: number; body: Body }>> => {
  const parameters = parametersOf(c)
  const request = parseSearch(parameters)
  if (!request.ok) return request
  const fields = fieldsAsked(parameters, FIELDS)
  if (!fields.ok) return fields
  const narrowed = narrow(request.value)
  if (!narrowed.ok) return narrowed
  const found = await catalogue.search(narrowed.value)
  if (!found.ok) return found
  const { cursor, items, ...rest } = found.value
  const body = {
    ...rest,
    items: items.map(item => chosenMembers(item, fields.value)),
    ...(cursor !== undefined && { next: nextOf(c, cursor) }),
  }
  return ok({ generation: rest.generation, body })
}
