/** What an answer without content means for the one who asked. */

import type { Problem } from '../model/problem.ts'
import { type Arrival, MAX_RETRY_AFTER_MS } from './errand.ts'
import { type Headers, header, parseRetryAfter } from './headers.ts'

/**
 * Whether an answer comes from Cloudflare's protection rather than from the site: it marks challenges with
 * `cf-mitigated`, and refusals of its own are 403 or 503 with its name and no other sign of the origin.
 */
const isCloudflare = (headers: Headers): boolean =>
  header(headers, 'cf-mitigated') !== undefined ||
  header(headers, 'cf-ray') !== undefined ||
  header(headers, 'server')?.toLowerCase() === 'cloudflare'

/** The problem that an answer without content is; `url` was asked for, `now` is in milliseconds since the epoch. */
export const statusProblem = (url: string, { status, finalUrl, headers }: Arrival, now: number): Problem => {
  const at = finalUrl === url ? 'the server' : finalUrl
  const problem = (code: string, detail: string): Problem => ({ stage: 'porch', code, subject: url, detail })
  const challenged = header(headers, 'cf-mitigated') !== undefined
  if ((status === 403 && isCloudflare(headers)) || challenged) {
    const ray = header(headers, 'cf-ray')
    const detail = `Cloudflare, in front of ${new URL(finalUrl).host}, takes this harvester for a bot and answers ${status}${ray ? ` (ray ${ray.slice(0, 40)})` : ''}; ask the operator of the site to allow its user agent`
    return problem('refused-by-cloudflare', detail)
  }
  const pause = parseRetryAfter(header(headers, 'retry-after'), now)
  if ((status === 429 || status === 503) && pause !== undefined && pause > MAX_RETRY_AFTER_MS)
    return problem(
      'retry-later',
      `${at} answers ${status} and asks for a pause of ${Math.ceil(pause / 1000)} s`,
    )
  if (status === 429)
    return problem(
      'rate-limited',
      `${at} asks for fewer requests (429); raise the source's politeness.delayMs if it goes on`,
    )
  if (status === 404 || status === 410)
    return problem('gone', `${at} answers ${status}: nothing is there; correct the address`)
  if (status >= 500) return problem('server-error', `${at} answers ${status}`)
  if (status >= 400)
    return problem('refused', `${at} answers ${status}; ask its operator to let this harvester in`)
  return problem('unexpected-status', `${at} answers ${status}, which is neither a page nor a redirect`)
}
