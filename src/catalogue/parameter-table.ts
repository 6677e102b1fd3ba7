/** Every query parameter of the catalogue's routes, once: what the parser allows is what /openapi.json says. */
import { FACET_NAMES, FACETS } from './facet-table.ts'
import { PROPERTIES } from './filters.ts'
import { SORTS } from './query.ts'

/**
 * How values are written. `text` and `integer` are given once; `values` may be repeated, each one value; `list` may be
 * repeated and each may hold several, separated by commas.
 */
type ParameterKind = 'text' | 'integer' | 'values' | 'list'

/** One parameter. `least`, `most` and `preset` go with whole numbers; `choices` are all there are. */
export interface Parameter {
  readonly kind: ParameterKind
  readonly description: string
  /** As it is written in an address, before percent-encoding. */
  readonly example?: string
  readonly choices?: readonly string[]
  readonly least?: number
  readonly most?: number
  readonly preset?: number
  readonly maxLength?: number
  readonly maxItems?: number
}

/** Values of one facet, characters of a value, of a search text: beyond any honest use. */
const MAX_VALUES = 200
const MAX_VALUE_LENGTH = 8_192
const MAX_TEXT = 1_000

const FACET_EXAMPLES: Readonly<Record<string, string>> = {
  material: 'https://w3id.org/isample/vocabulary/material/rockorsediment',
  source: 'demo-rock-and-core',
  person: 'https://orcid.org/0000-0002-1825-0097',
  profile: 'kernel',
  status: 'registered',
}

const KINDS: Readonly<Record<string, string>> = {
  concept: 'IRI of a concept, which stands for all that is narrower, or a text that no concept has',
  entity: 'identifier (IRI) or the name of one without',
  sample: 'IRI of a sample or collection',
  plain: 'a short name',
}

const facetParameter = (name: (typeof FACET_NAMES)[number]): Parameter => ({
  kind: 'values',
  description: `${FACETS[name].title}: ${KINDS[FACETS[name].kind]}. Repeat it for any of several`,
  ...(FACET_EXAMPLES[name] !== undefined && { example: FACET_EXAMPLES[name] }),
  maxLength: MAX_VALUE_LENGTH,
  maxItems: MAX_VALUES,
})

/** Limits of whole numbers, and what stands for an absent one. */
export const WHOLE = {
  limit: { least: 0, most: 1_000, preset: 20 },
  facetLimit: { least: 0, most: 1_000, preset: 10 },
  values: { least: 1, most: 1_000, preset: 50 },
} as const

/** Parameters that choose samples. */
export const FILTERS: Readonly<Record<string, Parameter>> = {
  q: {
    kind: 'text',
    description: 'Words, or the beginnings of words, that all occur; or a pasted identifier',
    example: 'basalt',
    maxLength: MAX_TEXT,
  },
  ...Object.fromEntries(FACET_NAMES.map(name => [name, facetParameter(name)])),
  within: {
    kind: 'values',
    description:
      'IRI of a sample or collection, below which samples lie at any distance; `parent` only finds its children',
    maxLength: MAX_VALUE_LENGTH,
    maxItems: MAX_VALUES,
  },
  bbox: {
    kind: 'text',
    description: 'minLon,minLat,maxLon,maxLat in degrees; minLon > maxLon crosses the antimeridian',
    example: '170,-60,-170,60',
  },
  polygon: {
    kind: 'text',
    description: 'WKT POLYGON or MULTIPOLYGON, longitude before latitude, at most 1000 corners',
    example: 'POLYGON((-30 60, -10 60, -10 70, -30 70, -30 60))',
  },
  collected: {
    kind: 'text',
    description: 'FROM/TO: years, months or dates, or .. for an open end; samples whose time overlaps it',
    example: '1990/2024-06',
  },
  has: {
    kind: 'list',
    description: 'Only samples that state all of these',
    example: 'location',
    choices: Object.keys(PROPERTIES),
  },
}

/** Parameters of the search beside the filters. */
export const PAGING: Readonly<Record<string, Parameter>> = {
  facets: {
    kind: 'list',
    description: 'Facets to count: each without its own filter and under all others',
    example: 'material',
    choices: FACET_NAMES,
  },
  facetLimit: { kind: 'integer', description: 'Values listed per facet', ...WHOLE.facetLimit },
  sort: {
    kind: 'text',
    description: 'Order; by default relevance with q, else identifier',
    example: '-collected',
    choices: SORTS,
  },
  limit: { kind: 'integer', description: 'Samples on the page', ...WHOLE.limit, example: '2' },
  cursor: { kind: 'text', description: 'Where to go on: from `next` of the page before' },
  fields: {
    kind: 'list',
    description: 'Only these members of each item; `id` always comes along',
    example: 'identifier,geometry',
  },
}

/** Parameters of which a second value would be dropped unseen. */
export const SINGLE: readonly string[] = [
  ...Object.entries({ ...FILTERS, ...PAGING })
    .filter(([, { kind }]) => kind === 'text' || kind === 'integer')
    .map(([name]) => name),
  'zoom',
  'interval',
]
