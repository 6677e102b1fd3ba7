/** The shapes of Scholix link packages, versions 3 and 4, written after their published descriptions. */
import { z } from '@hono/zod-openapi'

const IdentifierSchema = z.strictObject({
  ID: z.string().min(1),
  IDScheme: z.string().min(1),
  IDURL: z.url().optional(),
})

/** `ID` as people write it, `IDScheme` in lower case, `IDURL` where a browser can open it. */
export type ScholixIdentifier = z.infer<typeof IdentifierSchema>

const RelationshipSchema = z.strictObject({
  Name: z.enum(['IsSupplementTo', 'IsSupplementedBy', 'References', 'IsReferencedBy', 'IsRelatedTo']),
  SubType: z.string(),
  SubTypeSchema: z.string(),
})

// ISO 8601: a year, a date, or a moment with its zone.
const DateSchema = z
  .string()
  .regex(/^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?)?$/)

const EndV3 = z.strictObject({
  Identifier: z.array(IdentifierSchema).min(1),
  Type: z.enum(['publication', 'dataset', 'software', 'other']),
  SubType: z.string().optional(),
  SubTypeSchema: z.string().optional(),
  Title: z.string().optional(),
})

export const PackageV3Schema = z
  .strictObject({
    LinkPublicationDate: DateSchema,
    LinkProvider: z
      .array(z.strictObject({ Name: z.string(), Identifier: z.array(IdentifierSchema).optional() }))
      .min(1),
    RelationshipType: RelationshipSchema,
    LicenseURL: z.string().optional(),
    Source: EndV3,
    Target: EndV3,
  })
  .openapi('ScholixPackageV3')
export type PackageV3 = z.infer<typeof PackageV3Schema>

const endV4 = <I extends z.ZodType>(identifier: I) =>
  z.strictObject({
    Identifier: identifier,
    Type: z.strictObject({
      Name: z.enum(['literature', 'dataset', 'unknwon']),
      SubType: z.string().optional(),
      SubTypeSchema: z.string().optional(),
    }),
    Title: z.array(z.string()).optional(),
  })

export const PackageV4Schema = z
  .strictObject({
    LinkPublicationDate: DateSchema,
    LinkProvider: z
      .array(z.strictObject({ name: z.string(), identifier: z.array(IdentifierSchema).optional() }))
      .min(1),
    RelationshipType: RelationshipSchema,
    LicenseURL: z.string().optional(),
    Source: endV4(z.array(IdentifierSchema).min(1)),
    Target: endV4(IdentifierSchema),
  })
  .openapi('ScholixPackageV4')
export type PackageV4 = z.infer<typeof PackageV4Schema>
