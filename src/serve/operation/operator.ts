/** Who runs this server: by a token, compared in constant time. */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { problemResponse } from '../errors.ts'

/** What a request may see. */
export interface Operator {
  /** Whether the request carries the token. */
  is(c: Context): boolean
  /** The answer that refuses a request without it; undefined when it carries it. */
  refuse(c: Context): Response | undefined
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The token as `Authorization: Bearer`, or as the password of Basic, which is what browsers ask people for (RFC 7617). */
const sentToken = (header: string): string | undefined => {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)\s*$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  const decoded = Buffer.from(value, 'base64').toString()
  const colon = decoded.indexOf(':')
  return colon < 0 ? undefined : decoded.slice(colon + 1)
}

const CHALLENGE = 'Bearer realm="Lodestone", Basic realm="Lodestone operator", charset="UTF-8"'

/** Checks requests against the setting `operatorToken`; without it everybody is refused. */
export const createOperator = (token: string | undefined): Operator => {
  const wanted = token === undefined ? undefined : digestOf(token)
  const is = (c: Context): boolean => {
    const sent = sentToken((c.req.header('authorization') ?? '').slice(0, 2000))
    // Digests are of one length whatever was sent, so that the comparison takes the same time.
    return wanted !== undefined && sent !== undefined && timingSafeEqual(digestOf(sent), wanted)
  }
  const refuse = (c: Context): Response | undefined => {
    if (is(c)) return undefined
    if (wanted === undefined)
      return problemResponse(
        {
          status: 403,
          code: 'no-operator-token',
          title: 'Not allowed here',
          detail: 'this is for who runs the server: set operatorToken (LODESTONE_OPERATOR_TOKEN) and send it',
        },
        { 'cache-control': 'no-store' },
      )
    return problemResponse(
      {
        status: 401,
        code: 'operator-token-needed',
        title: 'Not allowed here',
        detail: 'this is for who runs the server: send the operator token as Authorization: Bearer',
      },
      { 'www-authenticate': CHALLENGE, 'cache-control': 'no-store' },
    )
  }
  return { is, refuse }
}
