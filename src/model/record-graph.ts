import type { Quad } from '@rdfjs/types'
import type { Iri } from './iri.ts'
import type { Repair } from './json-ld-document.ts'
import type { Problem } from './problem.ts'

/** How much of a document's JSON reached the graph: leaf values reached / leaf values present. */
export interface Coverage {
  readonly present: number
  readonly reached: number
  /** JSON paths (`a.b[].c`) of leaves that were lost, most frequent first, at most 20. */
  readonly lost: readonly string[]
}

/** What a record says, losslessly (canonical IRIs aside): every quad is in the graph named `graph`, no blank nodes. */
export interface RecordGraph {
  readonly graph: Iri
  readonly quads: readonly Quad[]
  readonly coverage: Coverage
  readonly repairs: readonly Repair[]
  /** Documents of the page that could not be converted, each with its reason. */
  readonly problems: readonly Problem[]
}

/** The same record in the one shape of all communities (docs/architecture.md): default-graph quads, no blank nodes. */
export interface KernelGraph {
  readonly graph: Iri
  readonly samples: readonly Iri[]
  readonly quads: readonly Quad[]
}
