/** What is counted of the graph, and by which generation: a figure that could not be had says why, never a wrong number. */

import type { Problem } from '../../model/problem.ts'

/** Rows of each list that are asked for, the largest first: a list as long as this is cut. */
export const MOST_ROWS = 1000

/** One measurement: what was counted, the generation that it is of, or why there is none. */
export type Measured<T> =
  | { readonly ok: true; readonly value: T; readonly generation: number }
  | { readonly ok: false; readonly problem: Problem }

/** The statements of one property, of everything or of the things of one class. */
export interface PropertyFigures {
  readonly property: string
  readonly triples: number
  readonly subjects?: number
  readonly objects?: number
}

/** The things of one class. */
export interface ClassFigures {
  readonly class: string
  readonly entities: number
}

/** Where the statements of a property lead: to things of a class, or to literals of a datatype. */
export interface ObjectFigures {
  readonly property: string
  readonly class?: string
  readonly datatype?: string
  readonly triples: number
}

/** A class in detail. */
export interface ClassDetail extends ClassFigures {
  readonly properties: Measured<readonly PropertyFigures[]>
  readonly objects: Measured<readonly ObjectFigures[]>
}

/** One graph, or all graphs of a source together. */
export interface GraphFigures {
  readonly triples: Measured<number>
  readonly classes: Measured<readonly ClassFigures[]>
  readonly properties: Measured<readonly PropertyFigures[]>
}

/** The records of one source. */
export interface SourceFigures extends GraphFigures {
  readonly source: string
  readonly records: Measured<number>
  readonly samples: Measured<number>
}

/** Everything that was measured in one go. */
export interface DatasetFigures {
  /** The generation that was shown when measuring began; a figure of a later one says so. */
  readonly generation: number
  /** xsd:dateTime in UTC. */
  readonly measuredAt: string
  readonly quads: Measured<number>
  /** The default graph. */
  readonly kernel: GraphFigures & {
    readonly subjects: Measured<number>
    readonly objects: Measured<number>
    readonly details: readonly ClassDetail[]
  }
  /** Fixed graphs by their local name. */
  readonly graphs: Readonly<Record<string, GraphFigures>>
  readonly sources: readonly SourceFigures[]
  /** IRIs of a few samples. */
  readonly samples: Measured<readonly string[]>
}
