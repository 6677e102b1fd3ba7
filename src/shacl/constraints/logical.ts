/** Logical constraints (SHACL 4.6). */
import { readList } from '../lists.ts'
import { ValidationResult } from '../result.ts'
import type { Run } from '../run.ts'
import type { Check, Constraint, Shape } from '../shape.ts'
import type { Node } from '../terms.ts'
import { type Definition, type Definitions, type Polarity, show } from './definition.ts'
import { inner } from './inner.ts'

type Verdict = (run: Run, shapes: readonly Shape[], value: Node) => boolean

const check =
  (constraint: Constraint, shapes: readonly Shape[], passes: Verdict): Check =>
  (run, focus, values, out) => {
    let passed = true
    for (const value of values) {
      if (passes(run, shapes, value)) continue
      if (!out) return false
      passed = false
      out.push(new ValidationResult(constraint, focus, value, { detail: inner(run, shapes, value) }))
    }
    return passed
  }

const listed = (component: string, polarity: Polarity, passes: Verdict): Definition => ({
  component,
  make: (value, compiling) => {
    const members = readList(compiling.graph, value)
    if (!members)
      return compiling.problem(
        'ill-formed-shape',
        `sh:${component.toLowerCase()} of ${show(compiling.shape.node)} must be a list of shapes that ends in rdf:nil`,
      )
    const shapes = members.map(member => compiling.shapeAt(member, polarity))
    return check(compiling.constraint, shapes, passes)
  },
})

const exactlyOne: Verdict = (run, shapes, value) => {
  let conforming = 0
  for (const shape of shapes) if (run.evaluate(shape, value, undefined) && ++conforming > 1) return false
  return conforming === 1
}

/** sh:not, sh:and, sh:or, sh:xone. */
export const LOGICAL: Definitions = {
  not: {
    component: 'Not',
    make: (value, compiling) => {
      const shape = compiling.shapeAt(value, 'negative')
      return check(
        compiling.constraint,
        [shape],
        (run, _shapes, node) => !run.evaluate(shape, node, undefined),
      )
    },
  },
  and: listed('And', 'positive', (run, shapes, value) => {
    for (const shape of shapes) if (!run.evaluate(shape, value, undefined)) return false
    return true
  }),
  or: listed('Or', 'positive', (run, shapes, value) => {
    for (const shape of shapes) if (run.evaluate(shape, value, undefined)) return true
    return false
  }),
  xone: listed('Xone', 'negative', exactlyOne),
}
