/** SPARQL-based constraint components (SHACL 6): read once, then offered to every shape. */
import type { Literal, NamedNode } from '@rdfjs/types'
import { PREFIXES, sh } from '../../rdf/namespaces.ts'
import { booleanOf, show } from '../constraints/definition.ts'
import { isInstance } from '../shape-nodes.ts'
import { isLiteral, type Node } from '../terms.ts'
import type { SparqlContext } from './query-of.ts'

/** A parameter: its property, and the name of the variable that it is bound to. */
export interface Parameter {
  readonly property: string
  readonly name: string
  readonly optional: boolean
}

/** A component with its validators as nodes of the shapes graph. */
export interface Component {
  readonly node: NamedNode
  readonly parameters: readonly Parameter[]
  readonly validator: Node | undefined
  readonly nodeValidator: Node | undefined
  readonly propertyValidator: Node | undefined
  readonly labels: readonly Literal[]
}

const LOCAL = /([\p{L}_][\p{L}\p{N}_]*)$/u
/** Names that mean something else in every query (SHACL 6.2.1). */
const TAKEN = new Set(['this', 'shapesGraph', 'currentShape', 'path', 'PATH', 'value'])

/** All components that a shapes graph declares. */
export const readComponents = (context: SparqlContext): readonly Component[] => {
  const { graph, problem } = context
  const nodes = new Map(
    graph.withPredicate(sh('parameter').value).map(({ subject }) => [subject.value, subject]),
  )
  const found: Component[] = []
  for (const node of nodes.values()) {
    if (node.termType !== 'NamedNode' || node.value.startsWith(PREFIXES.sh)) continue
    if (!isInstance(graph, node, sh('ConstraintComponent').value)) continue
    const parameters = readParameters(context, node)
    if (!parameters) continue
    const one = (property: string): Node | undefined => {
      const [value, ...more] = graph.objects(node, sh(property).value)
      if (more.length > 0) problem('ill-formed-shape', `${show(node)} has more than one sh:${property}`)
      return value
    }
    found.push({
      node,
      parameters,
      validator: one('validator'),
      nodeValidator: one('nodeValidator'),
      propertyValidator: one('propertyValidator'),
      labels: graph.objects(node, sh('labelTemplate').value).filter(isLiteral),
    })
  }
  return found
}

/** The parameters of a component or target type; undefined when one is ill-formed. */
export const readParameters = (
  { graph, problem }: SparqlContext,
  node: Node,
): readonly Parameter[] | undefined => {
  const parameters: Parameter[] = []
  for (const each of graph.objects(node, sh('parameter').value)) {
    const [path, ...more] = graph.objects(each, sh('path').value)
    const name = path?.termType === 'NamedNode' && more.length === 0 ? LOCAL.exec(path.value)?.[1] : undefined
    if (!path || name === undefined || TAKEN.has(name))
      return problem(
        'ill-formed-shape',
        `sh:parameter of ${show(node)} needs one sh:path with an IRI whose local name can be a variable`,
      )
    const [optional] = graph.objects(each, sh('optional').value)
    parameters.push({
      property: path.value,
      name,
      optional: optional !== undefined && booleanOf(optional) === true,
    })
  }
  if (parameters.every(({ optional }) => optional))
    return problem('ill-formed-shape', `${show(node)} needs at least one sh:parameter that is not optional`)
  return parameters
}
