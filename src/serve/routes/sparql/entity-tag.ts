/**
 * Entity tags of answers (RFC 9110, 8.8.3). A tag is strong, because it holds a digest of the bytes; it also names the
 * generation and the question, so that a client which has the answer already is told so before any query runs.
 */

import { createHash, randomBytes } from 'node:crypto'
import { codingWeight, preferencesOf } from '../../../graph/accept.ts'

/** Generations only mean something within one archive, which may be made anew while the server is down. */
const RUN = randomBytes(6).toString('hex')

const digestOf = (length: number, ...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex').slice(0, length)
}

const TAG = /(?:W\/)?"(\d+(?:-\d+)?)\.([0-9a-f]+)\.([0-9a-f]+)(?:-(\w+))?"/g

/** What an answer shows, or may show: the archive's generation and, when there are any, the last write to user graphs. */
export interface Shown {
  readonly generation: number
  readonly revision?: number
}

/** The same, for a tag. */
export const shownBy = ({ generation, revision }: Shown): string =>
  revision === undefined ? String(generation) : `${generation}-${revision}`

/** The conditional part of a request: knows the client's tags. */
export interface Condition {
  /** The client's tag when it has what is answered by a graph that shows this; nothing has to be run. */
  known(shown: string | number): string | undefined
  /** The tag of an answer; `had` when the client has the very bytes. */
  tagOf(
    shown: string | number,
    mediaType: string,
    body: Uint8Array,
  ): { readonly tag: string; readonly had: boolean }
}

/** Reads `If-None-Match` (RFC 9110, 13.1.2) for one question: anything that JSON can hold, equal for equal questions. A tag of a coded answer counts when its coding is acceptable. */
export const conditionOf = (headers: Headers, question: unknown): Condition => {
  const key = digestOf(16, RUN, JSON.stringify(question))
  const codings = preferencesOf(headers.get('accept-encoding') ?? '')
  const asked = (headers.get('if-none-match') ?? '').slice(0, 8192)
  const tags = [...asked.matchAll(TAG)]
    .map(([text, shown, question, digest, coding]) => ({ text, shown, question, digest, coding }))
    .filter(({ coding }) => coding === undefined || codingWeight(coding, codings) > 0)
  return {
    known: shown => tags.find(tag => tag.shown === String(shown) && tag.question === key)?.text,
    tagOf(shown, mediaType, body) {
      const digest = digestOf(24, mediaType, body)
      const had = tags.find(tag => tag.digest === digest)?.text
      return {
        tag: had ?? `"${shown}.${key}.${digest}"`,
        had: had !== undefined || asked.trim() === '*',
      }
    },
  }
}
