/** Answers to a store that asks for user and password: Basic (RFC 7617) and Digest (RFC 7616). */

import { createHash, randomBytes } from 'node:crypto'

/** Who asks. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** The parameters of a challenge, names in lower case. */
const parametersOf = (challenge: string): Record<string, string> =>
  Object.fromEntries(
    [...challenge.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(
      ([, name = '', quoted, plain]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''],
    ),
  )

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

const digestAnswer = (
  { user, password }: Credentials,
  challenge: string,
  method: string,
  path: string,
): string | undefined => {
  const { realm = '', nonce = '', opaque, algorithm = 'MD5', qop } = parametersOf(challenge)
  const hashName = { MD5: 'md5', 'SHA-256': 'sha256' }[algorithm.toUpperCase()]
  if (!hashName || nonce === '') return undefined
  const hash = (text: string): string => createHash(hashName).update(text).digest('hex')
  const secret = hash(`${user}:${realm}:${password}`)
  const request = hash(`${method}:${path}`)
  const fields = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(path)}`,
  ]
  if (qop?.split(',').some(each => each.trim() === 'auth')) {
    const client = randomBytes(8).toString('hex')
    const response = hash(`${secret}:${nonce}:00000001:${client}:auth:${request}`)
    fields.push(`response="${response}"`, 'qop=auth', 'nc=00000001', `cnonce="${client}"`)
  } else fields.push(`response="${hash(`${secret}:${nonce}:${request}`)}"`)
  fields.push(`algorithm=${algorithm}`)
  if (opaque !== undefined) fields.push(`opaque=${quote(opaque)}`)
  return `Digest ${fields.join(', ')}`
}

/**
 * The Authorization header that answers the challenge of a 401 (WWW-Authenticate), for a request to `path` (with its
 * query); undefined when the scheme or its algorithm is not known.
 */
export const answerChallenge = (
  credentials: Credentials,
  challenge: string,
  method: string,
  path: string,
): string | undefined => {
  if (/^digest\b/i.test(challenge)) return digestAnswer(credentials, challenge, method, path)
  if (!/^basic\b/i.test(challenge)) return undefined
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
}
