/** The codes of problems that the API answers with: `type` is `urn:problem:lodestone:<code>`. */

/** Code -> HTTP status and what to do. Extension members of RFC 9457 are named where there are any. */
export const PROBLEM_CODES: Readonly<Record<string, readonly [status: number, meaning: string]>> = {
  ambiguous: [300, 'several things have this identifier: `candidates` lists them'],
  'unknown-parameter': [400, 'the path has no such parameter; the likely one is named'],
  'invalid-parameter': [400, '`subject` names the parameter; the detail says what it may be'],
  'invalid-cursor': [400, 'damaged, or of a search with other filters; begin at the first page'],
  'too-many-bars': [400, 'the interval is too short for the span; take a longer one'],
  'not-found': [404, 'nothing has this name here'],
  gone: [410, 'it was withdrawn; the answer tells what is known'],
  'method-not-allowed': [405, 'see the header Allow'],
  'not-acceptable': [406, 'not given in any type that the Accept header names'],
  'too-many-requests': [429, 'come back after Retry-After seconds'],
  'internal-error': [500, 'a bug; the detail has a number to report'],
  'search-timeout': [503, 'the search took too long; narrow it, or come back after Retry-After seconds'],
  'search-busy': [503, 'too many searches at once; come back after Retry-After seconds'],
}

/** The table as Markdown, for the description of problems. */
export const problemTable = (): string =>
  [
    '| code | status | meaning |',
    '|---|---|---|',
    ...Object.entries(PROBLEM_CODES).map(
      ([code, [status, meaning]]) => `| \`${code}\` | ${status} | ${meaning} |`,
    ),
  ].join('\n')
