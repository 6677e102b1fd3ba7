/** What every constraint component has in common: how its parameter becomes a check. */
import { factory } from '../../rdf/terms.ts'
import type { DataGraph } from '../data-graph.ts'
import { ValidationResult } from '../result.ts'
import type { Run } from '../run.ts'
import type { Check, Constraint, Shape } from '../shape.ts'
import type { Node } from '../terms.ts'

/** How an inner shape counts: `negative` where its failure can make the outer one pass. */
export type Polarity = 'positive' | 'negative'

/** What a component needs in order to compile one value of its parameter. */
export interface Compiling {
  readonly graph: DataGraph
  readonly shape: Shape
  readonly constraint: Constraint
  /** The shape at a node of the shapes graph, which this one is then known to use. */
  shapeAt(node: Node, polarity: Polarity): Shape
  /** Notes what is ill-formed; shapes with problems are never run. */
  problem(code: string, detail: string): undefined
  /** Notes what is odd but decided. */
  warning(code: string, detail: string): undefined
}

/** One parameter of SHACL Core that makes a constraint. */
export interface Definition {
  /** Local name of the component, without its suffix. */
  readonly component: string
  /** At most one value is allowed. */
  readonly single?: true
  /** Not allowed on node shapes. */
  readonly propertyOnly?: true
  /** Other parameters of the component, for messages. */
  readonly with?: readonly string[]
  readonly make: (value: Node, compiling: Compiling) => Check | undefined
}

/** Parameter name (local) -> what it means. */
export type Definitions = Readonly<Record<string, Definition>>

/** A check of each value node by itself: one result per value that fails. */
export const perValue =
  (constraint: Constraint, passes: (value: Node, run: Run, focus: Node) => boolean): Check =>
  (run, focus, values, out) => {
    let passed = true
    for (const value of values) {
      if (passes(value, run, focus)) continue
      if (!out) return false
      passed = false
      out.push(new ValidationResult(constraint, focus, value))
    }
    return passed
  }

/** Says whether a whole set of values passes; a failure has no value of its own. */
export const perSet =
  (constraint: Constraint, passes: (values: readonly Node[], run: Run, focus: Node) => boolean): Check =>
  (run, focus, values, out) => {
    if (passes(values, run, focus)) return true
    out?.push(new ValidationResult(constraint, focus))
    return false
  }

/** A parameter that must be an IRI. */
export const iriOf = (value: Node, parameter: string, compiling: Compiling): string | undefined =>
  value.termType === 'NamedNode'
    ? value.value
    : compiling.problem('ill-formed-shape', `sh:${parameter} must be an IRI, but is ${show(value)}`)

/** A parameter that must be an integer of 0 or more. */
export const countOf = (value: Node, parameter: string, compiling: Compiling): number | undefined =>
  value.termType === 'Literal' && /^\+?[0-9]{1,15}$/.test(value.value)
    ? Number(value.value)
    : compiling.problem(
        'ill-formed-shape',
        `sh:${parameter} must be an integer of 0 or more, but is ${show(value)}`,
      )

/**
 * A parameter that must be true or false. SHACL asks for the term `true`; the W3C suite (uniqueLang-002) takes `"1"` for a
 * boolean that is not it.
 */
export const booleanOf = (value: Node): boolean | undefined =>
  value.termType === 'Literal' && /^(?:true|false|0|1)$/.test(value.value)
    ? value.value === 'true'
    : undefined

/** The boolean of a parameter, or a problem; `1` is noted, because it does not switch on what it looks like. */
export const flagOf = (
  value: Node,
  parameter: string,
  { problem, warning }: Pick<Compiling, 'problem' | 'warning'>,
): boolean | undefined => {
  if (value.value === '1')
    warning('boolean-form', `sh:${parameter} is written "1", which does not switch it on: write true`)
  return (
    booleanOf(value) ??
    problem('ill-formed-shape', `sh:${parameter} must be true or false, but is ${show(value)}`)
  )
}

/** A term as a problem quotes it. */
export const show = (node: Node): string =>
  node.termType === 'NamedNode'
    ? `<${node.value}>`
    : node.termType === 'BlankNode'
      ? 'a blank node'
      : node.termType === 'Literal'
        ? `"${node.value.slice(0, 200)}"`
        : factory.literal(node.value).value
