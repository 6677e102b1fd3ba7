/** One validation under way: the data, the limits, the active stack and the counters. */
import type { DataGraph } from './data-graph.ts'
import type { ValidationResult } from './result.ts'
import type { Constraint, Shape } from './shape.ts'
import { type Node, termKey } from './terms.ts'

/** Times a shape or constraint was met in a validation. */
export interface Count {
  /** Focus nodes that targets selected (shapes only). */
  targets: number
  evaluated: number
  failed: number
}

/** Counts of all shapes and constraints, by their index. */
export interface Counters {
  readonly shapes: Count[]
  readonly constraints: Count[]
}

// Frames of the deepest evaluation must fit into the stack of a thread. A shape takes up to six of them.
const MAX_DEPTH = 500

/** Evaluation was given up; the report says so and does not conform. */
export class GivenUp extends Error {}

/** The state of one validation. Not shared between validations. */
export class Run {
  readonly data: DataGraph
  readonly counters: Counters | undefined
  readonly #classes: DataGraph | undefined
  readonly #maxSteps: number
  readonly #active = new Map<Shape, Map<string, boolean>>()
  readonly #superclasses = new Map<string, ReadonlySet<string>>()
  readonly #instances = new Map<string, readonly Node[]>()
  #stepsLeft: number
  #depth = 0

  constructor(
    data: DataGraph,
    options: {
      readonly maxSteps: number
      readonly counters?: Counters | undefined
      readonly classes?: DataGraph | undefined
    },
  ) {
    this.data = data
    this.counters = options.counters
    this.#classes = options.classes
    this.#maxSteps = options.maxSteps
    this.#stepsLeft = options.maxSteps
  }

  /** A run of its own over the same data, for what is asked after this one is over. */
  again(): Run {
    return new Run(this.data, { maxSteps: this.#maxSteps, classes: this.#classes })
  }

  /** Whether a class (as key) is another one or below it. */
  isSubclass(key: string, wanted: string): boolean {
    if (key === wanted) return true
    // Most small graphs say nothing about classes.
    return (this.#classes !== undefined || this.data.ordersClasses) && this.superclasses(key).has(wanted)
  }

  /** The data's own instances of a class (as key) and of those below it; many shapes have the same target. */
  instancesOf(wanted: string): readonly Node[] {
    let found = this.#instances.get(wanted)
    if (!found) {
      const all: Node[] = []
      // Not by spreading: a large graph has more instances than a call may have arguments.
      for (const [type, nodes] of this.data.instances())
        if (this.isSubclass(type, wanted)) for (const node of nodes) all.push(node)
      found = all
      this.#instances.set(wanted, found)
    }
    return found
  }

  /** Keys of a class and those above it; the shapes graph has a say when it was asked to. */
  superclasses(key: string): ReadonlySet<string> {
    const more = this.#classes
    if (!more) return this.data.superclasses(key)
    let found = this.#superclasses.get(key)
    if (!found) {
      const all = new Set([key])
      for (const each of all)
        for (const graph of [this.data, more]) for (const above of graph.superclasses(each)) all.add(above)
      found = all
      this.#superclasses.set(key, found)
    }
    return found
  }

  /**
   * Evaluates a shape for a focus node (SHACL 3.4). With `out`, all failures are added to it. A pair of shape and focus
   * that is being evaluated further up is assumed to pass (the greatest fixpoint); nothing is remembered once it is done.
   */
  evaluate(shape: Shape, focus: Node, out: ValidationResult[] | undefined): boolean {
    if (shape.deactivated) return true
    if (--this.#stepsLeft < 0) throw new GivenUp('the shapes need more steps than are allowed')
    if (++this.#depth > MAX_DEPTH) throw new GivenUp(`shapes call each other more than ${MAX_DEPTH} deep`)
    const passed = shape.recursive ? this.#guarded(shape, focus, out) : this.#check(shape, focus, out)
    this.#depth--
    return passed
  }

  #guarded(shape: Shape, focus: Node, out: ValidationResult[] | undefined): boolean {
    let active = this.#active.get(shape)
    if (!active) {
      active = new Map()
      this.#active.set(shape, active)
    }
    const key = termKey(focus)
    const assumed = active.get(key)
    if (assumed !== undefined) return assumed
    active.set(key, true)
    const passed = this.#check(shape, focus, undefined)
    if (!passed && out) {
      // Now it is known to fail, and so are those that only passed because it was assumed not to.
      active.set(key, false)
      this.#check(shape, focus, out)
    }
    active.delete(key)
    return passed
  }

  #check(shape: Shape, focus: Node, out: ValidationResult[] | undefined): boolean {
    const values = shape.walk ? shape.walk(this.data, focus) : [focus]
    if (this.counters) return this.#counted(this.counters, shape, focus, values, out)
    let passed = true
    for (const check of shape.checks) {
      if (check(this, focus, values, out)) continue
      if (!out) return false
      passed = false
    }
    return passed
  }

  #counted(
    counters: Counters,
    shape: Shape,
    focus: Node,
    values: readonly Node[],
    out: ValidationResult[] | undefined,
  ): boolean {
    let passed = true
    shape.checks.forEach((check, i) => {
      const ok = check(this, focus, values, out)
      const constraint = shape.constraints[i]
      if (constraint) count(counters.constraints, constraint, ok)
      if (!ok) passed = false
    })
    count(counters.shapes, shape, passed)
    return passed
  }
}

const count = (counts: Count[], { index }: Shape | Constraint, ok: boolean): void => {
  const own = counts[index]
  if (!own) return
  own.evaluated++
  if (!ok) own.failed++
}
