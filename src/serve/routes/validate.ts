/** `/api/validate`: a document against profiles or shapes. Nothing is fetched, nothing is kept. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Archive } from '../../archive/archive.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Source } from '../../model/source.ts'
import type { CheckAnswer, PlacedProblem } from '../../validate/check-request.ts'
import type { Checker } from '../../validate/checker.ts'
import { problemsJson, reportJson } from '../../validate/report-json.ts'
import { jsonLdOf, turtleOf } from '../../validate/report-rdf.ts'
import { problemResponse } from '../errors.ts'
import { chooseType } from './accept.ts'
import { recordsNamed } from './naming.ts'
import { MAX_DOCUMENT } from './validate-body.ts'
import { validateDescription } from './validate-description.ts'
import { type AskedCheck, type ReportName, readCheckRequest } from './validate-request.ts'

/** What checking needs; without a checker the routes say that this server has none. */
export interface ValidateDeps {
  readonly catalogue: Catalogue
  readonly archive: Pick<Archive, 'recordsOfSample'> & Partial<Pick<Archive, 'body'>>
  /** The public address without a trailing slash. */
  readonly base: string
  readonly checker?: Checker
  /** What the registry says of sources: a harvested page is read as its source is. */
  readonly sources?: readonly Source[]
}

const TYPES: Readonly<Record<ReportName, string>> = {
  json: 'application/json',
  turtle: 'text/turtle',
  jsonld: 'application/ld+json',
  ntriples: 'application/n-triples',
}
const SUFFIXES: Readonly<Record<ReportName, string>> = {
  json: 'json',
  turtle: 'ttl',
  jsonld: 'jsonld',
  ntriples: 'nt',
}

/** Problems of the checker itself; all others are about what was sent. */
const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  busy: [503, 'Too many checks at once'],
  'check-too-long': [504, 'The check took too long'],
  'check-crashed': [500, 'The check broke off'],
  'unknown-profile': [400, 'No such profile'],
}

/** Problems as one problem+json; `problems` lists them all with their lines. */
export const refusedCheck = (problems: readonly PlacedProblem[]): Response => {
  const [first] = problems
  const [status, title] = STATUS[first?.code ?? ''] ?? [422, 'It cannot be checked']
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more problems)` : ''
  return problemResponse(
    {
      ...{ status, title, code: first?.code ?? 'unreadable', detail: `${first?.detail ?? ''}${more}` },
      problems: problemsJson(problems).problems,
    },
    status === 503 ? { 'retry-after': '5' } : {},
  )
}

const noChecker = (): Response =>
  problemResponse({
    ...{ status: 503, code: 'no-checker', title: 'Not available' },
    detail:
      'this server was started without a checker; `lodestone serve` has one, `lodestone validate` needs no server',
  })

/** The page of a harvested record in place of a document; its kernel graph when the page is too large or not kept. */
export const withSample = async (
  { request, sample, ...rest }: AskedCheck,
  deps: ValidateDeps,
): Promise<AskedCheck | Response> => {
  if (sample === undefined) return { request, ...rest }
  const found = await recordsNamed(deps, sample)
  if (found instanceof Response) return found
  const record = found.records.find(({ state }) => state === 'accepted') ?? found.records[0]
  if (!record) return { request, ...rest }
  const body = await deps.archive.body?.(record.bodyDigest)
  const { url, mediaType, samples } = record
  const source = deps.sources?.find(({ id }) => id === record.source)
  const reading = source && { overlay: source.overlay, repairs: source.repairs }
  const isWhole = body !== undefined && body.byteLength > 0 && body.byteLength <= MAX_DOCUMENT
  return {
    ...rest,
    request: isWhole
      ? { ...request, url, content: body, mediaType, ...(reading && { reading }) }
      : { ...request, url, content: new TextEncoder().encode(record.kernelTriples), kernelOf: samples },
  }
}

/** Runs a check that was asked for. */
export const runCheck = async (
  asked: AskedCheck,
  { checker }: Pick<ValidateDeps, 'checker'>,
  wanted: { readonly graph: boolean } = { graph: false },
): Promise<CheckAnswer | undefined> => checker?.check({ ...asked.request, ...wanted })

const reportBody = (answer: CheckAnswer & { ok: true }, type: string): string => {
  const triples = answer.value.reportTriples ?? ''
  if (type === TYPES.turtle) return turtleOf(triples)
  if (type === TYPES.jsonld) return `${jsonLdOf(triples)}\n`
  return type === TYPES.ntriples ? triples : `${JSON.stringify(reportJson(answer.value))}\n`
}

/** Mounts `POST /api/validate`. */
export const mountValidate = (app: OpenAPIHono, deps: ValidateDeps): void => {
  app.openAPIRegistry.registerPath(validateDescription)
  app.post('/api/validate', async c => {
    const read = await readCheckRequest(c, deps.base)
    if (read instanceof Response) return read
    const type = read.report ? TYPES[read.report] : chooseType(c.req.header('accept'), Object.values(TYPES))
    // Who likes none of them, as a browser that sends a form, gets JSON.
    const given = type ?? TYPES.json
    const asked = await withSample(read, deps)
    if (asked instanceof Response) return asked
    const answer = await runCheck(asked, deps, { graph: given !== TYPES.json })
    if (!answer) return noChecker()
    if (!answer.ok) return refusedCheck(answer.problems)
    const name = read.report && `validation-report.${SUFFIXES[read.report]}`
    return new Response(reportBody(answer, given), {
      headers: {
        'content-type': `${given}; charset=utf-8`,
        vary: 'Accept',
        'cache-control': 'no-store',
        ...(name !== undefined && { 'content-disposition': `attachment; filename="${name}"` }),
      },
    })
  })
  app.get('/api/validate', () =>
    problemResponse(
      {
        ...{ status: 405, code: 'method-not-allowed', title: 'Method not allowed' },
        detail: 'send the document by POST; /profiles/playground is a page that does it',
      },
      { allow: 'POST, OPTIONS' },
    ),
  )
}
