/** Everything about a shape but its constraints: path, severity, messages, deactivation (SHACL 2.1, 2.2, 2.3). */
import type { Literal, NamedNode } from '@rdfjs/types'
import { PREFIXES, sh } from '../rdf/namespaces.ts'
import { type Compiling, flagOf, show } from './constraints/definition.ts'
import type { DataGraph } from './data-graph.ts'
import { compilePath } from './paths/compile-path.ts'
import { pathText } from './paths/path-text.ts'
import { readPath } from './paths/read-path.ts'
import type { Shape } from './shape.ts'
import { isInstance } from './shape-nodes.ts'
import { didYouMean } from './spelling.ts'
import { isLiteral, type Node } from './terms.ts'

type Notes = Pick<Compiling, 'problem' | 'warning'>

const SEVERITIES = ['Info', 'Warning', 'Violation', 'Debug', 'Trace']

/** Reads the header of the shape at a node; constraints and targets are still missing. */
export const readHeader = (graph: DataGraph, node: Node, index: number, notes: Notes): Shape => ({
  node,
  index,
  ...readPathOf(graph, node, notes),
  severity: readSeverity(graph, node, notes),
  messages: readMessages(graph, node, notes),
  deactivated: readDeactivated(graph, node, notes),
  constraints: [],
  checks: [],
  targets: [],
  recursive: false,
})

const readPathOf = (
  graph: DataGraph,
  node: Node,
  notes: Notes,
): Pick<Shape, 'path' | 'walk' | 'pathText'> => {
  const [value, ...more] = graph.objects(node, sh('path').value)
  if (more.length > 0)
    notes.problem(
      'ill-formed-shape',
      `${show(node)} has ${more.length + 1} values of sh:path: a property shape has one`,
    )
  if (!value) {
    if (isInstance(graph, node, sh('PropertyShape').value))
      notes.problem('ill-formed-shape', `${show(node)} is a sh:PropertyShape without sh:path`)
    return {}
  }
  if (isInstance(graph, node, sh('NodeShape').value))
    notes.problem(
      'ill-formed-shape',
      `${show(node)} is a sh:NodeShape, but has a sh:path: make it a sh:PropertyShape`,
    )
  const path = readPath(graph, value)
  if (typeof path === 'string') {
    notes.problem('ill-formed-path', `sh:path of ${show(node)}: ${path}`)
    return {}
  }
  const text = path.kind === 'property' ? path.property.value : pathText(path)
  return { path, walk: compilePath(path), pathText: text }
}

const readSeverity = (graph: DataGraph, node: Node, notes: Notes): NamedNode => {
  const [value, ...more] = graph.objects(node, sh('severity').value)
  if (!value) return sh('Violation')
  if (value.termType !== 'NamedNode' || more.length > 0) {
    notes.problem('ill-formed-shape', `sh:severity of ${show(node)} must be one IRI, but is ${show(value)}`)
    return sh('Violation')
  }
  const name = value.value.startsWith(PREFIXES.sh) ? value.value.slice(PREFIXES.sh.length) : undefined
  if (name !== undefined && !SEVERITIES.includes(name))
    notes.problem('unknown-shape-term', `sh:${name} is no severity${didYouMean(name, SEVERITIES)}`)
  return value
}

const readMessages = (graph: DataGraph, node: Node, notes: Notes): readonly Literal[] => {
  const values = graph.objects(node, sh('message').value)
  const texts = values.filter(isLiteral)
  if (texts.length < values.length)
    notes.problem('ill-formed-shape', `sh:message of ${show(node)} must be text`)
  return texts
}

const readDeactivated = (graph: DataGraph, node: Node, notes: Notes): boolean => {
  const [value, ...more] = graph.objects(node, sh('deactivated').value)
  if (!value) return false
  if (more.length > 0) notes.problem('ill-formed-shape', `${show(node)} has more than one sh:deactivated`)
  return flagOf(value, 'deactivated', notes) ?? false
}
