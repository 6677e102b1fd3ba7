/** What the engine says of shapes, as findings with a line. */
import type { Problem } from '../../../model/problem.ts'
import { sh } from '../../../rdf/namespaces.ts'
import type { Finding } from '../formats/sarif.ts'
import type { TurtleFile } from '../turtle-file.ts'
import type { ShapesUnderLint } from './shapes-under-lint.ts'

/** A problem as an error; where the shapes were compiled all the same, as a warning. */
export const problemFinding = (
  { code, detail }: Problem,
  lint: ShapesUnderLint,
  isCompiled: boolean,
): Finding => {
  const line = lineOfProblem(detail, lint.source)
  return {
    rule: isCompiled ? 'odd-shapes' : 'invalid-shapes',
    level: isCompiled ? 'warning' : 'error',
    message: `${detail} (${code})`,
    places: [{ file: lint.source.file, ...(line !== undefined && { line }) }],
  }
}

/** Problems of the engine name terms, not lines: the first statement with the term that they name. */
const lineOfProblem = (detail: string, source: TurtleFile): number | undefined => {
  const term = /sh:(\w+)/.exec(detail)?.[1]
  const nodes = [...detail.matchAll(/<([^<>]+)>/g)].map(match => match[1])
  const about = source.quads.filter(({ subject }) => nodes.includes(subject.value))
  const isNamed = (name: string) => (quad: { predicate: { value: string }; object: { value: string } }) =>
    quad.predicate.value === sh(name).value || quad.object.value === sh(name).value
  const quad =
    (term !== undefined &&
      (about.find(isNamed(term)) ?? (about.length > 0 ? undefined : source.quads.find(isNamed(term))))) ||
    about[0] ||
    source.quads.find(({ object }) => nodes.includes(object.value))
  if (!quad) return undefined
  return quad === about[0]
    ? source.lineOf(quad.subject)
    : source.lineOf(quad.subject, quad.predicate.value, quad.object)
}
