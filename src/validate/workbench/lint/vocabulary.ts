/** Properties and classes that do not exist in their vocabulary, and vocabularies in two spellings. */
import type { Quad, Term } from '@rdfjs/types'
import { schema, sh } from '../../../rdf/namespaces.ts'
import { foldSchemaOrgIri } from '../../../rdf/schema-org.ts'
import { didYouMean } from '../../../registry/nearest.ts'
import type { Finding } from '../formats/sarif.ts'
import { shortIri } from '../short-names.ts'
import type { KnownTerms } from './known-terms.ts'
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

interface Mention {
  readonly quad: Quad
  readonly kind: 'property' | 'class'
}

const mentions = ({ source }: ShapesUnderLint): readonly Mention[] => {
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

/** Terms of known vocabularies that these do not have. Terms of other vocabularies are noted once each namespace. */
export const unknownTerms = (lint: ShapesUnderLint, known: KnownTerms): readonly Finding[] => {
  const findings = new Map<string, Finding>()
  for (const { quad, kind } of mentions(lint)) {
    const iri = foldSchemaOrgIri(quad.object.value)
    const line = lint.source.lineOf(quad.subject, quad.predicate.value, quad.object)
    const places = [{ file: lint.source.file, ...(line !== undefined && { line }) }]
    const vocabulary = known.vocabularyOf(iri)
    if (!vocabulary) {
      const namespace = iri.replace(/[^#/:]*$/, '')
      if (!lint.graph.describes(quad.object))
        findings.set(
          namespace,
          findings.get(namespace) ?? {
            rule: 'unknown-vocabulary',
            level: 'note',
            message: `terms of ${namespace} are not known here, so they are not checked`,
            places,
          },
        )
      continue
    }
    const names = kind === 'property' ? vocabulary.properties : vocabulary.classes
    const name = iri.slice(vocabulary.namespace.length)
    if (names.has(name)) continue
    const other = (kind === 'property' ? vocabulary.classes : vocabulary.properties).has(name)
    const why = other
      ? `is ${kind === 'property' ? 'a class, not a property' : 'a property, not a class'}`
      : `is no ${kind} of its vocabulary${didYouMean(name, names)}`
    findings.set(`${iri} ${line}`, {
      rule: 'unknown-term',
      level: 'error',
      message: `${shortIri(iri)} ${why}`,
      places,
    })
  }
  return [...findings.values()]
}

/** schema.org with http and https in one file: shapes and data meet only because both are folded here. */
export const mixedNamespaces = ({ source }: ShapesUnderLint): readonly Finding[] => {
  const canonical = schema('').value
  const spellings = new Map<string, number | undefined>()
  for (const quad of source.quads)
    for (const term of [quad.subject, quad.predicate, quad.object]) {
      if (term.termType !== 'NamedNode') continue
      const folded = foldSchemaOrgIri(term.value)
      if (!folded.startsWith(canonical)) continue
      const spelling = term.value.slice(0, term.value.length - (folded.length - canonical.length))
      if (!spellings.has(spelling))
        spellings.set(spelling, source.lineOf(quad.subject, quad.predicate.value, quad.object))
    }
  if (spellings.size < 2) return []
  return [...spellings]
    .filter(([spelling]) => spelling !== canonical)
    .map(([spelling, line]) => ({
      rule: 'mixed-namespaces',
      level: 'warning' as const,
      message: `schema.org is written ${[...spellings.keys()].join(' and ')} in one file: other programs take them for different terms; write ${canonical} instead of ${spelling}`,
      places: [{ file: source.file, ...(line !== undefined && { line }) }],
    }))
}
