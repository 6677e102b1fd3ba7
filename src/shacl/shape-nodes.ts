/** Which nodes of a shapes graph are shapes (SHACL 2.1), whether or not they have targets. */
import { rdf, sh } from '../rdf/namespaces.ts'
import type { DataGraph } from './data-graph.ts'
import { distinct, type Node, subjectKey } from './terms.ts'

const TYPE = rdf('type').value
const NODE_SHAPE = sh('NodeShape').value
const PROPERTY_SHAPE = sh('PropertyShape').value

/** Whether a node is an instance of a class of the shapes graph (subclasses included). */
export const isInstance = (graph: DataGraph, node: Node, type: string): boolean =>
  graph.objects(node, TYPE).some(each => graph.superclasses(subjectKey(each) ?? '').has(type))

/** Nodes that are typed as shapes, or that have one of the given properties (targets, parameters of components). */
export const shapeNodes = (graph: DataGraph, properties: Iterable<string>): readonly Node[] => {
  const found: Node[] = []
  for (const [type, nodes] of graph.instances()) {
    const above = graph.superclasses(type)
    if (above.has(NODE_SHAPE) || above.has(PROPERTY_SHAPE)) for (const node of nodes) found.push(node)
  }
  for (const property of properties)
    for (const { subject } of graph.withPredicate(property)) found.push(subject)
  return distinct(found)
}
