/** Records as they were harvested: what the page said, and the page itself. */
import type { Context } from 'hono'
import { problemResponse } from '../errors.ts'
import { chooseType } from './accept.ts'
import { type ApiDeps, notFound, parametersOf } from './api-answer.ts'
import { recordSummary } from './description.ts'
import type { NamedRecords } from './naming.ts'

// JSON-LD is the same JSON with the API's context in it.
const OFFERS = ['application/json', 'application/n-quads', 'application/ld+json'] as const

// The page comes from elsewhere: never rendered, never run, on this server's address.
const INERT = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'content-disposition': 'attachment; filename="page.txt"',
}

const rawPage = async (
  archive: ApiDeps['archive'],
  { records }: NamedRecords,
  url: string,
): Promise<Response> => {
  const record = records.find(each => each.url === url)
  const body = record && (await archive.body(record.bodyDigest))
  if (!record || !body) return notFound('record', url, '; raw= takes the url of one of the records')
  const type = `text/plain${record.charset === undefined ? '' : `; charset=${record.charset.replace(/[^\w.:-]/g, '')}`}`
  return new Response(new Uint8Array(body), { headers: { 'content-type': type, ...INERT } })
}

/** Records as JSON or N-Quads by the Accept header; with `raw=URL` the bytes of that record's page, as inert text. */
export const recordsAsHarvested = async (
  c: Context,
  archive: ApiDeps['archive'],
  found: NamedRecords,
): Promise<Response> => {
  const raw = parametersOf(c).get('raw')
  if (raw !== null) return rawPage(archive, found, raw)
  const type = chooseType(c.req.header('accept'), OFFERS)
  if (type === 'application/n-quads') {
    return new Response(found.records.map(record => record.recordQuads).join(''), {
      headers: { 'content-type': type, vary: 'Accept' },
    })
  }
  if (type === undefined) {
    const detail = `this is given as ${OFFERS.join(' or ')}`
    return problemResponse({ status: 406, code: 'not-acceptable', title: 'No such form', detail })
  }
  const records = found.records.map(record => ({
    ...recordSummary(record),
    finalUrl: record.finalUrl,
    mediaType: record.mediaType,
    bodyDigest: record.bodyDigest,
    lost: record.coverage?.lost ?? [],
    repairs: record.repairs,
    problems: record.problems,
    quads: record.recordQuads,
    kernel: record.kernelTriples,
    raw: `${new URL(c.req.url).pathname}?raw=${encodeURIComponent(record.url)}`,
  }))
  c.header('vary', 'Accept')
  return c.json({ id: found.id, records })
}
