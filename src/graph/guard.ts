/**
 * What is looked at before a query reaches the engine: a small query can exhaust the engine's stack, which no
 * deadline prevents, and some forms are refused altogether.
 */

import { isIri } from '../rdf/terms.ts'
import type { QueryForm, QueryProblem } from './store.ts'
import { type Token, tokensOf } from './tokens.ts'

/** Bounds of a query. */
export interface QueryLimits {
  /** Bytes of UTF-8, without what stands between the braces of VALUES. */
  readonly maxBytes: number
  /** More bytes of UTF-8 that may stand between the braces of VALUES, which the engine reads one after the other. */
  readonly maxDataBytes?: number
  /** Braces, brackets and parentheses inside each other. */
  readonly maxDepth: number
  /** Operators and clauses (`||`, `+`, `/`, UNION, OPTIONAL, BIND ...): the engine recurses over each. */
  readonly maxOperators: number
  /** Tokens directly inside one pair of parentheses: IN lists, arguments, RDF collections. */
  readonly maxListItems: number
  /** Terms of triple patterns and templates, three to a plain pattern: the engine recurses over the joins of a group, and breaks between 2000 and 3000 of them. */
  readonly maxTerms: number
}

/** Oxigraph 0.5.11 survives about twice these numbers in a worker thread; joins are bounded more closely. */
export const DEFAULT_LIMITS: QueryLimits = {
  maxBytes: 512 * 1024,
  maxDataBytes: 1536 * 1024,
  maxDepth: 100,
  maxOperators: 500,
  maxListItems: 1000,
  maxTerms: 1500,
}

/** What the guard found: the form, or undefined when the text begins like no query and the parser shall say why. */
export interface Inspected {
  readonly form: QueryForm | undefined
  /** How many times the keyword SERVICE stands in it; only ever above 0 when such queries are let through. */
  readonly services: number
}

export type Inspection =
  | { readonly ok: true; readonly value: Inspected }
  | { readonly ok: false; readonly problem: QueryProblem }

const FORMS: ReadonlySet<string> = new Set<QueryForm>(['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE'])
const UPDATES = new Set('INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH'.split(' '))
const CLAUSES = new Set('UNION OPTIONAL MINUS EXISTS BIND FILTER SELECT GRAPH'.split(' '))
const OPERATORS = new Set('|| && ! != = < > <= >= + - * / | ^'.split(' '))
const OPENING = '{(['
const CLOSING = '})]'

const isForm = (word: string): word is QueryForm => FORMS.has(word)

