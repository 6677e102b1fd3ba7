/** sh:prefixes -> PREFIX declarations (SHACL 5.2.1). */
import { owl, sh } from '../../rdf/namespaces.ts'
import { isIri } from '../../rdf/terms.ts'
import { show } from '../constraints/definition.ts'
import type { DataGraph } from '../data-graph.ts'
import { type Node, termKey } from '../terms.ts'

const PREFIX = /^(?:[\p{L}](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_-])?)?$/u

/** The declarations that a constraint, validator or target may use, those of imported graphs included. */
export const readPrologue = (
  graph: DataGraph,
  node: Node,
  problem: (code: string, detail: string) => undefined,
): string => {
  const ontologies = new Map<string, Node>()
  for (const each of graph.objects(node, sh('prefixes').value)) ontologies.set(termKey(each), each)
  // A map yields what is added to it while it is gone through.
  for (const each of ontologies.values())
    for (const imported of graph.objects(each, owl('imports').value))
      ontologies.set(termKey(imported), imported)
  const declared = new Map<string, string>()
  for (const ontology of ontologies.values())
    for (const declaration of graph.objects(ontology, sh('declare').value)) {
      const [prefix] = graph.objects(declaration, sh('prefix').value)
      const [namespace] = graph.objects(declaration, sh('namespace').value)
      if (!prefix || !namespace || !PREFIX.test(prefix.value) || !isIri(namespace.value))
        return (
          problem(
            'ill-formed-shape',
            `sh:declare of ${show(ontology)} needs a sh:prefix and a sh:namespace that is an IRI`,
          ) ?? ''
        )
      if ((declared.get(prefix.value) ?? namespace.value) !== namespace.value)
        return (
          problem('ill-formed-shape', `the prefix "${prefix.value}" is declared with two namespaces`) ?? ''
        )
      declared.set(prefix.value, namespace.value)
    }
  return [...declared].map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join('')
}
