/** Shapes that nothing leads to, and those that are switched off. */
import { owl, rdfs, sh } from '../../../rdf/namespaces.ts'
import { isInstance } from '../../../shacl/shape-nodes.ts'
import { type Node, termKey } from '../../../shacl/terms.ts'
import type { Finding } from '../formats/sarif.ts'
import { type ShapesUnderLint, TARGETS } from './shapes-under-lint.ts'

const isTargeted = (lint: ShapesUnderLint, shape: Node): boolean =>
  TARGETS.some(each => lint.has(shape, each)) ||
  isInstance(lint.graph, shape, rdfs('Class').value) ||
  isInstance(lint.graph, shape, owl('Class').value)

/** Properties that lead from a shape to shapes that are used with it. */
const LINKS = ['property', 'node', 'and', 'or', 'not', 'xone', 'qualifiedValueShape'].map(
  name => sh(name).value,
)

/** Everything that is stated below some nodes, through lists and blank nodes as through shapes. */
const below = (lint: ShapesUnderLint, starts: readonly Node[]): ReadonlySet<string> => {
  const reached = new Map(starts.map(node => [termKey(node), node]))
  for (const node of reached.values())
    for (const { object, predicate } of lint.graph.statements(node))
      if (
        (object.termType === 'BlankNode' || LINKS.includes(predicate.value) || isListPart(predicate.value)) &&
        !reached.has(termKey(object))
      )
        reached.set(termKey(object), object)
  return new Set(reached.keys())
}

const isListPart = (predicate: string): boolean => predicate.endsWith('#first') || predicate.endsWith('#rest')

/** Unreachable shapes, once for the outermost; and deactivated ones, so that nobody forgets them. */
export const reach = (lint: ShapesUnderLint): readonly Finding[] => {
  const reached = below(
    lint,
    lint.shapes.filter(shape => isTargeted(lint, shape)),
  )
  const lost = lint.shapes.filter(shape => !reached.has(termKey(shape)))
  const inner = new Set(
    lost.flatMap(shape => [...below(lint, [shape])].filter(key => key !== termKey(shape))),
  )
  return [
    ...lost
      .filter(shape => !inner.has(termKey(shape)))
      .map(shape =>
        lint.finding(
          'unreachable',
          'warning',
          shape,
          `${lint.nameOf(shape)} is never used: it has no target, and no shape with a target leads to it`,
        ),
      ),
    ...lint.shapes
      .filter(shape => lint.isDeactivated(shape))
      .map(shape =>
        lint.finding(
          'deactivated',
          'note',
          shape,
          `${lint.nameOf(shape)} is switched off by sh:deactivated`,
          'deactivated',
        ),
      ),
  ]
}
