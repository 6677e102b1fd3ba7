/** sh:path of a shapes graph -> Path (SHACL 2.3.1.1 to 2.3.1.7). */
import { rdf, sh } from '../../rdf/namespaces.ts'
import type { DataGraph } from '../data-graph.ts'
import { readList } from '../lists.ts'
import { isNamedNode, type Node } from '../terms.ts'
import type { Path } from './path.ts'

const FIRST = rdf('first').value
const REPEATS = [
  [sh('zeroOrMorePath').value, '*'],
  [sh('oneOrMorePath').value, '+'],
  [sh('zeroOrOnePath').value, '?'],
] as const
const MAX_DEPTH = 50

/** Reads a path; a sentence saying what is wrong when it is ill-formed. */
export const readPath = (graph: DataGraph, node: Node, depth = 0): Path | string => {
  if (isNamedNode(node)) return { kind: 'property', property: node }
  if (node.termType === 'Literal')
    return `the literal "${node.value}" is no path: a path is an IRI or a blank node`
  if (depth > MAX_DEPTH) return `a path is nested deeper than ${MAX_DEPTH} levels: is it part of itself?`
  // A blank node that is a list and something else besides is read as the list: the W3C suite has two such paths.
  if (graph.objects(node, FIRST).length > 0) {
    const steps = readSteps(graph, node, depth)
    return typeof steps === 'string' ? steps : { kind: 'sequence', steps }
  }
  const [alternatives, ...moreAlternatives] = graph.objects(node, sh('alternativePath').value)
  if (alternatives && moreAlternatives.length === 0) {
    const options = readSteps(graph, alternatives, depth)
    return typeof options === 'string' ? options : { kind: 'alternative', options }
  }
  const [inverse, ...moreInverse] = graph.objects(node, sh('inversePath').value)
  if (inverse && moreInverse.length === 0) {
    const path = readPath(graph, inverse, depth + 1)
    return typeof path === 'string' ? path : { kind: 'inverse', path }
  }
  for (const [property, sign] of REPEATS) {
    const [inner, ...more] = graph.objects(node, property)
    if (!inner || more.length > 0) continue
    const path = readPath(graph, inner, depth + 1)
    return typeof path === 'string' ? path : { kind: 'repeat', path, sign }
  }
  return 'a blank node is no path: it needs exactly one of sh:inversePath, sh:alternativePath, sh:zeroOrMorePath, sh:oneOrMorePath, sh:zeroOrOnePath, or must be a list'
}

const readSteps = (graph: DataGraph, list: Node, depth: number): readonly Path[] | string => {
  const members = readList(graph, list)
  if (!members) return 'a path has a list that does not end properly in rdf:nil'
  if (members.length < 2)
    return `a path has a list of ${members.length}: a sequence or alternative needs at least two`
  const steps: Path[] = []
  for (const member of members) {
    const step = readPath(graph, member, depth + 1)
    if (typeof step === 'string') return step
    steps.push(step)
  }
  return steps
}
