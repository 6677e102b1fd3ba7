/** Turtle, TriG, N-Triples or N-Quads -> quads, with the line on which each node and statement stands. */
import type { NamedNode, Quad, Term } from '@rdfjs/types'
import { Parser } from 'n3'
import { foldSchemaOrgIri } from '../rdf/schema-org.ts'
import { factory } from '../rdf/terms.ts'
import type { PlacedProblem } from './check-request.ts'

/** Where the statements of a text stand; lines count from 1. */
export interface StatementLines {
  /** The line of a statement by its object, else that of the node's first mention as a subject. */
  find(subject: Term, predicate?: string, object?: Term): number | undefined
}

/** Statements that were read. */
export interface ReadStatements {
  readonly quads: readonly Quad[]
  readonly lines: StatementLines
}

export type StatementsReading =
  | { readonly ok: true; readonly value: ReadStatements }
  | { readonly ok: false; readonly problem: PlacedProblem }

/** What is read here: media type -> N3's name for the format. */
export const STATEMENT_TYPES: Readonly<Record<string, string>> = {
  'text/turtle': 'text/turtle',
  'application/trig': 'application/trig',
  'application/n-triples': 'application/n-triples',
  'application/n-quads': 'application/n-quads',
}

interface Reading {
  readonly name: string
  readonly mediaType: string
  readonly of: 'document' | 'shapes'
  /** Absolute IRI that relative ones are resolved against. */
  readonly base: string
}

interface TokenParser {
  parse(text: string, callbacks: { onToken(token: { readonly line: number }): void }): Quad[]
}

// Results speak of folded terms.
const keyOf = (term: Term): string => {
  if (term.termType === 'Literal') return `"${term.value}"${term.language}`
  return term.termType === 'NamedNode' ? `<${foldSchemaOrgIri(term.value)}` : `_${term.value}`
}

/** Makes terms and remembers on which line each was written. */
class LineNotes implements StatementLines {
  /** 0 before the first token: terms that N3 makes beforehand, such as rdf:nil, stand on no line of their own. */
  line = 0
  readonly #ofTerm = new WeakMap<object, number>()
  readonly #known = new Map<string, number>()

  readonly factory = {
    ...factory,
    namedNode: <Value extends string>(value: Value): NamedNode<Value> =>
      this.#noted(factory.namedNode(value)),
    blankNode: (label?: string) => this.#noted(factory.blankNode(label)),
    literal: (value: string, languageOrDatatype?: string | NamedNode) =>
      this.#noted(factory.literal(value, languageOrDatatype)),
    quad: (...[subject, predicate, object, graph]: Parameters<typeof factory.quad>): Quad => {
      const line = this.#ofTerm.get(object) ?? this.#ofTerm.get(predicate) ?? this.line
      const node = keyOf(subject)
      const property = `${node} ${keyOf(predicate)}`
      this.#note(node, this.#ofTerm.get(subject) ?? line)
      this.#note(property, line)
      this.#note(`${property} ${keyOf(object)}`, line)
      return factory.quad(subject, predicate, object, graph)
    },
  }

  find(subject: Term, predicate?: string, object?: Term): number | undefined {
    const key = keyOf(subject)
    const own = predicate === undefined ? undefined : `${key} <${foldSchemaOrgIri(predicate)}`
    return (
      (own !== undefined && object ? this.#known.get(`${own} ${keyOf(object)}`) : undefined) ??
      (own === undefined ? undefined : this.#known.get(own)) ??
      this.#known.get(key)
    )
  }

  #noted<T extends object>(term: T): T {
    if (this.line > 0) this.#ofTerm.set(term, this.line)
    return term
  }

  #note(key: string, line: number): void {
    if (!this.#known.has(key)) this.#known.set(key, line)
  }
}

/** Reads a text. Problem `syntax-error`, with its line. */
export const readStatements = (text: string, { name, mediaType, of, base }: Reading): StatementsReading => {
  const notes = new LineNotes()
  const parser = new Parser({
    format: STATEMENT_TYPES[mediaType] ?? 'text/turtle',
    baseIRI: base,
    factory: notes.factory as never,
  })
  try {
    // Told of tokens, N3 reads synchronously; its type definitions do not know that yet.
    const quads = (parser as unknown as TokenParser).parse(text, {
      onToken: ({ line }) => {
        notes.line = line
      },
    })
    return { ok: true, value: { quads, lines: notes } }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const line = Number(
      (error as { context?: { line?: unknown } }).context?.line ?? /line (\d+)/.exec(message)?.[1],
    )
    const detail = `it cannot be read as ${mediaType}: ${message}`.slice(0, 500)
    return {
      ok: false,
      problem: {
        ...{ stage: 'scales', code: 'syntax-error', subject: name, detail, of },
        ...(line > 0 && { line }),
      },
    }
  }
}
