/** `/api/verify`: a verdict for every identifier of a text, a file or a list. Nothing is fetched, nothing is kept. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Problem } from '../../model/problem.ts'
import { csvOfReports } from '../../verify/report-csv.ts'
import { problemResponse } from '../errors.ts'
import { clientOf } from '../operation/client.ts'
import type { Place } from '../upload-room.ts'
import type { LookupParts } from '../verify-lookup.ts'
import { type VerifyService, verifyService } from '../verify-service.ts'
import { verifyReportPage } from '../views/verify-report.ts'
import { chooseType } from './accept.ts'
import { verifyDescription } from './verify-description.ts'
import { type Asked, type Format, readVerifyRequest } from './verify-request.ts'

/** What verifying needs. */
export interface VerifyDeps extends LookupParts {
  readonly base: string
  readonly config?: { readonly base?: string; readonly trustProxy?: number }
}

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  html: 'text/html',
}

const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  busy: [503, 'Too many documents at once'],
  'too-large': [413, 'Too large'],
  'unsupported-document': [415, 'Not a document that can be read'],
  'too-long': [422, 'Reading took too long'],
}

/** A document that could not be verified, as an answer. */
export const refusedDocument = ({ code, detail, subject }: Problem): Response => {
  const [status, title] = STATUS[code] ?? [422, 'The document cannot be read']
  return problemResponse(
    { status, code, title, detail, subject },
    status === 503 ? { 'retry-after': '5' } : {},
  )
}

const services = new WeakMap<object, VerifyService>()

/** The service over a catalogue, one for all routes, so that a client's requests wait for each other. */
export const serviceOf = (deps: LookupParts): VerifyService => {
  const service = services.get(deps.catalogue) ?? verifyService(deps)
  services.set(deps.catalogue, service)
  return service
}

/** Who asks, as far as taking turns is concerned. */
export const turnOf = (c: Context, { config }: Pick<VerifyDeps, 'config'>): string =>
  clientOf(c, config?.trustProxy ?? 0).key

const formatOf = (asked: Asked, accept: string | undefined): Format => {
  if (asked.format) return asked.format
  const type = chooseType(accept, Object.values(TYPES))
  return (Object.keys(TYPES) as Format[]).find(format => TYPES[format] === type) ?? 'json'
}

const answer = async (c: Context, deps: VerifyDeps, place: Place): Promise<Response> => {
  const asked = await readVerifyRequest(c, place)
  if (asked instanceof Response) return asked
  const format = formatOf(asked, c.req.header('accept'))
  const verified = await serviceOf(deps).verify({ ...asked, wantsText: format === 'html' }, turnOf(c, deps))
  if (!verified.ok) return refusedDocument(verified.problem)
  const { report, text } = verified.value
  const body =
    format === 'json'
      ? `${JSON.stringify(report)}\n`
      : format === 'csv'
        ? csvOfReports([report])
        : verifyReportPage([{ report, ...(text !== undefined && { text }) }], deps.base)
  return new Response(body, {
    headers: {
      'content-type': `${TYPES[format]}; charset=utf-8`,
      vary: 'Accept',
      'cache-control': 'no-store',
      // A page made from somebody's document is never run here as a page of this site.
      ...(asked.format && {
        'content-disposition': `attachment; filename="verify-report.${asked.format}"`,
      }),
      ...(format === 'html' && {
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      }),
    },
  })
}

/** Mounts `POST /api/verify`. */
export const mountVerify = (app: OpenAPIHono, deps: VerifyDeps): void => {
  app.openAPIRegistry.registerPath(verifyDescription)
  app.post('/api/verify', async c => {
    const place = serviceOf(deps).room.enter(turnOf(c, deps))
    try {
      return await answer(c, deps, place)
    } finally {
      place.leave()
    }
  })
  app.get('/api/verify', () =>
    problemResponse(
      {
        ...{ status: 405, code: 'method-not-allowed', title: 'Method not allowed' },
        detail: 'send the document by POST; /verify is a page that does it',
      },
      { allow: 'POST, OPTIONS' },
    ),
  )
}
