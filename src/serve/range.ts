/** Ranges of bytes (RFC 9110, section 14). */
import { problemResponse } from './errors.ts'

/** The first byte, and the one after the last. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** The range of `bytes=N-` and `bytes=N-M`; undefined for what is not served: then all is sent, as the RFC allows. */
export const rangeOf = (header: string | undefined): ByteRange | undefined => {
  const match = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(header?.trim() ?? '')
  if (!match) return undefined
  const from = Number(match[1])
  const to = match[2] === undefined ? Number.POSITIVE_INFINITY : Number(match[2]) + 1
  return to > from ? { from, to } : undefined
}

/** 416: the range begins where there is nothing. */
export const unsatisfiable = (size: number, headers: Record<string, string>): Response =>
  problemResponse(
    {
      status: 416,
      code: 'range-not-satisfiable',
      title: 'Nothing there',
      detail: `there are ${size} bytes; ask for a range that begins within them`,
    },
    {
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-range': `bytes */${size}`,
    },
  )
