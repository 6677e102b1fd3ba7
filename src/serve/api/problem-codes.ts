/** The codes of problems that the server answers with: `type` is `urn:problem:lodestone:<code>`. */
import { type ProblemCodes, SPARQL_CODES } from './problem-codes-sparql.ts'

const OF_ANY_PATH: ProblemCodes = {
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

const OF_MIRRORS: ProblemCodes = {
  'other-archive': [409, 'what `archive` names is not this one; begin again at `since=0`'],
  'archive-restored': [409, '`since` lies beyond the last change; begin again at `since=0`'],
}

const OF_EXPORTS: ProblemCodes = {
  'state-is-over': [410, 'the data moved on from `generation` and no such export is kept; export anew'],
  'range-not-satisfiable': [416, 'the part begins behind the end; Content-Range tells the size'],
  'export-failed': [500, 'it broke before anything was sent; try again, and report it when it breaks again'],
  'too-many-exports': [503, 'others are being made; come back after Retry-After seconds'],
}

const OF_DOCUMENTS: ProblemCodes = {
  'no-document': [400, 'nothing was sent to verify or validate'],
  'invalid-json': [400, 'the body is not JSON as its Content-Type says, or too deep'],
  'invalid-form': [400, 'the body is not a form as its Content-Type says, or has too many parts'],
  'unsupported-coding': [415, 'the body is packed; send it as it is'],
  'too-large': [413, 'the document, or what is in it, is more than is taken'],
  'unsupported-media-type': [415, 'nothing of this Content-Type is taken here; the detail lists what is'],
  busy: [503, 'others are served, or documents of yours wait; come back after Retry-After seconds'],
}

const OF_VERIFYING: ProblemCodes = {
  'unsupported-document': [415, 'no PDF, Word, OpenDocument, Excel, CSV, HTML or plain text'],
  damaged: [422, 'the file cannot be read to its end; save it anew'],
  encrypted: [422, 'it has a password; save it without one'],
  'no-text-layer': [422, 'its pages are pictures; run text recognition first'],
  'zip-bomb': [422, 'it unpacks to far more than any real document'],
  'too-long': [422, 'reading it took too long; send it in parts'],
}

const OF_VALIDATING: ProblemCodes = {
  'unknown-profile': [400, 'there is no such profile; /api/profiles lists them'],
  'syntax-error': [
    422,
    '`problems` has the line; the document or the shapes break the syntax of their format',
  ],
  unreadable: [422, 'no graph can be made of the document'],
  'ill-formed-shape': [422, 'a shape breaks the rules of SHACL; `problems` names it'],
  'undefined-shape': [422, 'a shape refers to one that is not there'],
  'recursive-shape': [422, 'a shape refers to itself, in a way that has no answer'],
  'ill-formed-path': [422, 'the path of a shape breaks the rules of SHACL'],
  'bad-pattern': [422, 'the regular expression of a shape cannot be used'],
  'bad-query': [422, 'the SPARQL query of a shape cannot be used'],
  'unknown-shape-term': [422, 'a shape uses a term that SHACL does not have; the likely one is named'],
  'ignored-shape-term': [422, 'a shape uses a term that would be ignored where it stands'],
  'unsupported-shape': [422, 'a shape uses a part of SHACL that is not supported'],
  'unknown-import': [422, 'the shapes import something that is not bundled'],
  'nothing-targeted': [422, 'no shape found anything in the document to look at'],
  'validation-limit': [422, 'the check became larger than is allowed; send less at once'],
  'check-crashed': [500, 'the check broke off; report the document'],
  'no-checker': [503, 'this server checks nothing; use `lodestone validate`'],
  'check-too-long': [504, 'the check took too long; send less at once'],
}

const OF_OPERATION: ProblemCodes = {
  'operator-token-needed': [401, 'for the operator; send the token'],
  'no-operator-token': [403, 'for the operator, and this server has no token set'],
}

/** Every code; those of reading a document as the harvest does (`/api/validate`) come on top, with status 422. */
export const PROBLEM_CODES: ProblemCodes = {
  ...OF_ANY_PATH,
  ...OF_MIRRORS,
  ...OF_EXPORTS,
  ...OF_DOCUMENTS,
  ...OF_VERIFYING,
  ...OF_VALIDATING,
  ...OF_OPERATION,
  ...SPARQL_CODES,
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
