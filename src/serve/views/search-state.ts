/** The search as its URL: every link of the portal is the present parameters with one change. */
import { FACET_NAMES, type FacetName } from '../../catalogue/facet-table.ts'
import { FILTER_PARAMETERS } from '../../catalogue/parameters.ts'

const pathOf = (path: string, parameters: URLSearchParams): string =>
  parameters.size > 0 ? `${path}?${parameters}` : path

/** The parameters without their place in the list: any other filter or order begins at the first page. */
const fromStart = (parameters: URLSearchParams): URLSearchParams => {
  const copy = new URLSearchParams(parameters)
  copy.delete('cursor')
  return copy
}

/** Address of the search with this value added to a repeatable parameter. */
export const adding = (parameters: URLSearchParams, name: string, value: string): string => {
  const copy = fromStart(parameters)
  copy.append(name, value)
  return pathOf('/search', copy)
}

/** Address of the search without this value, or without the parameter. */
export const removing = (parameters: URLSearchParams, name: string, value?: string): string => {
  const copy = fromStart(parameters)
  const kept = value === undefined ? [] : copy.getAll(name).filter(each => each !== value)
  copy.delete(name)
  for (const each of kept) copy.append(name, each)
  return pathOf('/search', copy)
}

/** Address of the search with one value of a parameter in place of any other. */
export const setting = (parameters: URLSearchParams, name: string, value: string): string => {
  const copy = fromStart(parameters)
  copy.set(name, value)
  return pathOf('/search', copy)
}

/** Address of another page of the portal or API about the samples that the search finds; `more` is added. */
export const filtersAt = (
  path: string,
  parameters: URLSearchParams,
  more: Readonly<Record<string, string>> = {},
): string => {
  const filters = [...parameters].filter(([name]) => FILTER_PARAMETERS.includes(name))
  return pathOf(path, new URLSearchParams([...Object.entries(more), ...filters]))
}

/** Address of a search by one value of a facet alone. */
export const searchBy = (facet: FacetName, value: string): string =>
  pathOf('/search', new URLSearchParams([[facet, value]]))

/** Parameters that a form must carry along besides its own fields, as name and value. */
export const carried = (parameters: URLSearchParams, own: readonly string[]): [string, string][] =>
  [...parameters].filter(([name]) => name !== 'cursor' && !own.includes(name))

/** A filter in force: what it is called, what was chosen, and the address without it. */
export interface Chip {
  readonly name: string
  readonly text: string
  readonly without: string
}

const SINGLE: readonly (readonly [string, string])[] = [
  ['q', 'Text'],
  ['bbox', 'Area'],
  ['polygon', 'Area'],
  ['collected', 'Collected'],
]

/** The filters in force; `label` names a facet's value and `title` a facet. */
export const chipsOf = (
  parameters: URLSearchParams,
  title: (facet: FacetName) => string,
  label: (facet: FacetName, value: string) => string,
): Chip[] => {
  const single = SINGLE.flatMap(([name, called]): Chip[] => {
    const value = parameters.get(name)
    if (value === null || value.trim() === '') return []
    return [{ name: called, text: readable(name, value), without: removing(parameters, name) }]
  })
  const facets = FACET_NAMES.flatMap(facet =>
    [...new Set(parameters.getAll(facet))]
      .filter(value => value !== '')
      .map(value => ({
        name: title(facet),
        text: label(facet, value),
        without: removing(parameters, facet, value),
      })),
  )
  const within = [...new Set(parameters.getAll('within'))]
    .filter(value => value !== '')
    .map(value => ({ name: 'Below', text: value, without: removing(parameters, 'within', value) }))
  const has = parameters
    .getAll('has')
    .map(value => ({ name: 'With', text: value, without: removing(parameters, 'has', value) }))
  return [...single, ...facets, ...within, ...has]
}

const degrees = (value: number, [plus, minus]: readonly [string, string]): string =>
  `${Math.abs(value).toFixed(1)}°${value < 0 ? minus : plus}`

const readable = (name: string, value: string): string => {
  if (name === 'bbox') {
    const [west = 0, south = 0, east = 0, north = 0] = value.split(',').map(Number)
    const [NS, EW] = [['N', 'S'] as const, ['E', 'W'] as const]
    return `${degrees(south, NS)} – ${degrees(north, NS)}, ${degrees(west, EW)} – ${degrees(east, EW)}`
  }
  if (name === 'polygon') return 'within a polygon'
  if (name === 'collected') {
    const [from = '', to = from] = value.split('/')
    return from === to ? from : `${from === '..' ? 'any time' : from} to ${to === '..' ? 'now' : to}`
  }
  return value
}
