/** Requests of one client per minute, whatever they cost: for the API. */
import type { MiddlewareHandler } from 'hono'
import { problemResponse } from '../errors.ts'
import { type Bucket, createBucket, secondsUntil } from './bucket.ts'

/** Clients whose bucket is known; of more, those that asked for nothing the longest start anew. */
const MAX_CLIENTS = 20_000

/** What a request may: it is let in with so many left, or told when to come back. Seconds are whole. */
export interface Pace {
  readonly go: boolean
  readonly left: number
  /** Until all are there again. */
  readonly fullIn: number
  /** Until the next is let in; 0 when it is. */
  readonly retryAfter: number
}

/** Buckets of all clients. `now` is a clock in milliseconds that never goes back. */
export const createPaces = (perMinute: number, now: () => number, maxClients = MAX_CLIENTS) => {
  const buckets = new Map<string, Bucket>()
  const rule = { size: perMinute, perSecond: perMinute / 60 }
  return {
    /** Takes one request of a client, if there is one left. */
    take(client: string): Pace {
      const time = now()
      const bucket = buckets.get(client) ?? createBucket(rule, time)
      // The Map keeps its keys in the order in which they asked last.
      buckets.delete(client)
      buckets.set(client, bucket)
      if (buckets.size > maxClients)
        for (const oldest of [...buckets.keys()].slice(0, 1)) buckets.delete(oldest)
      const level = bucket.level(time)
      const go = level >= 1
      if (go) bucket.take(1, time)
      return {
        go,
        left: Math.floor(Math.max(0, bucket.level(time))),
        fullIn: Math.ceil(bucket.secondsToFull(time)),
        retryAfter: go ? 0 : Math.max(1, Math.ceil(secondsUntil(1, level, rule.perSecond))),
      }
    },
    clients: (): number => buckets.size,
  }
}

/** The middleware: `clientOf` names who is limited, undefined for who is not; 0 a minute means no limit for anybody. */
export const pacedBy = (
  perMinute: number,
  now: () => number,
  limited: (c: Parameters<MiddlewareHandler>[0]) => string | undefined,
): MiddlewareHandler => {
  if (perMinute === 0) return (_, next) => next()
  const paces = createPaces(perMinute, now)
  return async (c, next) => {
    const client = limited(c)
    if (client === undefined) return next()
    const { go, left, fullIn, retryAfter } = paces.take(client)
    if (go) await next()
    else {
      const detail = `more than ${perMinute} requests within a minute; the next is answered in ${retryAfter} s. Ask for more per page (limit=1000), or take /api/changes or a dump`
      c.res = problemResponse(
        { status: 429, code: 'too-many-requests', title: 'Too many requests', detail },
        { 'retry-after': String(retryAfter) },
      )
    }
    c.header('ratelimit-policy', `"requests";q=${perMinute};w=60`, { append: true })
    c.header('ratelimit', `"requests";r=${left};t=${fullIn}`, { append: true })
  }
}
