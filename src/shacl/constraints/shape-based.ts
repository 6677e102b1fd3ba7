/** Shape-based constraints (SHACL 4.7). */
import { sh } from '../../rdf/namespaces.ts'
import { ValidationResult } from '../result.ts'
import type { Run } from '../run.ts'
import type { Check, Shape } from '../shape.ts'
import { distinct, type Node, sameTerm } from '../terms.ts'
import { booleanOf, type Compiling, countOf, type Definition, type Definitions, show } from './definition.ts'
import { inner } from './inner.ts'

const nodeCheck = (value: Node, compiling: Compiling): Check => {
  const shape = compiling.shapeAt(value, 'positive')
  const shapes = [shape]
  return (run, focus, values, out) => {
    let passed = true
    for (const node of values) {
      if (run.evaluate(shape, node, undefined)) continue
      if (!out) return false
      passed = false
      out.push(new ValidationResult(compiling.constraint, focus, node, { detail: inner(run, shapes, node) }))
    }
    return passed
  }
}

const propertyCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const shape = compiling.shapeAt(value, 'positive')
  if (!shape.path)
    return compiling.problem(
      'ill-formed-shape',
      `sh:property of ${show(compiling.shape.node)} leads to ${show(value)}, which has no sh:path and so is no property shape`,
    )
  return (run, _focus, values, out) => {
    let passed = true
    for (const node of values) {
      if (run.evaluate(shape, node, out)) continue
      if (!out) return false
      passed = false
    }
    return passed
  }
}

const PROPERTY = sh('property').value
const QUALIFIED = sh('qualifiedValueShape').value

/** The qualified shapes of the other property shapes that stand beside this one (SHACL 4.7.3, sibling shapes). */
const siblings = ({ graph, shape, shapeAt }: Compiling, own: Node): readonly Shape[] => {
  const [disjoint] = graph.objects(shape.node, sh('qualifiedValueShapesDisjoint').value)
  if (!disjoint || booleanOf(disjoint) !== true) return []
  const nodes = graph
    .subjects(shape.node, PROPERTY)
    .flatMap(parent => graph.objects(parent, PROPERTY))
    .flatMap(property => graph.objects(property, QUALIFIED))
  return distinct(nodes)
    .filter(node => !sameTerm(node, own))
    .map(node => shapeAt(node, 'negative'))
}

const qualified = (
  parameter: 'qualifiedMinCount' | 'qualifiedMaxCount',
  component: string,
  holds: (count: number, limit: number) => boolean,
): Definition => ({
  component,
  single: true,
  with: ['qualifiedValueShape'],
  make: (value, compiling) => {
    const limit = countOf(value, parameter, compiling)
    const [node, ...more] = compiling.graph.objects(compiling.shape.node, QUALIFIED)
    if (more.length > 0)
      return compiling.problem(
        'ill-formed-shape',
        `${show(compiling.shape.node)} has more than one sh:qualifiedValueShape`,
      )
    // A count without a shape, or on a node shape, constrains nothing (W3C test qualified-001).
    if (limit === undefined || !node || !compiling.shape.path) return undefined
    const shape = compiling.shapeAt(node, parameter === 'qualifiedMinCount' ? 'positive' : 'negative')
    const others = siblings(compiling, node)
    return (run, focus, values, out) => {
      if (holds(conforming(run, values, shape, others), limit)) return true
      const detail = () => values.flatMap(each => inner(run, [shape], each)())
      out?.push(new ValidationResult(compiling.constraint, focus, undefined, { detail }))
      return false
    }
  },
})

const conforming = (run: Run, values: readonly Node[], shape: Shape, others: readonly Shape[]): number => {
  let count = 0
  for (const value of values)
    if (run.evaluate(shape, value, undefined) && !others.some(other => run.evaluate(other, value, undefined)))
      count++
  return count
}

/** sh:node, sh:property, sh:qualifiedMinCount, sh:qualifiedMaxCount. */
export const SHAPE_BASED: Definitions = {
  node: { component: 'Node', make: nodeCheck },
  property: { component: 'Property', make: propertyCheck },
  qualifiedMinCount: qualified('qualifiedMinCount', 'QualifiedMinCount', (count, limit) => count >= limit),
  qualifiedMaxCount: qualified('qualifiedMaxCount', 'QualifiedMaxCount', (count, limit) => count <= limit),
}
