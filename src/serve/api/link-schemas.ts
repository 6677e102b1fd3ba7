/** The shapes of answers about links, families and who asserts what. */
import { z } from '@hono/zod-openapi'
import { KINSHIPS } from '../../catalogue/families.ts'
import type { Parameter } from '../../catalogue/parameter-table.ts'
import { RELATION_TYPES } from '../../links/relations.ts'
import { PackageV3Schema, PackageV4Schema } from '../../links/scholix-schema.ts'
import { LinkSchema } from '../api-schema.ts'
import { querySchema } from './query-schema.ts'

const whole = z.number().int()

export const LinkPackagesSchema = z
  .object({
    generation: whole,
    version: z.enum(['3', '4']),
    items: z.array(z.union([PackageV3Schema, PackageV4Schema])),
    next: z.string().optional().openapi({ description: 'Path of the next page, if there is one' }),
  })
  .openapi('LinkPackages', { description: 'Scholix link information packages' })

const repeated = (description: string, example?: string): Parameter => ({
  kind: 'values',
  description,
  ...(example !== undefined && { example }),
  maxLength: 8_192,
  maxItems: 200,
})

/** Parameters of lists of links. */
export const LINK_PAGE = {
  limit: {
    kind: 'integer',
    description: 'Links on the page',
    least: 1,
    most: 1_000,
    preset: 100,
    example: '2',
  },
  cursor: { kind: 'text', description: 'Where to go on: from `next` of the page before' },
} as const satisfies Readonly<Record<string, Parameter>>

/** Parameters of /api/links. */
export const LINK_PARAMETERS = {
  version: { kind: 'text', description: 'Scholix version', choices: ['3', '4'], example: '4' },
  source: repeated('Id of a source whose records state the link'),
  sample: repeated('The sample that the link leads from, in any spelling'),
  target: repeated('What the link leads to, in any spelling'),
  publication: repeated('A publication that the link leads to, under any of its identifiers'),
  relation: {
    kind: 'list',
    description: 'DataCite relation types',
    choices: RELATION_TYPES,
    example: 'IsCitedBy',
  },
  from: {
    kind: 'text',
    description: 'Stated by a record fetched at or after this date or moment',
    example: '2026-01-01',
  },
  to: { kind: 'text', description: 'Stated by a record fetched at or before this date or moment' },
  limit: { ...LINK_PAGE.limit, description: 'Links on the page at most' },
  cursor: LINK_PAGE.cursor,
} as const satisfies Readonly<Record<string, Parameter>>

export const LinkQuery = querySchema(LINK_PARAMETERS)

export const LinkPageQuery = querySchema(LINK_PAGE)

export const PublicationLinksSchema = z
  .object({
    generation: whole,
    id: z.string(),
    total: whole.openapi({ description: 'Links on all pages' }),
    links: z.array(
      LinkSchema.extend({
        as: z.string().openapi({ description: 'The identifier of the publication that the sample states' }),
      }),
    ),
    next: z.string().optional().openapi({ description: 'Path of the next page, if there is one' }),
  })
  .openapi('PublicationLinks')

/** Parameters of a sample's family. */
export const FAMILY_PARAMETERS = {
  of: {
    kind: 'text',
    description: 'Only these relatives, page by page; without it the nearest of all kinds',
    choices: KINSHIPS,
    example: 'descendants',
  },
  limit: {
    kind: 'integer',
    description: 'Relatives on the page, with `of`',
    least: 1,
    most: 1_000,
    preset: 100,
  },
  cursor: { kind: 'text', description: 'Where to go on: from `next` of the page before' },
} as const satisfies Readonly<Record<string, Parameter>>

export const FamilyQuery = querySchema(FAMILY_PARAMETERS)

const Asserter = z.object({ record: z.string(), source: z.string(), at: z.string() })

export const AssertionsSchema = z
  .object({
    generation: whole,
    id: z.string(),
    assertions: z.array(
      z.object({
        field: z.string(),
        disagreement: z
          .string()
          .optional()
          .openapi({ description: 'What cannot all be true; absent where the records agree' }),
        total: whole
          .optional()
          .openapi({ description: 'How many values there are, where not all are listed' }),
        values: z.array(
          z.object({
            value: z.string(),
            label: z.string().optional(),
            language: z.string().optional(),
            roles: z.array(z.string()).optional(),
            assertedBy: z.array(Asserter),
          }),
        ),
      }),
    ),
  })
  .openapi('Assertions')

const Relative = z.object({
  id: z.string(),
  name: z.string().optional(),
  distance: whole,
  via: z.string(),
  relation: z.string(),
  known: z.boolean(),
})

const relatives = z.array(Relative).optional()

export const KinSchema = z
  .object({
    generation: whole,
    id: z.string(),
    ancestors: relatives,
    descendants: relatives,
    siblings: relatives,
    origins: relatives.openapi({ description: 'Ancestors by derivation alone' }),
    derivations: relatives.openapi({ description: 'Descendants by derivation alone' }),
    counts: z.record(z.string(), whole).openapi({ description: 'How many there are, listed or not' }),
    truncated: z.boolean().openapi({ description: 'Whether there are more than are listed' }),
    next: z.string().optional(),
  })
  .openapi('Family')
