/** The shapes of what the API tells of sources, profiles and vocabularies. */
import { z } from '@hono/zod-openapi'

const whole = z.number().int()

const Source = z
  .object({
    id: z.string(),
    name: z.string(),
    ror: z.string().optional(),
    homepage: z.string().optional(),
    licence: z.string().optional(),
    demo: z.boolean(),
    feeds: z.array(z.looseObject({ kind: z.string() })),
    profiles: z.array(z.string()),
    samples: whole,
    records: z
      .looseObject({
        accepted: whole.optional(),
        rejected: whole.optional(),
        unreadable: whole.optional(),
        withdrawn: whole.optional(),
        coverage: z.number().optional().openapi({ description: 'Share of values that reached the graph' }),
      })
      .openapi({ description: 'Records by state; empty before the first harvest' }),
  })
  .openapi('Source')

const SourceDetail = Source.extend({
  conformsTo: z.record(z.string(), whole).openapi({ description: 'Samples by profile that they meet' }),
}).openapi('SourceDetail')

const Profile = z
  .object({
    id: z.string(),
    iri: z.string(),
    title: z.string(),
    description: z.string(),
    inherits: z.array(z.string()),
    digest: z.string(),
    samples: whole,
  })
  .openapi('Profile')

const Vocabulary = z
  .object({
    id: z.string(),
    title: z.string(),
    concepts: whole,
    field: z.string().optional().openapi({ description: 'The facet whose values are its concepts' }),
    conceptsOfFieldInUse: whole.optional(),
  })
  .openapi('Vocabulary')

/** List and single entry of each part of the registry. */
export const REGISTRY_SCHEMAS = {
  sources: {
    list: z.object({ generation: whole, sources: z.array(Source) }).openapi('SourceList'),
    one: SourceDetail,
  },
  profiles: {
    list: z.object({ generation: whole, profiles: z.array(Profile) }).openapi('ProfileList'),
    one: Profile,
  },
  vocabularies: {
    list: z.object({ generation: whole, vocabularies: z.array(Vocabulary) }).openapi('VocabularyList'),
    one: Vocabulary,
  },
} as const
