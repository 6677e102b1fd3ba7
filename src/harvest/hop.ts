/** One hop of a journey: a turn at the host, one request, and once more what this errand tries again itself. */

import { failed, ok } from '../model/problem.ts'
import {
  type Ending,
  type Errand,
  failedUntil,
  isContent,
  isTransient,
  MAX_RETRY_AFTER_MS,
  type OpenSink,
  porch,
  type Travel,
} from './errand.ts'
import type { ExchangeAnswer, ExchangeFailure, Wire } from './exchange.ts'
import { header, parseRetryAfter } from './headers.ts'
import type { Ended, Turn } from './turn.ts'

const MAX_RETRIES = 2
const FIRST_BACKOFF_MS = 1000
const BACKOFF_FACTOR = 4
const MAX_BACKOFF_MS = 5 * 60_000
const LEAST_BACKOFF_MS = 100
// A page waits for a pause of its host this long in the queue; beyond it the worker has better things to do.
const PAGE_PATIENCE_MS = 1000

const OVERLOADED = new Set([429, 503])

/** Exponential, with full jitter: clients that failed together do not come back together. */
const backoff = (attempt: number, random: () => number): number => {
  const most = Math.min(FIRST_BACKOFF_MS * BACKOFF_FACTOR ** attempt, MAX_BACKOFF_MS)
  return Math.max(LEAST_BACKOFF_MS, Math.round(most * random()))
}

const retryAfterOf = (answer: ExchangeAnswer, now: number): number | undefined =>
  OVERLOADED.has(answer.status) ? parseRetryAfter(header(answer.headers, 'retry-after'), now) : undefined

/** What an ending says about the host. */
const endedOf = (result: ExchangeAnswer | ExchangeFailure, startedAt: number, now: number): Ended => {
  if (result.kind === 'failure') {
    const { code } = result
    if (code === 'private-address') return { kind: 'void' }
    const broken = code === 'unreachable' || code === 'timeout' || code === 'truncated'
    return broken ? { kind: 'broken' } : { kind: 'answered', ms: now - startedAt }
  }
  const { status } = result
  if (OVERLOADED.has(status)) {
    const retryAfterMs = retryAfterOf(result, now)
    // A 503 that names a time is an orderly answer; one that does not may be an outage.
    const broken = status === 503 && retryAfterMs === undefined
    return { kind: 'overloaded', broken, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  return status >= 500 && isTransient(status) ? { kind: 'broken' } : { kind: 'answered', ms: now - startedAt }
}

const exchange = async (
  url: URL,
  errand: Errand,
  travel: Travel,
  open: OpenSink,
  leave: (ended: Ended) => void,
): ReturnType<Wire['send']> => {
  const { politeness, allowPrivateAddresses } = errand.source
  const startedAt = travel.clock.now()
  const wanted = errand.wanted ?? isContent
  let ended: Ended = { kind: 'void' }
  try {
    const result = await travel.wire.send(
      {
        url,
        headers: errand.headers,
        timeoutMs: politeness.timeoutMs,
        maxBytes: errand.maxBytes,
        allowPrivate: allowPrivateAddresses,
        gunzip: errand.gunzip ?? false,
        truncate: errand.truncate ?? false,
      },
      (status, headers) => (wanted(status) ? open({ finalUrl: url.href, status, headers }) : undefined),
    )
    const now = travel.clock.now()
    ended = endedOf(result, startedAt, now)
    if (result.kind === 'answer') {
      const { status, bytes } = result
      const source = errand.source.id
      travel.observe({ kind: 'answer', source, url: url.href, status, bytes, ms: now - startedAt })
    }
    return result
  } finally {
    leave(ended)
  }
}

const refusal = (
  { why, retryAt }: Extract<Turn, { kind: 'refused' }>,
  url: URL,
  errand: Errand,
  now: number,
): Ending<never> => {
  const at = new Date(retryAt).toISOString()
  if (why === 'unavailable') {
    const detail = `${url.host} failed many times in a row; nothing is asked of it before ${at}`
    return failedUntil(porch('host-unavailable', errand.url, detail), retryAt)
  }
  const code = retryAt - now > MAX_RETRY_AFTER_MS ? 'retry-later' : 'rate-limited'
  const detail = `${url.host} asked for a pause until ${at}; nothing is asked of it before`
  return failedUntil(porch(code, errand.url, detail), retryAt)
}

/** After how many milliseconds the same request is made once more by this journey; undefined: it is left to others. */
const pauseBefore = (
  result: ExchangeAnswer | ExchangeFailure,
  tries: number,
  errand: Errand,
  travel: Travel,
): number | undefined => {
  const { persistent } = errand
  if (result.kind === 'failure') {
    const again = persistent ? tries < MAX_RETRIES : tries === 0 && result.code !== 'timeout'
    return again && result.retryable ? backoff(tries, travel.random) : undefined
  }
  if (!persistent || tries >= MAX_RETRIES || !isTransient(result.status)) return undefined
  const asked = retryAfterOf(result, travel.clock.now())
  if (asked === undefined) return backoff(tries, travel.random)
  return asked > MAX_RETRY_AFTER_MS ? undefined : asked
}

/** How a hop ended that is not tried again now. */
const conclude = (
  result: ExchangeAnswer | ExchangeFailure,
  errand: Errand,
  travel: Travel,
): Ending<HopAnswer> => {
  const now = travel.clock.now()
  const later = (): number => now + backoff(errand.earlier ?? 0, travel.random)
  if (result.kind === 'failure') {
    const problem = porch(result.code, errand.url, result.detail)
    return result.retryable ? failedUntil(problem, later()) : failed(problem)
  }
  if (!isTransient(result.status)) return ok(result)
  const asked = retryAfterOf(result, now)
  return ok({ ...result, retryAt: asked === undefined ? later() : now + asked })
}

/** The answer of one hop; `retryAt` as for an arrival. */
export type HopAnswer = ExchangeAnswer & { readonly retryAt?: number }

/**
 * One hop: waits for a turn at the host of `url` (requests at least `delayMs` apart) and tries again what this errand
 * tries again itself: a broken connection once, and for persistent ones whatever may pass, twice.
 */
export const hop = async (
  url: URL,
  errand: Errand,
  delayMs: number,
  travel: Travel,
  open: OpenSink,
): Promise<Ending<HopAnswer>> => {
  const { clock, observe, politeness } = travel
  const { source, persistent } = errand
  const { concurrency } = source.politeness
  const patienceMs = persistent ? MAX_RETRY_AFTER_MS : PAGE_PATIENCE_MS
  for (let tries = 0; ; tries++) {
    const turn = await politeness.turn(url.host, source.id, { concurrency, delayMs, patienceMs })
    if (turn.kind === 'refused') {
      const pause = turn.retryAt - clock.now()
      if (!persistent || tries >= MAX_RETRIES || pause > patienceMs)
        return refusal(turn, url, errand, clock.now())
      observe({ kind: 'retry', url: url.href, because: turn.why, waitMs: pause })
      await clock.sleep(Math.max(0, pause))
      continue
    }
    const result = await exchange(url, errand, travel, open, turn.leave)
    const pause = pauseBefore(result, tries, errand, travel)
    if (pause === undefined) return conclude(result, errand, travel)
    const because = result.kind === 'failure' ? `${result.code}: ${result.detail}` : `status ${result.status}`
    observe({ kind: 'retry', url: url.href, because, waitMs: pause })
    // What Retry-After asks for, the host's queue keeps.
    const held = result.kind === 'answer' && retryAfterOf(result, clock.now()) !== undefined
    if (!held) await clock.sleep(pause)
  }
}
