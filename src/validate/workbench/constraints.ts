/** The constraints of compiled shapes by names that people and later versions of the shapes recognise. */

import { sh } from '../../rdf/namespaces.ts'
import { severityName } from '../../rdf/severity.ts'
import type { CompiledShapes, Constraint, Shape } from '../../shacl/shape.ts'
import { termKey } from '../../shacl/terms.ts'
import { componentName } from './expectation.ts'
import { localName, shortIri, shortPath } from './short-names.ts'
import type { TurtleFile } from './turtle-file.ts'

/** A constraint and where it belongs. */
export interface KnownConstraint {
  readonly constraint: Constraint
  /** Names the constraint within its profile: the same in a later version of the shapes as long as it means the same place. */
  readonly key: string
  /** Local name of the nearest shape that has one. */
  readonly owner: string
  /** `sh:minCount 1`. */
  readonly text: string
  readonly path?: string
  readonly severity: string
  /** Whether its failure is a result; false inside sh:or, sh:node and the like, where only the outer constraint reports. */
  readonly reports: boolean
  /** Positions of the shapes with targets that it is reached from, among all shapes. */
  readonly roots: readonly number[]
  readonly line?: number
}

/** sh:property leads to a shape and has no results of its own. */
const isLink = ({ component }: Constraint): boolean => component.equals(sh('PropertyConstraintComponent'))

/** Every constraint of the shapes but sh:property, in their order. `source` gives the lines. */
export const knownConstraints = (
  compiled: CompiledShapes,
  source?: TurtleFile,
): readonly KnownConstraint[] => {
  const places = placesOf(compiled)
  const taken = new Map<string, number>()
  const found: KnownConstraint[] = []
  for (const shape of compiled.shapes) {
    const place = places.get(shape)
    for (const constraint of shape.constraints) {
      if (isLink(constraint)) continue
      const key = unique(
        taken,
        [
          place?.owner ?? 'shape',
          place?.inside ?? '',
          shape.pathText ?? '',
          shortIri(constraint.component.value),
        ].join(' '),
      )
      const line = source && lineOfConstraint(constraint, source)
      found.push({
        constraint,
        key,
        owner: place?.owner ?? 'shape',
        text: constraintText(constraint),
        ...(shape.pathText !== undefined && { path: shortPath(shape.pathText) }),
        severity: severityName(shape.severity.value),
        reports: place?.reports ?? false,
        roots: [...(place?.roots ?? [])],
        ...(line !== undefined && { line }),
      })
    }
  }
  return found
}

const unique = (taken: Map<string, number>, key: string): string => {
  const times = (taken.get(key) ?? 0) + 1
  taken.set(key, times)
  return times === 1 ? key : `${key} ${times}`
}

interface Placed {
  readonly owner: string
  /** Components on the way from the owner, e.g. `or`. */
  readonly inside: string
  reports: boolean
  readonly roots: Set<number>
}

const placesOf = (compiled: CompiledShapes): ReadonlyMap<Shape, Placed> => {
  const byKey = new Map(compiled.shapes.map(shape => [termKey(shape.node), shape]))
  const places = new Map<Shape, Placed>()
  const visit = (shape: Shape, way: Omit<Placed, 'roots'>, root: number | undefined): void => {
    const named = shape.node.termType === 'NamedNode'
    const known = places.get(shape)
    const place = known ?? {
      owner: named ? localName(shape.node.value) : way.owner,
      inside: named ? '' : way.inside,
      reports: false,
      roots: new Set(),
    }
    const isNews = !known || (way.reports && !place.reports) || (root !== undefined && !place.roots.has(root))
    if (!isNews) return
    places.set(shape, place)
    place.reports ||= way.reports
    if (root !== undefined) place.roots.add(root)
    for (const constraint of shape.constraints)
      for (const inner of innerShapes(constraint, byKey))
        visit(
          inner,
          {
            owner: place.owner,
            inside: isLink(constraint)
              ? place.inside
              : `${place.inside}/${componentName(constraint.component.value)}`,
            reports: place.reports && isLink(constraint),
          },
          root,
        )
  }
  for (const shape of compiled.targeted)
    visit(shape, { owner: 'shape', inside: '', reports: true }, shape.index)
  for (const shape of compiled.shapes)
    if (shape.node.termType === 'NamedNode')
      visit(shape, { owner: '', inside: '', reports: false }, undefined)
  return places
}

const OUTER = new Set(['property', 'node', 'not', 'and', 'or', 'xone', 'qualifiedValueShape'])

const innerShapes = ({ parameters }: Constraint, byKey: ReadonlyMap<string, Shape>): readonly Shape[] =>
  [...parameters].flatMap(([name, values]) =>
    OUTER.has(name) ? values.flatMap(value => byKey.get(termKey(value)) ?? []) : [],
  )

/** A parameter with its values, as in Turtle; lists are cut. */
const constraintText = ({ parameters, component }: Constraint): string => {
  const parts = [...parameters]
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => {
      const shown = values
        .slice(0, 4)
        .map(value =>
          value.termType === 'BlankNode'
            ? '[…]'
            : value.termType === 'Literal'
              ? value.value.slice(0, 60)
              : shortIri(value.value),
        )
        .join(' ')
      return `${name} ${values.length > 4 ? `${shown} …` : shown}`
    })
  return parts.length > 0 ? parts.join(', ') : componentName(component.value)
}

/** The line on which a constraint is stated: that of its parameter, of its SPARQL, or of its shape. */
export const lineOfConstraint = (constraint: Constraint, source: TurtleFile): number | undefined => {
  const { shape, parameters, source: stated } = constraint
  if (stated) return source.lineOf(stated) ?? source.lineOf(shape.node)
  const [first] = parameters
  if (!first) return source.lineOf(shape.node)
  const [name, values] = first
  const value = values.length === 1 ? values[0] : undefined
  return (
    source.lineOf(shape.node, sh(name).value, value) ??
    source.lineOf(shape.node, sh(name).value) ??
    source.lineOf(shape.node)
  )
}
