/** Why a value fails inner shapes, found out when somebody asks. */
import type { ValidationResult } from '../result.ts'
import type { Run } from '../run.ts'
import type { Shape } from '../shape.ts'
import type { Node } from '../terms.ts'

/** The results of evaluating a value against shapes, for sh:detail. Uses what steps the run has left. */
export const inner =
  (run: Run, shapes: readonly Shape[], value: Node): (() => readonly ValidationResult[]) =>
  () => {
    const found: ValidationResult[] = []
    const again = run.again()
    for (const shape of shapes) again.evaluate(shape, value, found)
    return found
  }
