/** A shapes graph -> compiled shapes, or everything that is wrong with it. */
import type { Quad } from '@rdfjs/types'
import type { Problem } from '../model/problem.ts'
import { sh } from '../rdf/namespaces.ts'
import { foldSchemaOrg } from '../rdf/schema-org.ts'
import { type Definition, type Definitions, type Polarity, show } from './constraints/definition.ts'
import { LOGICAL } from './constraints/logical.ts'
import { OTHER } from './constraints/other.ts'
import { PROPERTY_PAIR } from './constraints/property-pair.ts'
import { RANGE } from './constraints/range.ts'
import { SHAPE_BASED } from './constraints/shape-based.ts'
import { STRING } from './constraints/string.ts'
import { VALUE_TYPE } from './constraints/value-type.ts'
import { DataGraph } from './data-graph.ts'
import { isList, readList } from './lists.ts'
import { markRecursion, type Use } from './recursion.ts'
import type { Check, CompiledShapes, Constraint, Shape } from './shape.ts'
import { readHeader } from './shape-header.ts'
import { shapeNodes } from './shape-nodes.ts'
import { SparqlExtension } from './sparql/extension.ts'
import { didYouMean } from './spelling.ts'
import { readTargets, TARGET_PROPERTIES } from './targets.ts'
import { type Node, termKey } from './terms.ts'
import { checkTerms } from './vocabulary.ts'

const DEFINITIONS: Definitions = {
  ...VALUE_TYPE,
  ...RANGE,
  ...STRING,
  ...PROPERTY_PAIR,
  ...LOGICAL,
  ...SHAPE_BASED,
  ...OTHER,
}

/** Whoever has made this many mistakes does not read on. */
const MAX_PROBLEMS = 200

/** How shapes are compiled. */
export interface CompileOptions {
  /** What problems are about: the name of the profile or file. */
  readonly subject?: string
  /** Folds schema.org's http, www and https forms into one (default: true). */
  readonly foldSchemaOrg?: boolean
  /** Lets rdfs:subClassOf of the shapes graph count besides that of the data (SHACL 1.2 draft; default: false). */
  readonly subClassOfInShapesGraph?: boolean
}

/** Either shapes, or every problem that was found. */
export type Compilation =
  | { readonly ok: true; readonly value: CompiledShapes }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Compiles the shapes of one graph (SHACL Core and SHACL-SPARQL). Nothing that would be passed over in silence gets
 * through: ill-formed or undefined shapes, unknown terms, bad patterns and queries are problems (stage `scales`).
 */
export const compileShapes = (quads: readonly Quad[], options: CompileOptions = {}): Compilation => {
  const folded = options.foldSchemaOrg === false ? quads : foldSchemaOrg(quads)
  return new Compiler(folded, options).compile()
}

class Compiler {
  readonly #graph: DataGraph
  readonly #options: CompileOptions
  readonly #problems = new Map<string, Problem>()
  readonly #warnings = new Map<string, Problem>()
  readonly #byKey = new Map<string, Shape>()
  readonly #uses: Use[] = []
  readonly #sparql: SparqlExtension
  #constraintCount = 0

  constructor(quads: readonly Quad[], options: CompileOptions) {
    this.#graph = new DataGraph(quads)
    this.#options = options
    this.#sparql = new SparqlExtension(this.#graph, { problem: this.#problem, warning: this.#warning })
  }

