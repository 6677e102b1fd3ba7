/** Where a page ended: opaque to callers, bound to the search it belongs to. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { failed, ok, type Result } from '../model/problem.ts'

const Content = z.object({
  /** Digest of filters and order. */
  search: z.string(),
  /** Values of the last item that the order compares. */
  after: z.array(z.union([z.string(), z.number().int()])).max(3),
  /** Generation at which the page was made. */
  generation: z.number().int(),
  /** What the words of the text count: the order of a search must not change from page to page. */
  gains: z.array(z.number().int().min(0).max(1_000)).max(20).optional(),
})

/** The place after one page. */
export type Place = z.infer<typeof Content>

/** A short digest of whatever a cursor must not be carried over to; the order of keys does not matter. */
export const searchDigest = (search: unknown): string => {
  const ordered = JSON.stringify(search, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return createHash('sha256').update(ordered).digest('base64url').slice(0, 16)
}

/** A place as text that can stand in a URL. */
export const writeCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** The place of a cursor, or a problem when it is none or belongs to another search. */
export const readCursor = (cursor: string, search: string): Result<Place> => {
  const refuse = (detail: string) =>
    failed({ stage: 'catalogue', code: 'invalid-cursor', subject: 'cursor', detail })
  const damaged = () =>
    refuse('the cursor is damaged; take it unchanged from "next" of the page before, or leave it out')
  // Sort values are names of at most some thousand characters.
  if (cursor.length > 100_000) return damaged()
  let content: unknown
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return damaged()
  }
  const place = Content.safeParse(content)
  if (!place.success) return damaged()
  if (place.data.search !== search) {
    return refuse(
      'the cursor belongs to a search with other filters or another order; start again without it',
    )
  }
  return ok(place.data)
}
