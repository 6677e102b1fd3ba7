/** Reads an operation of the SPARQL 1.1 Protocol (section 2) from a request. */

import { readParameters, readText } from './body.ts'
import { requestProblem } from './problems.ts'

/** What was asked for: the SPARQL text, undefined when there is none, and the parameters, wherever they were sent. */
export interface Operation {
  readonly kind: 'query' | 'update'
  readonly text: string | undefined
  readonly parameters: URLSearchParams
}

/** Media types of a body that is a query. */
export const QUERY_TYPES = ['application/sparql-query', 'application/x-www-form-urlencoded'] as const

const isTaken = (type: string): boolean =>
  type === 'application/sparql-update' || QUERY_TYPES.some(each => each === type)

/** The media type of a body, or the answer that refuses it: another type, or a charset that is not UTF-8. */
const typeOf = (request: Request): string | Response => {
  const [first = '', ...rest] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  const type = first.trim()
  if (!isTaken(type))
    return requestProblem(
      415,
      'unsupported-media-type',
      `a query cannot be sent as "${type.slice(0, 100)}"; use ${QUERY_TYPES.join(' or ')}`,
      { 'accept-post': QUERY_TYPES.join(', ') },
    )
  const charset = rest.map(part => part.trim()).find(part => part.startsWith('charset='))
  return charset && !/^charset="?utf-?8"?$/.test(charset)
    ? requestProblem(415, 'unsupported-media-type', `"${charset.slice(0, 60)}" is not taken; send UTF-8`)
    : type
}

const several = (count: number, name: string): Response =>
  requestProblem(400, `several-${name}`, `${count} ${name} were sent; send one at a time`)

/** The one operation that parameters ask for. */
const fromParameters = (parameters: URLSearchParams): Operation | Response => {
  const queries = parameters.getAll('query')
  const updates = parameters.getAll('update')
  if (queries.length > 1) return several(queries.length, 'queries')
  if (updates.length > 1) return several(updates.length, 'updates')
  if (queries.length > 0 && updates.length > 0)
    return requestProblem(400, 'query-and-update', 'a query and an update were sent; send one at a time')
  return updates.length > 0
    ? { kind: 'update', text: updates[0], parameters }
    : { kind: 'query', text: queries[0], parameters }
}

/** The operation in the address: `GET` and `HEAD` (2.1.1). */
export const readAddress = (request: Request): Operation | Response => {
  const parameters = readParameters(new URL(request.url).search)
  return parameters instanceof Response ? parameters : fromParameters(parameters)
}

/** The operation in the body, as a form or direct: `POST` (2.1.2, 2.1.3, 2.2) and `QUERY`. */
export const readBody = async (request: Request, maxBytes: number): Promise<Operation | Response> => {
  const type = typeOf(request)
  if (type instanceof Response) return type
  const inAddress = readParameters(new URL(request.url).search)
  if (inAddress instanceof Response) return inAddress
  const text = await readText(request, maxBytes)
  if (text instanceof Response) return text
  if (type === 'application/x-www-form-urlencoded') {
    const inForm = readParameters(text)
    return inForm instanceof Response
      ? inForm
      : fromParameters(new URLSearchParams([...inAddress, ...inForm]))
  }
  const kind = type === 'application/sparql-update' ? 'update' : 'query'
  if (inAddress.has('query') || inAddress.has('update'))
    return requestProblem(400, 'several-queries', `the body is one ${kind}, the address names another`)
  return { kind, text, parameters: inAddress }
}
