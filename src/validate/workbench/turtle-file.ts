/** Turtle with the lines its statements stand on, so that a finding can point at them. */
import { readFileSync, statSync } from 'node:fs'
import type {
  Quad,
  Quad_Graph,
  Quad_Object,
  Quad_Predicate,
  Quad_Subject,
  DataFactory as RdfFactory,
  Term,
} from '@rdfjs/types'
import { DataFactory, Parser, type Token } from 'n3'
import { failed, ok, type Result } from '../../model/problem.ts'
import { foldSchemaOrgIri } from '../../rdf/schema-org.ts'
import { termKey } from '../../shacl/terms.ts'

/** Shapes and examples are written by hand; whatever is larger was not meant to be read whole. */
const MAX_BYTES = 32 * 1024 * 1024

/** A Turtle document that has been read. */
export interface TurtleFile {
  readonly file: string
  readonly text: string
  /** As written: schema.org is not folded. */
  readonly quads: readonly Quad[]
  /**
   * The line, from 1, of a node as subject, of its first statement with a property (IRI), or of one statement; undefined when
   * there is no such thing. schema.org's forms count as one.
   */
  lineOf(subject: Term, predicate?: string, object?: Term): number | undefined
}

/** Reads a Turtle file. Problems: `unreadable-file`, `too-large`, `invalid-turtle` (its detail names the line). */
export const readTurtle = (file: string): Result<TurtleFile> => {
  let text: string
  try {
    const { size } = statSync(file)
    if (size > MAX_BYTES)
      return problem(file, 'too-large', `has ${size} bytes; at most ${MAX_BYTES} are read`)
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return problem(file, 'unreadable-file', `cannot be read: ${(error as Error).message}`)
  }
  return parseTurtle(text, file)
}

const problem = (file: string, code: string, detail: string): Result<never> =>
  failed({ stage: 'scales', code, subject: file, detail })

/** What n3 takes besides a callback (its README, "onToken"); its types do not know it yet. */
type ParseWithTokens = (
  text: string,
  hooks: { readonly onTokenEnd: (token: Token) => void },
) => readonly Quad[]

/** Reads Turtle (RDF 1.1) from a text; `file` is what problems are about. */
export const parseTurtle = (text: string, file: string): Result<TurtleFile> => {
  const lines = new Lines()
  const factory = {
    ...DataFactory,
    quad: (subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object, graph?: Quad_Graph) => {
      const quad = DataFactory.quad(subject, predicate, object, graph)
      lines.note(quad)
      return quad
    },
  } as unknown as RdfFactory
  const parser = new Parser({ format: 'text/turtle', factory })
  try {
    const parse = parser.parse.bind(parser) as unknown as ParseWithTokens
    const quads = parse(text, { onTokenEnd: token => lines.read(token) })
    return ok({
      file,
      text,
      quads,
      lineOf: (subject, predicate, object) => lines.find(subject, predicate, object),
    })
  } catch (error) {
    return problem(file, 'invalid-turtle', `is not Turtle: ${(error as Error).message}`)
  }
}

/** Tokens that begin a subject, a predicate or an object. */
const TERM = new Set(['IRI', 'prefixed', 'literal', 'blank', 'abbreviation', '[', '('])

/** Follows the tokens of a document: where the innermost node under way began, and the term read last at its depth. */
class Lines {
  readonly #found = new Map<string, number>()
  readonly #subjects = [0]
  readonly #terms = [0]
  #betweenStatements = true

  read({ type, line }: Token): void {
    const depth = this.#terms.length - 1
    if (TERM.has(type)) {
      this.#terms[depth] = line
      if (depth === 0 && this.#betweenStatements) this.#subjects[0] = line
      this.#betweenStatements = false
    }
    if (type === '[' || type === '(') {
      this.#subjects.push(line)
      this.#terms.push(line)
    } else if ((type === ']' || type === ')') && depth > 0) {
      this.#subjects.pop()
      this.#terms.pop()
    } else if (type === '.') this.#betweenStatements = true
  }

  note({ subject, predicate, object }: Quad): void {
    const node = keyOf(subject)
    const statements = `${node} ${keyOf(predicate)}`
    const line = this.#terms.at(-1) ?? 1
    this.#add(node, this.#subjects.at(-1) ?? line)
    this.#add(statements, line)
    this.#add(`${statements} ${keyOf(object)}`, line)
  }

  find(subject: Term, predicate?: string, object?: Term): number | undefined {
    const parts = [keyOf(subject)]
    if (predicate !== undefined) parts.push(foldSchemaOrgIri(predicate))
    if (predicate !== undefined && object) parts.push(keyOf(object))
    return this.#found.get(parts.join(' '))
  }

  #add(key: string, line: number): void {
    if (!this.#found.has(key)) this.#found.set(key, line)
  }
}

const keyOf = (term: Term): string =>
  term.termType === 'NamedNode' ? foldSchemaOrgIri(term.value) : termKey(term)
