/** What another Lodestone answers at /api/changes and /api/bodies, checked: a server may send anything. */

import { hash } from 'node:crypto'
import { z } from 'zod'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import type { Source } from '../../model/source.ts'
import type { Fetcher } from '../fetcher.ts'
import { quote, webUrl } from '../web-url.ts'

/** Changes asked for at once, and the largest answer to that, in bytes: each has some hundred bytes, two addresses at most 8 kB. */
export const CHANGES_AT_ONCE = 500
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

const short = z.string().max(1000)
const seq = z.int().min(0)

/** The members of a change that a mirror needs; others may be there. */
export const remoteChange = z.object({
  seq,
  at: z.string().max(40),
  url: z.string(),
  state: z.enum(['accepted', 'rejected', 'unreadable', 'withdrawn']),
  finalUrl: z.string(),
  mediaType: short,
  charset: short.optional(),
  etag: short.optional(),
  lastModified: short.optional(),
  fetchedAt: z.iso.datetime(),
  bodyDigest: z.string().regex(/^[0-9a-f]{64}$/),
})

const answerShape = z.object({
  generation: seq,
  last: seq,
  changes: z.array(z.unknown()).max(CHANGES_AT_ONCE),
})

/** One change of a record at the other server; its addresses are in normal form. */
export type RemoteChange = z.infer<typeof remoteChange>

/** One answer of the feed. */
export interface RemoteChanges {
  readonly generation: number
  /** Number of the last change that was looked at. */
  readonly last: number
  /** In the order of their numbers. */
  readonly changes: readonly RemoteChange[]
  /** Changes that could not be understood. */
  readonly problems: readonly Problem[]
}

/** Where to ask. `base` has no trailing slash. */
export interface Remote {
  readonly base: string
  readonly of?: string
  readonly source: Source
  readonly fetcher: Fetcher
}

/** A problem of the gate. */
export const gate = (code: string, subject: string, detail: string): Problem => ({
  stage: 'gate',
  code,
  subject,
  detail,
})

const notAFeed = (url: string, why: string): Result<never> =>
  failed(
    gate(
      'not-a-change-feed',
      url,
      `${why}; a lodestone feed names the base URL of a Lodestone server, whose changes are at /api/changes`,
    ),
  )

const readChange = (value: unknown, url: string): Result<RemoteChange> => {
  const read = remoteChange.safeParse(value)
  if (!read.success) {
    const issue = read.error.issues[0]
    const where = issue?.path.join('.') ?? ''
    return failed(
      gate('invalid-change', url, `a change is not understood: ${where}: ${issue?.message ?? ''}`),
    )
  }
  const where = { stage: 'gate', subject: url } as const
  const record = webUrl(read.data.url, where)
  if (!record.ok) return record
  const final = webUrl(read.data.finalUrl, where)
  return final.ok ? ok({ ...read.data, url: record.value, finalUrl: final.value }) : final
}

const parse = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    // Told by the caller as something that is no answer of a change feed.
    return undefined
  }
}

/** Asks for the changes after number `since`. Problems: those of the network, `not-a-change-feed`, `archive-replaced`. */
export const askChanges = async (
  { base, of, source, fetcher }: Remote,
  since: number,
  limit = CHANGES_AT_ONCE,
): Promise<Result<RemoteChanges>> => {
  const chosen = of === undefined ? '' : `&source=${encodeURIComponent(of)}`
  const url = `${base}/api/changes?since=${since}&limit=${limit}${chosen}`
  const got = await fetcher.get(url, source, { accept: 'application/json', maxBytes: MAX_ANSWER_BYTES })
  if (!got.ok) return failed({ ...got.problem, stage: 'gate' })
  if (got.value.status === 409)
    return failed(gate('archive-replaced', url, `its archive has no change ${since}: it was made anew`))
  if (got.value.status !== 200) return notAFeed(url, `it answers ${got.value.status}`)
  const answer = answerShape.safeParse(parse(got.value.body))
  if (!answer.success) {
    const start = new TextDecoder().decode(got.value.body.subarray(0, 60))
    return notAFeed(url, `it answers ${quote(start, 60)}`)
  }
  const { generation, last } = answer.data
  const changes: RemoteChange[] = []
  const problems: Problem[] = []
  let before = since
  for (const value of answer.data.changes) {
    const change = readChange(value, url)
    if (!change.ok) problems.push(change.problem)
    else if (change.value.seq <= before || change.value.seq > last)
      return notAFeed(url, `change ${change.value.seq} comes after ${before}, and the last is ${last}`)
    else {
      before = change.value.seq
      changes.push(change.value)
    }
  }
  return ok({ generation, last, changes, problems })
}

/** The bytes of a change's page. Problems: those of the network, `body-missing`, `digest-mismatch`. */
export const askBody = async (
  { base, source, fetcher }: Remote,
  { url, bodyDigest }: RemoteChange,
): Promise<Result<Uint8Array>> => {
  const address = `${base}/api/bodies/${bodyDigest}`
  const maxBytes = source.politeness.maxPageBytes
  const got = await fetcher.get(address, source, { accept: 'application/octet-stream, */*;q=0.1', maxBytes })
  if (!got.ok) return failed({ ...got.problem, stage: 'gate', subject: url })
  const { status, body } = got.value
  if (status !== 200)
    return failed(gate('body-missing', url, `${address} answers ${status}; it is asked for again next time`))
  const digest = hash('sha256', body, 'hex')
  if (digest === bodyDigest) return ok(body)
  const detail = `${address} answers ${body.byteLength} bytes with the digest ${digest}; they are not used, and asked for again next time`
  return failed(gate('digest-mismatch', url, detail))
}
