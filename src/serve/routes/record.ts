/** /records/{url}: a page for each record, with its kernel statements inside, so that another Lodestone can harvest it. */
import type { Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { Archive } from '../../archive/archive.ts'
import type { Profile } from '../../model/profile.ts'
import type { StoredRecord } from '../../model/record.ts'
import type { Source } from '../../model/source.ts'
import { programVersion } from '../../registry/bundled.ts'
import { problemResponse } from '../errors.ts'
import { GENERATION_HEADER, uriReference } from '../headers.ts'
import { DOCUMENT_TYPES, writeDocument } from '../rdf-document.ts'
import { type Origin, recordJsonLd, recordStatements, scriptJson } from '../record-json-ld.ts'
import { renderPage } from '../views/layout.ts'
import { recordPage } from '../views/record-page.ts'
import { notFound } from './api-answer.ts'
import { chosenFormat, FORMATS, notAcceptable } from './formats.ts'
import { recordPath } from './sitemap.ts'

/** What record pages are made from. `base` is the public address without a trailing slash. */
export interface RecordPageDeps {
  readonly archive: Pick<Archive, 'record' | 'changeHeads'>
  readonly base: string
  readonly sources: readonly Source[]
  readonly profiles: readonly Pick<Profile, 'id' | 'title'>[]
}

const OFFERS = ['text/html', ...DOCUMENT_TYPES] as const

const nameIn =
  <T extends { readonly id: string }>(all: readonly T[], name: (one: T) => string) =>
  (id: string): string => {
    const found = all.find(one => one.id === id)
    return found ? name(found) : id
  }

/** What stands behind /records/, decoded once; undefined when it is not percent-encoded text. */
const askedUrl = (requested: string): string | undefined => {
  const { pathname, search } = new URL(requested)
  const rest = pathname.slice('/records/'.length)
  try {
    // Unencoded, as people type it, the query is the record's own.
    const typed = /^https?:\/\/?[^/]/i.test(rest)
      ? `${rest.replace(/^(https?):\/+/i, '$1://')}${search}`
      : rest
    return decodeURIComponent(typed)
  } catch {
    return undefined
  }
}

const originOf = ({ sources }: RecordPageDeps, record: StoredRecord): Origin => {
  const source = sources.find(({ id }) => id === record.source)
  return {
    name: source?.name ?? record.source,
    ...(source?.licence !== undefined && { licence: source.licence }),
  }
}

const signposts = (record: StoredRecord, base: string, licence: string | undefined): string => {
  const here = `${base}${recordPath(record.url)}`
  return [
    ...record.samples
      .slice(0, 1)
      .flatMap(sample => (/^https?:/.test(sample) ? [`<${uriReference(sample)}>; rel="cite-as"`] : [])),
    ...DOCUMENT_TYPES.map(type => `<${here}?format=${FORMATS[type]}>; rel="describedby"; type="${type}"`),
    ...record.samples
      .slice(0, 20)
      .map(sample => `<${base}/samples/${encodeURIComponent(sample)}>; rel="about"`),
    `<${uriReference(record.url)}>; rel="original"`,
    ...(licence === undefined ? [] : [`<${uriReference(licence)}>; rel="license"`]),
  ].join(', ')
}

/** When a record's current version was archived. */
const archivedAt = async (
  archive: RecordPageDeps['archive'],
  { seq }: StoredRecord,
): Promise<string | undefined> => (await archive.changeHeads(seq - 1, 1))[0]?.at

const page = async (c: Context, deps: RecordPageDeps, record: StoredRecord): Promise<Response> => {
  const { archive, base, sources, profiles } = deps
  const gone = record.state === 'withdrawn' ? await archivedAt(archive, record) : undefined
  const here = recordPath(record.url)
  const embedded = recordJsonLd(`${base}${here}`, record, originOf(deps, record))
  const formats = DOCUMENT_TYPES.map(type => ({
    path: `${here}?format=${FORMATS[type]}`,
    name: FORMATS[type],
    type,
  }))
  return renderPage(
    c,
    sources.some(({ demo }) => demo),
    {
      title: `Record ${record.url.slice(0, 200)}`,
      status: record.state === 'withdrawn' ? 410 : record.state === 'accepted' ? 200 : 404,
      body: recordPage({
        ...{ record, formats },
        sourceName: nameIn(sources, ({ name }) => name),
        profileTitle: nameIn(profiles, ({ title }) => title),
        ...(gone !== undefined && { gone }),
      }),
      ...(record.state === 'accepted' && {
        links: html`<script type="application/ld+json">${raw(scriptJson(embedded))}</script>`,
      }),
    },
  )
}

const tombstone = async (deps: RecordPageDeps, record: StoredRecord): Promise<Response> => {
  const { url, state, withdrawnBecause, source, samples } = record
  if (state !== 'withdrawn')
    return notFound('accepted record', url, `; it is ${state}: see /api/samples/{id}/validation`)
  const gone = await archivedAt(deps.archive, record)
  return problemResponse({
    ...{ status: 410, code: 'gone', title: 'This record was withdrawn' },
    detail: `${url} was withdrawn: ${withdrawnBecause ?? 'no reason is known'}`,
    ...{ landingPage: url, source, samples, because: withdrawnBecause, gone },
  })
}

const tagOf = ({ seq }: StoredRecord, type: string): string => `W/"${seq}-${programVersion()}-${type}"`

const answer = async (c: Context, deps: RecordPageDeps): Promise<Response> => {
  const url = askedUrl(c.req.url)
  const record = url === undefined ? undefined : await deps.archive.record(url)
  if (!record)
    return notFound(
      'record',
      url ?? c.req.path,
      '; its page is named by the percent-encoded URL of its landing page',
    )
  const type = chosenFormat(c, OFFERS)
  if (type === undefined) return notAcceptable(c, OFFERS)
  if (record.state !== 'accepted' && type !== 'text/html') return tombstone(deps, record)
  const etag = tagOf(record, type)
  const headers = { etag, vary: 'Accept', [GENERATION_HEADER]: String(record.seq) }
  const known = (c.req.header('if-none-match') ?? '')
    .split(',')
    .map(tag => tag.trim().replace(/^(?:W\/)?/, 'W/'))
  if (record.state === 'accepted' && known.includes(etag)) return new Response(null, { status: 304, headers })
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (record.state === 'accepted')
    c.header('link', signposts(record, deps.base, originOf(deps, record).licence))
  if (type === 'text/html') return page(c, deps, record)
  return c.body(
    writeDocument(
      recordStatements(`${deps.base}${recordPath(record.url)}`, record, originOf(deps, record)),
      type,
    ),
    200,
    {
      'content-type': `${type}; charset=utf-8`,
    },
  )
}

/** Mounts the pages of records, in HTML with the statements inside and in every RDF format; a withdrawn record answers 410. */
export const mountRecordPages = (app: Hono, deps: RecordPageDeps): void => {
  app.get('/records/*', async c => {
    c.header('access-control-allow-origin', '*')
    return answer(c, deps)
  })
}
