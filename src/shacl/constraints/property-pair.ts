/** Property pair constraints (SHACL 4.5). */
import { ValidationResult } from '../result.ts'
import { includesTerm, type Node } from '../terms.ts'
import { compareValues, orderedValue } from '../xsd/compare.ts'
import { type Definition, type Definitions, iriOf, perValue } from './definition.ts'

const order = (parameter: string, component: string, holds: (order: number) => boolean): Definition => ({
  component,
  propertyOnly: true,
  make: (value, compiling) => {
    const property = iriOf(value, parameter, compiling)
    if (property === undefined) return undefined
    return (run, focus, values, out) => {
      const others = run.data.objects(focus, property)
      let passed = true
      for (const node of values)
        for (const other of others) {
          if (ordered(node, other, holds)) continue
          if (!out) return false
          passed = false
          out.push(new ValidationResult(compiling.constraint, focus, node))
        }
      return passed
    }
  },
})

const ordered = (a: Node, b: Node, holds: (order: number) => boolean): boolean => {
  const left = orderedValue(a)
  const right = left && orderedValue(b)
  const found = right && compareValues(left, right)
  return found !== undefined && holds(found)
}

/** sh:equals, sh:disjoint, sh:lessThan, sh:lessThanOrEquals. */
export const PROPERTY_PAIR: Definitions = {
  equals: {
    component: 'Equals',
    make: (value, compiling) => {
      const property = iriOf(value, 'equals', compiling)
      if (property === undefined) return undefined
      return (run, focus, values, out) => {
        const others = run.data.objects(focus, property)
        const lonely = [
          ...values.filter(node => !includesTerm(others, node)),
          ...others.filter(node => !includesTerm(values, node)),
        ]
        for (const node of lonely) out?.push(new ValidationResult(compiling.constraint, focus, node))
        return lonely.length === 0
      }
    },
  },
  disjoint: {
    component: 'Disjoint',
    make: (value, compiling) => {
      const property = iriOf(value, 'disjoint', compiling)
      if (property === undefined) return undefined
      return perValue(
        compiling.constraint,
        (node, run, focus) => !includesTerm(run.data.objects(focus, property), node),
      )
    },
  },
  lessThan: order('lessThan', 'LessThan', found => found < 0),
  lessThanOrEquals: order('lessThanOrEquals', 'LessThanOrEquals', found => found <= 0),
}
