/** What is asked: twenty searches with eight facets each, maps and timelines, as a portal would ask them. */
import type { FacetName } from '../../src/catalogue/facet-table.ts'
import { parseSearch } from '../../src/catalogue/parameters.ts'
import type { SearchRequest } from '../../src/catalogue/query.ts'

export interface Question {
  readonly name: string
  readonly request: SearchRequest
}

const FACETS = 'material,objectType,sampledFeature,source,person,organisation,publication,method'

/** The n-th most frequent value of a facet. */
export type ValueAt = (facet: FacetName, rank: number) => string

/** The searches; values come from the catalogue itself. */
export const searchesOf = (value: ValueAt): Question[] => {
  const of = (name: string, parameters: Readonly<Record<string, string | readonly string[]>>): Question => {
    const query = new URLSearchParams({ facets: FACETS })
    for (const [key, values] of Object.entries(parameters))
      for (const each of [values].flat()) query.append(key, each)
    const request = parseSearch(query)
    if (!request.ok) throw new Error(request.problem.detail)
    return { name, request: request.value }
  }
  return [
    of('no filter', {}),
    of('one material, frequent', { material: value('material', 0) }),
    of('one material, less frequent, by name', { material: value('material', 25), sort: 'name' }),
    of('one source', { source: value('source', 0) }),
    of('two sources or', { source: [value('source', 1), value('source', 2)], sort: '-collected' }),
    of('source and material', { source: value('source', 0), material: value('material', 3) }),
    of('object type and feature', {
      objectType: value('objectType', 1),
      sampledFeature: value('sampledFeature', 2),
    }),
    of('source, material, method', {
      ...{ source: value('source', 0), material: value('material', 1), method: value('method', 0) },
    }),
    of('person', { person: value('person', 0) }),
    of('publication', { publication: value('publication', 5) }),
    of('organisation and two materials', {
      ...{ organisation: value('organisation', 0), material: [value('material', 2), value('material', 8)] },
    }),
    of('words', { q: 'basalt ridge' }),
    of('beginning of a word', { q: 'sedim' }),
    of('phrase', { q: '"core basalt"' }),
    of('words, one excluded, and a source', { q: 'drilled -sand', source: value('source', 1) }),
    of('small box', { bbox: '5,45,9,49' }),
    of('large box and a material', { bbox: '-100,-60,100,60', material: value('material', 1) }),
    of('box across the antimeridian', { bbox: '150,-60,-120,60' }),
    of('polygon', { polygon: 'POLYGON((-60 -10, 10 -35, 60 0, 50 40, 0 55, -40 45, -60 -10))' }),
    of('collected 1980 to 1990, with publication', {
      collected: '1980/1990',
      has: 'publication',
      sort: 'collected',
    }),
  ]
}
