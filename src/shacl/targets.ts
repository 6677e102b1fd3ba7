/** Targets (SHACL 2.1.3): how a shape finds its focus nodes. Only the data is searched, never its background. */
import { owl, rdf, rdfs, sh } from '../rdf/namespaces.ts'
import type { DataGraph } from './data-graph.ts'
import type { Target } from './shape.ts'
import { distinct, type Node, subjectKey } from './terms.ts'

const RDF_TYPE = rdf('type').value
/** OWL classes are RDFS classes (OWL 2 RDF-based semantics), whether or not the shapes graph repeats it. */
const CLASS_TYPES = [rdfs('Class').value, owl('Class').value]

/** Properties that declare targets. */
export const TARGET_PROPERTIES = ['targetClass', 'targetNode', 'targetObjectsOf', 'targetSubjectsOf'] as const

/** The targets that a shape declares with Core terms, implicit class targets included. */
export const readTargets = (
  graph: DataGraph,
  node: Node,
  problem: (code: string, detail: string) => undefined,
): readonly Target[] => {
  const targets: Target[] = []
  const fixed = graph.objects(node, sh('targetNode').value)
  if (fixed.length > 0) targets.push(() => fixed)
  for (const value of graph.objects(node, sh('targetClass').value)) {
    const key = subjectKey(value)
    if (key === undefined)
      problem('ill-formed-shape', `sh:targetClass must be an IRI, but is "${value.value}"`)
    else targets.push(instancesOf(key))
  }
  for (const property of ['targetSubjectsOf', 'targetObjectsOf'] as const)
    for (const value of graph.objects(node, sh(property).value)) {
      const iri = value.value
      if (value.termType !== 'NamedNode')
        problem('ill-formed-shape', `sh:${property} must be an IRI, but is "${iri}"`)
      else
        targets.push(run =>
          run.data
            .withPredicate(iri)
            .map(quad => (property === 'targetSubjectsOf' ? quad.subject : quad.object)),
        )
    }
  if (isClass(graph, node)) targets.push(instancesOf(node.value))
  return targets
}

const isClass = (graph: DataGraph, node: Node): boolean =>
  node.termType === 'NamedNode' &&
  graph.objects(node, RDF_TYPE).some(type => {
    const above = graph.superclasses(subjectKey(type) ?? '')
    return CLASS_TYPES.some(each => above.has(each))
  })

const instancesOf =
  (wanted: string): Target =>
  run =>
    run.instancesOf(wanted)

/** The focus nodes of several targets, each once. */
export const focusNodes = (targets: readonly Target[], run: Parameters<Target>[0]): readonly Node[] => {
  const [first] = targets
  if (first && targets.length === 1) return distinct([...first(run)])
  const found: Node[] = []
  for (const target of targets) for (const node of target(run)) found.push(node)
  return distinct(found)
}
