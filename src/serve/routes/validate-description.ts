/** What /openapi.json says of `/api/validate`; its examples are run as tests. */
import { createRoute, z } from '@hono/zod-openapi'
import { LANGUAGES, THRESHOLDS } from '../../validate/check-request.ts'
import { OpenSchema, ProblemSchema } from '../api-schema.ts'
import { MAX_DOCUMENT, MAX_SHAPES } from './validate-body.ts'
import { REPORTS } from './validate-request.ts'

const Term = z.object({
  type: z.string(),
  value: z.string(),
  'xml:lang': z.string().optional(),
  datatype: z.string().optional(),
})

const ResultSchema = z
  .object({
    focusNode: Term,
    path: z.string().optional().openapi({ description: 'An IRI, or a SPARQL property path' }),
    value: Term.optional(),
    component: z.string(),
    severity: z.string(),
    message: z.string(),
    sourceShape: z.string().optional(),
    profile: z.string(),
  })
  .openapi('ValidationResult')

const ReportSchema = z
  .object({
    conforms: z.boolean(),
    results: z.array(ResultSchema),
    nothingChecked: z
      .boolean()
      .optional()
      .openapi({ description: 'No shape found a node to check: neither conforming nor failing' }),
    omitted: z.number().int().optional().openapi({ description: 'Results that are left out' }),
    validated: z.enum(['kernel', 'as-is']).openapi({
      description: '`kernel`: the graph that a harvest makes of the document; `as-is`: its own statements',
    }),
    statements: z.number().int(),
    profiles: z.array(OpenSchema),
    lines: z
      .array(z.number().int().nullable())
      .openapi({ description: 'For each result the line of the document that it speaks of' }),
    warnings: z.array(OpenSchema),
    explanation: z.array(OpenSchema).optional(),
  })
  .openapi('ValidationReport')

const DEMO_TURTLE = `@prefix sosa: <http://www.w3.org/ns/sosa/> .
@prefix schema: <https://schema.org/> .
<https://demo.example/sample/1> a sosa:Sample ; schema:name "Demo sample" ; schema:elevation "high" .
`
const DEMO_JSON = {
  '@context': 'https://schema.org/',
  '@type': 'Product',
  identifier: 'igsn:10.5072/DEMO-1',
  name: 'Demo sample',
}
const DEMO_SHAPES = `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
[] a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:property [ sh:path schema:name ; sh:maxLength 5 ] .
`

const text = (schema: z.ZodType, example: string) => ({ schema, example })

const Query = z.object({
  profile: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      type: 'array',
      items: { type: 'string' },
      description: 'Id of a profile of /api/profiles; the kernel is always checked. Repeatable',
      example: ['geology'],
    }),
  format: z.string().optional().openapi({
    description: 'What the document is, in place of Content-Type: turtle, nt, nq, jsonld, html',
  }),
  url: z
    .string()
    .optional()
    .openapi({ description: 'Address of the document: relative IRIs are resolved against it' }),
  raw: z
    .boolean()
    .optional()
    .openapi({ description: 'JSON-LD as its specification reads it: no repairs, overlays, crosswalk' }),
  language: z.enum(LANGUAGES).optional(),
  explain: z
    .boolean()
    .optional()
    .openapi({ description: 'Adds `explanation`: who asks for what, the closest branch, what to do' }),
  failOn: z.enum(THRESHOLDS).optional().openapi({ description: 'Least severity that keeps from conforming' }),
  report: z
    .enum(REPORTS)
    .optional()
    .openapi({ description: 'Form of the report as a file, in place of the Accept header' }),
})

/** Every form of body, with an example. */
const BODIES = {
  'text/turtle': text(z.string(), DEMO_TURTLE),
  'application/ld+json': { schema: z.record(z.string(), z.unknown()), example: DEMO_JSON },
  'application/n-triples': text(
    z.string(),
    '<https://demo.example/sample/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/sosa/Sample> .\n',
  ),
  'text/html': text(
    z.string(),
    `<!doctype html><title>Demo</title><script type="application/ld+json">${JSON.stringify(DEMO_JSON)}</script>`,
  ),
  'application/json': {
    schema: z.object({
      document: z.unknown(),
      mediaType: z.string().optional(),
      shapes: z.string().optional(),
    }),
    example: { document: DEMO_TURTLE, mediaType: 'text/turtle', shapes: DEMO_SHAPES },
  },
  'multipart/form-data': {
    schema: z.object({
      document: z.string().optional(),
      sample: z
        .string()
        .optional()
        .openapi({ description: 'Identifier of a harvested sample, in place of a document' }),
      shapes: z.string().optional(),
    }),
  },
}

/** The operation. Bodies are read by validate-request.ts, which can say what is wrong with them. */
export const validateDescription = createRoute({
  method: 'post',
  path: '/api/validate',
  tags: ['validation'],
  summary: 'Check a document against profiles or SHACL shapes',
  description:
    `The body is the document: JSON-LD or a page (which go the whole way of a harvest), Turtle, N-Triples, N-Quads (checked as they are), at most ${MAX_DOCUMENT} bytes. ` +
    `Shapes of your own (Turtle, at most ${MAX_SHAPES} bytes) go with it as a form or as JSON. Nothing is fetched, nothing is kept. The report is JSON, or RDF (SHACL 3.6) by the Accept header.`,
  request: {
    query: Query,
    body: { content: BODIES },
  },
  responses: {
    200: {
      description: 'The report, whether the document conforms or not',
      content: {
        'application/json': { schema: ReportSchema },
        'text/turtle': { schema: z.string() },
        'application/ld+json': { schema: z.string() },
        'application/n-triples': { schema: z.string() },
      },
    },
    ...Object.fromEntries(
      [
        [400, 'A parameter cannot be understood, or there is no such profile'],
        [413, 'Document or shapes are too large'],
        [415, 'Not a media type of documents'],
        [422, 'Document or shapes cannot be read; `problems` lists what is wrong, with lines'],
        [503, 'Too many checks at once; try again after Retry-After seconds'],
        [504, 'The check took too long and was ended'],
      ].map(([status, description]) => [
        status,
        { description, content: { 'application/problem+json': { schema: ProblemSchema } } },
      ]),
    ),
  },
})
