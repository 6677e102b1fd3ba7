/** Turtle with the lines its statements stand on, so that a finding can point at them. */
import { readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Quad, Term } from '@rdfjs/types'
import { failed, ok, type Result } from '../../model/problem.ts'
import { readStatements, type StatementLines } from '../read-statements.ts'

/** Shapes and examples are written by hand; whatever is larger was not meant to be read whole. */
const MAX_BYTES = 32 * 1024 * 1024

/** A Turtle document that has been read. */
export interface TurtleFile {
  readonly file: string
  readonly text: string
  /** As written: schema.org is not folded. */
  readonly quads: readonly Quad[]
  readonly lines: StatementLines
  /**
   * The line, from 1, of one statement; where there is none, of the first with the property (IRI), else of the node as
   * subject; undefined when nothing is said about it. schema.org's forms count as one.
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

/** Reads Turtle (RDF 1.1) from a text; `file` is what problems are about, and relative IRIs are resolved against. */
export const parseTurtle = (text: string, file: string): Result<TurtleFile> => {
  const base = pathToFileURL(file).href
  const read = readStatements(text, { name: file, mediaType: 'text/turtle', of: 'shapes', base })
  if (!read.ok) return problem(file, 'invalid-turtle', read.problem.detail)
  const { quads, lines } = read.value
  return ok({
    ...{ file, text, quads, lines },
    lineOf: (subject, predicate, object) => lines.find(subject, predicate, object),
  })
}
