/** The shapes of the API's answers and parameters: what /openapi.json says. */
import { z } from '@hono/zod-openapi'
import { FACET_NAMES, FACETS } from '../catalogue/facet-table.ts'
import { PROPERTIES } from '../catalogue/filters.ts'
import { MAX_LIMIT } from '../catalogue/parameters.ts'
import { SORTS } from '../catalogue/query.ts'

const iri = z.string().openapi({ example: 'https://doi.org/10.60510/demo0001' })
const generation = z
  .number()
  .int()
  .openapi({ description: 'Number of the last archive change the answer includes' })

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details' })

const Labelled = z.object({ id: z.string(), label: z.string() }).openapi('Labelled')
const Involved = z
  .object({ id: z.string(), name: z.string(), roles: z.array(z.string()) })
  .openapi('Involved')

export const GeometrySchema = z
  .object({
    type: z.string(),
    coordinates: z.array(z.unknown()).optional(),
    geometries: z.array(z.unknown()).optional(),
  })
  .openapi('Geometry', { description: 'GeoJSON geometry (RFC 7946): longitude, latitude in WGS 84' })

export const SampleSchema = z
  .object({
    id: iri,
    identifier: z.string(),
    name: z.string().optional(),
    description: z.string().optional(),
    landingPage: z.string().optional(),
    source: z.string(),
    sources: z.array(z.string()),
    status: z.string().openapi({ example: 'registered' }),
    collection: z.boolean(),
    objectTypes: z.array(Labelled),
    materials: z.array(Labelled),
    sampledFeatures: z.array(Labelled),
    methods: z.array(Labelled),
    collected: z.object({ from: z.string().optional(), to: z.string().optional() }).optional(),
    geometry: GeometrySchema.optional(),
    elevation: z.number().optional().openapi({ description: 'Metres above sea level' }),
    place: z.string().optional(),
    people: z.array(Involved),
    organisations: z.array(Involved),
    publications: z.array(z.object({ id: z.string(), title: z.string(), relation: z.string() })),
    parents: z.array(z.string()),
    conformsTo: z.array(z.string()),
  })
  .openapi('Sample')

export const FacetCountsSchema = z
  .object({
    values: z.array(
      z.object({
        value: z.string(),
        label: z.string(),
        count: z.number().int(),
        selected: z.boolean(),
        broader: z.array(z.string()).optional(),
      }),
    ),
    total: z.number().int(),
  })
  .openapi('FacetCounts')

export const SearchSchema = z
  .object({
    total: z.number().int(),
    generation,
    items: z.array(SampleSchema),
    facets: z.record(z.string(), FacetCountsSchema),
    next: z.string().optional(),
  })
  .openapi('SearchResult')

export const LinkSchema = z
  .object({
    relation: z.string(),
    direction: z.enum(['out', 'in']),
    target: z.string(),
    kind: z.enum(['sample', 'publication', 'other']),
    title: z.string().optional(),
    assertedBy: z.array(z.object({ record: z.string(), source: z.string() })),
  })
  .openapi('Link')

const Relative = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    distance: z.number().int(),
    via: z.string(),
    relation: z.string(),
    known: z.boolean(),
  })
  .openapi('Relative')

export const FamilySchema = z
  .object({
    generation,
    ancestors: z.array(Relative),
    descendants: z.array(Relative),
    truncated: z.boolean(),
  })
  .openapi('Family')

const Term = z
  .object({
    type: z.string(),
    value: z.string(),
    'xml:lang': z.string().optional(),
    datatype: z.string().optional(),
  })
  .openapi('Term', { description: 'An RDF term as in SPARQL 1.1 Query Results JSON' })

export const RecordSchema = z
  .object({
    url: z.string(),
    source: z.string(),
    state: z.enum(['accepted', 'rejected', 'unreadable', 'withdrawn']),
    fetchedAt: z.string(),
    coverage: z.number().optional(),
  })
  .openapi('Record')

export const DetailSchema = SampleSchema.extend({
  generation,
  links: z.array(LinkSchema),
  records: z.array(RecordSchema),
  statements: z.array(z.object({ predicate: z.string(), object: Term, assertedBy: z.array(z.string()) })),
}).openapi('SampleDetail')

export const ListSchema = z
  .object({
    generation,
    total: z.number().int(),
    items: z.array(z.object({ id: z.string(), name: z.string(), samples: z.number().int() })),
    next: z.string().optional(),
  })
  .openapi('EntityList')

export const EntitySchema = z
  .object({
    generation,
    id: z.string(),
    name: z.string(),
    names: z.array(z.string()),
    samples: z.number().int(),
    sources: z.record(z.string(), z.number().int()),
  })
  .openapi('Entity')

/** Answers whose members the documentation of their path explains. */
export const OpenSchema = z.record(z.string(), z.unknown())

// Parameters are checked in catalogue/parameters.ts, which can say what to write instead: here they are only described.
const repeatable = (description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      type: 'array',
      items: { type: 'string' },
      description,
      param: { style: 'form', explode: true },
    })
const single = (description: string, example?: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ type: 'string', description, ...(example !== undefined && { example }) })
const whole = (description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ type: 'integer', description })

const facetParameters = Object.fromEntries(
  FACET_NAMES.map(name => [name, repeatable(`${FACETS[name].title}: one of the values given`)]),
)

const filterParameters = {
  ...facetParameters,
  bbox: single('minLon,minLat,maxLon,maxLat; minLon > maxLon crosses the antimeridian', '170,-50,-170,-30'),
  polygon: single('WKT POLYGON or MULTIPOLYGON, longitude latitude'),
  collected: single('FROM/TO: years, months or dates; .. is an open end', '1998/2003-06'),
  has: repeatable(`Only samples that have all of these: ${Object.keys(PROPERTIES).join(', ')}`),
}

/** Parameters that choose samples. */
export const FilterQuery = z.object({
  q: single('Words, or the beginnings of words, that all occur; or a pasted identifier'),
  ...filterParameters,
})

export const SearchQuery = FilterQuery.extend({
  facets: repeatable(`Facets to count: ${FACET_NAMES.join(', ')}`),
  facetLimit: whole('Values listed per facet'),
  sort: single(SORTS.join(', ')),
  limit: whole(`Samples per page, at most ${MAX_LIMIT}`),
  cursor: single('From `next` of the page before'),
})

/** Parameters of lists of values: `q` searches the values, the filters choose the samples that are counted. */
export const ValueQuery = z.object({
  q: single('Words, or the beginnings of words, in the name or identifier'),
  ...filterParameters,
  limit: whole(`Values per page, at most ${MAX_LIMIT}`),
  cursor: single('From `next` of the page before'),
})

export const ClusterQuery = FilterQuery.extend({ zoom: whole('Zoom level of a web map, 0 to 18') })
export const TimelineQuery = FilterQuery.extend({ interval: single('year, decade, century or millennium') })
export const IdParam = z.object({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    description: 'Percent-encoded IRI, or an identifier as people write it',
  }),
})
export const FacetParam = z.object({
  facet: z.string().openapi({ param: { name: 'facet', in: 'path' }, description: FACET_NAMES.join(', ') }),
})
