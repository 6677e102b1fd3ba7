/** What a client wants of an answer: its format and its dataset. */

import { BINDING_FORMATS, formatNamed, GRAPH_FORMATS } from '../../../graph/formats.ts'
import type { QueryOptions } from '../../../graph/store.ts'
import { requestProblem } from './problems.ts'

/**
 * The Accept header, or what `format=` (or `output=`, as other endpoints call it) stands for: a short name or a media
 * type. A Response (406) when that names no format.
 */
export const acceptOf = (
  header: string | undefined,
  parameters: URLSearchParams,
): string | undefined | Response => {
  const name = parameters.get('format') || parameters.get('output')
  if (!name) return header
  const formats = [BINDING_FORMATS, GRAPH_FORMATS].flatMap(each => formatNamed(name, each) ?? [])
  const names = [...BINDING_FORMATS, ...GRAPH_FORMATS].map(each => each.name)
  return formats.length > 0
    ? formats.map(format => format.mediaType).join(', ')
    : requestProblem(
        406,
        'not-acceptable',
        `there is no format "${name.slice(0, 60)}"; use one of ${[...new Set(names)].join(', ')}`,
      )
}

/** The dataset of the protocol (2.1.4). A parameter without a value, as an empty field of a form sends it, names no graph. */
export const datasetOf = (
  parameters: URLSearchParams,
): Pick<QueryOptions, 'defaultGraphs' | 'namedGraphs'> => {
  const named = (name: string): string[] => parameters.getAll(name).filter(value => value !== '')
  const defaultGraphs = named('default-graph-uri')
  const namedGraphs = named('named-graph-uri')
  return {
    ...(defaultGraphs.length > 0 ? { defaultGraphs } : {}),
    ...(namedGraphs.length > 0 ? { namedGraphs } : {}),
  }
}
