/** Requests to the store: bounded in size and time, with the answers to its challenges. */

import { Agent, errors } from 'undici'
import { failed, ok, type Problem, type Result } from '../../model/problem.ts'
import { answerChallenge, type Credentials } from './authorise.ts'

/** One request; the body can be sent again. */
export interface StoreRequest {
  readonly url: string
  readonly body: string
  readonly type: string
  readonly accept?: string
  readonly signal?: AbortSignal
  readonly maxBytes?: number
}

/** What came back, whatever its status. */
export interface StoreReply {
  readonly status: number
  readonly body: Buffer
  header(name: string): string | undefined
}

export interface StoreClient {
  /**
   * Posts. Problems: `store-unreachable` (no connection, or it broke), `answer-too-large`, `cancelled` (the signal).
   */
  post(request: StoreRequest): Promise<Result<StoreReply>>
  close(): Promise<void>
}

export const FORM = 'application/x-www-form-urlencoded'

const problem = (code: string, subject: string, detail: string): Problem => ({
  stage: 'graph',
  code,
  subject,
  detail,
})

/** What a failed exchange means; errors that are not of the network are bugs and thrown on. */
const explain = (error: unknown, { url, signal }: StoreRequest): Problem => {
  if (signal?.aborted) return problem('cancelled', 'query', 'the request was given up')
  if (!(error instanceof Error)) throw error
  const cause = error.cause instanceof Error ? error.cause : error
  if (!('code' in cause) && !(cause instanceof errors.UndiciError)) throw error
  const detail = `the SPARQL store at ${url} cannot be reached: ${cause.message || error.message}; start it, or check the setting graph`
  return problem('store-unreachable', url, detail)
}

/** Reads a body to its end, or gives up beyond `maxBytes`. */
const collect = async (chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer | undefined> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > maxBytes) return undefined
    parts.push(chunk)
  }
  return Buffer.concat(parts, size)
}

const MAX_BYTES = 64 * 1024 * 1024

/** A client of one store; credentials are only sent when it asks for them. */
export const createClient = (credentials?: Credentials): StoreClient => {
  // Deadlines are the caller's: a query may be silent for as long as it may run.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 5000 }, pipelining: 1 })
  const known = new Map<string, string>()

  const once = async (request: StoreRequest, authorization?: string): Promise<Result<StoreReply>> => {
    const { url, body, type, accept = '*/*', signal, maxBytes = MAX_BYTES } = request
    const { origin, pathname, search } = new URL(url)
    try {
      const reply = await agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: { 'content-type': type, accept, ...(authorization ? { authorization } : {}) },
        body,
        ...(signal ? { signal } : {}),
      })
      const received = await collect(reply.body, maxBytes)
      if (!received)
        return failed(
          problem(
            'answer-too-large',
            'query',
            `the answer has more than ${maxBytes} bytes; use LIMIT or aggregate`,
          ),
        )
      const header = (name: string): string | undefined => {
        const value = reply.headers[name]
        return Array.isArray(value) ? value.join(', ') : value
      }
      return ok({ status: reply.statusCode, body: received, header })
    } catch (error) {
      return failed(explain(error, request))
    }
  }

  return {
    async post(request) {
      const { origin, pathname, search } = new URL(request.url)
      const reply = await once(request, known.get(request.url))
      if (!reply.ok || reply.value.status !== 401 || !credentials) return reply
      const challenge = reply.value.header('www-authenticate') ?? ''
      const answer = answerChallenge(credentials, challenge, 'POST', pathname + search)
      if (!answer) return reply
      // A digest holds for one request only.
      if (answer.startsWith('Basic')) known.set(`${origin}${pathname}${search}`, answer)
      return once(request, answer)
    },
    close: () => agent.close(),
  }
}
