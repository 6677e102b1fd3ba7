/** Where a result comes from: the line of the document that it speaks of, and the line of the shape that asks for it. */
import type { ValidationResult } from '../../shacl/result.ts'
import { locateStatements } from '../locate.ts'
import { lineOfConstraint } from './constraints.ts'
import type { TurtleFile } from './turtle-file.ts'

/** The line of the value, the property or the focus node; undefined when the document says nothing about it. */
export const lineOfResult = (result: ValidationResult, { lines }: TurtleFile): number | undefined =>
  locateStatements(lines)(result)

/** The line of the constraint in its shapes file. */
export const lineOfShape = ({ constraint }: ValidationResult, shapes: TurtleFile): number | undefined =>
  lineOfConstraint(constraint, shapes)
