/** An OAI-PMH repository on loopback with made-up records: lists in parts, selective harvesting, and any misbehaviour. */

import { createServer } from 'node:http'
import type { FakeAnswer } from './fake-datacite.ts'
import { closeNow, listen } from './loopback.ts'

export interface FakeRecord {
  readonly identifier: string
  readonly datestamp: string
  readonly deleted?: boolean
  /** What stands in `metadata`, well-formed or not. */
  readonly metadata?: string
}

export interface FakeOaiOptions {
  /** Records of one answer; 2 by default. */
  readonly partSize?: number
  /** `YYYY-MM-DDThh:mm:ssZ` by default. */
  readonly granularity?: string
}

export interface FakeOai {
  readonly url: string
  readonly asked: readonly URLSearchParams[]
  records: readonly FakeRecord[]
  /** Changes an answer; `nth` counts ListRecords requests from 1, `verb` tells others. */
  misbehave: (
    answer: FakeAnswer,
    request: { nth: number; verb: string; params: URLSearchParams },
  ) => FakeAnswer | undefined
  close(): Promise<void>
}

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><responseDate>2026-01-01T00:00:00Z</responseDate>' +
  '<request>http://127.0.0.1/</request>'

/** An answer around its content. */
export const oaiDocument = (content: string): string => `${HEAD}${content}</OAI-PMH>`

/** An error answer. */
export const oaiError = (code: string, message = ''): string =>
  oaiDocument(`<error code="${code}">${message}</error>`)

const recordXml = ({ identifier, datestamp, deleted, metadata }: FakeRecord): string =>
  `<record><header${deleted ? ' status="deleted"' : ''}><identifier>${identifier}</identifier>` +
  `<datestamp>${datestamp}</datestamp></header>${deleted ? '' : `<metadata>${metadata ?? ''}</metadata>`}</record>`

const listRecords = (records: readonly FakeRecord[], params: URLSearchParams, partSize: number): string => {
  const [from, start] = (params.get('resumptionToken') ?? `${params.get('from') ?? ''}|0`).split('|')
  const matching = records.filter(({ datestamp }) => datestamp >= (from ?? ''))
  const begin = Number.parseInt(start ?? '', 10)
  if (matching.length === 0) return oaiError('noRecordsMatch', 'nothing changed')
  const end = begin + partSize
  const isPart = begin > 0 || end < matching.length
  const token = end < matching.length ? `${from}|${end}` : ''
  const tokenXml = isPart
    ? `<resumptionToken completeListSize="${matching.length}" cursor="${begin}">${token}</resumptionToken>`
    : ''
  return oaiDocument(
    `<ListRecords>${matching.slice(begin, end).map(recordXml).join('\n')}${tokenXml}</ListRecords>`,
  )
}

/** Starts the repository on a free port of 127.0.0.1. Close it after the test. */
export const startFakeOai = async (
  records: readonly FakeRecord[],
  { partSize = 2, granularity = 'YYYY-MM-DDThh:mm:ssZ' }: FakeOaiOptions = {},
): Promise<FakeOai> => {
  const asked: URLSearchParams[] = []
  let lists = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const verb = url.searchParams.get('verb')
    if (url.pathname !== '/oai' || verb === null) {
      response.writeHead(404).end('not here')
      return
    }
    asked.push(url.searchParams)
    if (verb === 'ListRecords') lists++
    const body =
      verb === 'Identify'
        ? oaiDocument(`<Identify><granularity>${granularity}</granularity></Identify>`)
        : listRecords(fake.records, url.searchParams, partSize)
    const answer: FakeAnswer = { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body }
    const sent = fake.misbehave(answer, { nth: lists, verb, params: url.searchParams }) ?? answer
    response.writeHead(sent.status, sent.headers).end(sent.body)
  })
  const port = await listen(server)
  const fake: FakeOai = {
    url: `http://127.0.0.1:${port}/oai`,
    asked,
    records,
    misbehave: answer => answer,
    close: () => closeNow(server),
  }
  return fake
}
