/** Other constraints (SHACL 4.8). */
import { sh } from '../../rdf/namespaces.ts'
import { readList } from '../lists.ts'
import { ValidationResult } from '../result.ts'
import type { Check } from '../shape.ts'
import { includesTerm, type Node, termKey } from '../terms.ts'
import { type Compiling, type Definitions, flagOf, perSet, perValue, show } from './definition.ts'

const allowedProperties = ({ graph, shape, problem }: Compiling): ReadonlySet<string> | undefined => {
  const allowed = new Set<string>()
  for (const property of graph.objects(shape.node, sh('property').value))
    for (const path of graph.objects(property, sh('path').value))
      if (path.termType === 'NamedNode') allowed.add(path.value)
  for (const list of graph.objects(shape.node, sh('ignoredProperties').value)) {
    const members = readList(graph, list)
    if (!members?.every(({ termType }) => termType === 'NamedNode'))
      return problem('ill-formed-shape', `sh:ignoredProperties of ${show(shape.node)} must be a list of IRIs`)
    for (const { value } of members) allowed.add(value)
  }
  return allowed
}

const closedCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const closed = flagOf(value, 'closed', compiling)
  const allowed = closed ? allowedProperties(compiling) : undefined
  if (!allowed) return undefined
  return (run, focus, values, out) => {
    let passed = true
    for (const node of values) {
      const seen = new Set<string>()
      for (const { predicate, object } of run.data.statements(node)) {
        if (allowed.has(predicate.value) || predicate.termType !== 'NamedNode') continue
        if (!out) return false
        passed = false
        const key = `${predicate.value} ${termKey(object)}`
        if (seen.has(key)) continue
        seen.add(key)
        const path = { kind: 'property', property: predicate } as const
        out.push(new ValidationResult(compiling.constraint, focus, object, { path }))
      }
    }
    return passed
  }
}

const inCheck = (value: Node, compiling: Compiling): Check | undefined => {
  const members = readList(compiling.graph, value)
  if (!members)
    return compiling.problem(
      'ill-formed-shape',
      `sh:in of ${show(compiling.shape.node)} must be a list that ends in rdf:nil`,
    )
  const allowed = new Set(members.map(termKey))
  return perValue(compiling.constraint, node => allowed.has(termKey(node)))
}

/** sh:closed, sh:hasValue, sh:in. */
export const OTHER: Definitions = {
  closed: { component: 'Closed', single: true, with: ['ignoredProperties'], make: closedCheck },
  hasValue: {
    component: 'HasValue',
    make: (value, compiling) => perSet(compiling.constraint, values => includesTerm(values, value)),
  },
  in: { component: 'In', single: true, make: inCheck },
}