  compile(): Compilation {
    for (const { code, detail } of checkTerms(this.#graph.quads))
      this.#note(code === 'ignored-shape-term' ? this.#warnings : this.#problems, code, detail)
    const properties = [...TARGET_PROPERTIES, 'property', ...Object.keys(DEFINITIONS)].map(
      name => sh(name).value,
    )
    for (const node of shapeNodes(this.#graph, [...properties, ...this.#sparql.properties])) this.#shape(node)
    // Inner shapes are added to the map while it is gone through, so nesting needs no recursion here.
    for (const shape of this.#byKey.values()) {
      this.#fill(shape)
      this.#state(shape)
    }
    const shapes = [...this.#byKey.values()]
    for (const { node } of markRecursion(shapes, this.#uses))
      this.#problem(
        'recursive-shape',
        `the shape ${show(node)} is checked with itself through sh:not, sh:xone or a maximum, which has no answer`,
      )
    const targeted = shapes.filter(({ targets, deactivated }) => targets.length > 0 && !deactivated)
    if (!shapes.some(({ targets }) => targets.length > 0))
      this.#note(
        this.#warnings,
        'no-target',
        'no shape has a target, so nothing will be checked: add sh:targetClass',
      )
    if (this.#problems.size > 0) return { ok: false, problems: [...this.#problems.values()] }
    return {
      ok: true,
      value: {
        shapes,
        targeted,
        warnings: [...this.#warnings.values()],
        constraintCount: this.#constraintCount,
        ...(this.#options.subClassOfInShapesGraph && { classes: this.#graph }),
      },
    }
  }

  readonly #problem = (code: string, detail: string): undefined => this.#note(this.#problems, code, detail)

  readonly #warning = (code: string, detail: string): undefined => this.#note(this.#warnings, code, detail)

  #note(into: Map<string, Problem>, code: string, detail: string): undefined {
    if (into.size >= MAX_PROBLEMS) return undefined
    into.set(detail, { stage: 'scales', code, subject: this.#options.subject ?? 'shapes', detail })
  }

  #shape(node: Node): Shape {
    const key = termKey(node)
    let shape = this.#byKey.get(key)
    if (!shape) {
      shape = readHeader(this.#graph, node, this.#byKey.size, {
        problem: this.#problem,
        warning: this.#warning,
      })
      this.#byKey.set(key, shape)
    }
    return shape
  }

  #use(from: Shape, node: Node, polarity: Polarity): Shape {
    if (node.termType === 'Literal')
      this.#problem(
        'ill-formed-shape',
        `${show(from.node)} is checked with ${show(node)}, but a shape is an IRI or blank node`,
      )
    if (node.termType === 'NamedNode' && !this.#graph.describes(node))
      this.#problem(
        'undefined-shape',
        `${show(from.node)} is checked with ${show(node)}, which is not defined in this shapes graph${this.#nearShape(node)}`,
      )
    const to = this.#shape(node)
    this.#uses.push({ from, to, polarity })
    return to
  }

  #nearShape(node: Node): string {
    if (this.#problems.size >= MAX_PROBLEMS) return ''
    const known = [...this.#byKey.values()].flatMap(shape =>
      shape.node.termType === 'NamedNode' && this.#graph.describes(shape.node) ? [shape.node.value] : [],
    )
    return didYouMean(node.value, known)
  }

  #fill(shape: Shape): void {
    shape.targets.push(
      ...readTargets(this.#graph, shape.node, this.#problem),
      ...this.#sparql.targets(shape.node),
    )
    for (const [parameter, definition] of Object.entries(DEFINITIONS)) {
      const values = this.#graph.objects(shape.node, sh(parameter).value)
      if (values.length === 0) continue
      if (definition.propertyOnly && !shape.path)
        this.#problem(
          'ill-formed-shape',
          `sh:${parameter} of ${show(shape.node)} needs a sh:path: it is for property shapes only`,
        )
      else if (definition.single && values.length > 1)
        this.#problem(
          'ill-formed-shape',
          `${show(shape.node)} has ${values.length} values of sh:${parameter}: there must be at most one`,
        )
      else for (const value of values) this.#constrain(shape, parameter, definition, value)
    }
  }

  #state(shape: Shape): void {
    for (const { make, ...draft } of this.#sparql.drafts(shape)) {
      const constraint: Constraint = { ...draft, shape, index: this.#constraintCount }
      const check = make(constraint)
      if (check) this.#add(shape, constraint, check)
    }
  }

  #constrain(shape: Shape, parameter: string, definition: Definition, value: Node): void {
    const constraint: Constraint = {
      shape,
      component: sh(`${definition.component}ConstraintComponent`),
      parameters: new Map([
        [parameter, this.#shown(value)],
        ...(definition.with ?? []).map(
          name =>
            [
              name,
              this.#graph.objects(shape.node, sh(name).value).flatMap(each => this.#shown(each)),
            ] as const,
        ),
      ]),
      index: this.#constraintCount,
    }
    const check = definition.make(value, {
      graph: this.#graph,
      shape,
      constraint,
      shapeAt: (node, polarity) => this.#use(shape, node, polarity),
      problem: this.#problem,
      warning: this.#warning,
    })
    if (check) this.#add(shape, constraint, check)
  }

  #add(shape: Shape, constraint: Constraint, check: Check): void {
    shape.constraints.push(constraint)
    shape.checks.push(check)
    this.#constraintCount++
  }

  /** A parameter as messages show it: the members of a list instead of its first blank node. */
  #shown(value: Node): readonly Node[] {
    return isList(this.#graph, value) ? (readList(this.#graph, value) ?? [value]) : [value]
  }
}