const place = (text: string, at: number): { line: number; column: number } => {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const refuse = (code: string, subject: string, detail: string, where = {}): Inspection => ({
  ok: false,
  problem: { stage: 'graph', code, subject, detail, ...where },
})

/** Follows nesting, operators, patterns and list lengths through a query. */
const createMeter = (limits: QueryLimits) => {
  const open: { char: string; items: number; data?: boolean }[] = []
  let operators = 0
  let terms = 0
  let values = false
  let dataFrom = 0
  let dataLength = 0
  return {
    /** What is beyond its bound after this token, in words. */
    measure({ kind, text, at }: Token): string | undefined {
      if (kind === 'symbol' ? OPERATORS.has(text) : kind === 'word' && CLAUSES.has(text.toUpperCase()))
        operators++
      // The braces of VALUES hold data, which the engine takes in any number.
      if (kind === 'word' && text.toUpperCase() === 'VALUES') values = true
      if (kind === 'symbol' && OPENING.includes(text.charAt(0))) {
        const data = values && text.startsWith('{')
        open.push({ char: text, items: 0, data })
        if (data) {
          values = false
          dataFrom = at
        }
      } else if (kind === 'symbol' && CLOSING.includes(text)) {
        if (open.pop()?.data) dataLength += at - dataFrom
      } else {
        const inner = open.at(-1)
        if (inner?.char === '(' && text !== ',') inner.items++
        if (inner && inner.items > limits.maxListItems)
          return `a list of more than ${limits.maxListItems} members (VALUES takes more)`
      }
      const inner = open.at(-1)
      if (kind !== 'symbol' && inner && inner.char !== '(' && !inner.data) terms++
      if (terms > limits.maxTerms) return `more than ${limits.maxTerms} terms in its patterns`
      if (open.length > limits.maxDepth) return `nesting deeper than ${limits.maxDepth} levels`
      if (operators > limits.maxOperators) return `more than ${limits.maxOperators} operators and clauses`
      return undefined
    },
    /** UTF-16 code units between the braces of VALUES so far. */
    dataLength: () => dataLength,
  }
}

/** Whether the token is the keyword SERVICE; an engine may read `SERVICE:x` as the keyword and the name `:x`. */
const isService = (token: Token, prefixes: ReadonlySet<string>): boolean =>
  token.kind === 'word'
    ? /^service$/i.test(token.text)
    : token.kind === 'name' && /^service:/i.test(token.text) && !prefixes.has(token.text.split(':')[0] ?? '')

const tooLong = (bytes: number, most: number): Inspection =>
  refuse('query-too-long', 'query', `the query has ${bytes} bytes, at most ${most} are taken; split it`)

/** What is done with a query that has SERVICE: a store knows nothing outside itself. */
export type OnService = 'refuse' | 'report'

/**
 * Checks a query's size, nesting and operators and recognises its form (SPARQL 1.1 grammar, rules 2 to 4), in one pass and
 * linear time. Problems: `query-too-long`, `query-too-complex`, `update-refused`, and `federation-refused` unless SERVICE is
 * only to be reported.
 */
export const inspectQuery = (
  text: string,
  limits: QueryLimits = DEFAULT_LIMITS,
  onService: OnService = 'refuse',
): Inspection => {
  const bytes = Buffer.byteLength(text)
  const most = limits.maxBytes + (limits.maxDataBytes ?? 0)
  if (bytes > most) return tooLong(bytes, most)
  const meter = createMeter(limits)
  const prefixes = new Set<string>()
  let form: QueryForm | undefined
  let previous = ''
  let services = 0
  for (const token of tokensOf(text)) {
    const where = () => place(text, token.at)
    const word = token.kind === 'word' ? token.text.toUpperCase() : ''
    if (previous === 'PREFIX' && token.kind === 'name') prefixes.add(token.text.split(':')[0] ?? '')
    if (!form && UPDATES.has(word))
      return refuse(
        'update-refused',
        token.text,
        `${word} is an update, and a query is SELECT, ASK, CONSTRUCT or DESCRIBE; where updates are taken, they are sent by POST as "update" or application/sparql-update`,
        where(),
      )
    if (!form && isForm(word)) form = word
    if (isService(token, prefixes)) services++
    if (services > 0 && onService === 'refuse')
      return refuse(
        'federation-refused',
        token.text,
        'SERVICE is not allowed here; run the federated query from your side, with this endpoint as one of its services',
        where(),
      )
    const excess = meter.measure(token)
    if (excess)
      return refuse('query-too-complex', 'query', `the query has ${excess}; simplify or split it`, where())
    previous = word
  }
  // Beyond the bound only because of its data: how many bytes that has is looked at now.
  if (bytes - meter.dataLength() > limits.maxBytes) return tooLong(bytes, limits.maxBytes)
  return { ok: true, value: { form, services } }
}

/** Checks the graph IRIs of the protocol's dataset: absolute, and at most 100. Gives the first bad one's problem. */
export const checkGraphs = (graphs: readonly string[]): QueryProblem | undefined => {
  const problem = (subject: string, detail: string): QueryProblem => ({
    stage: 'graph',
    code: 'bad-graph-iri',
    subject,
    detail,
  })
  if (graphs.length > 100)
    return problem(`${graphs.length} graphs`, 'at most 100 graphs can be named; use FROM in the query')
  const bad = graphs.find(graph => !isIri(graph))
  return bad === undefined
    ? undefined
    : problem(
        bad.slice(0, 200),
        `"${bad.slice(0, 200)}" is not an absolute IRI; name the graph by its full IRI`,
      )
}
