/** SHACL property paths as SPARQL property path text (SHACL 2.3.1, SPARQL 1.1 section 9.1). */
import type { Quad, Term } from '@rdfjs/types'
import { rdf, sh } from '../rdf/namespaces.ts'

/** Looks up the one object of a property of a node. */
type Lookup = (node: Term, property: Term) => Term | undefined

const SUFFIXES = [
  [sh('zeroOrMorePath'), '*'],
  [sh('oneOrMorePath'), '+'],
  [sh('zeroOrOnePath'), '?'],
] as const

/** More steps than this are no list that a person wrote. */
const MAX_STEPS = 1000

/** Makes a function from the node of an `sh:path` to its text; a plain property comes back as its bare IRI. */
export const pathTexts = (shapes: readonly Quad[]): ((path: Term) => string) => {
  const index = new Map<string, Term>()
  for (const quad of shapes) index.set(`${quad.subject.value} ${quad.predicate.value}`, quad.object)
  const lookup: Lookup = (node, property) => index.get(`${node.value} ${property.value}`)
  return path => (path.termType === 'NamedNode' ? path.value : textOf(path, lookup))
}

const textOf = (path: Term, lookup: Lookup): string => {
  if (path.termType === 'NamedNode') return `<${path.value}>`
  if (lookup(path, rdf('first'))) return steps(path, lookup).join('/')
  const alternatives = lookup(path, sh('alternativePath'))
  if (alternatives) return steps(alternatives, lookup).join('|')
  const inverse = lookup(path, sh('inversePath'))
  if (inverse) return `^${grouped(inverse, lookup)}`
  for (const [property, suffix] of SUFFIXES) {
    const inner = lookup(path, property)
    if (inner) return `${grouped(inner, lookup)}${suffix}`
  }
  return path.value
}

const grouped = (path: Term, lookup: Lookup): string =>
  path.termType === 'NamedNode' ? textOf(path, lookup) : `(${textOf(path, lookup)})`

const steps = (list: Term, lookup: Lookup): string[] => {
  const found: string[] = []
  for (
    let node: Term | undefined = list;
    node && found.length < MAX_STEPS;
    node = lookup(node, rdf('rest'))
  ) {
    const first = lookup(node, rdf('first'))
    if (!first) break
    found.push(grouped(first, lookup))
  }
  return found
}
