/** The shapes of the API's answers and parameters: what /openapi.json says. */
import { z } from '@hono/zod-openapi'
import { MAX_ZOOM } from '../catalogue/clusters.ts'
import { ENTITY_SORTS } from '../catalogue/entity-list.ts'
import { FACET_NAMES } from '../catalogue/facet-table.ts'
import { FILTERS, PAGING, type Parameter, WHOLE } from '../catalogue/parameter-table.ts'
import { INTERVALS } from '../catalogue/timeline.ts'
import { querySchema } from './api/query-schema.ts'

const iri = z.string().openapi({ example: 'https://doi.org/10.60510/demo0001' })
const generation = z
  .number()
  .int()
  .openapi({ description: 'Number of the last archive change the answer includes' })

export const ProblemSchema = z
  .looseObject({
    type: z
      .string()
      .openapi({ description: '`urn:problem:lodestone:` and one of the codes that the description lists' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().openapi({ description: 'Quotes the offending value and says what to write instead' }),
    subject: z.string().optional().openapi({ description: 'The parameter that is meant' }),
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
    type: z.string().optional().openapi({ description: 'DataCite relation type, from subject to object' }),
    inverse: z.string().optional().openapi({ description: 'The same relation from object to subject' }),
    direction: z.enum(['out', 'in']),
    target: z.string(),
    kind: z.enum(['sample', 'publication', 'other']),
    title: z.string().optional(),
    assertedBy: z.array(z.object({ record: z.string(), source: z.string(), at: z.string() })),
  })
  .openapi('Link')

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
    seq: z.number().int().openapi({ description: 'Number of its last change' }),
    fetchedAt: z.string(),
    coverage: z.number().optional().openapi({ description: 'Share of its values that reached the graph' }),
    withdrawnBecause: z.string().optional(),
  })
  .openapi('SampleRecord')

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

const Companion = z
  .object({ id: z.string(), name: z.string(), samples: z.number().int() })
  .openapi('Companion', { description: 'Has to do with some of the same samples' })

export const EntitySchema = z
  .object({
    generation,
    id: z.string(),
    name: z.string(),
    type: z.string().openapi({ description: 'person, organisation, article, dataset or work' }),
    names: z.array(z.string()),
    spellings: z.array(z.object({ name: z.string(), sources: z.record(z.string(), z.number().int()) })),
    identifiers: z.array(z.string()).openapi({ description: 'All that records use for it, its own first' }),
    samples: z.number().int(),
    sources: z.record(z.string(), z.number().int()),
    years: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
    bbox: z
      .tuple([z.number(), z.number(), z.number(), z.number()])
      .optional()
      .openapi({ description: 'West, south, east, north of its samples' }),
    people: z.array(Companion),
    organisations: z.array(Companion),
    publications: z.array(Companion),
  })
  .openapi('Entity')

/** Answers whose members the documentation of their path explains. */
export const OpenSchema = z.record(z.string(), z.unknown())

/** Parameters that choose samples. Values are checked in catalogue/parameters.ts, which can say what to write instead. */
export const FilterQuery = querySchema(FILTERS)

export const SearchQuery = querySchema({ ...FILTERS, ...PAGING })

const VALUES: Readonly<Record<string, Parameter>> = {
  ...FILTERS,
  q: {
    kind: 'text',
    description: 'Words, or the beginnings of words, in the name or identifier of the values',
    example: 'demo',
  },
  limit: { kind: 'integer', description: 'Values on the page', ...WHOLE.values, example: '2' },
  cursor: { kind: 'text', description: 'Where to go on: from `next` of the page before' },
}

/** Parameters of lists of values: `q` searches the values, the filters choose the samples that are counted. */
export const ValueQuery = querySchema(VALUES)

/** The same for people, organisations and publications, which can be had in several orders. */
export const EntityQuery = querySchema({
  ...VALUES,
  sort: {
    kind: 'text',
    description: 'By number of samples or by name; by default those with most samples first',
    example: 'name',
    choices: ENTITY_SORTS,
  },
})

export const ClusterQuery = querySchema({
  ...FILTERS,
  zoom: {
    kind: 'integer',
    description: 'Zoom level of a web map',
    ...{ least: 0, most: MAX_ZOOM, preset: 1, example: '2' },
  },
})
export const TimelineQuery = querySchema({
  ...FILTERS,
  interval: {
    kind: 'text',
    description: 'Length of a bar; by default the shortest that gives at most 100 bars',
    example: 'decade',
    choices: Object.keys(INTERVALS),
  },
})
export const DetailQuery = querySchema({
  fields: {
    kind: 'list',
    description: 'Only these members; `id` and `generation` always come along',
    example: 'identifier,links',
  },
})
export const RecordQuery = querySchema({
  raw: {
    kind: 'text',
    description: 'Address of one of the records: gives its page as it was fetched, as inert text',
  },
})
export const IdParam = z.object({
  id: z.string().openapi({
    param: { name: 'id', in: 'path' },
    description: 'Percent-encoded IRI, or an identifier as people write it',
  }),
})
export const FacetParam = z.object({
  facet: z.string().openapi({
    param: { name: 'facet', in: 'path' },
    description: 'Name of a facet',
    example: 'material',
    enum: [...FACET_NAMES],
  }),
})
