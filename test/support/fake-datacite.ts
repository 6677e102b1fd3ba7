/** A DataCite REST API on loopback with made-up records: cursor paging, queries by time, and any misbehaviour. */

import { createServer } from 'node:http'
import { closeNow, listen } from './loopback.ts'

/** A record's attributes; `doi` and `updated` should be among them. */
export type FakeAttributes = Readonly<Record<string, unknown>>

export interface FakeAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Changes an answer; `nth` counts requests from 1. */
export type Misbehave = (
  answer: FakeAnswer,
  request: { nth: number; params: URLSearchParams },
) => FakeAnswer | undefined

export interface FakeDatacite {
  /** The address of the list. */
  readonly url: string
  /** Query parts of all requests for lists. */
  readonly asked: readonly URLSearchParams[]
  /** Replaces the records. */
  records: readonly FakeAttributes[]
  misbehave: Misbehave
  close(): Promise<void>
}

/** What such an answer says; tests change its parts. */
export interface DataciteList {
  data: unknown[]
  meta: { total: number }
  links: { self: string; next?: string }
}

const UPDATED = /updated:\[(\S+) TO \*\]/

const list = (origin: string, records: readonly FakeAttributes[], params: URLSearchParams): DataciteList => {
  const from = UPDATED.exec(params.get('query') ?? '')?.[1] ?? ''
  const matching = records.filter(({ updated }) => typeof updated !== 'string' || updated >= from)
  const size = Number(params.get('page[size]') ?? 25)
  const cursor = params.get('page[cursor]') ?? '1'
  const start = cursor === '1' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  const end = start + size
  const next = new URLSearchParams(params)
  next.set('page[cursor]', Buffer.from(String(end)).toString('base64'))
  return {
    data: matching.slice(start, end).map(attributes => ({ id: attributes.doi, type: 'dois', attributes })),
    meta: { total: matching.length },
    links: {
      self: `${origin}/dois?${params}`,
      ...(end < matching.length && { next: `${origin}/dois?${next}` }),
    },
  }
}

/** Starts the API on a free port of 127.0.0.1. Close it after the test. */
export const startFakeDatacite = async (records: readonly FakeAttributes[]): Promise<FakeDatacite> => {
  const asked: URLSearchParams[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin)
    if (url.pathname !== '/dois') {
      response.writeHead(404).end('not here')
      return
    }
    asked.push(url.searchParams)
    const answer: FakeAnswer = {
      status: 200,
      headers: { 'content-type': 'application/vnd.api+json; charset=utf-8' },
      body: JSON.stringify(list(origin, fake.records, url.searchParams)),
    }
    const { status, headers, body } =
      fake.misbehave(answer, { nth: asked.length, params: url.searchParams }) ?? answer
    response.writeHead(status, headers).end(body)
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  const fake: FakeDatacite = {
    url: `${origin}/dois`,
    asked,
    records,
    misbehave: answer => answer,
    close: () => closeNow(server),
  }
  return fake
}

/** The answer with its list changed. */
export const withList = (answer: FakeAnswer, change: (list: DataciteList) => void): FakeAnswer => {
  const parsed = JSON.parse(answer.body) as DataciteList
  change(parsed)
  return { ...answer, body: JSON.stringify(parsed) }
}
