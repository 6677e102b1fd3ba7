/** Path -> a function from a node to its value nodes (SHACL 2.3.1: always a set). */
import type { DataGraph } from '../data-graph.ts'
import { distinct, type Node, termKey } from '../terms.ts'
import type { Path } from './path.ts'

/** The value nodes of a node: distinct, in the order in which they are met. */
export type Walk = (data: DataGraph, node: Node) => readonly Node[]

/** Compiles a path. Inversion is pushed down to single properties, so every path can be walked from its start. */
export const compilePath = (path: Path, inverted = false): Walk => {
  switch (path.kind) {
    case 'property': {
      const property = path.property.value
      return inverted
        ? (data, node) => data.subjects(node, property)
        : (data, node) => data.objects(node, property)
    }
    case 'inverse':
      return compilePath(path.path, !inverted)
    case 'sequence': {
      const steps = path.steps.map(step => compilePath(step, inverted))
      return sequence(inverted ? steps.reverse() : steps)
    }
    case 'alternative':
      return alternative(path.options.map(option => compilePath(option, inverted)))
    case 'repeat': {
      const step = compilePath(path.path, inverted)
      if (path.sign === '?') return (data, node) => distinct([node, ...step(data, node)])
      return path.sign === '*'
        ? (data, node) => reachable(step, data, [node])
        : (data, node) => reachable(step, data, step(data, node))
    }
  }
}

const sequence =
  (steps: readonly Walk[]): Walk =>
  (data, node) => {
    let nodes: readonly Node[] = [node]
    for (const step of steps) {
      const [only] = nodes
      if (!only) return nodes
      nodes = nodes.length === 1 ? step(data, only) : distinct(nodes.flatMap(each => step(data, each)))
    }
    return nodes
  }

const alternative =
  (options: readonly Walk[]): Walk =>
  (data, node) => {
    let found: readonly Node[] = []
    for (const option of options) {
      const more = option(data, node)
      if (more.length > 0) found = found.length === 0 ? more : [...found, ...more]
    }
    return distinct(found)
  }

const reachable = (step: Walk, data: DataGraph, start: readonly Node[]): readonly Node[] => {
  const found = new Map<string, Node>()
  for (const node of start) found.set(termKey(node), node)
  // A map yields what is added to it while it is gone through.
  for (const node of found.values())
    for (const next of step(data, node)) {
      const key = termKey(next)
      if (!found.has(key)) found.set(key, next)
    }
  return [...found.values()]
}
