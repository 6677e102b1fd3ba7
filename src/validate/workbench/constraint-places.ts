/** Where shapes stand: below which named shape, inside of what, reached from which targets. */
import { sh } from '../../rdf/namespaces.ts'
import type { CompiledShapes, Constraint, Shape } from '../../shacl/shape.ts'
import { termKey } from '../../shacl/terms.ts'
import { componentName } from './expectation.ts'
import { localName } from './short-names.ts'

/** sh:property leads to a shape and has no results of its own. */
export const isLink = ({ component }: Constraint): boolean =>
  component.equals(sh('PropertyConstraintComponent'))

/** The place of one shape. */
export interface Placed {
  /** Local name of the nearest shape that has one. */
  readonly owner: string
  /** Components on the way from the owner, e.g. `or`. */
  readonly inside: string
  reports: boolean
  readonly roots: Set<number>
}

/** The places of all shapes that a target or a name leads to. */
export const placesOf = (compiled: CompiledShapes): ReadonlyMap<Shape, Placed> => {
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
