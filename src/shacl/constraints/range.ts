/** Value range constraints (SHACL 4.3). Values without an order to the bound fail, as SPARQL's error would have it. */
import { compareValues, orderedValue } from '../xsd/compare.ts'
import { type Definition, type Definitions, perValue, show } from './definition.ts'

const bound = (parameter: string, component: string, holds: (order: number) => boolean): Definition => ({
  component,
  single: true,
  make: (value, compiling) => {
    const limit = orderedValue(value)
    if (!limit)
      return compiling.problem(
        'ill-formed-shape',
        `sh:${parameter} must be a literal whose datatype has an order (a number, date, text …), but is ${show(value)}`,
      )
    return perValue(compiling.constraint, node => {
      const own = orderedValue(node)
      const order = own && compareValues(own, limit)
      return order !== undefined && holds(order)
    })
  },
})

/** sh:minExclusive, sh:minInclusive, sh:maxExclusive, sh:maxInclusive. */
export const RANGE: Definitions = {
  minExclusive: bound('minExclusive', 'MinExclusive', order => order > 0),
  minInclusive: bound('minInclusive', 'MinInclusive', order => order >= 0),
  maxExclusive: bound('maxExclusive', 'MaxExclusive', order => order < 0),
  maxInclusive: bound('maxInclusive', 'MaxInclusive', order => order <= 0),
}
