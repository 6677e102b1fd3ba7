/** The parts of the SPARQL parser's syntax tree that rules use. What is not here is beyond the compiler. */
import { Parser } from '@traqula/parser-sparql-1-1'

export type TermSyntax =
  | { readonly type: 'term'; readonly subType: 'variable'; readonly value: string }
  | { readonly type: 'term'; readonly subType: 'namedNode'; readonly value: string; readonly prefix?: string }
  | {
      readonly type: 'term'
      readonly subType: 'literal'
      readonly value: string
      readonly langOrIri?: string | TermSyntax
    }
  | { readonly type: 'term'; readonly subType: 'blankNode'; readonly label: string }

export interface PathSyntax {
  readonly type: 'path'
  readonly subType: string
  readonly items: readonly (TermSyntax | PathSyntax)[]
}

export interface TripleSyntax {
  readonly type: 'triple'
  readonly subject: TermSyntax
  readonly predicate: TermSyntax | PathSyntax
  readonly object: TermSyntax
}

export type ExpressionSyntax =
  | TermSyntax
  | {
      readonly type: 'expression'
      readonly subType: 'operation'
      readonly operator: string
      readonly args: readonly (ExpressionSyntax | readonly ExpressionSyntax[])[]
    }
  | {
      readonly type: 'expression'
      readonly subType: 'patternOperation'
      readonly operator: string
      readonly args: PatternSyntax
    }
  | {
      readonly type: 'expression'
      readonly subType: 'functionCall'
      readonly function: TermSyntax
      readonly distinct: boolean
      readonly args: readonly ExpressionSyntax[]
    }
  | { readonly type: 'expression'; readonly subType: 'aggregate' }

export interface SelectSyntax {
  readonly type: 'query'
  readonly subType: 'select'
  readonly where: PatternSyntax
  readonly solutionModifiers: Readonly<Record<string, unknown>>
  readonly datasets?: { readonly clauses: readonly unknown[] }
  readonly values?: unknown
  readonly variables: readonly (TermSyntax | { readonly type: string })[]
}

export type PatternSyntax =
  | SelectSyntax
  | {
      readonly type: 'pattern'
      readonly subType: 'group' | 'union' | 'optional' | 'minus'
      readonly patterns: readonly PatternSyntax[]
    }
  | { readonly type: 'pattern'; readonly subType: 'bgp'; readonly triples: readonly TripleSyntax[] }
  | {
      readonly type: 'pattern'
      readonly subType: 'graph'
      readonly name: TermSyntax
      readonly patterns: readonly PatternSyntax[]
    }
  | {
      readonly type: 'pattern'
      readonly subType: 'values'
      readonly variables: readonly TermSyntax[]
      readonly values: readonly Readonly<Record<string, TermSyntax | undefined>>[]
    }
  | {
      readonly type: 'pattern'
      readonly subType: 'bind'
      readonly expression: ExpressionSyntax
      readonly variable: TermSyntax
    }
  | { readonly type: 'pattern'; readonly subType: 'filter'; readonly expression: ExpressionSyntax }
  | { readonly type: 'pattern'; readonly subType: 'service' }

export interface QuadsSyntax {
  readonly type: string
  readonly graph?: TermSyntax
  readonly triples: { readonly triples: readonly TripleSyntax[] } | readonly TripleSyntax[]
}

export interface ModifySyntax {
  readonly subType: string
  readonly insert: readonly QuadsSyntax[]
  readonly delete: readonly QuadsSyntax[]
  readonly where: PatternSyntax
  readonly graph?: unknown
  readonly from?: { readonly clauses?: readonly unknown[] }
}

/** One parsed update and how it writes names out in full. */
export interface UpdateSyntax {
  readonly operation: ModifySyntax
  /** The IRI that a name stands for. */
  iri(term: TermSyntax): string
}

/** Something in a rule, or met while it runs, that only the store can do. */
export class BeyondCompiler extends Error {
  /** What it is, in words that fit after "uses". */
  readonly feature: string

  constructor(feature: string) {
    super(`beyond the rule compiler: ${feature}`)
    this.feature = feature
  }
}

// Made at the first rule: it takes long, and not every program that imports this has rules to read.
let parser: Parser | undefined

/** Parses a text with one SPARQL 1.1 update. Throws `BeyondCompiler` for anything else, syntax errors included. */
export const parseUpdate = (text: string): UpdateSyntax => {
  const { updates } = parse(text)
  const [update] = updates
  if (!update?.operation || updates.length > 1) throw new BeyondCompiler('several updates in one')
  const prefixes = new Map(update.context.map(({ key, value }) => [key, value.value]))
  return {
    operation: update.operation,
    iri: term => {
      if (term.subType !== 'namedNode') throw new BeyondCompiler('a term where an IRI belongs')
      const base = term.prefix === undefined ? '' : prefixes.get(term.prefix)
      if (base === undefined) throw new BeyondCompiler(`an undefined prefix, ${term.prefix}:`)
      return base + term.value
    },
  }
}

interface Parsed {
  readonly updates: readonly {
    readonly context: readonly { readonly key: string; readonly value: { readonly value: string } }[]
    readonly operation?: ModifySyntax
  }[]
}

const parse = (text: string): Parsed => {
  try {
    parser ??= new Parser()
    return parser.parse(text) as unknown as Parsed
  } catch (error) {
    throw new BeyondCompiler(`syntax that the parser refuses (${String(error).split('\n', 1)[0]})`)
  }
}
