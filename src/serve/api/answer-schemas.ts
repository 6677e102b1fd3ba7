/** The shapes of answers about samples in bulk, in space and time, and about their records. */
import { z } from '@hono/zod-openapi'
import { FACET_NAMES } from '../../catalogue/facet-table.ts'
import { INTERVALS } from '../../catalogue/timeline.ts'
import { FacetCountsSchema, LinkSchema, RecordSchema } from '../api-schema.ts'

const whole = z.number().int()
const next = z.string().optional().openapi({ description: 'Path of the next page, if there is one' })

export const FacetListSchema = z
  .object({
    generation: whole,
    facets: z.array(
      z.object({
        name: z.enum(FACET_NAMES as [string, ...string[]]),
        title: z.string(),
        kind: z.enum(['concept', 'entity', 'sample', 'plain']),
      }),
    ),
  })
  .openapi('FacetList')

export const FacetPageSchema = FacetCountsSchema.extend({
  facet: z.string(),
  generation: whole,
  next,
}).openapi('FacetPage')

const degrees = z.tuple([z.number(), z.number(), z.number(), z.number()])

export const ClustersSchema = z
  .object({
    type: z.literal('FeatureCollection'),
    generation: whole,
    located: whole.openapi({ description: 'Samples that match and have a place' }),
    truncated: z.boolean().openapi({ description: 'The emptiest cells were left out' }),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
        properties: z.object({
          count: whole,
          bbox: degrees.openapi({ description: 'West, south, east, north of the samples' }),
          id: z.string().optional().openapi({ description: 'Of a single sample' }),
          name: z.string().optional(),
        }),
      }),
    ),
  })
  .openapi('Clusters')

export const TimelineSchema = z
  .object({
    generation: whole,
    interval: z.enum(Object.keys(INTERVALS) as [string, ...string[]]),
    bars: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        collected: z.string().openapi({ description: 'The filter that finds exactly these samples' }),
        count: whole,
      }),
    ),
    undated: whole,
  })
  .openapi('Timeline')

export const LinksSchema = z
  .object({
    generation: whole,
    id: z.string(),
    total: whole.openapi({
      description:
        'How many there are, listed or not: of more than 10,000 every source and record keeps some',
    }),
    links: z.array(LinkSchema),
  })
  .openapi('SampleLinks')

const Reported = z.looseObject({ code: z.string().optional() })
const Report = z
  .object({
    profile: z.string(),
    shapesDigest: z.string(),
    conforms: z.boolean(),
    results: z.array(z.looseObject({ message: z.string(), severity: z.string() })),
  })
  .openapi('ProfileReport')

export const ValidationSchema = z
  .object({
    id: z.string(),
    records: z.array(
      RecordSchema.extend({
        reports: z.array(Report),
        problems: z.array(Reported),
        repairs: z.array(z.unknown()),
      }),
    ),
  })
  .openapi('SampleValidation')

export const HarvestedSchema = z
  .object({
    id: z.string(),
    records: z.array(
      RecordSchema.extend({
        finalUrl: z.string(),
        mediaType: z.string(),
        bodyDigest: z.string(),
        lost: z.array(z.unknown()),
        repairs: z.array(z.unknown()),
        problems: z.array(Reported),
        quads: z.string().openapi({ description: 'What the record says, as N-Quads' }),
        kernel: z.string().openapi({ description: 'Its kernel statements, as N-Triples' }),
        raw: z.string().openapi({ description: 'Path of the page as it was fetched' }),
      }),
    ),
  })
  .openapi('HarvestedRecords')
