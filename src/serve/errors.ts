/** The one shape of every HTTP error: application/problem+json (RFC 9457). */

/** What an error answer says; further members are extension members of RFC 9457 section 3.2. */
export interface HttpProblem {
  readonly status: number
  /** Kebab-case code; becomes the `type` member as `urn:problem:lodestone:<code>`. */
  readonly code: string
  readonly title: string
  /** What was wrong with this request, quoting the offending value, and what to do. */
  readonly detail: string
  readonly [extension: string]: unknown
}

/** Turns a problem into its HTTP response; `headers` are added, for example `Retry-After` or `Allow`. */
export const problemResponse = (problem: HttpProblem, headers: Record<string, string> = {}): Response => {
  const { code, ...members } = problem
  return new Response(`${JSON.stringify({ type: `urn:problem:lodestone:${code}`, ...members })}\n`, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  })
}
