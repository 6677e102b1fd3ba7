/** The constraints of compiled shapes by names that people and later versions of the shapes recognise. */

import { sh } from '../../rdf/namespaces.ts'
import { severityName } from '../../rdf/severity.ts'
import type { CompiledShapes, Constraint } from '../../shacl/shape.ts'
import { isLink, placesOf } from './constraint-places.ts'
import { componentName } from './expectation.ts'
import { shortIri, shortPath } from './short-names.ts'
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
