/** rdf-validate-shacl, set up for one small graph after another. */
import type { DatasetCore, Quad, Term } from '@rdfjs/types'
import SHACLValidator from 'rdf-validate-shacl'
import type { Constraint } from 'rdf-validate-shacl/src/shapes-graph.js'
import ValidationEngine from 'rdf-validate-shacl/src/validation-engine.js'
import { engineEnvironment } from './engine-environment.ts'
import { LayeredDataset, vocabularyLayer } from './layered-dataset.ts'
import { Pointer } from './pointer.ts'

/** One sh:ValidationResult as the engine gives it. */
export type EngineResult = Awaited<ReturnType<SHACLValidator['validate']>>['results'][number]

/** Shapes that were compiled: a dataset goes in, the results come out. Calls may overlap. */
export type CompiledShapes = (data: DatasetCore) => Promise<readonly EngineResult[]>

// The engine's own types leave this option out.
type Options = ConstructorParameters<typeof SHACLValidator>[1] & { maxNodeChecks: number }

// 0 switches the engine's recursion guard off: with it, the 52nd check of a node against a shape silently passes.
// checkShapes makes sure that there is no recursion to guard against.
const options: Options = { factory: engineEnvironment(), maxNodeChecks: 0 }

/** Compiles shapes without recursion and without anything beyond SHACL Core (see checkShapes). */
export const compileShapes = (shapes: readonly Quad[]): CompiledShapes => {
  const dataset = new LayeredDataset(shapes, vocabularyLayer([]))
  const engine = new SHACLValidator(dataset, options)
  engine.$shapes = Pointer.over(dataset)
  const probe = new Probe(engine)
  engine.validationEngine.clone = () => probe
  // Without details: the engine would collect the results of the inner shape under sh:detail, which nobody reads.
  engine.validateNodeAgainstShape = (focus: Term, shape: Term) => engine.nodeConformsToShape(focus, shape)
  // The engine sets its data, runs and reports without a pause, so overlapping calls cannot mix.
  return async data => (await engine.validate(Pointer.over(data))).results
}

/**
 * Answers whether a node conforms to an inner shape (of sh:or, sh:not, sh:qualifiedValueShape …) without writing down
 * why not. The engine's own answer is a whole report each time, thrown away at once.
 */
class Probe extends ValidationEngine {
  constructor(context: SHACLValidator) {
    super(context, { maxNodeChecks: 0 })
  }

  override clone(): ValidationEngine {
    return this
  }

  override validateValueNodeAgainstConstraint(
    focus: Term,
    value: Term | null,
    constraint: Constraint,
  ): boolean {
    // Shapes without a path have one value, the focus node itself; the engine passes null where there is none to pass.
    const outcome: unknown = constraint.validate?.(focus, value as Term)
    // true or nothing: passed; false, a message, or results (an empty list of them: passed).
    return Array.isArray(outcome)
      ? outcome.length > 0
      : outcome !== undefined && outcome !== null && outcome !== true
  }
}
