/** One sh:ValidationResult (SHACL 3.6.2). */
import type { Literal, NamedNode } from '@rdfjs/types'
import { resultMessages } from './messages.ts'
import type { Path } from './paths/path.ts'
import { pathText } from './paths/path-text.ts'
import type { Constraint } from './shape.ts'
import type { Node } from './terms.ts'

/** What only some results have. */
export interface ResultExtras {
  /** Instead of the path of the shape: the property that a closed shape does not allow, the ?path of a SPARQL row. */
  readonly path?: Path
  /** Why the value fails an inner shape; made when it is asked for. */
  readonly detail?: () => readonly ValidationResult[]
  /** Variables of a SPARQL row, for placeholders of messages. */
  readonly variables?: ReadonlyMap<string, Node>
  /** ?message of a SPARQL row. */
  readonly message?: Literal
}

const NONE: readonly ValidationResult[] = []

/** One failure. Messages and details are made when they are read, so that a report nobody reads in full costs little. */
export class ValidationResult {
  readonly focusNode: Node
  readonly constraint: Constraint
  readonly value: Node | undefined
  readonly #extras: ResultExtras | undefined

  constructor(constraint: Constraint, focusNode: Node, value?: Node, extras?: ResultExtras) {
    this.constraint = constraint
    this.focusNode = focusNode
    this.value = value
    this.#extras = extras
  }

  get component(): NamedNode {
    return this.constraint.component
  }
  get severity(): NamedNode {
    return this.constraint.shape.severity
  }
  get sourceShape(): Node {
    return this.constraint.shape.node
  }
  get sourceConstraint(): Node | undefined {
    return this.constraint.source
  }
  get path(): Path | undefined {
    return this.#extras?.path ?? this.constraint.shape.path
  }

  /** The path as text: a bare IRI for a single property, else a SPARQL property path. */
  get pathText(): string | undefined {
    const own = this.#extras?.path
    if (!own) return this.constraint.shape.pathText
    return own.kind === 'property' ? own.property.value : pathText(own)
  }

  /** In every language in which the shape has a message; else in English and German. */
  get messages(): readonly Literal[] {
    return resultMessages(this, this.#extras)
  }

  /** The results of the inner shape (sh:node, sh:and …) that led to this one; empty for other components. */
  get detail(): readonly ValidationResult[] {
    return this.#extras?.detail?.() ?? NONE
  }
}
