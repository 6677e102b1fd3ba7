/** Names of queries: who knows one may look at the query and cancel it. */

import { randomBytes } from 'node:crypto'

const CHOSEN = /^[A-Za-z0-9_-]{16,64}$/

/** A name that cannot be guessed: 128 random bits as 22 letters, digits, `-` and `_`. */
export const newQueryId = (): string => randomBytes(16).toString('base64url')

/** Whether a client may choose this name; its own queries are as safe as the name is hard to guess. */
export const isQueryId = (text: string): boolean => CHOSEN.test(text)
