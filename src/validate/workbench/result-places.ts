/** Where a result comes from: the line of the document that it speaks of, and the line of the shape that asks for it. */
import type { ValidationResult } from '../../shacl/result.ts'
import { lineOfConstraint } from './constraints.ts'
import type { TurtleFile } from './turtle-file.ts'

/**
 * The line of the value that fails; where it is none of the focus node's own statements, of the value's first
 * statement; else of the property, else of the focus node. Undefined when the document does not have the node.
 */
export const lineOfResult = (result: ValidationResult, document: TurtleFile): number | undefined => {
  const { focusNode, value, path } = result
  const property = path?.kind === 'property' ? path.property.value : undefined
  if (property !== undefined) {
    const own = value && document.lineOf(focusNode, property, value)
    if (own !== undefined) return own
    const any = document.lineOf(focusNode, property)
    if (any !== undefined) return any
  }
  const ofValue = value && !value.equals(focusNode) ? lineOfMention(result, document) : undefined
  return ofValue ?? document.lineOf(focusNode)
}

const lineOfMention = ({ value }: ValidationResult, document: TurtleFile): number | undefined => {
  const quad = value && document.quads.find(({ object }) => object.equals(value))
  return quad && document.lineOf(quad.subject, quad.predicate.value, quad.object)
}

/** The line of the constraint in its shapes file. */
export const lineOfShape = ({ constraint }: ValidationResult, shapes: TurtleFile): number | undefined =>
  lineOfConstraint(constraint, shapes)
