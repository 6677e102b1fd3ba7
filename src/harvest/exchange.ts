/** One HTTP request and its answer, on the wire: no redirects, no retries, no manners (those are journey.ts). */

import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import { type AddressRule, guardedConnector, isPrivateAddress } from '../registry/addresses.ts'
import { ACCEPTED_ENCODINGS } from './body.ts'
import type { Headers } from './headers.ts'
import { Reception } from './reception.ts'

/** What one request needs; times in milliseconds, sizes in bytes after decompression. */
export interface ExchangeRequest {
  /** An http(s) URL. */
  readonly url: URL
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
  readonly code: 'private-address' | 'timeout' | 'too-large' | 'bad-encoding' | 'unreachable' | 'truncated'
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

/** Says where the body of an answer goes, if it is wanted. */
export type Accept = (status: number, headers: Headers) => BodySink | undefined

/** Sends one request; `accept` sees status and headers first. Rejects only for errors of `accept` and its sink. */
export interface Wire {
  send(what: ExchangeRequest, accept: Accept): Promise<ExchangeAnswer | ExchangeFailure>
  close(): Promise<void>
}

const MAX_HEADER_BYTES = 64 * 1024
const CONNECT_TIMEOUT_MS = 10_000

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
      // The one timer of a reception covers the request from connect to the last byte.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  const guarded = agentFor(options.forbidden ?? isPrivateAddress)
  const open = agentFor(() => false)
  return {
    send: (what, accept) =>
      new Promise((resolve, reject) => {
        const { url } = what
        const handler = new Reception(what, accept, resolve, reject)
        const agent = what.allowPrivate ? open : guarded
        agent.dispatch(
          {
            origin: url.origin,
            path: url.pathname + url.search,
            method: 'GET',
            headers: { 'accept-encoding': ACCEPTED_ENCODINGS, ...what.headers },
          },
          handler,
        )
      }),
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()])
    },
  }
}
