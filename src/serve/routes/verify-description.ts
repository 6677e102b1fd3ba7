/** What /openapi.json says of `/api/verify`; its examples run on the demo. */
import { createRoute, z } from '@hono/zod-openapi'
import { FIELDS } from '../../verify/completeness.ts'
import { VERDICTS } from '../../verify/report.ts'
import { ProblemSchema } from '../api-schema.ts'
import { FORMATS, MAX_BODY } from './verify-request.ts'

const whole = z.number().int()
const maybe = z.string().nullable()

const CompletenessSchema = z
  .object({ share: z.number(), missing: z.array(z.enum(FIELDS)) })
  .nullable()
  .openapi({ description: 'Which of nine fields the sample has, from 0 to 1' })

const ResultSchema = z
  .object({
    text: z.string(),
    start: whole.openapi({ description: 'UTF-16 offset into the text of the document' }),
    end: whole,
    scheme: maybe,
    canonical: maybe,
    verdict: z.enum(VERDICTS),
    suggestion: maybe.openapi({ description: 'The identifier that is probably meant, or the better form' }),
    sample: maybe.openapi({ description: 'IRI of the sample; /api/samples/{id} has it all' }),
    linksBack: z.boolean().nullable().openapi({
      description: 'Whether the record of the sample names the publication; null when that cannot be said',
    }),
    detail: z.string(),
    place: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'page, line, row, column, paragraph, part: as the document has them' }),
    before: z.string(),
    behind: z.string(),
    candidates: z.array(z.string()),
    name: maybe,
    landingPage: maybe,
    status: maybe,
    completeness: CompletenessSchema,
  })
  .openapi('VerifyResult')

const ReportSchema = z
  .object({
    document: z.object({ name: z.string(), kind: z.string(), characters: whole, pages: whole.optional() }),
    publication: z
      .object({ id: z.string(), guessed: z.boolean() })
      .nullable()
      .openapi({ description: '`guessed`: taken from the first page of the document' }),
    results: z.array(ResultSchema),
    summary: z.record(z.enum(VERDICTS), whole),
    samples: z.object({
      distinct: whole,
      linkingBack: whole.nullable(),
      completeness: z.number().nullable(),
    }),
    truncated: z.boolean(),
    notes: z.array(z.string()),
  })
  .openapi('VerifyReport')

const binary = { schema: z.string().openapi({ format: 'binary' }) }
const DEMO = 'The core is IGSN 10.5072/DEMO-CORE-0001, the soil IGSN:10.5072/DEMO-SOIL-00O1.'

/** Every form of body, with an example. */
const BODY = {
  content: {
    'text/plain': { schema: z.string(), example: DEMO },
    'text/csv': { schema: z.string(), example: 'label,IGSN\nfirst,10.5072/DEMO-CORE-0001\n' },
    'application/json': {
      schema: z.object({
        identifiers: z.array(z.string()).optional(),
        text: z.string().optional(),
        publication: z.string().optional(),
      }),
      example: { identifiers: ['IGSN:10.5072/DEMO-CORE-0001', '10.5072/DEMO-SOIL-00O1'] },
    },
    'application/pdf': binary,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': binary,
    'multipart/form-data': {
      schema: z.object({
        document: z.string().openapi({ format: 'binary' }).optional(),
        text: z.string().optional(),
        publication: z.string().optional(),
      }),
    },
  },
}

/** The operation. Bodies are read by verify-request.ts, which can say what is wrong with them. */
export const verifyDescription = createRoute({
  method: 'post',
  path: '/api/verify',
  tags: ['verification'],
  summary: 'A verdict for every identifier of a manuscript, table or list',
  description: `The body is the document (text, CSV, .docx, .xlsx, .odt, PDF with a text layer; at most ${MAX_BODY} bytes), a form with it, or JSON. Nothing is fetched, nothing is kept.`,
  request: {
    query: z.object({
      publication: z.string().optional().openapi({
        description:
          'DOI of the publication whose samples are verified: tells whether their records link back to it',
        example: '10.5072/demo-paper-03',
      }),
      format: z
        .enum(FORMATS)
        .optional()
        .openapi({ description: 'Form of the report as a file, in place of the Accept header' }),
      name: z.string().optional().openapi({ description: 'File name of a document sent as the body' }),
    }),
    body: BODY,
  },
  responses: {
    200: {
      description: 'The report',
      content: {
        'application/json': { schema: ReportSchema },
        'text/csv': { schema: z.string() },
        'text/html': { schema: z.string() },
      },
    },
    ...Object.fromEntries(
      [
        [400, 'A parameter cannot be understood, or nothing was sent'],
        [413, 'The document is too large'],
        [415, 'Not a kind of document that is read'],
        [422, 'The document cannot be read: damaged, encrypted, without text, or it takes too long'],
        [503, 'Too many documents at once; try again after Retry-After seconds'],
      ].map(([status, description]) => [
        status,
        { description, content: { 'application/problem+json': { schema: ProblemSchema } } },
      ]),
    ),
  },
})
