/** Property paths (SPARQL 1.1, 9). Ends may be found several times: solutions are a set in the end. */
import type { GraphIndex } from './graph-index.ts'
import { BeyondCompiler, type PathSyntax, type TermSyntax } from './syntax.ts'
import type { Node } from './terms.ts'

/** Takes an end of a path; true ends the search. */
type Take = (node: Node) => boolean
type TakePair = (from: Node, to: Node) => boolean

/** A property or path, followed in a graph. Each answers true when its taker did. */
export interface Path {
  /** Ends of the paths from a node. */
  forward(graph: GraphIndex, from: Node, take: Take): boolean
  /** Starts of the paths to a node. */
  backward(graph: GraphIndex, to: Node, take: Take): boolean
  /** Starts and ends of all paths between nodes of the graph. */
  all(graph: GraphIndex, take: TakePair): boolean
  /** Whether a path may have no steps. */
  readonly canBeEmpty: boolean
}

/** The path of a predicate, given the node of each IRI. */
export const compilePath = (syntax: TermSyntax | PathSyntax, constant: (term: TermSyntax) => Node): Path => {
  if (syntax.type === 'term') return property(constant(syntax))
  const items = syntax.items.map(item => compilePath(item, constant))
  const [first, ...rest] = items
  if (!first) throw new BeyondCompiler('an empty path')
  if (syntax.subType === '/') return rest.reduce(sequence, first)
  if (syntax.subType === '|') return alternatives(items)
  if (syntax.subType === '^') return inverse(first)
  if (syntax.subType === '?') return optional(first)
  if (syntax.subType === '*') return repeated(first, true)
  if (syntax.subType === '+') return repeated(first, false)
  throw new BeyondCompiler(`the path operator ${syntax.subType}`)
}

const any = (nodes: Iterable<Node>, take: Take): boolean => {
  for (const node of nodes) if (take(node)) return true
  return false
}

const property = (predicate: Node): Path => ({
  canBeEmpty: false,
  forward: (graph, from, take) => any(graph.objects(from, predicate), take),
  backward: (graph, to, take) => any(graph.subjects(predicate, to), take),
  all: (graph, take) => {
    const pairs = graph.pairs(predicate)
    for (let i = 0; i < pairs.length; i += 2) {
      const [from, to] = [pairs[i], pairs[i + 1]]
      if (from && to && take(from, to)) return true
    }
    return false
  },
})

const inverse = (path: Path): Path => ({
  canBeEmpty: path.canBeEmpty,
  forward: path.backward,
  backward: path.forward,
  all: (graph, take) => path.all(graph, (from, to) => take(to, from)),
})

const alternatives = (paths: readonly Path[]): Path => ({
  canBeEmpty: paths.some(path => path.canBeEmpty),
  forward: (graph, from, take) => paths.some(path => path.forward(graph, from, take)),
  backward: (graph, to, take) => paths.some(path => path.backward(graph, to, take)),
  all: (graph, take) => paths.some(path => path.all(graph, take)),
})

const sequence = (first: Path, second: Path): Path => ({
  canBeEmpty: first.canBeEmpty && second.canBeEmpty,
  forward: (graph, from, take) => first.forward(graph, from, between => second.forward(graph, between, take)),
  backward: (graph, to, take) => second.backward(graph, to, between => first.backward(graph, between, take)),
  // From the end that has to be there: of a path that may be empty, every node is a start.
  all: (graph, take) =>
    first.canBeEmpty
      ? second.all(graph, (between, to) => first.backward(graph, between, from => take(from, to)))
      : first.all(graph, (from, between) => second.forward(graph, between, to => take(from, to))),
})

/** All nodes of the graph as starts. */
const fromEverywhere = (forward: Path['forward'], graph: GraphIndex, take: TakePair): boolean =>
  any(graph.nodes(), from => forward(graph, from, to => take(from, to)))

const optional = (path: Path): Path => {
  const forward: Path['forward'] = (graph, from, take) => take(from) || path.forward(graph, from, take)
  return {
    canBeEmpty: true,
    forward,
    backward: (graph, to, take) => take(to) || path.backward(graph, to, take),
    all: (graph, take) => fromEverywhere(forward, graph, take),
  }
}

type Follow = (graph: GraphIndex, node: Node, take: Take) => boolean

/** Follows as often as it leads to new nodes (ALP, SPARQL 1.1, 18.4). */
const closure =
  (follow: Follow, withStart: boolean): Follow =>
  (graph, start, take) => {
    const seen = new Set<Node>()
    const open: Node[] = []
    const visit: Take = node => {
      if (seen.has(node)) return false
      seen.add(node)
      open.push(node)
      return take(node)
    }
    if (withStart ? visit(start) : follow(graph, start, visit)) return true
    for (let node = open.pop(); node !== undefined; node = open.pop())
      if (follow(graph, node, visit)) return true
    return false
  }

const repeated = (path: Path, withStart: boolean): Path => {
  const forward = closure(path.forward, withStart)
  return {
    canBeEmpty: withStart || path.canBeEmpty,
    forward,
    backward: closure(path.backward, withStart),
    all: (graph, take) => fromEverywhere(forward, graph, take),
  }
}
