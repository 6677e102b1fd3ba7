/** Who may write: by the setting `writeToken`, compared in constant time, and only from the Authorization header. */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { requestProblem } from '../sparql/problems.ts'

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The answer that refuses a request: 401 without a token (RFC 6750, 3), 403 with a wrong one; undefined with the right one. */
export type WriteGuard = (c: Context) => Response | undefined

/** Checks requests against the token. */
export const createWriteGuard = (token: string): WriteGuard => {
  const wanted = digestOf(token)
  return c => {
    const header = (c.req.header('authorization') ?? '').slice(0, 2000)
    const sent = /^bearer +(\S+)\s*$/i.exec(header)?.[1]
    if (sent === undefined)
      return requestProblem(
        401,
        'write-token-needed',
        'writing needs the token of this server: send it as Authorization: Bearer',
        { 'www-authenticate': 'Bearer realm="Lodestone"', 'cache-control': 'no-store' },
      )
    // Digests are of one length whatever was sent, so that the comparison takes the same time.
    return timingSafeEqual(digestOf(sent), wanted)
      ? undefined
      : requestProblem(403, 'write-token-wrong', 'this token does not allow writing here', {
          'cache-control': 'no-store',
        })
  }
}
