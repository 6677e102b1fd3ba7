/** A compiled shape: closures over a data graph, and what a result needs to say where it comes from. */
import type { Literal, NamedNode } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import type { DataGraph } from './data-graph.ts'
import type { Walk } from './paths/compile-path.ts'
import type { Path } from './paths/path.ts'
import type { ValidationResult } from './result.ts'
import type { Run } from './run.ts'
import type { Node } from './terms.ts'

/**
 * Checks the value nodes of one focus node against one constraint; true when there is nothing to report. With `out`
 * every failure is added to it; without, the first one is enough.
 */
export type Check = (
  run: Run,
  focus: Node,
  values: readonly Node[],
  out: ValidationResult[] | undefined,
) => boolean

/** Finds the focus nodes of a shape in the data. */
export type Target = (run: Run) => Iterable<Node>

/** One constraint of a shape (SHACL 2.1): a component with its parameters. */
export interface Constraint {
  readonly shape: Shape
  readonly component: NamedNode
  /** Parameter name -> its values, as messages show them. */
  readonly parameters: ReadonlyMap<string, readonly Node[]>
  /** sh:sourceConstraint: the node that states a SPARQL constraint. */
  readonly source?: Node
  /** Messages that go before those of the shape (SPARQL constraints have their own). */
  readonly messages?: readonly Literal[]
  /** Position among all constraints of the shapes graph, for counters. */
  readonly index: number
}

/** A node or property shape. Filled once while shapes are compiled, then never changed. */
export interface Shape {
  readonly node: Node
  /** Position among all shapes, for counters. */
  readonly index: number
  readonly path?: Path
  readonly walk?: Walk
  /** The path as results give it: a bare IRI, or the text of a SPARQL property path. */
  readonly pathText?: string
  readonly severity: NamedNode
  readonly messages: readonly Literal[]
  readonly deactivated: boolean
  readonly constraints: Constraint[]
  readonly checks: Check[]
  readonly targets: Target[]
  /** Whether the shape can be reached from itself, so that the active stack must be kept. */
  recursive: boolean
}

/** What shapes become: ready to check any number of graphs. */
export interface CompiledShapes {
  readonly shapes: readonly Shape[]
  /** Those with at least one target, in the order of the shapes graph. */
  readonly targeted: readonly Shape[]
  /** What is odd but decided, such as a shape without constraints. */
  readonly warnings: readonly Problem[]
  readonly constraintCount: number
  /** The class hierarchy of the shapes graph, when it is to be used besides that of the data. */
  readonly classes?: DataGraph
}
