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

/** How a store differs in what it is sent. */
export interface Ways {
  /** Graph that takes the place of the default graph. */
  readonly kernelGraph?: string
  /** Every graph needs a DELETE DATA of its own. */
  readonly deletesByGraph?: boolean
  /** Datatype -> datatype to send in its place. */
  readonly datatypes?: Readonly<Record<string, string>>
}

const withDatatype = (line: string, datatypes: Readonly<Record<string, string>>): string => {
  for (const [from, to] of Object.entries(datatypes)) {
    const at = line.lastIndexOf(`"^^<${from}>`)
    // Behind the last bare quote of the line.
    if (at > 0 && at === line.lastIndexOf('"'))
      return `${line.slice(0, at)}"^^<${to}>${line.slice(at + from.length + 5)}`
  }
  return line
}

/** Lines by graph, fixed graphs before those of records, in the order of their first line. */
const grouped = (lines: readonly string[], { kernelGraph, datatypes = {} }: Ways): Map<string, string[]> => {
  const groups = new Map<string, string[]>()
  for (const line of lines) {
    const graph = graphOf(line)
    const name = graph ?? kernelGraph ?? ''
    const group = groups.get(name)
    const triple = withDatatype(tripleOf(line, graph), datatypes)
    if (group) group.push(triple)
    else groups.set(name, [triple])
  }
  return groups
}

/**
 * One operation (several with `deletesByGraph`) of SPARQL 1.1 Update (3.1.1, 3.1.2) over ground statements.
 */
export const dataUpdate = (
  operation: 'INSERT' | 'DELETE',
  lines: readonly string[],
  ways: Ways = {},
): string => {
  const blocks = [...grouped(lines, ways)].map(([graph, triples]) => {
    const block = `${triples.join('\n')}\n`
    return graph === '' ? block : `GRAPH <${graph}> {\n${block}}\n`
  })
  const data = operation === 'DELETE' && ways.deletesByGraph ? blocks : [blocks.join('')]
  return data.map(each => `${operation} DATA {\n${each}}`).join(' ;\n')
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
