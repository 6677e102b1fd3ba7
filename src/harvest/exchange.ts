/** One HTTP request and its answer, on the wire: no redirects, no retries, no manners (those are fetch.ts). */

import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { type AddressRule, guardedConnector, isPrivateAddress, PrivateAddressError } from './addresses.ts'
import { ACCEPTED_ENCODINGS, BodyError, readBody } from './body.ts'
import { type Headers, header } from './headers.ts'

/** What one request needs; times in milliseconds, sizes in bytes after decompression. */
export interface ExchangeRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly maxBytes: number
  /** Whether addresses outside the public internet may be reached. */
  readonly allowPrivate: boolean
  /** Unpack a body that is a gzip file (sitemaps). */
  readonly gunzip: boolean
  /** Take what came when the size limit is reached, instead of failing (robots.txt). */
  readonly truncate?: boolean
}

/** Receives the body of an answer that is wanted; `write` returns false when it needs no more. */
export interface BodySink {
  write(chunk: Uint8Array): boolean
}

/** Why no complete answer came. `retryable`: the same request may succeed later. */
export interface ExchangeFailure {
  readonly kind: 'failure'
  readonly code: 'private-address' | 'timeout' | 'too-large' | 'bad-encoding' | 'unreachable'
  readonly detail: string
  readonly retryable: boolean
}

/** A complete answer. `bytes`: how much of the body was handed to the sink. */
export interface ExchangeAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Headers
  readonly bytes: number
}

/** Sends one request; `accept` sees status and headers first and returns where the body goes, if it is wanted. */
export interface Wire {
  send(
    what: ExchangeRequest,
    accept: (status: number, headers: Headers) => BodySink | undefined,
  ): Promise<ExchangeAnswer | ExchangeFailure>
  close(): Promise<void>
}

class Timeout extends Error {}

// Answers whose body nobody wants are read to this size, to keep the connection, and cut off beyond it.
const DISCARDED_BYTES = 64 * 1024
const MAX_HEADER_BYTES = 64 * 1024
const CONNECT_TIMEOUT_MS = 10_000

// A name that does not exist, a wrong certificate or malformed HTTP will be so a second later, too.
const PERMANENT =
  /^(ENOTFOUND|CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_INVALID|UND_ERR_INVALID|UND_ERR_HEADERS_OVERFLOW|HPE_)/

const codeOf = (error: Error): string => String((error as NodeJS.ErrnoException).code ?? error.name)

const unreachable = (error: Error): ExchangeFailure => {
  const first = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
  const code = codeOf(first)
  const detail = `${first.message || 'the connection failed'} (${code})`
  return { kind: 'failure', code: 'unreachable', detail, retryable: !PERMANENT.test(code) }
}

const failureOf = (thrown: unknown, signal: AbortSignal, what: ExchangeRequest): ExchangeFailure => {
  const failure = (code: ExchangeFailure['code'], detail: string): ExchangeFailure => ({
    kind: 'failure',
    code,
    detail,
    retryable: false,
  })
  if (signal.reason instanceof Timeout)
    return failure(
      'timeout',
      `no complete answer within ${what.timeoutMs} ms; the source's politeness.timeoutMs limits it`,
    )
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  if (error instanceof PrivateAddressError)
    return failure(
      'private-address',
      `${error.message}; allow it with allowPrivateAddresses if the source is yours`,
    )
  if (error instanceof BodyError) {
    const hint =
      error.code === 'too-large' ? ' after decompression; politeness.maxPageBytes limits pages' : ''
    return failure(error.code, `${error.message}${hint}`)
  }
  // zlib's own codes: damaged or cut off compressed data.
  if (/^Z_/.test(codeOf(error)))
    return failure('bad-encoding', `the compressed body is damaged: ${error.message}`)
  return unreachable(error)
}

const drainInto = async (
  response: Dispatcher.ResponseData,
  what: ExchangeRequest,
  sink: BodySink,
): Promise<number> => {
  const announced = Number(header(response.headers, 'content-length'))
  if (announced > what.maxBytes && !what.truncate)
    throw new BodyError('too-large', `${announced} bytes announced, more than ${what.maxBytes} bytes`)
  const contentEncoding = header(response.headers, 'content-encoding')
  let bytes = 0
  try {
    const limits = { contentEncoding, maxBytes: what.maxBytes, gunzip: what.gunzip }
    for await (const chunk of readBody(response.body, limits)) {
      bytes += chunk.byteLength
      if (!sink.write(chunk)) break
    }
  } catch (error) {
    if (!(what.truncate && error instanceof BodyError && error.code === 'too-large')) throw error
  }
  return bytes
}

const exchange = async (
  agent: Agent,
  what: ExchangeRequest,
  accept: (status: number, headers: Headers) => BodySink | undefined,
): Promise<ExchangeAnswer | ExchangeFailure> => {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(new Timeout()), what.timeoutMs)
  let response: Dispatcher.ResponseData | undefined
  try {
    response = await request(what.url, {
      dispatcher: agent,
      method: 'GET',
      headers: { 'accept-encoding': ACCEPTED_ENCODINGS, ...what.headers },
      signal: abort.signal,
    })
    // A connection that breaks after the answer was taken must not surface as an unhandled error.
    response.body.on('error', () => undefined)
    const sink = accept(response.statusCode, response.headers)
    let bytes = 0
    if (sink) bytes = await drainInto(response, what, sink)
    // Whether the rest arrives does not matter: the status has said everything.
    else await response.body.dump({ limit: DISCARDED_BYTES, signal: abort.signal }).catch(() => undefined)
    return { kind: 'answer', status: response.statusCode, headers: response.headers, bytes }
  } catch (error) {
    return failureOf(error, abort.signal, what)
  } finally {
    clearTimeout(timer)
    response?.body.destroy()
  }
}

/**
 * Opens connections of our own, none shared with the rest of the process: one pool for public addresses, one for
 * sources that may be private. `lookup` and `forbidden` are the system's resolver and `isPrivateAddress` unless
 * replaced by a test.
 */
export const openWire = (options: { lookup?: LookupFunction; forbidden?: AddressRule }): Wire => {
  const agentFor = (forbidden: AddressRule): Agent =>
    new Agent({
      connect: guardedConnector({ forbidden, lookup: options.lookup, timeout: CONNECT_TIMEOUT_MS }),
      maxHeaderSize: MAX_HEADER_BYTES,
      // The one timer of `exchange` covers the request from connect to the last byte.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  const guarded = agentFor(options.forbidden ?? isPrivateAddress)
  const open = agentFor(() => false)
  return {
    send: (what, accept) => exchange(what.allowPrivate ? open : guarded, what, accept),
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()])
    },
  }
}
