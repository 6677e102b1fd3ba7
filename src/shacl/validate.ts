/** Compiled shapes x a graph -> a validation report (SHACL 3). */
import type { Quad } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import { foldSchemaOrg } from '../rdf/schema-org.ts'
import { DataGraph } from './data-graph.ts'
import type { ValidationResult } from './result.ts'
import { type Count, type Counters, GivenUp, Run } from './run.ts'
import type { CompiledShapes } from './shape.ts'
import { focusNodes } from './targets.ts'

/** How a graph is validated. */
export interface ValidateOptions {
  /** Counts targets, evaluations and failures of every shape and constraint (default: false). */
  readonly counters?: boolean
  /** Evaluations of shapes after which a validation is given up (default: 20 million). */
  readonly maxSteps?: number
  /** Folds schema.org's namespaces in a list of quads (default: true). A DataGraph is taken as it is. */
  readonly foldSchemaOrg?: boolean
}

/** A validation report (SHACL 3.6). */
export interface ShaclReport {
  /** True when there is no result at all, of whatever severity, and the validation was completed. */
  readonly conforms: boolean
  readonly results: readonly ValidationResult[]
  /** Why the validation was given up, when it was. Such a report never conforms. */
  readonly incomplete?: Problem
  /** Present when asked for; by the `index` of shapes and constraints. */
  readonly counters?: Counters
}

const MAX_STEPS = 20_000_000

/** Validates one graph. Compiled shapes hold no state, so they can be used for any number of graphs, also at once. */
export const validate = (
  compiled: CompiledShapes,
  data: DataGraph | readonly Quad[],
  options: ValidateOptions = {},
): ShaclReport => {
  const graph =
    data instanceof DataGraph
      ? data
      : new DataGraph(options.foldSchemaOrg === false ? data : foldSchemaOrg(data))
  const counters = options.counters ? zeros(compiled) : undefined
  const run = new Run(graph, {
    maxSteps: options.maxSteps ?? MAX_STEPS,
    counters,
    classes: compiled.classes,
  })
  const results: ValidationResult[] = []
  const incomplete = evaluateAll(compiled, run, results)
  return {
    conforms: results.length === 0 && !incomplete,
    results,
    ...(incomplete && { incomplete }),
    ...(counters && { counters }),
  }
}

const evaluateAll = (
  compiled: CompiledShapes,
  run: Run,
  results: ValidationResult[],
): Problem | undefined => {
  try {
    for (const shape of compiled.targeted) {
      const nodes = focusNodes(shape.targets, run)
      const count = run.counters?.shapes[shape.index]
      if (count) count.targets += nodes.length
      for (const node of nodes) run.evaluate(shape, node, results)
    }
    return undefined
  } catch (error) {
    if (error instanceof GivenUp)
      return {
        stage: 'scales',
        code: 'validation-limit',
        subject: 'shapes',
        detail: `validation was given up: ${error.message}`,
      }
    throw error
  }
}

const zeros = (compiled: CompiledShapes): Counters => {
  const counts = (length: number): Count[] =>
    Array.from({ length }, () => ({ targets: 0, evaluated: 0, failed: 0 }))
  return { shapes: counts(compiled.shapes.length), constraints: counts(compiled.constraintCount) }
}
