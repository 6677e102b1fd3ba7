/** What the harvester goes out for, what it takes along, and how it may end. */

import type { Problem } from '../model/problem.ts'
import type { Source } from '../model/source.ts'
import type { Clock } from './clock.ts'
import type { BodySink, Wire } from './exchange.ts'
import type { Headers } from './headers.ts'
import type { Politeness } from './politeness.ts'
import type { RobotsRules } from './robots.ts'

/** What happened on the wire, for progress and statistics; never needed for correctness. */
export type FetchEvent =
  | {
      readonly kind: 'answer'
      /** Id of the source on whose behalf it was asked for. */
      readonly source: string
      readonly url: string
      readonly status: number
      readonly bytes: number
      readonly ms: number
    }
  /** A robots.txt was read that asks for a pause between requests, before limits (RFC 9309 has no such line; it is widespread). */
  | { readonly kind: 'crawl-delay'; readonly origin: string; readonly ms: number }
  | { readonly kind: 'retry'; readonly url: string; readonly because: string; readonly waitMs: number }

/** What a journey works with. */
export interface Travel {
  readonly wire: Wire
  readonly politeness: Politeness
  readonly clock: Clock
  /** Between 0 and 1, for pauses that do not coincide. */
  readonly random: () => number
  readonly observe: (event: FetchEvent) => void
  /** Rules of the origin of a URL; a problem when they are unreachable. */
  readonly robots: (url: string, source: Source) => Promise<Ending<RobotsRules>>
}

/** One thing to get; sizes in bytes after decompression. */
export interface Errand {
  readonly url: string
  readonly source: Source
  readonly headers: Readonly<Record<string, string>>
  readonly maxBytes: number
  readonly gunzip?: boolean
  readonly truncate?: boolean
  /** robots.txt itself is fetched without asking it. */
  readonly ignoreRobots?: boolean
  /** Which statuses carry a body that is wanted; 200 and 203 unless told. */
  readonly wanted?: (status: number) => boolean
  /** Tries again and waits for pauses of up to a minute, because nobody else will (feeds); pages are handed back. */
  readonly persistent?: boolean
  /** How often it was tried before, for the length of the next pause. */
  readonly earlier?: number
}

/** Where a journey ended: any status but a followed redirect. */
export interface Arrival {
  readonly finalUrl: string
  readonly status: number
  readonly headers: Headers
  /** When the same request may be answered differently, in milliseconds since the epoch: for 429 and most 5xx. */
  readonly retryAt?: number
}

/** A result whose problem says when the same request may succeed, if it may (milliseconds since the epoch). */
export type Ending<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem; readonly retryAt?: number }

/** Wraps a problem that may pass by `retryAt`. */
export const failedUntil = (problem: Problem, retryAt: number): Ending<never> => ({
  ok: false,
  problem,
  retryAt,
})

/** Asked for every answer whose body is wanted; called again when an attempt is repeated. */
export type OpenSink = (arrival: Arrival) => BodySink

/** A host that asks for a longer pause is not waited for within one fetch. */
export const MAX_RETRY_AFTER_MS = 60_000

// 408 and 425 ask for the same request once more; these 5xx say what the server will not be able to do later either.
const TRANSIENT_4XX = new Set([408, 425, 429])
const FINAL_5XX = new Set([501, 505, 506, 510, 511])

/** Whether a status carries the content that was asked for (RFC 9110, 15.3). */
export const isContent = (status: number): boolean => status === 200 || status === 203

/** Whether the same request may be answered with another status later. */
export const isTransient = (status: number): boolean =>
  TRANSIENT_4XX.has(status) || (status >= 500 && !FINAL_5XX.has(status))

/** A problem of the porch; `subject` is the URL that was asked for. */
export const porch = (code: string, subject: string, detail: string): Problem => ({
  stage: 'porch',
  code,
  subject,
  detail,
})
