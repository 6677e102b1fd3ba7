/** Filters by status and source: of these all values are known, so that one that there is not is a mistake, not an empty answer. */
import type { MiddlewareHandler } from 'hono'
import type { FacetName } from '../../catalogue/facet-table.ts'
import { MAX_LIMIT, refuse } from '../../catalogue/parameters.ts'
import { didYouMean } from '../../registry/nearest.ts'
import { type ApiDeps, parametersOf, refusal } from './api-answer.ts'

/** The statuses that the kernel knows; records may state others. */
const STATUSES = ['registered', 'deprecated', 'destroyed']
/** Values named in a refusal. */
const NAMED = 20

type Known = Pick<ApiDeps, 'catalogue' | 'sources'>

/** Values that the program knows without looking at any sample. */
const standing = (facet: 'status' | 'source', { sources }: Known): string[] =>
  facet === 'status' ? STATUSES : sources.map(({ id }) => id)

/** Those and the values that samples have; undefined when these are too many to be listed. */
const allValues = async (facet: 'status' | 'source', deps: Known): Promise<string[] | undefined> => {
  const window = { limit: MAX_LIMIT }
  const { value } = await deps.catalogue.facet(facet satisfies FacetName, { selected: {}, has: [] }, window)
  if (value.values.length < value.total) return undefined
  return [...new Set([...standing(facet, deps), ...value.values.map(each => each.value)])].sort()
}

const adviceFor = (facet: 'status' | 'source', value: string, all: readonly string[]): string => {
  const more = all.length > NAMED ? `, … ${all.length} in all: /api/facets/${facet}` : ''
  const near = didYouMean(value, all) || '.'
  return `unknown ${facet} '${value.slice(0, 100)}'${near} Known: ${all.slice(0, NAMED).join(', ')}${more}.`
}

/** Refuses a status or source that neither the registry nor any sample has. `/api/changes` tells of records, also of former sources. */
export const knownValues =
  (deps: Known): MiddlewareHandler =>
  async (c, next) => {
    const parameters = parametersOf(c)
    // On a further page the value was there on the first one; the last sample with it may be gone since.
    if (c.req.path.startsWith('/api/changes') || parameters.has('cursor')) return next()
    for (const facet of ['status', 'source'] as const) {
      const strange = parameters
        .getAll(facet)
        .filter(value => value !== '' && !standing(facet, deps).includes(value))
      if (strange.length === 0) continue
      const all = await allValues(facet, deps)
      const unknown = all && strange.find(value => !all.includes(value))
      if (all && unknown !== undefined) {
        const refused = refuse(facet, unknown, adviceFor(facet, unknown, all))
        if (!refused.ok) return refusal(refused.problem)
      }
    }
    return next()
  }
