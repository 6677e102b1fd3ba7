/** What is known of what is here no more: HTTP 410 (RFC 9110, 15.5.11), as page or problem. */
import type { Context } from 'hono'
import type { Candidate } from '../../catalogue/resolve.ts'
import type { StoredRecord } from '../../model/record.ts'
import { canonicalise, igsnHandle } from '../../pid/identifiers.ts'
import { parseQuads } from '../../rdf/n-quads.ts'
import { dcterms, schema } from '../../rdf/namespaces.ts'
import { problemResponse } from '../errors.ts'
import { renderPage } from '../views/layout.ts'
import { tombstonePage } from '../views/tombstone-page.ts'
import { prefersPage } from './accept.ts'
import type { ApiDeps } from './api-answer.ts'

/** One record of what is gone. */
export interface Tombstone {
  readonly record: string
  readonly source: string
  readonly sourceName: string
  readonly because?: string
  /** xsd:dateTime in UTC. */
  readonly gone?: string
  readonly lastFetched: string
}

/** A sample that no accepted record describes any more, with what its last records said. */
export interface Gone {
  readonly id: string
  readonly name?: string
  readonly identifier?: string
  readonly landingPage?: string
  readonly records: readonly Tombstone[]
}

/** Records told of: a sample seldom has more than three. */
const MAX_RECORDS = 20

const tombstoneOf = async (deps: ApiDeps, record: StoredRecord): Promise<Tombstone> => {
  const [change] = await deps.archive.changeHeads(record.seq - 1, 1)
  const source = deps.sources.find(({ id }) => id === record.source)
  return {
    record: record.url,
    source: record.source,
    sourceName: source?.name ?? record.source,
    ...(record.withdrawnBecause !== undefined && { because: record.withdrawnBecause }),
    ...(change && change.seq === record.seq && { gone: change.at }),
    lastFetched: record.fetchedAt,
  }
}

const lastSaid = (id: string, records: readonly StoredRecord[]) => {
  const said = new Map<string, string>()
  for (const { kernelTriples } of records)
    for (const { subject, predicate, object } of parseQuads(kernelTriples))
      if (subject.value === id && !said.has(predicate.value)) said.set(predicate.value, object.value)
  const name = said.get(schema('name').value)
  const identifier = said.get(dcterms('identifier').value)
  // A record is named by its landing page.
  const landingPage = said.get(schema('url').value) ?? records[0]?.url
  return {
    ...(name !== undefined && { name }),
    ...(identifier !== undefined && { identifier }),
    ...(landingPage !== undefined && { landingPage }),
  }
}

/** Looks for a sample that had this identifier or landing page and whose records are all withdrawn. */
export const goneSample = async (deps: ApiDeps, text: string): Promise<Gone | undefined> => {
  const { archive } = deps
  const ids = [text, canonicalise(text), igsnHandle(text)?.canonical].filter(id => id !== undefined)
  const page = await archive.record(text)
  if (page?.state === 'withdrawn') ids.push(...page.samples.slice(0, 1))
  for (const id of new Set(ids)) {
    const records = await archive.recordsOfSample(id)
    if (records.length === 0 || records.some(({ state }) => state !== 'withdrawn')) continue
    const some = records.slice(0, MAX_RECORDS)
    const tombstones: Tombstone[] = []
    for (const record of some) tombstones.push(await tombstoneOf(deps, record))
    return { id, ...lastSaid(id, some), records: tombstones }
  }
  return undefined
}

/** The answer for what is gone: a page for people, else problem+json with the members of `Gone`. */
export const answerGone = (c: Context, deps: ApiDeps, gone: Gone): Response | Promise<Response> => {
  if (deps.pages && prefersPage(c.req.header('accept')))
    return renderPage(
      c,
      deps.sources.some(({ demo }) => demo),
      { title: 'Withdrawn sample', status: 410, body: tombstonePage(gone) },
    )
  const [first] = gone.records
  return problemResponse(
    {
      ...{ status: 410, code: 'gone', title: 'This sample was withdrawn' },
      detail: `${gone.name ?? gone.identifier ?? gone.id} was withdrawn${first?.because === undefined ? '' : `: ${first.because}`}; what its records said last is at /api/samples/{id}/record`,
      ...gone,
    },
    { vary: 'Accept' },
  )
}

/** What an HTTP 300 or 404 tells of a candidate: where its canonical address is. */
export const candidateLink = ({ kind, id, label }: Candidate) => ({
  ...{ kind, id, label },
  href: `/id/${encodeURIComponent(id)}`,
})
