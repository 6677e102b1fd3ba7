/**
 * The outline of a query's text: which groups it has, and which elements in them, by their places in the text. What it
 * is made from has been read by a SPARQL parser before, so nothing is checked here.
 */

import { type Token, tokensOf } from '../tokens.ts'

/** What a group graph pattern is made of (SPARQL 1.1 grammar, rules 54 to 67). */
export type ElementKind =
  | 'triples'
  | 'optional'
  | 'minus'
  | 'graph'
  | 'service'
  | 'filter'
  | 'bind'
  | 'values'
  | 'group'

/** One element; its text goes from `start` to `end`. */
export interface Element {
  readonly kind: ElementKind
  readonly start: number
  readonly end: number
  readonly tokens: readonly Token[]
  /** The groups inside, in order: branches of UNION, the body of OPTIONAL, patterns of EXISTS. */
  readonly groups: readonly Group[]
}

/** A group from its opening brace to behind the closing one. */
export interface Group {
  readonly start: number
  readonly end: number
  readonly elements: readonly Element[]
  /** The variables that a sub-SELECT gives out, `*` for all; absent for a group that is none. */
  readonly projected?: readonly string[] | '*'
}

/** A whole query. `prologue` and `dataset` are pieces of its text: PREFIX and BASE, FROM and FROM NAMED. */
export interface Outline {
  readonly prologue: string
  readonly dataset: string
  readonly where: Group | undefined
}

const KINDS: Readonly<Record<string, ElementKind>> = {
  OPTIONAL: 'optional',
  MINUS: 'minus',
  GRAPH: 'graph',
  SERVICE: 'service',
  FILTER: 'filter',
  BIND: 'bind',
  VALUES: 'values',
}

const isSymbol = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'symbol' && token.text === text

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === word

const nameOf = (token: Token): string => token.text.slice(1)

/** Walks over the tokens of a text that is known to be balanced. */
class Reader {
  readonly #tokens: readonly Token[]
  at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.at + ahead]
  }

  since(from: number): readonly Token[] {
    return this.#tokens.slice(from, this.at)
  }

  /** Where the token before this one ends. */
  behind(): number {
    const last = this.#tokens[this.at - 1]
    return last ? last.at + last.text.length : 0
  }

  kind(): ElementKind | undefined {
    const token = this.peek()
    return token?.kind === 'word' ? KINDS[token.text.toUpperCase()] : undefined
  }

  /** Goes to the next opening brace outside parentheses, or to a closing one or the end. */
  toBrace(): void {
    let depth = 0
    for (let token = this.peek(); token; token = this.peek()) {
      if (isSymbol(token, '(')) depth++
      else if (isSymbol(token, ')')) depth--
      else if (depth <= 0 && (isSymbol(token, '{') || isSymbol(token, '}'))) return
      this.at++
    }
  }

  /** Goes behind what a bracket at this place closes; groups in braces on the way are read. */
  balanced(open: string, close: string, groups: Group[]): void {
    this.at++
    while (this.peek() && !isSymbol(this.peek(), close)) {
      if (isSymbol(this.peek(), '{')) groups.push(this.group())
      else if (isSymbol(this.peek(), open)) this.balanced(open, close, groups)
      else this.at++
    }
    this.at++
  }

  group(): Group {
    const start = this.peek()?.at ?? 0
    this.at++
    const projected = isWord(this.peek(), 'SELECT') ? this.#projected() : undefined
    const elements: Element[] = []
    while (this.peek() && !isSymbol(this.peek(), '}')) {
      // Behind the pattern of a sub-SELECT stand its modifiers.
      if (projected && elements.length > 0) this.#modifiers()
      else if (isSymbol(this.peek(), '.')) this.at++
      else elements.push(this.#element())
    }
    this.at++
    return { start, end: this.behind(), elements, ...(projected && { projected }) }
  }

  #projected(): readonly string[] | '*' {
    const names: string[] = []
    let depth = 0
    let last = ''
    for (this.at++; this.peek(); this.at++) {
      const token = this.peek() as Token
      if (isSymbol(token, '(')) depth++
      // (expression AS ?name): the name stands last.
      else if (isSymbol(token, ')')) {
        if (--depth === 0) names.push(last)
      } else if (depth === 0 && (isSymbol(token, '{') || isWord(token, 'WHERE'))) break
      else if (depth === 0 && isSymbol(token, '*')) names.push('*')
      else if (token.kind === 'variable') {
        last = nameOf(token)
        if (depth === 0) names.push(last)
      }
    }
    this.toBrace()
    return names.includes('*') ? '*' : names
  }

  #modifiers(): void {
    while (this.peek() && !isSymbol(this.peek(), '}'))
      if (isSymbol(this.peek(), '{')) this.balanced('{', '}', [])
      else this.at++
  }

  #element(): Element {
    const from = this.at
    const start = this.peek()?.at ?? 0
    const kind = this.kind() ?? (isSymbol(this.peek(), '{') ? 'group' : 'triples')
    const groups: Group[] = []
    if (kind === 'triples') {
      do this.at++
      while (this.peek() && !this.kind() && !isSymbol(this.peek(), '{') && !isSymbol(this.peek(), '}'))
    } else if (kind === 'values') {
      this.toBrace()
      this.balanced('{', '}', [])
    } else if (kind === 'filter') this.#filter(groups)
    else if (kind === 'bind') {
      this.at++
      this.balanced('(', ')', groups)
    } else {
      this.toBrace()
      groups.push(this.group())
      while (kind === 'group' && isWord(this.peek(), 'UNION')) {
        this.at++
        groups.push(this.group())
      }
    }
    return { kind, start, end: this.behind(), tokens: this.since(from), groups }
  }

  /** FILTER (…), FILTER name(…), FILTER [NOT] EXISTS {…}. */
  #filter(groups: Group[]): void {
    for (this.at++; this.peek(); this.at++) {
      if (isSymbol(this.peek(), '{')) {
        groups.push(this.group())
        return
      }
      if (isSymbol(this.peek(), '(')) {
        this.balanced('(', ')', groups)
        return
      }
    }
  }
}

const FORMS = ['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE']

/** The outline of a query that a SPARQL parser has accepted. */
export const outlineOf = (text: string): Outline => {
  const reader = new Reader([...tokensOf(text)])
  while (reader.peek() && !FORMS.some(form => isWord(reader.peek(), form))) reader.at++
  const prologue = text.slice(0, reader.peek()?.at ?? text.length)
  const construct = isWord(reader.peek(), 'CONSTRUCT')
  reader.at++
  if (construct && isSymbol(reader.peek(), '{')) reader.balanced('{', '}', [])
  const from = reader.at
  reader.toBrace()
  const header = reader.since(from)
  const first = header.findIndex(token => isWord(token, 'FROM'))
  const where = header.findIndex(token => isWord(token, 'WHERE'))
  const clauses = first < 0 ? [] : header.slice(first, where < 0 ? undefined : where)
  const dataset = clauses.map(token => token.text).join(' ')
  return { prologue, dataset, where: isSymbol(reader.peek(), '{') ? reader.group() : undefined }
}
