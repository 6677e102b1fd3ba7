/** An export as HTTP answer: strong ETag, ranges (RFC 9110, section 14), digest (RFC 9530), a link to its manifest. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Job } from '../../export/job.ts'
import { exportUrl } from '../../export/make.ts'
import { readJob } from '../../export/read-job.ts'
import { GENERATION_HEADER, TOTAL_HEADER } from '../headers.ts'
import { type ByteRange, rangeOf, unsatisfiable } from '../range.ts'
import type { AskedExport } from './export-request.ts'

/** What makes the bytes of an export besides its parameters and the state. */
export interface Maker {
  readonly base: string
  /** Digest of program, vocabularies, sources and profiles. */
  readonly made: string
}

/** The tag of the bytes: the same request of the same state always has the same, after a restart as well. */
export const exportTag = ({ made }: Maker, { format, query }: AskedExport, generation: number): string => {
  const digest = createHash('sha256')
    .update(JSON.stringify([made, format.name, query]))
    .digest('hex')
  return `"${generation}-${digest.slice(0, 20)}"`
}

/** Headers that every answer about an export has. */
export const exportHeaders = (
  maker: Maker,
  asked: AskedExport,
  { generation, total }: { generation: number; total: number },
): Record<string, string> => {
  const { format, query } = asked
  const manifest = `/api/export/manifest?format=${format.name}${query === '' ? '' : `&${query}`}&generation=${generation}`
  return {
    'content-type': format.mediaType,
    'content-disposition': `attachment; filename="lodestone-${generation}${format.extension}"`,
    'cache-control': 'no-cache',
    'accept-ranges': 'bytes',
    etag: exportTag(maker, asked, generation),
    link: `<${manifest}>; rel="describedby"; type="application/json", <${exportUrl(maker.base, asked, generation)}>; rel="canonical"`,
    [GENERATION_HEADER]: String(generation),
    [TOTAL_HEADER]: String(total),
  }
}

/** Only a part whose end is known can be described: an export that is still made is waited for. */
const part = async (job: Job, range: ByteRange, headers: Record<string, string>): Promise<Response> => {
  const release = job.hold()
  try {
    const { bytes } = await job.finished
    if (range.from >= bytes) return unsatisfiable(bytes, headers)
    const to = Math.min(range.to, bytes)
    const body = readJob(job, range.from, to)
    const about = {
      'content-range': `bytes ${range.from}-${to - 1}/${bytes}`,
      'content-length': String(to - range.from),
    }
    return new Response(body, { status: 206, headers: { ...headers, ...about } })
  } finally {
    release()
  }
}

const digestOf = (sha256: string): string => `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`

/** Sends an export that has begun. A part is sent when the client has the beginning of the very same bytes. */
export const sendJob = async (c: Context, job: Job, headers: Record<string, string>): Promise<Response> => {
  const condition = c.req.header('if-range')
  const range =
    condition === undefined || condition === headers.etag ? rangeOf(c.req.header('range')) : undefined
  if (range) return part(job, range, headers)
  const manifest = job.manifest()
  const whole = manifest && {
    'content-length': String(manifest.bytes),
    'repr-digest': digestOf(manifest.sha256),
  }
  return new Response(readJob(job), { headers: { ...headers, ...whole } })
}
