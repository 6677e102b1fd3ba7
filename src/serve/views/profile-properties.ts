/** What a profile asks for, read from its shapes: the rows of its table and the boxes of its diagram. */
import type { Quad } from '@rdfjs/types'
import type { Profile } from '../../model/profile.ts'
import { PREFIXES, sh } from '../../rdf/namespaces.ts'
import { severityName } from '../../rdf/severity.ts'
import { compileShapes } from '../../shacl/compile.ts'
import { pathText } from '../../shacl/paths/path-text.ts'
import type { CompiledShapes, Shape } from '../../shacl/shape.ts'
import type { Node } from '../../shacl/terms.ts'
import { valueTexts } from './profile-values.ts'

/** One shape that reports something. */
export interface PropertyRow {
  /** IRI of the shape, and the last part of it. */
  readonly shape: string
  readonly key: string
  readonly name: string
  readonly description: string
  /** SPARQL property path with prefixes; absent when the thing itself is meant. */
  readonly path?: string
  /** How many values there must be: `at least 1`; absent when it is only said how values must look. */
  readonly count?: string
  /** What values must be, a phrase each. */
  readonly values: readonly string[]
  readonly message: string
  readonly severity: string
  /** Keys of named shapes that values are checked with. */
  readonly related: readonly string[]
}

/** A shape that finds things in records, with what it asks of them. */
export interface ShapeBox {
  readonly key: string
  /** What it is about: `sosa:Sample`, `values of geo:hasGeometry`; empty for shapes that others refer to. */
  readonly targets: readonly string[]
  readonly rows: readonly PropertyRow[]
}

/** Names for people: prefixes for IRIs, labels for concepts. */
export interface Naming {
  readonly prefixes: ReadonlyMap<string, string>
  label(iri: string): string | undefined
}

/** IRI -> `prefix:name` where a prefix fits, else the IRI. */
export const shortIri = (iri: string, { prefixes }: Naming): string => {
  for (const [prefix, base] of [...prefixes, ...Object.entries(PREFIXES)])
    if (iri.startsWith(base) && /^[\w.-]+$/.test(iri.slice(base.length)))
      return `${prefix}:${iri.slice(base.length)}`
  return iri
}

/** The boxes of a profile's own shapes, in the order of the file; empty for shapes that cannot be compiled. */
export const shapeBoxes = (profile: Profile, naming: Naming): ShapeBox[] => {
  const compiled = compileShapes(profile.shapes)
  if (!compiled.ok) return []
  const texts = textsOf(profile.shapes)
  const byKey = new Map(compiled.value.shapes.map(shape => [shape.node.value, shape]))
  const boxes = compiled.value.targeted.map(shape => ({
    key: keyOf(shape.node.value),
    targets: targetsOf(profile.shapes, shape, naming),
    rows: rowsOf(shape, byKey, texts, compiled.value, naming),
  }))
  const shown = new Set(boxes.map(({ key }) => key))
  const related = boxes.flatMap(({ rows }) => rows.flatMap(row => row.related))
  return [
    ...boxes,
    ...[...new Set(related)].filter(key => !shown.has(key)).map(key => ({ key, targets: [], rows: [] })),
  ]
}

const keyOf = (iri: string): string => iri.replace(/^.*[#/]/, '')

type Texts = (shape: string, property: string) => string

/** English texts of shapes, else those without language, else any. */
const textsOf = (quads: readonly Quad[]): Texts => {
  const found = new Map<string, { text: string; rank: number }>()
  for (const { subject, predicate, object } of quads) {
    if (object.termType !== 'Literal') continue
    const key = `${subject.value} ${predicate.value}`
    const rank = object.language.startsWith('en') ? 2 : object.language === '' ? 1 : 0
    if (rank > (found.get(key)?.rank ?? -1)) found.set(key, { text: object.value, rank })
  }
  return (shape, property) => found.get(`${shape} ${sh(property).value}`)?.text ?? ''
}

const targetsOf = (quads: readonly Quad[], { node }: Shape, naming: Naming): string[] =>
  quads.flatMap(({ subject, predicate, object }) => {
    if (!subject.equals(node)) return []
    const name = shortIri(object.value, naming)
    if (predicate.equals(sh('targetClass')) || predicate.equals(sh('targetNode'))) return [name]
    if (predicate.equals(sh('targetObjectsOf'))) return [`values of ${name}`]
    if (predicate.equals(sh('targetSubjectsOf'))) return [`whatever has ${name}`]
    return []
  })

/** The shape itself, when it checks something besides its properties, then its properties. */
const rowsOf = (
  shape: Shape,
  byKey: ReadonlyMap<string, Shape>,
  texts: Texts,
  compiled: CompiledShapes,
  naming: Naming,
): PropertyRow[] => {
  const parts = shape.constraints.flatMap(({ parameters }) => parameters.get('property') ?? [])
  const own = shape.constraints.filter(({ parameters }) => !parameters.has('property'))
  const inner = parts.flatMap((node: Node) => byKey.get(node.value) ?? [])
  return [
    ...(own.length > 0 ? [rowOf(shape, texts, compiled, naming)] : []),
    ...inner.map(each => rowOf(each, texts, compiled, naming)),
  ]
}

const rowOf = (shape: Shape, texts: Texts, compiled: CompiledShapes, naming: Naming): PropertyRow => {
  const iri = shape.node.value
  const path =
    shape.path && pathText(shape.path).replace(/<([^>]*)>/g, (_, each: string) => shortIri(each, naming))
  const least = bound(shape, 'minCount') ?? bound(shape, 'qualifiedMinCount')
  const most = bound(shape, 'maxCount') ?? bound(shape, 'qualifiedMaxCount')
  const count = [least && `at least ${least}`, most && `at most ${most}`].filter(Boolean).join(', ')
  const shorten = (value: string) => shortIri(value, naming)
  return {
    shape: iri,
    key: keyOf(iri),
    name: texts(iri, 'name') || keyOf(iri),
    description: texts(iri, 'description'),
    ...(path !== undefined && { path }),
    ...(count !== '' && { count }),
    values: valueTexts(shape, compiled, { shorten, label: naming.label }),
    message: texts(iri, 'message'),
    severity: severityName(shape.severity.value),
    related: shape.constraints
      .flatMap(({ parameters }) => parameters.get('node') ?? [])
      .flatMap(node => (node.termType === 'NamedNode' ? [keyOf(node.value)] : [])),
  }
}

const bound = ({ constraints }: Shape, parameter: string): string | undefined =>
  constraints.flatMap(({ parameters }) => parameters.get(parameter) ?? [])[0]?.value
