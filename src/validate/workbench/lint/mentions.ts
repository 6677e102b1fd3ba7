/** Where shapes speak of properties and classes of their data. */
import type { Quad, Term } from '@rdfjs/types'
import { sh } from '../../../rdf/namespaces.ts'
import type { ShapesUnderLint } from './shapes-under-lint.ts'

/** SHACL's properties whose values are properties, and those whose values are classes. */
const PROPERTIES = [
  'path',
  'inversePath',
  'zeroOrMorePath',
  'oneOrMorePath',
  'zeroOrOnePath',
  'targetSubjectsOf',
  'targetObjectsOf',
  'equals',
  'disjoint',
  'lessThan',
  'lessThanOrEquals',
]
const CLASSES = ['class', 'targetClass']
/** Those whose values are lists of properties (sh:path: a sequence). */
const LISTS = [
  'path',
  'alternativePath',
  'ignoredProperties',
  'zeroOrMorePath',
  'oneOrMorePath',
  'zeroOrOnePath',
  'inversePath',
]

/** A statement whose object is a property or class. */
export interface Mention {
  readonly quad: Quad
  readonly kind: 'property' | 'class'
}

/** All of them, in the order of the file; members of paths and lists one by one. */
export const mentions = ({ source }: ShapesUnderLint): readonly Mention[] => {
  const iri = (names: readonly string[]) => new Set(names.map(name => sh(name).value))
  const [properties, classes, lists] = [iri(PROPERTIES), iri(CLASSES), iri(LISTS)]
  const members = listMembers(source.quads)
  const parameters = new Set(
    source.quads
      .filter(({ predicate }) => predicate.equals(sh('parameter')))
      .map(({ object }) => object.value),
  )
  return source.quads.flatMap((quad): Mention[] => {
    const { predicate, object, subject } = quad
    // Parameters of components are properties of shapes, named by whoever declares them.
    if (predicate.value === sh('path').value && parameters.has(subject.value)) return []
    if (object.termType === 'NamedNode' && properties.has(predicate.value))
      return [{ quad, kind: 'property' }]
    if (object.termType === 'NamedNode' && classes.has(predicate.value)) return [{ quad, kind: 'class' }]
    if (object.termType === 'BlankNode' && lists.has(predicate.value))
      return (members.get(object.value) ?? []).map(member => ({ quad: member, kind: 'property' }))
    return []
  })
}

/** First node of a list -> the statements of its members. */
const listMembers = (quads: readonly Quad[]): ReadonlyMap<string, readonly Quad[]> => {
  const first = new Map<string, Quad>()
  const rest = new Map<string, Term>()
  for (const quad of quads) {
    if (quad.predicate.value.endsWith('#first')) first.set(quad.subject.value, quad)
    if (quad.predicate.value.endsWith('#rest')) rest.set(quad.subject.value, quad.object)
  }
  const found = new Map<string, Quad[]>()
  for (const start of first.keys()) {
    const members: Quad[] = []
    const seen = new Set<string>()
    for (
      let node: string | undefined = start;
      node !== undefined && !seen.has(node);
      node = rest.get(node)?.value
    ) {
      seen.add(node)
      const member = first.get(node)
      if (member?.object.termType === 'NamedNode') members.push(member)
    }
    found.set(start, members)
  }
  return found
}
