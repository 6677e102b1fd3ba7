/** One question to one endpoint: SPARQL 1.1 Protocol by POST, with bounds on everything that comes back. */

import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, request } from 'undici'
import { failed, ok, type Result } from '../../model/problem.ts'
import {
  type AddressRule,
  guardedConnector,
  isPrivateAddress,
  PrivateAddressError,
} from '../../registry/addresses.ts'
import type { Endpoints } from './endpoints.ts'

export interface ExchangeOptions {
  readonly endpoints: Endpoints
  /** Which addresses are never connected to, whatever name leads there; private ones unless a caller knows better. */
  readonly forbidden?: AddressRule | undefined
  /** The resolver of names; the system's unless a test has its own. */
  readonly lookup?: LookupFunction | undefined
  readonly userAgent: string
  /** Bytes of an answer, after decompression. */
  readonly maxBytes: number
}

export interface Question {
  readonly endpoint: string
  readonly query: string
  /** Accept header. */
  readonly accept: string
  /** From the first connection to the last byte, redirects included, in milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export interface EndpointAnswer {
  readonly mediaType: string
  readonly body: Buffer
}

/** Asks endpoints; never more than is allowed, and never anything that a redirect has not been checked for. */
export interface Exchange {
  /** Problems: `service-refused` (not allowed, or a private address) and `service-failed`, both naming the endpoint. */
  ask(question: Question): Promise<Result<EndpointAnswer>>
  close(): Promise<void>
}

const MAX_REDIRECTS = 3
const CONNECT_TIMEOUT_MS = 10_000
const REDIRECTS = [301, 302, 303, 307, 308]

const fail = (endpoint: string, reason: string, code = 'service-failed'): Result<never> =>
  failed({ stage: 'graph', code, subject: endpoint, detail: `<${endpoint}> ${reason}` })

/** The body decompressed, at most `maxBytes` of it; undefined when there is more. */
const collect = async (body: Readable, encoding: string, maxBytes: number): Promise<Buffer | undefined> => {
  const decoders = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }
  const create = decoders[encoding as keyof typeof decoders]
  const decoder = create?.()
  if (decoder) body.on('error', error => decoder.destroy(error))
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of decoder ? body.pipe(decoder) : body) {
      size += (part as Buffer).byteLength
      if (size > maxBytes) return undefined
      parts.push(part as Buffer)
    }
    return Buffer.concat(parts)
  } finally {
    body.destroy()
  }
}

const KNOWN_ENCODINGS = ['', 'identity', 'gzip', 'x-gzip', 'deflate', 'br']

/** An error answer is read so far, and told so far. */
const MAX_EXCUSE = 64 * 1024
const MAX_TOLD = 300

/** What an endpoint says about its failure, as a tail of a sentence: the detail of a problem (RFC 9457), or plain text. */
const excuseIn = (body: Buffer | undefined, contentType: string): string => {
  let told = ''
  if (body && /^text\/plain\b/i.test(contentType)) told = body.toString()
  if (body && /^application\/(?:problem\+)?json\b/i.test(contentType)) {
    try {
      const { detail, message } = Object(JSON.parse(body.toString())) as Record<string, unknown>
      told = String(detail ?? message ?? '')
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  const plain = told.replace(/[\s\p{C}]+/gu, ' ').trim()
  return plain === '' ? '' : `: "${plain.length > MAX_TOLD ? `${plain.slice(0, MAX_TOLD)} ...` : plain}"`
}

const causeOf = (error: unknown): Error => {
  const own = error instanceof Error ? error : new Error(String(error))
  return own.cause instanceof Error ? own.cause : own
}

type Hop = Result<EndpointAnswer> | { readonly to: string }

class Asking implements Exchange {
  readonly #options: ExchangeOptions
  readonly #agent: Agent

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.#agent = new Agent({
      connect: guardedConnector({
        forbidden: options.forbidden ?? isPrivateAddress,
        lookup: options.lookup,
        timeout: CONNECT_TIMEOUT_MS,
      }),
      maxHeaderSize: 64 * 1024,
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  }

  async ask(question: Question): Promise<Result<EndpointAnswer>> {
    const { endpoint, timeoutMs } = question
    const clock = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)))
    const signal = question.signal ? AbortSignal.any([clock, question.signal]) : clock
    let address = endpoint
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const allowed = this.#options.endpoints.check(address)
      if (!allowed.ok)
        return hops === 0
          ? allowed
          : fail(endpoint, `redirects; ${allowed.problem.detail}`, 'service-refused')
      try {
        const hop = await this.#send(allowed.value, question, signal)
        if (!('to' in hop)) return hop
        address = URL.canParse(hop.to, allowed.value.href) ? new URL(hop.to, allowed.value).href : hop.to
      } catch (error) {
        return this.#explain(question, error, clock)
      }
    }
    return fail(endpoint, `redirects more than ${MAX_REDIRECTS} times`)
  }

  async #send(url: URL, { endpoint, query, accept }: Question, signal: AbortSignal): Promise<Hop> {
    const { maxBytes, userAgent } = this.#options
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.#agent,
      method: 'POST',
      headers: {
        accept,
        'accept-encoding': 'gzip',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': userAgent,
      },
      body: new URLSearchParams({ query }).toString(),
      signal,
    })
    const header = (name: string): string => String(headers[name] ?? '').trim()
    const abandon = (reason: string): Hop => {
      // Its end is of no interest, and neither is the error of being ended.
      body.on('error', () => {}).destroy()
      return fail(endpoint, reason)
    }
    if (REDIRECTS.includes(statusCode) && header('location') !== '') {
      body.on('error', () => {}).destroy()
      return { to: header('location') }
    }
    const encoding = header('content-encoding').toLowerCase()
    if (statusCode !== 200) {
      const later = header('retry-after')
      const said = await collect(body, encoding, MAX_EXCUSE).catch((error: unknown) => {
        if (signal.aborted) throw error
        return undefined
      })
      const why = excuseIn(said, header('content-type'))
      return fail(
        endpoint,
        `answers ${statusCode}${why}${later === '' ? '' : `; it asks to wait ${later.slice(0, 40)}`}`,
      )
    }
    if (!KNOWN_ENCODINGS.includes(encoding))
      return abandon(`answers in the encoding "${encoding.slice(0, 40)}"`)
    const mediaType = header('content-type').split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const bytes = await collect(body, encoding, maxBytes)
    return bytes ? ok({ mediaType, body: bytes }) : fail(endpoint, `answers with more than ${maxBytes} bytes`)
  }

  #explain({ endpoint, timeoutMs, signal }: Question, error: unknown, clock: AbortSignal): Result<never> {
    if (signal?.aborted) return fail(endpoint, 'was not waited for', 'cancelled')
    if (clock.aborted) return fail(endpoint, `did not answer within ${(timeoutMs / 1000).toFixed(1)} s`)
    const cause = causeOf(error)
    if (cause instanceof PrivateAddressError)
      return fail(endpoint, `was not asked: ${cause.message}`, 'service-refused')
    return fail(endpoint, `cannot be asked: ${cause.message}`)
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }
}

/** Opens connections that are shared with nothing else of the process. */
export const openExchange = (options: ExchangeOptions): Exchange => new Asking(options)
