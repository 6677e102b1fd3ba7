/** RDF lists of a shapes graph (RDF Schema 1.1, 5.2), read without recursion. */
import { rdf } from '../rdf/namespaces.ts'
import type { DataGraph } from './data-graph.ts'
import { type Node, sameTerm, termKey } from './terms.ts'

const FIRST = rdf('first').value
const REST = rdf('rest').value
const NIL = rdf('nil')

/** Whether a node begins a list (rdf:nil is the empty one). */
export const isList = (graph: DataGraph, node: Node): boolean =>
  sameTerm(node, NIL) || graph.objects(node, FIRST).length > 0

/** The members of a list; undefined when it is ill-formed: a loop, no end, several values of rdf:first or rdf:rest. */
export const readList = (graph: DataGraph, list: Node): readonly Node[] | undefined => {
  const members: Node[] = []
  const seen = new Set<string>()
  let node = list
  while (!sameTerm(node, NIL)) {
    const first = graph.objects(node, FIRST)
    const rest = graph.objects(node, REST)
    const key = termKey(node)
    const [member] = first
    const [next] = rest
    if (!member || !next || first.length > 1 || rest.length > 1 || seen.has(key)) return undefined
    seen.add(key)
    members.push(member)
    node = next
  }
  return members
}
