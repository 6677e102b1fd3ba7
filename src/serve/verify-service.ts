/** Verifies documents for visitors: one at a time for each, read in threads, nothing kept. */
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { verifiableList } from '../verify/list.ts'
import type { GivenDocument } from '../verify/read-document.ts'
import { type DocumentReader, openReader } from '../verify/reader.ts'
import type { VerifyReport } from '../verify/report.ts'
import { verify } from '../verify/verify.ts'
import { type UploadRoom, uploadRoom } from './upload-room.ts'
import { type LookupParts, lookupOver } from './verify-lookup.ts'

/** What somebody wants to have verified. */
export interface VerifyRequest {
  readonly document?: GivenDocument
  /** In place of a document. */
  readonly identifiers?: readonly string[]
  /** Canonical IRI. */
  readonly publication?: string
  readonly wantsText?: boolean
}

/** The report, and the text of the document when it was wanted. */
export interface Verified {
  readonly report: VerifyReport
  readonly text?: string
}

/** Never rejects for what is in a document. Problems: those of `DocumentReader`. */
export interface VerifyService {
  /** For the bodies of requests, from their first byte until they are answered. */
  readonly room: UploadRoom
  verify(request: VerifyRequest, client: string): Promise<Result<Verified>>
}

/** Bytes of bodies that are held at once, of all clients and of one: reading takes about three times as much. */
const [MOST_HELD, MOST_HELD_OF_ONE] = [240_000_000, 80_000_000]

/** Requests of one client that may wait for the one under way. */
const WAITING = 3

/** Lets each key do one thing at a time, in order; undefined when too many wait. */
const oneAtATime = () => {
  const lines = new Map<string, { length: number; last: Promise<unknown> }>()
  return <T>(key: string, work: () => Promise<T>): Promise<T> | undefined => {
    const line = lines.get(key) ?? { length: 0, last: Promise.resolve() }
    if (line.length > WAITING) return undefined
    line.length++
    const done = line.last.then(work).finally(() => {
      if (--line.length === 0) lines.delete(key)
    })
    // Who comes next must not fail with this one.
    line.last = done.catch(() => undefined)
    lines.set(key, line)
    return done
  }
}

const busy: Problem = {
  stage: 'serve',
  code: 'busy',
  subject: 'document',
  detail: 'another document of yours is being verified, and others wait; send one at a time',
}

/** The service over a catalogue and an archive. */
export const verifyService = (parts: LookupParts, reader: DocumentReader = openReader()): VerifyService => {
  const lookup = lookupOver(parts)
  const inTurn = oneAtATime()
  const run = async ({
    document,
    identifiers,
    publication,
    wantsText,
  }: VerifyRequest): Promise<Result<Verified>> => {
    if (!document) return ok({ report: await verify(verifiableList(identifiers ?? []), lookup, publication) })
    const read = await reader.read({ ...document, ...(wantsText && { wantsText }) })
    if (!read.ok) return read
    const { text, ...reading } = read.value
    const report = await verify({ ...reading, name: document.name }, lookup, publication)
    return ok({ report, ...(text !== undefined && { text }) })
  }
  return {
    room: uploadRoom(MOST_HELD, MOST_HELD_OF_ONE),
    verify: async (request, client) => inTurn(client, () => run(request)) ?? failed(busy),
  }
}
