/** ETags of answers that are made in one piece. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { GENERATION_HEADER } from '../headers.ts'

/** Answers with a tag of generation and content, or HTTP 304 when the client has that. */
export const tagged = (
  c: Context,
  text: string,
  headers: Record<string, string>,
  generation: number,
): Response => {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const etag = `W/"${generation}-${digest}"`
  const all = { ...headers, etag, 'cache-control': 'no-cache', [GENERATION_HEADER]: String(generation) }
  const known = (c.req.header('if-none-match') ?? '')
    .split(',')
    .map(tag => tag.trim().replace(/^(?:W\/)?/, 'W/'))
  if (known.includes(etag)) return new Response(null, { status: 304, headers: all })
  return new Response(text, { headers: all })
}
