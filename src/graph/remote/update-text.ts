/** SPARQL updates from lines of N-Quads. */

const END = /^(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?(?: <([^>]*)>)? \.$/

/** Name of the graph of a canonical line (no IRI holds `>`, no text a bare quote); undefined for the default graph. */
export const graphOf = (line: string): string | undefined => {
  const object = line.indexOf('> ', line.indexOf('> ') + 2) + 2
  const end = line[object] === '"' ? line.lastIndexOf('"') : line.indexOf('>', object)
  return END.exec(line.slice(end + 1))?.[1]
}

/** The triple of a line, with its full stop. */
const tripleOf = (line: string, graph: string | undefined): string =>
  graph === undefined ? line : `${line.slice(0, -(graph.length + 5))} .`

/** Lines by graph, fixed graphs before those of records, in the order of their first line. */
const grouped = (lines: readonly string[], kernelGraph: string | undefined): Map<string, string[]> => {
  const groups = new Map<string, string[]>()
  for (const line of lines) {
    const graph = graphOf(line)
    const name = graph ?? kernelGraph ?? ''
    const group = groups.get(name)
    const triple = tripleOf(line, graph)
    if (group) group.push(triple)
    else groups.set(name, [triple])
  }
  return groups
}

/**
 * One operation of SPARQL 1.1 Update (3.1.1, 3.1.2) over ground statements. Statements of the default graph go to
 * `kernelGraph` when one is given.
 */
export const dataUpdate = (
  operation: 'INSERT' | 'DELETE',
  lines: readonly string[],
  kernelGraph?: string,
): string => {
  const parts = [`${operation} DATA {\n`]
  for (const [graph, triples] of grouped(lines, kernelGraph)) {
    if (graph === '') parts.push(triples.join('\n'), '\n')
    else parts.push(`GRAPH <${graph}> {\n`, triples.join('\n'), '\n}\n')
  }
  return `${parts.join('')}}`
}

/** Lines in pieces of at most `most` lines and about `maxLength` code units. */
export function* pieces(lines: readonly string[], most: number, maxLength: number): Generator<string[]> {
  let piece: string[] = []
  let length = 0
  for (const line of lines) {
    if (piece.length > 0 && (piece.length >= most || length + line.length > maxLength)) {
      yield piece
      piece = []
      length = 0
    }
    piece.push(line)
    length += line.length + 1
  }
  if (piece.length > 0) yield piece
}
